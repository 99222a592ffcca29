import Foundation
import Kernel
import Spaces
import Store

/// What cannot be written, in a sentence.
package struct UnwritableExport: Error, CustomStringConvertible {
  package let description: String
}

extension House {
  /// Writes all that is exchanged to a folder that is not there yet or empty, or to a zip archive when the path ends in `.zip`.
  /// The archive appears whole or not at all. `report` hears what is being done, and how many of how many. The paths that were written.
  package func export(
    _ database: any Database, to path: String, at now: Instant, report: @Sendable (String, Int?, Int?) -> Void = { _, _, _ in }
  ) async throws -> [String] {
    report("reading the house", nil, nil)
    let files = try await exchange.files(of: database, at: now)
    if files.isEmpty { throw UnwritableExport(description: "There is nothing to export yet: the house is empty.") }
    if path.lowercased().hasSuffix(".zip") {
      if FileManager.default.fileExists(atPath: path) { throw UnwritableExport(description: "\(path) is there already.") }
      report("packing \(files.count) files", nil, nil)
      try write(try Exchange.archive(files), to: path)
    } else {
      let there = try? FileManager.default.contentsOfDirectory(atPath: path)
      if there?.isEmpty == false || (there == nil && FileManager.default.fileExists(atPath: path)) {
        throw UnwritableExport(description: "\(path) is there already, and is not an empty folder.")
      }
      for (place, file) in files.enumerated() {
        report("writing files", place, files.count)
        try write(file.value, to: "\(path)/\(file.key)")
      }
    }
    return files.keys.sorted()
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = URL(filePath: path)
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file, options: .atomic)
    } catch {
      throw UnwritableExport(description: "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}
