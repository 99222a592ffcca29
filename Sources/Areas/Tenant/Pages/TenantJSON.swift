import Kernel
import People
import Spaces
import Web

struct DeclarationJSON: Encodable, Sendable {
  let organisation: OrganisationID
  let year: Int
  let people: Int
  let jobs: Int
  let turnover: Money?
  let saidAt: Instant
  let saidBy: String

  init(_ line: Declaration) {
    (organisation, year, people, jobs) = (line.organisation, line.year.number, line.people, line.jobs)
    (turnover, saidAt, saidBy) = (line.turnover, line.saidAt, line.saidBy)
  }
}

struct RequestJSON: Encodable, Sendable {
  let id: ID<TenantRequest>
  let organisation: OrganisationID
  let kind: RequestKind
  let cells: Int?
  let from: Day?
  let message: String
  let madeAt: Instant
  let madeBy: String
  let outcome: RequestOutcome?
  let answer: String?

  init(_ request: TenantRequest) {
    (id, organisation, kind, cells) = (request.id, request.organisation, request.kind, request.cells)
    (from, message, madeAt, madeBy) = (request.from, request.message, request.madeAt, request.madeBy)
    (outcome, answer) = (request.outcome, request.answer.isEmpty ? nil : request.answer)
  }
}

/// What is one's own, in one answer.
struct MyJSON: Encodable, Sendable {
  struct HeldJSON: Encodable, Sendable {
    let hold: ID<Hold>
    let kind: HoldKind
    let cells: [String]
    let from: Day
    let until: Day?
    let expiresOn: Day?
    let monthlyRent: Money?

    init(_ line: HoldLine) {
      (hold, kind, cells) = (line.hold.id, line.hold.kind, line.cells.isEmpty ? line.poolCodes : line.codes)
      (from, until, expiresOn, monthlyRent) = (line.hold.span.from, line.hold.span.until, line.hold.expiresOn, line.hold.monthlyRent)
    }
  }
  let organisation: OrganisationID
  let name: String
  let spaces: [HeldJSON]
  let toCome: [HeldJSON]
  let declarations: [DeclarationJSON]
  let requests: [RequestJSON]
}

struct MadeRequestJSON: Encodable, Sendable {
  let id: ID<TenantRequest>
}

extension TenantRoutes {
  func myJSON(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let today = visit.today
    let (holds, declarations, requests) = try await visit.database.read { transaction in
      (try transaction.holdLines(of: mine.id), try transaction.declarations(of: mine.id), try transaction.tenantRequests(of: mine.id))
    }
    return .json(
      MyJSON(
        organisation: mine.id, name: mine.organisation.name, spaces: holds.filter { $0.isLet(on: today) }.map(MyJSON.HeldJSON.init),
        toCome: holds.filter { $0.isToCome(on: today) }.map(MyJSON.HeldJSON.init), declarations: declarations.map(DeclarationJSON.init),
        requests: requests.map(RequestJSON.init)))
  }
  func declareJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await declaring(visit).1)
    return .done
  }
  func askJSON(_ visit: Visit) async throws -> Answer {
    .json(MadeRequestJSON(id: try await visit.perform(try await asking(visit).1)), status: 201)
  }
  func withdrawJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(WithdrawRequest(try visit.id("request")))
    return .done
  }
  func requestsJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.requestSorts, size: 200)
    var search = search(visit, list)
    (search.limit, search.offset) = (list.size, list.offset)
    let (lines, total) = try await found(search, visit)
    return .json(lines.map(RequestJSON.init)).with("x-total-count", String(total))
  }
  func answerJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(answering(visit))
    return .done
  }
  func declarationsJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-year"], size: 200)
    let all = try await declared(visit, list)
    return .json(list.slice(all).map(DeclarationJSON.init)).with("x-total-count", String(all.count))
  }
}
