import Kernel
import Spaces
import Store
import Web
import Welcome

/// Application files, as the house keeps them.
package struct FileRoutes: Sendable {
  private static let fields: [QueryField] = [.choice("state", of: ApplicationState.self)]

  package var table: [Route] {
    let upload = PaperType.mostBytes + 262_144
    return [
      .get("/applications", .needs(.keepFiles), list).asking(Self.fields),
      .get("/applications.csv", .needs(.keepFiles), listCSV).asking(Self.fields),
      .get("/applications/new", .needs(.keepFiles), newForm),
      .post("/applications", .needs(.keepFiles), open, shownBy: newForm),
      .get("/applications/:application", .needs(.keepFiles), show),
      .get("/applications/:application/edit", .needs(.keepFiles), editForm),
      .post("/applications/:application", .needs(.keepFiles), change, shownBy: editForm),
      .post("/applications/:application/move", .needs(.keepFiles), move, shownBy: show),
      .post("/applications/:application/link", .needs(.keepFiles), sendLink, shownBy: show),
      .post("/applications/:application/papers", .needs(.keepFiles), addPaper, shownBy: show, bodyLimit: upload),
      .get("/applications/:application/papers/:paper", .needs(.keepFiles), paper),
      .post("/applications/:application/papers/:paper/turn-down", .needs(.keepFiles), turnDown, shownBy: show),
      .get("/enquiries/:enquiry/demand", .needs(.seeVisits), enquiry),
      .post("/enquiries/:enquiry/turn-away", .needs(.keepFiles), turnAway, shownBy: enquiry),

      .get("/api/applications", .needs(.keepFiles), listJSON).asking(Self.fields),
      .post("/api/applications", .needs(.keepFiles), openJSON),
      .get("/api/applications/:application", .needs(.keepFiles), showJSON),
      .put("/api/applications/:application", .needs(.keepFiles), changeJSON),
      .post("/api/applications/:application/move", .needs(.keepFiles), moveJSON),
      .post("/api/applications/:application/link", .needs(.keepFiles), sendLinkJSON),
      .post("/api/applications/:application/papers", .needs(.keepFiles), addPaperJSON, bodyLimit: upload),
      .post("/api/applications/:application/papers/:paper/turn-down", .needs(.keepFiles), turnDownJSON),
      .post("/api/enquiries/:enquiry/turn-away", .needs(.keepFiles), turnAwayJSON),
    ]
  }

  func open(_ visit: Visit) async throws -> Answer {
    .see("/applications/\(try await visit.perform(try opening(visit)))").saying("demand.done.opened")
  }
  func change(_ visit: Visit) async throws -> Answer { try await after(visit, try changing(visit)) }
  func move(_ visit: Visit) async throws -> Answer { try await after(visit, try moving(visit)) }
  func sendLink(_ visit: Visit) async throws -> Answer { try await after(visit, try sendingLink(visit)) }
  func addPaper(_ visit: Visit) async throws -> Answer { try await after(visit, try visit.addingPaper(.file(try visit.id("application")))) }
  func turnDown(_ visit: Visit) async throws -> Answer { try await after(visit, try turningDown(visit)) }
  func turnAway(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try turningAway(visit))
    return .see("/enquiries/\(visit.path("enquiry"))/demand").saying("demand.done.saved")
  }

  func openJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try await visit.perform(try opening(visit)), status: 201) }
  func changeJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try changing(visit)) }
  func moveJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try moving(visit)) }
  func sendLinkJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try sendingLink(visit)) }
  func addPaperJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try visit.addingPaper(.file(try visit.id("application"))))
    return try await json(visit, try visit.id("application"), status: 201)
  }
  func turnDownJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try turningDown(visit)) }
  func turnAwayJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try turningAway(visit))
    return .done
  }
  func showJSON(_ visit: Visit) async throws -> Answer { try await json(visit, try visit.id("application"), status: 200) }

  private func after(_ visit: Visit, _ act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return .see("/applications/\(visit.path("application"))").saying("demand.done.saved")
  }
  private func json(_ visit: Visit, doing act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return try await json(visit, try visit.id("application"), status: 200)
  }
  private func json(_ visit: Visit, _ id: ID<Application>, status: Int) async throws -> Answer {
    guard let whole = try await visit.database.read({ try $0.wholeFile(id, on: visit.today, readBy: visit.viewer.person) }) else {
      throw Refusal.notFound
    }
    return .json(ApplicationJSON(whole), status: status)
  }

  func paper(_ visit: Visit) async throws -> Answer {
    let (file, id): (ID<Application>, ID<FilePaper>) = (try visit.id("application"), try visit.id("paper"))
    return try await visit.shown(id, of: file)
  }
}

extension FileRoutes {
  private func opening(_ visit: Visit) throws -> OpenApplication {
    var reader = InputReader(visit.form)
    let enquiry: ID<Enquiry>? = reader.id("enquiry")
    let organisation: OrganisationID? = reader.id("organisation")
    let facts = reader.applicationFacts()
    try reader.finish()
    return OpenApplication(enquiry: enquiry, organisation: organisation, facts, base: visit.base)
  }
  private func changing(_ visit: Visit) throws -> ChangeApplication {
    let id: ID<Application> = try visit.id("application")
    var reader = InputReader(visit.form)
    let organisation: OrganisationID? = reader.id("organisation")
    let facts = reader.applicationFacts()
    try reader.finish()
    return ChangeApplication(.file(id), organisation: organisation, facts)
  }
  private func moving(_ visit: Visit) throws -> MoveApplication { try visit.movingFile(.file(try visit.id("application"))) }
  private func sendingLink(_ visit: Visit) throws -> SendFileLink {
    SendFileLink(try visit.id("application"), revoking: InputReader(visit.form).flag("revoke"), base: visit.base)
  }
  private func turningDown(_ visit: Visit) throws -> TurnDownPaper {
    let (file, paper): (ID<Application>, ID<FilePaper>) = (try visit.id("application"), try visit.id("paper"))
    let reason = try visit.reading { $0.requiredText("reason", limit: 1000, lines: true) }
    return TurnDownPaper(paper, of: file, reason: reason, base: visit.base)
  }
  private func turningAway(_ visit: Visit) throws -> TurnAwayEnquiry {
    let enquiry: ID<Enquiry> = try visit.id("enquiry")
    let (cause, note) = try visit.reading { reader in
      let cause = reader.requiredChoice("cause", of: LossCause.self)
      if let cause, !LossCause.named.contains(cause) { reader.problems.add("kernel.problem.choice", field: "cause") }
      return (cause ?? .noRoom, reader.text("note", limit: 1000, lines: true) ?? "")
    }
    return TurnAwayEnquiry(enquiry, cause: cause, note: note)
  }
}

extension Visit {
  func movingFile(_ key: FileKey) throws -> MoveApplication {
    let (move, reason, cause) = try reading { reader in
      let move = reader.requiredChoice("move", of: ApplicationMove.self)
      let cause = reader.choice("cause", of: LossCause.self)
      if let cause, !LossCause.named.contains(cause) { reader.problems.add("kernel.problem.choice", field: "cause") }
      return (move ?? .withdraw, reader.text("reason", limit: 2000, lines: true) ?? "", cause)
    }
    return MoveApplication(key, move, reason: reason, cause: cause, base: base)
  }

  func addingPaper(_ key: FileKey) throws -> AddPaper {
    let (kind, expires) = try reading { ($0.requiredChoice("paper", of: PaperKind.self) ?? .other, Expiry.typed(&$0, self)) }
    let file = files.first { ["file", "body"].contains($0.field) }
    return AddPaper(key, kind: kind, name: file?.name ?? "", bytes: file?.bytes ?? [], expiresOn: expires)
  }

  /// A paper as it came, never run by the browser.
  func shown(_ id: ID<FilePaper>, of file: ID<Application>) async throws -> Answer {
    let found = try await database.read { transaction in
      (try transaction.paper(id, of: file), try transaction.content(of: id))
    }
    guard let paper = found.0, let bytes = found.1.flatMap({ Visit.bytes(base64: $0) }) else { throw Refusal.notFound }
    let ending = PaperType(bytes)?.ending ?? "bin"
    return .file(bytes, type: paper.type, name: "\(paper.kind.rawValue)-\(paper.id.text.suffix(8)).\(ending)")
      .with("cache-control", "private, no-store")
  }
}
