import Foundation

/// The repository this test was built from.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String { try String(contentsOf: root.appending(path: path), encoding: .utf8) }

  /// Paths below `folder`, from the root, of files with this ending.
  static func files(below folder: String, ending: String) -> [String] {
    let start = root.appending(path: folder).path
    let all = FileManager.default.enumerator(atPath: start)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }.sorted()
  }
}
