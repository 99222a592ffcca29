import Kernel
import Store
import Web

/// The papers of a lease as PDF, and the words they are made of.
package struct PaperRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/leases/:contract/papers", .needsSomewhere(.seeLeases), list),
      .post("/leases/:contract/papers", .needs(.prepareLeases), make, shownBy: list),
      .get("/leases/:contract/papers/:document", .needsSomewhere(.seeLeases), paper),
      .get("/lease-texts", .needs(.writeLeaseTexts), texts),
      .get("/lease-texts/:text/:language", .needs(.writeLeaseTexts), textForm),
      .post("/lease-texts/:text/:language", .needs(.writeLeaseTexts), writeText, shownBy: textForm),

      .get("/api/leases/:contract/papers", .needsSomewhere(.seeLeases), listJSON),
      .post("/api/leases/:contract/papers", .needs(.prepareLeases), makeJSON),
      .get("/api/leases/:contract/papers/:document", .needsSomewhere(.seeLeases), paper),
      .get("/api/lease-texts", .needs(.writeLeaseTexts), textsJSON),
      .get("/api/lease-texts/:text/:language", .needs(.writeLeaseTexts), textJSON),
      .put("/api/lease-texts/:text/:language", .needs(.writeLeaseTexts), writeTextJSON),
      .post("/api/lease-texts/:text/:language/preview", .needs(.writeLeaseTexts), previewJSON),
    ]
  }

  /// What was made stands as it was made; what was not is printed as it would be. `language` asks for another than the lease's.
  func paper(_ visit: Visit) async throws -> Answer {
    let lease = try await LeaseRoutes().visible(visit)
    guard let name = PaperName(visit.path("document")) else { throw Refusal.notFound }
    let asked = Language(rawValue: visit.query["language"])
    let (texts, now) = (visit.texts, visit.now)
    let found = try await visit.database.read { transaction -> Printed? in
      let made = try transaction.madePaper(name, of: lease)
      if let made, asked == nil || asked == made.language, name.kind != .deposit, let content = try transaction.content(of: made.id) {
        return .made(content, fileName: "\(lease.number)-\(name)-\(made.language.rawValue).pdf")
      }
      return try transaction.leasePaper(name, of: lease.id, in: asked, texts: texts, at: now).map { .fresh($0.paper) }
    }
    switch found {
    case nil: throw Refusal.notFound
    case .made(let bytes, let fileName): return PaperRoutes.shown(bytes, fileName)
    case .fresh(let paper): return PaperRoutes.shown(try paper.document.printed(), paper.fileName)
    }
  }
  private enum Printed: Sendable {
    case made([UInt8], fileName: String)
    case fresh(LeasePaper)
  }
  static func shown(_ bytes: [UInt8], _ name: String) -> Answer {
    .shown(bytes, type: "application/pdf", name: name).with("cache-control", "private, no-store")
  }

  func make(_ visit: Visit) async throws -> Answer {
    let (lease, _) = try await made(visit)
    return .see("/leases/\(lease)/papers").saying("leasing.papers.made")
  }
  func makeJSON(_ visit: Visit) async throws -> Answer {
    let (lease, id) = try await made(visit)
    let found = try await visit.database.read { try $0.madePapers(of: lease).first { $0.id == id } }
    guard let found else { throw Refusal.notFound }
    return .json(MadePaperJSON(found), status: 201)
  }
  private func made(_ visit: Visit) async throws -> (ID<Lease>, ID<MadePaper>) {
    let lease = try await LeaseRoutes().visible(visit)
    let name = try visit.reading { reader -> PaperName? in
      let text = reader.requiredText("paper", limit: 40)
      let name = PaperName(text)
      if name == nil, !text.isEmpty { reader.problems.add("kernel.problem.choice", field: "paper") }
      return name
    }
    guard let name else { throw Refusal.invalid("kernel.problem.choice", field: "paper") }
    return (lease.id, try await visit.perform(MakePaper(name, of: lease.id, texts: visit.texts)))
  }
}

/// A paper as programs read of it.
struct MadePaperJSON: Encodable, Sendable {
  let paper: String
  let language: Language
  let digest: String
  let size: Int
  let madeAt: Instant
  let madeBy: String
  let path: String

  init(_ made: MadePaper) {
    (paper, language, digest, size) = ("\(made.name)", made.language, made.digest, made.size)
    (madeAt, madeBy) = (made.madeAt, made.madeBy)
    path = "/api/leases/\(made.lease)/papers/\(made.name).pdf"
  }
}
