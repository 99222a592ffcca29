import Kernel
import Store

/// What tables of a building that is known rest on, when nothing is drawn beside them: the building as it stands.
enum KnownGround {
  /// Lines of these say what the ground is: they need its drawing.
  private static let ground: [PlanFile] = [.sites, .buildings, .levels]

  static func isEnough(for files: BuildingFiles) -> Bool {
    !(PlanReading.drawnFiles + ground.map(\.rawValue)).contains { files.files[$0] != nil }
  }

  /// The files with the drawing and the tables of the house beside them; as they are where the house has no building yet.
  static func beside(_ files: BuildingFiles, in transaction: borrowing Transaction, at now: Instant) throws -> BuildingFiles {
    let records = try PlanRecords(transaction, at: now)
    if records.buildings.isEmpty { return files }
    var all = files.files
    for (path, bytes) in records.drawing { all[String(path.split(separator: "/").last ?? "")] = bytes }
    let tables = records.tables
    for file in ground { all[file.rawValue] = tables[file.rawValue] }
    for file in [PlanFile.cells, .milestones] {
      let own = file == .milestones ? records.datedMilestones : tables[file.rawValue]
      all[file.rawValue] = completed(files.files[file.rawValue], with: own, file)
    }
    return BuildingFiles(all)
  }

  /// The lines that were given, each with the columns it leaves out as they are in the house, then those of the house it does not name.
  /// Lines keep their numbers. A table that cannot be read as one stays as it is, and is refused where it is read.
  private static func completed(_ bytes: [UInt8]?, with own: [UInt8]?, _ file: PlanFile) -> [UInt8]? {
    guard let bytes, let own else { return bytes ?? own }
    guard let given = try? CSVTable(bytes), let base = try? CSVTable(own), Set(file.required).isSubset(of: given.header) else {
      return bytes
    }
    let columns = given.header + base.header.filter { !given.header.contains($0) }
    let name = file == .cells ? "code" : "key"
    let there = Dictionary(grouping: base.lines) { $0[name] }
    var text = CSVText.line(columns)
    var named: Set<Int> = []
    for line in given.lines {
      let same = there[line[name]] ?? []
      // Of a code that several bore, the day says which is meant.
      let meant = line["from"].isEmpty && same.count == 1 ? same.first : same.first { file != .cells || $0["from"] == line["from"] }
      if let meant { named.insert(meant.number) }
      let written = text.utf8.count { $0 == 10 } + 1
      text += String(repeating: "\n", count: max(0, line.number - written))
      text += CSVText.line(
        columns.map { column in
          let isLeftOut = !given.header.contains(column) || (column == "from" && line[column].isEmpty)
          return isLeftOut ? meant?[column] ?? "" : line[column]
        })
    }
    for line in base.lines where !named.contains(line.number) { text += CSVText.line(columns.map { line[$0] }) }
    return Array(text.utf8)
  }
}

extension PlanRecords {
  /// With the day that was said last, which elsewhere is told by the events.
  fileprivate var datedMilestones: [UInt8]? {
    if milestones.isEmpty { return nil }
    let keys = Dictionary(uniqueKeysWithValues: buildings.map { ($0.id, $0.key) })
    return CSVText.bytes(
      ["key", "building", "name", "kind", "day"],
      milestones.map { [$0.key, keys[$0.building], $0.name, $0.kind.rawValue, text(dates[$0.id]?.last?.day)] })
  }
}
