import Archive
import Kernel
import People

/// What is brought in: files by their path inside the folder or archive, checked to be what their names say.
package struct ExchangedFiles: Sendable {
  /// What comes in one import at most.
  package static let limits = ZipLimits(entries: 200, entrySize: 30 << 20, totalSize: 100 << 20, ratio: 200)
  /// The largest archive that is taken from a visitor, packed.
  package static let largestArchive = 20 << 20

  /// Every name that some area reads.
  private static let known = Set(
    PlanReading.drawnFiles + PlanFile.allCases.map(\.rawValue) + ImportTables.File.allCases.map(\.rawValue) + ofOtherAreas + ofLeases)
  /// Files of areas that come after this one, by their names.
  private static let ofOtherAreas = [
    "demand_parameters.csv", "applications.csv", "application_moves.csv", "application_offers.csv", "past_wishes.csv",
    "committee_sessions.csv", "committee_items.csv", "leases.csv", "lease_lines.csv", "premises_regimes.csv", "mandates.csv",
  ]

  /// Beside them what the law sets, and the words of a page in a language: `home.fr.md`.
  private static func isKnown(_ name: String) -> Bool {
    known.contains(name) || name == "parameters.csv" || Language.allCases.contains { name.hasSuffix(".\($0.rawValue).md") }
  }

  private static let ofLeases = [
    "lease_scheme_names.csv", "lease_schemes.csv", "index_values.csv", "lease_cells.csv", "lease_holds.csv", "lease_prices.csv",
    "lease_reductions.csv", "lease_amendments.csv", "lease_terms.csv", "lease_revisions.csv", "lease_notices.csv", "lease_deposits.csv",
    "lease_contacts.csv",
    "lease_insurances.csv",
  ]

  /// By the last part of their path: `unit.geojson`, `cells.csv`.
  package let named: [String: [UInt8]]
  /// The paths of files nobody here knows.
  package let unknown: [String]

  /// Refuses two of one name, one too large, and what holds nothing that is known here.
  package init(_ paths: [String: [UInt8]]) throws {
    var named: [String: [UInt8]] = [:]
    var unknown: [String] = []
    var problems = Problems()
    var total = 0
    for (path, bytes) in paths.sorted(by: { $0.key < $1.key }) {
      let parts = path.split(separator: "/")
      guard let name = parts.last.map(String.init), !parts.contains(where: { $0.hasPrefix(".") || $0 == "__MACOSX" }) else { continue }
      guard ExchangedFiles.isKnown(name) else {
        unknown.append(path)
        continue
      }
      total += bytes.count
      if named[name] != nil { problems.add("spaces.exchange.problem.fileTwice", field: path, ["name": name]) }
      if bytes.count > ExchangedFiles.limits.entrySize {
        problems.add([ArchiveFault.entryTooLarge(path).problem(within: ExchangedFiles.limits)])
      }
      named[name] = bytes
    }
    if total > ExchangedFiles.limits.totalSize { problems.add([ArchiveFault.totalTooLarge("file").problem(within: ExchangedFiles.limits)]) }
    if named.isEmpty { problems.add("spaces.exchange.problem.noFiles", field: "file") }
    try problems.refuse()
    (self.named, self.unknown) = (named, unknown)
  }

  /// An archive from outside. Refuses what is no archive, or leads elsewhere, or unpacks to too much.
  package init(zip bytes: [UInt8]) throws {
    let entries: [ZipEntry]
    do {
      entries = try Zip.read(bytes, limits: ExchangedFiles.limits)
    } catch let fault as ArchiveFault {
      throw Refusal(.invalid, fault.all.prefix(PlanReading.mostProblems).map { $0.problem(within: ExchangedFiles.limits) })
    }
    try self.init(Dictionary(entries.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first }))
  }
}

extension ArchiveFault {
  func problem(within limits: ZipLimits) -> Problem {
    let (name, limit): (String, Int?) =
      switch self {
      case .notAnArchive, .several: ("notAnArchive", nil)
      case .tooManyEntries: ("archiveEntries", limits.entries)
      case .entryTooLarge: ("archiveLarge", limits.entrySize >> 20)
      case .totalTooLarge: ("archiveTotal", limits.totalSize >> 20)
      case .tooDense: ("archiveBomb", nil)
      case .unsafePath, .notAFile: ("archivePath", nil)
      case .duplicate: ("fileTwice", nil)
      case .encrypted: ("archiveEncrypted", nil)
      case .damaged: ("archiveDamaged", nil)
      }
    let shown = path.map { String($0.prefix(100)) }
    var arguments = limit.map { ["limit": "\($0)"] } ?? [:]
    if case .duplicate(let path) = self { arguments["name"] = String(path.prefix(100)) }
    return Problem("spaces.exchange.problem.\(name)", field: shown ?? "file", arguments)
  }
}
