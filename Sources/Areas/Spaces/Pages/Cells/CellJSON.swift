import Kernel

/// A cell of `/api/cells/{cell}` with its history. Areas are in hundredths of m², amounts in cents, lengths in millimetres, `until` is the
/// first day it is no longer so.
struct CellJSON: Encodable, Sendable {
  struct Beside: Encodable, Sendable {
    let id: ID<Cell>
    let code: String
    /// 0 where only a declared link joins them.
    let wall: Int64
  }
  struct Said: Encodable, Sendable {
    let said: Day
    let from: Day
    let until: Day?
  }
  struct Held: Encodable, Sendable {
    let hold: ID<Hold>?
    let kind: HoldKind
    let holder: HolderJSON?
    let made: Day
    let from: Day
    let until: Day?
    let expires: Day?
    let ended: Day?
    let endedHow: HoldEnd?
    let monthlyRent: Money?
    let promises: [Said]
  }
  struct Reshaped: Encodable, Sendable {
    let kind: String
    let day: Day
    let before: [ID<Cell>]
    let after: [ID<Cell>]
    let worksFrom: Day?
    let worksUntil: Day?
    let cost: Money?
  }
  let id: ID<Cell>
  let code: String
  let name: String
  let level: String
  let kind: CellKind
  let area: FloorArea
  let noise: NoiseZone
  let window: Bool
  let capacity: Int?
  let workplaces: Int
  let attributes: [String: String]
  let from: Day
  let until: Day?
  let day: Day
  /// What is so on the day; nothing on a day the cell is not there.
  let fact: FactJSON?
  let neighbours: [Beside]
  let holds: [Held]
  let reshapings: [Reshaped]

  init(_ found: CellRoutes.Found) {
    let (cell, timeline, sight) = (found.cell, found.timeline, found.sight)
    (id, code, name, kind, area, noise) = (cell.id, cell.code, cell.name, cell.kind, cell.area, cell.noise)
    (window, capacity, workplaces) = (cell.hasWindow, cell.capacity, cell.workplaces)
    attributes = Dictionary(found.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    level = timeline.levels[cell.level].key
    (from, until, day) = (cell.span.from, cell.span.until, found.day)
    fact = timeline.fact(of: found.place, on: found.day).map { FactJSON($0, timeline, sight) }
    neighbours = found.beside.map { Beside(id: timeline.cells[$0.place].id, code: timeline.cells[$0.place].code, wall: $0.wall) }
    holds = found.story.holds.map { place in
      let hold = timeline.holds[place]
      return Held(
        hold: sight.opens(hold, in: timeline) ? hold.id : nil, kind: hold.kind, holder: HolderJSON(place, timeline, sight),
        made: hold.madeOn,
        from: hold.span.from, until: hold.span.until, expires: hold.expiresOn, ended: hold.endedOn, endedHow: hold.endedHow,
        monthlyRent: sight.rents ? hold.monthlyRent : nil,
        // On which days a tenant said what is for the house and the tenant.
        promises: sight.opens(hold, in: timeline) ? hold.promises.map { Said(said: $0.said, from: $0.from, until: $0.until) } : [])
    }
    reshapings = found.story.reshapings.map { line in
      Reshaped(
        kind: line.reshaping.kind.rawValue, day: line.reshaping.day, before: line.before, after: line.after,
        worksFrom: line.reshaping.works?.from, worksUntil: line.reshaping.works?.until, cost: sight.rents ? line.reshaping.cost : nil)
    }
  }
}
