import Archive
import Foundation
import Kernel
import Store

/// What an area gives when the house is exported: files by path, in the form its importer takes.
package struct Exporter: Sendable {
  package let name: String
  package let run: @Sendable (any Database, Instant) async throws -> [String: [UInt8]]

  package init(_ name: String, run: @escaping @Sendable (any Database, Instant) async throws -> [String: [UInt8]]) {
    (self.name, self.run) = (name, run)
  }
}

/// What cannot be written, in a sentence.
package struct UnwritableExport: Error, CustomStringConvertible {
  package let description: String
}

extension House {
  /// Writes all that is exchanged to a folder that is not there yet or empty, or to a zip archive when the path ends in `.zip`.
  /// The archive appears whole or not at all. The paths that were written.
  package func export(_ database: any Database, to path: String, at now: Instant) async throws -> [String] {
    var files: [String: [UInt8]] = [:]
    for exporter in exporters { files.merge(try await exporter.run(database, now)) { _, later in later } }
    if path.lowercased().hasSuffix(".zip") {
      if FileManager.default.fileExists(atPath: path) { throw UnwritableExport(description: "\(path) is there already.") }
      let entries = files.sorted { $0.key < $1.key }.map { ZipEntry(path: $0.key, bytes: $0.value) }
      try write(try Zip.write(entries), to: path)
    } else {
      let there = try? FileManager.default.contentsOfDirectory(atPath: path)
      if there?.isEmpty == false || (there == nil && FileManager.default.fileExists(atPath: path)) {
        throw UnwritableExport(description: "\(path) is there already, and is not an empty folder.")
      }
      for (name, bytes) in files { try write(bytes, to: "\(path)/\(name)") }
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
