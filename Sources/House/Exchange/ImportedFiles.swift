import Archive
import Foundation

/// What is imported: files by their path inside the folder or the archive, with `/` between names.
package struct ImportedFiles: Sendable {
  package let files: [String: [UInt8]]

  package init(_ files: [String: [UInt8]]) { self.files = files }

  /// What may be read from a folder at most, in bytes.
  static let largest = 512 << 20
}

/// What cannot be read at all, in a sentence.
package struct UnreadableImport: Error, CustomStringConvertible {
  package let description: String
}

extension ImportedFiles {
  /// Reads a folder whole; links that lead out of it are not followed, nor hidden files read.
  package static func folder(_ folder: URL) throws -> ImportedFiles {
    let root = folder.resolvingSymlinksInPath().path + "/"
    let keys: [URLResourceKey] = [.isRegularFileKey, .fileSizeKey]
    guard let walk = FileManager.default.enumerator(at: URL(filePath: root), includingPropertiesForKeys: keys, options: [.skipsHiddenFiles])
    else { throw UnreadableImport(description: "\(folder.path): the folder cannot be read.") }
    var files: [String: [UInt8]] = [:]
    var total = 0
    for case let file as URL in walk {
      let facts = try file.resourceValues(forKeys: Set(keys))
      guard facts.isRegularFile == true, file.path.hasPrefix(root) else { continue }
      total += facts.fileSize ?? 0
      if total > largest { throw UnreadableImport(description: "\(folder.path): more than \(largest >> 20) MB are not taken at once.") }
      files[String(file.path.dropFirst(root.count))] = Array(try Data(contentsOf: file))
    }
    return ImportedFiles(files)
  }
}
