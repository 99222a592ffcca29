import Archive
import Foundation
import Kernel

/// The files of a building by name, whatever folder they lay in: `unit.geojson`, `cells.csv`.
package struct BuildingFiles: Sendable {
  /// What comes in one import at most.
  package static let limits = ZipLimits(entries: 200, entrySize: 30 << 20, totalSize: 100 << 20, ratio: 200)
  private static let endings = [".geojson", ".json", ".csv"]

  package let files: [String: [UInt8]]

  /// Files by their path; only the last part of it counts. Refuses two of one name, naming both.
  package init(_ paths: [String: [UInt8]]) throws {
    var files: [String: [UInt8]] = [:]
    var problems = Problems()
    for (path, bytes) in paths.sorted(by: { $0.key < $1.key }) {
      guard let name = path.split(separator: "/").last.map(String.init), BuildingFiles.isOurs(path, name) else { continue }
      if files[name] != nil { problems.add("spaces.exchange.problem.fileTwice", field: path, ["name": name]) }
      files[name] = bytes
    }
    if files.isEmpty { problems.add("spaces.exchange.problem.noFiles", field: "file") }
    try problems.refuse()
    self.files = files
  }

  /// An archive from outside. Refuses what is no archive, or leads elsewhere, or unpacks to too much.
  package init(zip bytes: [UInt8]) throws {
    let entries: [ZipEntry]
    do {
      entries = try Zip.read(bytes, limits: BuildingFiles.limits)
    } catch let fault as ArchiveFault {
      throw Refusal.invalid(fault.text, field: fault.path ?? "file")
    }
    try self.init(Dictionary(entries.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
  }

  /// A folder of the machine, two levels deep, such as `demo` with its `imdf`.
  package init(folder path: String) throws {
    let manager = FileManager.default
    var paths: [String: [UInt8]] = [:]
    guard let names = try? manager.contentsOfDirectory(atPath: path) else {
      throw Refusal.invalid("spaces.exchange.problem.noFolder", field: "file", ["path": path])
    }
    for name in names {
      let inner = (try? manager.contentsOfDirectory(atPath: "\(path)/\(name)"))?.map { "\(name)/\($0)" } ?? [name]
      for file in inner where BuildingFiles.isOurs(file, file) {
        guard let content = manager.contents(atPath: "\(path)/\(file)") else { continue }
        if content.count > BuildingFiles.limits.entrySize { throw Refusal.invalid("spaces.exchange.problem.archiveLarge", field: file) }
        paths[file] = Array(content)
      }
    }
    try self.init(paths)
  }

  private static func isOurs(_ path: String, _ name: String) -> Bool {
    endings.contains(where: name.hasSuffix) && !path.hasPrefix("__MACOSX/") && !name.hasPrefix(".")
  }
}

extension ArchiveFault {
  var text: String {
    switch self {
    case .notAnArchive: "spaces.exchange.problem.notAnArchive"
    case .tooManyEntries: "spaces.exchange.problem.archiveEntries"
    case .entryTooLarge, .totalTooLarge: "spaces.exchange.problem.archiveLarge"
    case .tooDense: "spaces.exchange.problem.archiveBomb"
    case .unsafePath, .notAFile: "spaces.exchange.problem.archivePath"
    case .duplicate: "spaces.exchange.problem.fileTwice"
    case .encrypted: "spaces.exchange.problem.archiveEncrypted"
    case .damaged: "spaces.exchange.problem.archiveDamaged"
    }
  }
}
