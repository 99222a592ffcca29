import Kernel

/// The plan of `/api/plan`. Areas are in hundredths of m², amounts in cents, `until` is the first day it is no longer so.
struct PlanJSON: Encodable, Sendable {
  let day: Day
  let version: Int
  let previousChange: Day?
  let nextChange: Day?
  let cells: [FactJSON]
  let occupancy: OccupancyJSON
  /// Of the level, when one was asked for.
  let levelOccupancy: OccupancyJSON?
}

struct HolderJSON: JSONRecord, Sendable {
  let id: OrganisationID
  let name: String
  let invented: Bool

  /// - Parameter hold: its place in the timeline.
  init?(_ hold: Int, _ timeline: Timeline, _ sight: PlanSight) {
    guard let place = sight.holder(ofHold: hold, in: timeline) else { return nil }
    (id, name, invented) = (timeline.holders[place].id, timeline.holders[place].name, timeline.holders[place].isInvented)
  }

  func write(to json: inout JSONMembers) {
    json.add("id", id.text)
    json.add("invented", invented)
    json.add("name", name)
  }
}

struct FactJSON: JSONRecord, Sendable {
  struct Next: JSONRecord, Sendable {
    let kind: String
    let holder: HolderJSON?
    let from: Day
    let until: Day?
    let said: Day
    let redatings: Int

    func write(to json: inout JSONMembers) {
      json.add("from", from)
      json.add("holder", holder)
      json.add("kind", kind)
      json.add("redatings", redatings)
      json.add("said", said)
      json.add("until", until)
    }
  }
  let cell: ID<Cell>
  let code: String
  let name: String
  let level: String
  let kind: String
  let area: FloorArea
  let state: String
  let since: Day?
  let until: Day?
  let holder: HolderJSON?
  let rent: Money?
  let next: Next?

  init(_ fact: CellFact, _ timeline: Timeline, _ sight: PlanSight) {
    let place = fact.cell
    (cell, code, name) = (timeline.cells[place].id, timeline.cells[place].code, timeline.cells[place].name)
    (kind, area) = (timeline.cells[place].kind.rawValue, timeline.cells[place].area)
    level = timeline.levels[timeline.cells[place].level].key
    (state, since, until) = (fact.state.rawValue, fact.since, fact.until)
    holder = fact.hold.flatMap { HolderJSON($0, timeline, sight) }
    rent = sight.rents ? fact.rent : nil
    next = fact.next.map { next in
      Next(
        kind: timeline.holds[next.hold].kind.rawValue, holder: HolderJSON(next.hold, timeline, sight), from: next.from, until: next.until,
        said: next.said, redatings: next.redatings)
    }
  }

  func write(to json: inout JSONMembers) {
    json.add("area", area)
    json.add("cell", cell.text)
    json.add("code", code)
    json.add("holder", holder)
    json.add("kind", kind)
    json.add("level", level)
    json.add("name", name)
    json.add("next", next)
    json.add("rent", rent)
    json.add("since", since)
    json.add("state", state)
    json.add("until", until)
  }
}

struct OccupancyJSON: Encodable, Sendable {
  struct Share: Encodable, Sendable {
    let part: Int64
    let whole: Int64
    let basisPoints: Int64?

    init(_ share: Occupancy.Share) { (part, whole, basisPoints) = (share.part, share.whole, share.percentage?.basisPoints) }
  }
  let day: Day
  let cells: Share
  let area: Share
  let money: Share?
  let people: Share
  let optionCells: Int64
  let optionArea: FloorArea
  let offerCells: Int64
  let offerArea: FloorArea
  let outOfService: Int64
  let promisedCells: Int64
  let promisedArea: FloorArea

  init(_ day: Day, _ occupancy: Occupancy, _ sight: PlanSight) {
    self.day = day
    (cells, area, people) = (Share(occupancy.cells), Share(occupancy.area), Share(occupancy.people))
    money = sight.rents ? Share(occupancy.money) : nil
    (optionCells, optionArea) = (occupancy.optionCells, occupancy.optionArea)
    (offerCells, offerArea, outOfService) = (occupancy.offerCells, occupancy.offerArea, occupancy.outOfService)
    (promisedCells, promisedArea) = (occupancy.promisedCells, occupancy.promisedArea)
  }
}
