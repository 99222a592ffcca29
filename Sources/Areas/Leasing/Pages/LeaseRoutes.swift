import Foundation
import Kernel
import People
import Spaces
import Store
import Web

/// The leases: the list, each with what it asks and what may be done, the forms.
package struct LeaseRoutes: Sendable {
  /// Who made the promises that leases carry out.
  let origins: [any LeaseOrigin]
  let shelf: PlanShelf

  package init(origins: [any LeaseOrigin] = [], shelf: PlanShelf = PlanShelf()) { (self.origins, self.shelf) = (origins, shelf) }

  private static let fields: [QueryField] = [.choice("state", of: LeaseState.self)]

  package var table: [Route] {
    [
      .get("/leases", .needsSomewhere(.seeLeases), list).asking(Self.fields),
      .get("/leases.csv", .needsSomewhere(.seeLeases), listCSV).asking(Self.fields),
      .get("/leases/new", .needs(.prepareLeases), newForm),
      .post("/leases", .needs(.prepareLeases), prepare, shownBy: newForm),
      .get("/leases/:contract", .needsSomewhere(.seeLeases), show),
      .get("/leases/:contract/edit", .needs(.prepareLeases), editForm),
      .post("/leases/:contract/edit", .needs(.prepareLeases), edit, shownBy: editForm),
      .get("/leases/:contract/move", .needs(.writeLeases), moveForm),
      .post("/leases/:contract/move", .needs(.writeLeases), move, shownBy: moveForm, bodyLimit: 12 << 20),
      .get("/leases/:contract/growth", .needs(.prepareLeases), growthForm),
      .get("/leases/:contract/files/:file", .needsSomewhere(.seeLeases), file),
      .get("/leases/:contract/what-if", .needsSomewhere(.seeLeases), whatIf),

      .get("/api/leases", .needsSomewhere(.seeLeases), listJSON).asking(Self.fields),
      .post("/api/leases", .needs(.prepareLeases), prepareJSON),
      .get("/api/leases/:contract", .needsSomewhere(.seeLeases), showJSON),
      .put("/api/leases/:contract", .needs(.prepareLeases), editJSON),
      .post("/api/leases/:contract/move", .needs(.writeLeases), moveJSON, bodyLimit: 12 << 20),
      .post("/api/leases/:contract/move-quote", .needs(.writeLeases), quoteJSON),
      .post("/api/leases/:contract/amendment-preview", .needs(.writeLeases), amendmentPreviewJSON),
      .get("/api/leases/:contract/files/:file", .needsSomewhere(.seeLeases), file),
      .get("/api/leases/:contract/charges", .needsSomewhere(.seeLeases), chargesJSON).asking([.month("month")]),
      .get("/api/leases/:contract/what-if", .needsSomewhere(.seeLeases), whatIfJSON),
      .get("/api/leases/:contract/growth-choices", .needsSomewhere(.seeLeases), growthJSON),
    ]
      + LeaseDoing.allCases.flatMap { doing -> [Route] in
        [
          .post(
            "/leases/:contract/\(doing.rawValue)", doing.access, { try await done($0, doing) },
            shownBy: doing == .growth ? growthForm : show, bodyLimit: doing.bodyLimit),
          .post("/api/leases/:contract/\(doing.rawValue)", doing.access, { try await doneJSON($0, doing) }, bodyLimit: doing.bodyLimit),
        ]
      }
  }

  private func done(_ visit: Visit, _ doing: LeaseDoing) async throws -> Answer {
    if doing == .amendment, visit.form["preview"] == "1" { return try await amendmentPreview(visit) }
    return .see("/leases/\(try await doing.perform(try await visible(visit), visit))")
  }
  private func doneJSON(_ visit: Visit, _ doing: LeaseDoing) async throws -> Answer {
    try await json(visit, try await doing.perform(try await visible(visit), visit))
  }

  /// The lease that is asked for, if the visitor sees it at all.
  func visible(_ visit: Visit) async throws -> Lease {
    let id: ID<Lease> = try visit.id("contract")
    guard let lease = try await visit.database.read({ try $0.lease(id) }), LeaseSight(visit.viewer).sees(lease) else {
      throw Refusal.notFound
    }
    return lease
  }

  func json(_ visit: Visit, _ id: ID<Lease>, status: Int = 200) async throws -> Answer {
    .json(LeaseJSON(try await LeaseView.read(id, visit)), status: status)
  }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("contract")) }

  /// What it asks for in the twelve months from the one that is named, or from this one.
  func chargesJSON(_ visit: Visit) async throws -> Answer {
    let view = try await LeaseView.read(try visit.id("contract"), visit)
    let month = Month(visit.query["month"]) ?? visit.today.month
    return .json((0..<12).flatMap { view.charges(in: month + $0).map(LeaseChargeJSON.init) })
  }

  func file(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    let id: ID<LeaseFile> = try visit.id("file")
    let found = try await visit.database.read { transaction in
      try transaction.file(id).map { StoredFile(file: $0.file, content: $0.content) }
    }
    guard let found, found.file.lease == lease.id, let bytes = Data(base64Encoded: found.content) else { throw Refusal.notFound }
    return .shown(Array(bytes), type: found.file.type, name: found.file.name)
  }

  private struct StoredFile: Sendable {
    let file: LeaseFile
    let content: String
  }
}

/// Which leases a viewer sees: on the house all, else one's own once they were offered.
package struct LeaseSight: Sendable {
  package let reach: Reach
  package init(_ viewer: Viewer) { reach = viewer.reach(of: .seeLeases) }
  package func sees(_ lease: Lease) -> Bool {
    switch reach {
    case .everything: true
    case .only(let own): own.contains(lease.tenant) && lease.offeredAt != nil
    }
  }
}
