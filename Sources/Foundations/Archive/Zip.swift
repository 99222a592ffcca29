/// What an archive from outside may be.
package struct ZipLimits: Hashable, Sendable {
  package var entries: Int
  /// Bytes of one entry, unpacked.
  package var entrySize: Int
  /// Bytes of all entries, unpacked.
  package var totalSize: Int
  /// How many times larger than packed an entry of more than a megabyte may be.
  package var ratio: Int

  package init(entries: Int = 1000, entrySize: Int = 50 << 20, totalSize: Int = 200 << 20, ratio: Int = 200) {
    (self.entries, self.entrySize, self.totalSize, self.ratio) = (entries, entrySize, totalSize, ratio)
  }
}

/// Why an archive is refused; the text is the path of the entry as the archive spells it.
package enum ArchiveFault: Error, Hashable, Sendable {
  case notAnArchive
  case tooManyEntries(Int)
  case entryTooLarge(String)
  case totalTooLarge(String)
  /// Packed so tightly that it must be a bomb.
  case tooDense(String)
  /// `..`, an absolute path, a backslash, a drive, a control character or an empty part.
  case unsafePath(String)
  case duplicate(String)
  case encrypted(String)
  case notAFile(String)
  /// Cut short, checksum wrong, or packed in a way that is not known here.
  case damaged(String)
  /// Of the paths: every one that is wrong.
  case several([ArchiveFault])

  /// Each by itself.
  package var all: [ArchiveFault] { if case .several(let faults) = self { faults } else { [self] } }

  /// The entry's path, if one is to blame.
  package var path: String? {
    switch self {
    case .notAnArchive, .tooManyEntries, .several: nil
    case .entryTooLarge(let path), .totalTooLarge(let path), .tooDense(let path), .unsafePath(let path), .duplicate(let path),
      .encrypted(let path), .notAFile(let path), .damaged(let path):
      path
    }
  }
}

/// A file of an archive.
package struct ZipEntry: Hashable, Sendable {
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) { (self.path, self.bytes) = (path, bytes) }
}

/// Archives in memory.
package enum Zip {
  /// Relative, forward slashes, no part that leads elsewhere.
  static func isSafe(_ path: String) -> Bool {
    if path.isEmpty || path.utf8.count > 500 || path.contains("\\") || path.contains(":") { return false }
    if path.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) { return false }
    return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }
}
