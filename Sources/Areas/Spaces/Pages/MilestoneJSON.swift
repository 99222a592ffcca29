import Kernel
import Store
import Web

extension MilestoneRoutes {
  func listJSON(_ visit: Visit) async throws -> Answer {
    .json(try await visit.database.read { try $0.milestones() }.map { MilestoneJSON($0, dates: nil) })
  }
  func showJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<Milestone> = try visit.id("milestone")
    let found = try await visit.database.read { transaction in try transaction.milestone(id).map { ($0, try transaction.dates(of: id)) } }
    guard let (line, dates) = found else { throw Refusal.notFound }
    return .json(MilestoneJSON(line, dates: dates))
  }
  func previewJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<Milestone> = try visit.id("milestone")
    var reader = InputReader(visit.query)
    let day = reader.requiredDay("day")
    try reader.finish()
    guard let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    let today = visit.today
    let slip = try await visit.database.read { try $0.previewSlip(of: id, to: day, on: today) }
    return .json(
      SlipJSON(
        day: slip.day, rentLostCents: visit.viewer.may(.seeRents) ? slip.rentLost : nil,
        moves: slip.moves.map { SlipJSON.Move(hold: $0.line.hold.id, holder: $0.line.organisation, from: $0.old.from, to: $0.new.from) },
        problems: slip.problems.map { visit.text($0.code, $0.arguments) },
        notices: slip.notices.map { visit.text($0.code, $0.arguments) }))
  }
}

struct MilestoneJSON: Encodable, Sendable {
  struct Said: Encodable, Sendable {
    let day: Day
    let saidAt: Instant
    let reason: String
  }
  let id: ID<Milestone>
  let name: String
  let kind: MilestoneKind
  let building: ID<Building>
  let day: Day
  let reached: Bool
  let dates: [Said]?

  init(_ line: MilestoneLine, dates: [MilestoneDate]?) {
    (id, name, kind, building) = (line.milestone.id, line.milestone.name, line.milestone.kind, line.milestone.building)
    (day, reached) = (line.day, line.isReached)
    self.dates = dates?.map { Said(day: $0.day, saidAt: $0.saidAt, reason: $0.reason) }
  }
}

struct SlipJSON: Encodable, Sendable {
  struct Move: Encodable, Sendable {
    let hold: ID<Hold>
    let holder: String?
    let from: Day
    let to: Day
  }
  let day: Day
  let rentLostCents: Money?
  let moves: [Move]
  let problems: [String]
  let notices: [String]
}
