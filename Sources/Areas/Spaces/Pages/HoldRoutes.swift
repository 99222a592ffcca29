import Kernel
import People
import Store
import Web

/// Options, offers, lets and works: the lists, the forms and what can be done with each.
package struct HoldRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  private static let fields: [QueryField] = [.choice("kind", of: HoldKind.self), .choice("state", of: HoldSearch.State.self)]

  package var table: [Route] {
    [
      .get("/holds", .needsSomewhere(.seeHolders), list).asking(Self.fields),
      .get("/holds.csv", .needsSomewhere(.seeHolders), listCSV).asking(Self.fields),
      .get("/holds/new", .needs(.writeHolds), newForm),
      .post("/holds", .needs(.writeHolds), make, shownBy: newForm),
      .get("/holds/:hold", .needsSomewhere(.seeHolders), show),
      .post("/holds/:hold/firm", .needs(.writeHolds), firm, shownBy: show),
      .post("/holds/:hold/release", .needs(.writeHolds), release, shownBy: show),
      .post("/holds/:hold/transfer", .needs(.writeHolds), transfer, shownBy: show),
      .post("/holds/:hold/extend", .needs(.writeHolds), extend, shownBy: show),
      .post("/holds/:hold/terms", .needs(.writeHolds), replaceTerms, shownBy: show),
      .post("/holds/:hold/end", .needs(.writeHolds), end, shownBy: show),

      .get("/api/holds", .needsSomewhere(.seeHolders), listJSON).asking(Self.fields),
      .post("/api/holds", .needs(.writeHolds), makeJSON),
      .get("/api/holds/:hold", .needsSomewhere(.seeHolders), showJSON),
      .post("/api/holds/:hold/firm", .needs(.writeHolds), firmJSON),
      .post("/api/holds/:hold/release", .needs(.writeHolds), releaseJSON),
      .post("/api/holds/:hold/transfer", .needs(.writeHolds), transferJSON),
      .post("/api/holds/:hold/extend", .needs(.writeHolds), extendJSON),
      .post("/api/holds/:hold/terms", .needs(.writeHolds), replaceTermsJSON),
      .post("/api/holds/:hold/end", .needs(.writeHolds), endJSON),
    ]
  }

  func make(_ visit: Visit) async throws -> Answer { .see("/holds/\(try await made(visit))") }
  func firm(_ visit: Visit) async throws -> Answer { .see("/holds/\(try await visit.perform(try await firming(visit)))") }
  func transfer(_ visit: Visit) async throws -> Answer { .see("/holds/\(try await visit.perform(try transferring(visit)))") }
  func release(_ visit: Visit) async throws -> Answer { try await after(visit, try releasing(visit)) }
  func extend(_ visit: Visit) async throws -> Answer { try await after(visit, try extending(visit)) }
  func replaceTerms(_ visit: Visit) async throws -> Answer { try await after(visit, try replacing(visit)) }
  func end(_ visit: Visit) async throws -> Answer { try await after(visit, try ending(visit)) }

  func makeJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await made(visit), status: 201) }
  func firmJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await firming(visit)), status: 201)
  }
  func transferJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try transferring(visit)), status: 201)
  }
  func releaseJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try releasing(visit)) }
  func extendJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try extending(visit)) }
  func replaceTermsJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try changingTerms(visit)) }
  func endJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try ending(visit)) }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("hold"), status: 200) }

  private func after(_ visit: Visit, _ act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return .see("/holds/\(visit.path("hold"))")
  }
  private func json(_ visit: Visit, doing act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return try await json(visit, try visit.id("hold"), status: 200)
  }
  private func json(_ visit: Visit, _ id: ID<Hold>, status: Int) async throws -> Answer {
    let sight = HoldSight(visit.viewer)
    guard let line = try await visit.database.read({ try $0.holdLine(id) }), sight.sees(line.hold) else { throw Refusal.notFound }
    return .json(HoldJSON(line, sight), status: status)
  }
}
