/// Which answers are compressed, and for whom.
enum Compression {
  /// Of what is made for one visitor or one day: a third of the time of zlib's own choice (6), for a tenth more bytes.
  static let level = 3

  /// Whether compressing is worth its time: text of about a kilobyte or more.
  static func pays(for type: String, count: Int) -> Bool {
    guard count > 1024 else { return false }
    return type.hasPrefix("text/") || type.hasPrefix("application/json") || type.hasPrefix("image/svg")
      || type.hasPrefix("application/geo+json")
  }

  static func isAccepted(_ header: String?) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      let pieces = part.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let name = pieces.first, name == "gzip" || name == "*" else { return false }
      return !pieces.dropFirst().contains { $0 == "q=0" || $0 == "q=0.0" || $0 == "q=0.00" || $0 == "q=0.000" }
    }
  }
}
