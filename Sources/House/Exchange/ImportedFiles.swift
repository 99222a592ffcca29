import Archive
import Foundation

/// What is imported: files by their path inside the folder or the archive, with `/` between names.
package struct ImportedFiles: Sendable {
  package let files: [String: [UInt8]]

  /// Leaves out what archive makers add of their own, and a single folder around everything.
  package init(_ files: [String: [UInt8]]) {
    let kept = files.filter { path, _ in !path.split(separator: "/").contains { $0.hasPrefix(".") || $0 == "__MACOSX" } }
    let tops = Set(kept.keys.map { $0.prefix { $0 != "/" } })
    let isWrapped = tops.count == 1 && kept.keys.allSatisfy { $0.contains("/") } && tops.first != "imdf"
    self.files = isWrapped ? Dictionary(uniqueKeysWithValues: kept.map { (String($0.drop { $0 != "/" }.dropFirst()), $1) }) : kept
  }

  /// What may be read from a folder at most, in bytes; archives have limits of their own.
  static let largest = 256 << 20
}

/// What cannot be read at all, in a sentence.
package struct UnreadableImport: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

extension ImportedFiles {
  /// A folder, or a zip archive. Throws `UnreadableImport`.
  package static func read(_ path: String) throws -> ImportedFiles {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw UnreadableImport(description: "\(path): there is no such folder or archive.")
    }
    let files = try isFolder.boolValue ? folder(URL(filePath: path)) : archive(URL(filePath: path))
    if files.files.isEmpty { throw UnreadableImport(description: "\(path): there is nothing in it.") }
    return files
  }

  private static func archive(_ file: URL) throws -> ImportedFiles {
    let size = (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
    if size > largest { throw UnreadableImport(description: "\(file.path): more than \(largest >> 20) MB are not taken at once.") }
    guard let bytes = try? Data(contentsOf: file) else { throw UnreadableImport(description: "\(file.path): the file cannot be read.") }
    do {
      let entries = try Zip.read(Array(bytes))
      return ImportedFiles(Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.bytes) }))
    } catch let fault as ArchiveFault {
      throw UnreadableImport(description: fault.all.prefix(200).map { "\(file.path): \(sentence($0))" }.joined(separator: "\n"))
    }
  }

  static func sentence(_ fault: ArchiveFault) -> String {
    let path = fault.path.map { "“\($0.prefix(100))” " } ?? ""
    let limits = ZipLimits()
    return switch fault {
    case .notAnArchive, .several: "this is no zip archive."
    case .tooManyEntries(let count): "\(count) files are too many: \(limits.entries) at most."
    case .entryTooLarge: path + "is larger than \(limits.entrySize >> 20) MB when unpacked."
    case .totalTooLarge: "unpacked, the archive is larger than \(limits.totalSize >> 20) MB."
    case .tooDense: path + "is packed so tightly that it can only be a trap."
    case .unsafePath: path + "leads out of the archive."
    case .duplicate: path + "is there twice."
    case .encrypted: path + "is encrypted."
    case .notAFile: path + "is no plain file."
    case .damaged: path + "is damaged."
    }
  }

  /// Reads a folder whole. Hidden files are not read; links are not followed, and refused: what they name would be missing without a word.
  private static func folder(_ folder: URL) throws -> ImportedFiles {
    let root = folder.resolvingSymlinksInPath().path + "/"
    let keys: Set<URLResourceKey> = [.isRegularFileKey, .isDirectoryKey, .fileSizeKey]
    let options: FileManager.DirectoryEnumerationOptions = [.skipsHiddenFiles]
    guard let walk = FileManager.default.enumerator(at: URL(filePath: root), includingPropertiesForKeys: Array(keys), options: options)
    else { throw UnreadableImport(description: "\(folder.path): the folder cannot be read.") }
    var files: [String: [UInt8]] = [:]
    var strange: [String] = []
    var total = 0
    for case let file as URL in walk {
      let facts = try file.resourceValues(forKeys: keys)
      let isTable = ["csv", "geojson", "json", "md"].contains(file.pathExtension)
      if facts.isRegularFile != true, facts.isDirectory != true || isTable { strange.append(file.path) }
      guard facts.isRegularFile == true, file.path.hasPrefix(root) else { continue }
      total += facts.fileSize ?? 0
      if total > largest { throw UnreadableImport(description: "\(folder.path): more than \(largest >> 20) MB are not taken at once.") }
      guard let bytes = try? Data(contentsOf: file) else { throw UnreadableImport(description: "\(file.path): the file cannot be read.") }
      files[String(file.path.dropFirst(root.count))] = Array(bytes)
    }
    if strange.isEmpty { return ImportedFiles(files) }
    throw UnreadableImport(description: strange.sorted().prefix(200).map { "\($0) is no plain file." }.joined(separator: "\n"))
  }
}
