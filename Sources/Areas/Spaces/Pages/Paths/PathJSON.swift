import Kernel

/// The path of an organisation. Areas are in hundredths of m², `until` is the first day it is no longer so.
struct PathJSON: Encodable, Sendable {
  struct CellRef: Encodable, Sendable {
    let id: ID<Cell>
    let code: String
  }
  struct Step: Encodable, Sendable {
    let from: Day
    let until: Day?
    let change: String
    let area: FloorArea
    let cells: [CellRef]
    let entered: [CellRef]
    let left: [CellRef]
  }
  struct Said: Encodable, Sendable {
    let said: Day
    let from: Day
    let until: Day?
  }
  struct Promise: Encodable, Sendable {
    let kind: HoldKind
    let made: Day
    let promised: [Said]
    let slipped: Int
    let entry: Day?
    let endedHow: HoldEnd?
  }
  let organisation: OrganisationID
  let name: String
  let invented: Bool
  let steps: [Step]
  let promises: [Promise]

  init(_ found: PathRoutes.Found) {
    let timeline = found.timeline
    func refs(_ places: [Int]) -> [CellRef] { places.map { CellRef(id: timeline.cells[$0].id, code: timeline.cells[$0].code) } }
    (organisation, name, invented) = (found.holder.id, found.holder.name, found.holder.isInvented)
    steps = found.path.steps.map {
      Step(
        from: $0.from, until: $0.until, change: $0.change.rawValue, area: $0.area, cells: refs($0.cells), entered: refs($0.entered),
        left: refs($0.left))
    }
    promises = found.path.promises.map { promise in
      let hold = timeline.holds[promise.hold]
      return Promise(
        kind: hold.kind, made: hold.madeOn, promised: hold.promises.map { Said(said: $0.said, from: $0.from, until: $0.until) },
        slipped: promise.slipped, entry: promise.entry, endedHow: hold.endedHow)
    }
  }
}
