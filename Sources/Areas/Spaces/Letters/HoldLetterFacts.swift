import Kernel
import People
import Store

/// All that a letter about a hold says, read at one moment.
struct HoldLetterFacts: Sendable {
  let line: HoldLine
  let promises: [Promised]
  let holder: Organisation
  let contact: Contact?
  /// The holder has cells of the house on that day, so letters reach it there.
  let isResident: Bool
  /// Who lets the spaces, else who runs the house at all.
  let entity: Organisation?
  let site: Site?
  /// The levels of the cells, in their order, each with the name of its building.
  let levels: [(level: Level, building: String)]
  /// What is drawn, of the first level: the cells there on the first day.
  let drawn: [Cell]
}

extension Transaction {
  /// nil for works and where nothing is.
  borrowing func letterFacts(of id: ID<Hold>, on today: Day) throws -> HoldLetterFacts? {
    guard let line = try holdLine(id), let organisation = line.hold.organisation, let holder = try self.organisation(organisation) else {
      return nil
    }
    let held = line.cells.isEmpty ? line.pool : line.cells
    let levels = try self.levels(Array(Set(held.map(\.level))))
    let buildings = try self.buildings()
    let home = buildings.first { $0.id == levels.first?.building }
    let entities = try houseEntities(on: today)
    let entity = entities.first { $0.function == .operating } ?? entities.first
    let lets = try holdLines(of: organisation).filter { $0.hold.kind == .let && $0.hold.endedAt == nil && $0.hold.span.contains(today) }
    return HoldLetterFacts(
      line: line, promises: try promises(of: id), holder: holder, contact: try contacts(of: organisation, on: today).first,
      isResident: !lets.isEmpty, entity: try entity.flatMap { try self.organisation($0.organisation) },
      site: try home.flatMap { try self.site($0.site) } ?? sites().first,
      levels: levels.map { level in (level, buildings.first { $0.id == level.building }?.name ?? "") },
      drawn: try levels.first.map { try cells(of: $0.id, on: line.hold.span.from) } ?? [])
  }
}
