import Kernel

/// A hold as the API gives it. `until` is the first day that is no longer held; amounts are in cents.
struct HoldJSON: JSONRecord, Sendable {
  struct CellRef: JSONRecord, Sendable {
    let id: ID<Cell>
    let code: String
    let area: FloorArea

    func write(to json: inout JSONMembers) {
      json.add("area", area)
      json.add("code", code)
      json.add("id", id.text)
    }
  }
  let id: ID<Hold>
  let kind: HoldKind
  let organisation: OrganisationID?
  let organisationName: String?
  let cells: [CellRef]
  let among: [CellRef]
  let count: Int?
  let from: Day
  let until: Day?
  let milestone: ID<Milestone>?
  let offset: Int
  let expiresOn: Day?
  let monthlyRentCents: Money?
  let reason: String?
  let queuePosition: Int?
  let madeAt: Instant
  let endedAt: Instant?
  let endedHow: HoldEnd?
  let successor: ID<Hold>?

  init(_ line: HoldLine, _ sight: HoldSight) {
    let hold = line.hold
    (id, kind, organisation, organisationName) = (hold.id, hold.kind, hold.organisation, line.organisation)
    cells = line.cells.map { CellRef(id: $0.id, code: $0.code, area: $0.area) }
    among = line.pool.map { CellRef(id: $0.id, code: $0.code, area: $0.area) }
    (count, from, until) = (hold.wantedCount, hold.span.from, hold.span.until)
    (milestone, offset, expiresOn) = (hold.milestone, hold.milestoneOffset, hold.expiresOn)
    monthlyRentCents = sight.seesRent(of: hold) ? hold.monthlyRent : nil
    reason = sight.seesReason(of: hold) ? hold.reason : nil
    (queuePosition, madeAt) = (hold.queuePosition, hold.madeAt)
    (endedAt, endedHow, successor) = (hold.endedAt, hold.endedHow, hold.successor)
  }

  func write(to json: inout JSONMembers) {
    json.add("among", among)
    json.add("cells", cells)
    json.add("count", count)
    json.add("endedAt", endedAt)
    json.add("endedHow", endedHow?.rawValue)
    json.add("expiresOn", expiresOn)
    json.add("from", from)
    json.add("id", id.text)
    json.add("kind", kind.rawValue)
    json.add("madeAt", madeAt)
    json.add("milestone", milestone?.text)
    json.add("monthlyRentCents", monthlyRentCents)
    json.add("offset", offset)
    json.add("organisation", organisation?.text)
    json.add("organisationName", organisationName)
    json.add("queuePosition", queuePosition)
    json.add("reason", reason)
    json.add("successor", successor?.text)
    json.add("until", until)
  }
}
