import Secrets

/// What chains the documents of a series: each digest is computed over the one before it and over the whole document (docs/numbering.md).
enum ChainDigest {
  /// Before the first document of a series.
  static let origin = String(repeating: "0", count: 64)

  static func of(previous: String, _ parts: String...) -> String {
    Digest.sha256(([previous] + parts).joined(separator: "\n"))
  }
}
