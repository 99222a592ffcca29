import Kernel
import People
import Store
import Web

/// The committee: called and written down by those who decide, scored by its members, whoever they are.
package struct CommitteeRoutes: Sendable {
  package var table: [Route] {
    [
      .get("/committees", .signedIn, list),
      .get("/committees.csv", .signedIn, listCSV),
      .get("/committees/new", .needs(.decideFiles), newForm),
      .post("/committees", .needs(.decideFiles), call, shownBy: newForm),
      .get("/committees/:committee", .signedIn, show),
      .post("/committees/:committee/agenda", .needs(.decideFiles), changeAgenda, shownBy: show),
      .post("/committees/:committee/members", .needs(.decideFiles), addMember, shownBy: show),
      .post("/committees/:committee/close", .needs(.decideFiles), close, shownBy: show),
      .get("/committees/:committee/minutes", .signedIn, minutes),
      .get("/committee-items/:item", .signedIn, item),
      .post("/committee-items/:item/scores", .signedIn, score, shownBy: item),
      .post("/committee-items/:item/recusal", .signedIn, recuse, shownBy: item),
      .post("/committee-items/:item/decision", .needs(.decideFiles), decide, shownBy: item),
      .get("/committee-items/:item/letter", .needs(.keepFiles), letter),

      .get("/api/committees", .signedIn, listJSON),
      .post("/api/committees", .needs(.decideFiles), callJSON),
      .get("/api/committees/:committee", .signedIn, showJSON),
      .post("/api/committees/:committee/agenda", .needs(.decideFiles), changeAgendaJSON),
      .post("/api/committees/:committee/members", .needs(.decideFiles), addMemberJSON),
      .post("/api/committees/:committee/close", .needs(.decideFiles), closeJSON),
      .get("/api/committee-items/:item", .signedIn, itemJSON),
      .post("/api/committee-items/:item/scores", .signedIn, scoreJSON),
      .post("/api/committee-items/:item/recusal", .signedIn, recuseJSON),
      .post("/api/committee-items/:item/decision", .needs(.decideFiles), decideJSON),
    ]
  }

  func call(_ visit: Visit) async throws -> Answer {
    .see("/committees/\(try await visit.perform(try calling(visit)))").saying("demand.done.called")
  }
  func changeAgenda(_ visit: Visit) async throws -> Answer {
    try await after(visit, try agenda(visit), "/committees/\(visit.path("committee"))")
  }
  func addMember(_ visit: Visit) async throws -> Answer {
    try await after(visit, try joining(visit), "/committees/\(visit.path("committee"))")
  }
  func close(_ visit: Visit) async throws -> Answer { try await after(visit, try closing(visit), "/committees/\(visit.path("committee"))") }
  func score(_ visit: Visit) async throws -> Answer {
    try await after(visit, try await scoring(visit), "/committee-items/\(visit.path("item"))")
  }
  func recuse(_ visit: Visit) async throws -> Answer {
    try await after(visit, try recusing(visit), "/committee-items/\(visit.path("item"))")
  }
  func decide(_ visit: Visit) async throws -> Answer {
    try await after(visit, try deciding(visit), "/committee-items/\(visit.path("item"))")
  }
  private func after(_ visit: Visit, _ act: some Act, _ path: String) async throws -> Answer {
    try await visit.perform(act)
    return .see(path).saying("demand.done.saved")
  }

  func callJSON(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try calling(visit))
    return .json(SessionJSON(try await whole(id, visit)), status: 201)
  }
  func changeAgendaJSON(_ visit: Visit) async throws -> Answer { try await session(visit, doing: try agenda(visit)) }
  func addMemberJSON(_ visit: Visit) async throws -> Answer { try await session(visit, doing: try joining(visit)) }
  func closeJSON(_ visit: Visit) async throws -> Answer { try await session(visit, doing: try closing(visit)) }
  func showJSON(_ visit: Visit) async throws -> Answer { .json(SessionJSON(try await whole(try visit.id("committee"), visit))) }
  private func session(_ visit: Visit, doing act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return try await showJSON(visit)
  }
  func itemJSON(_ visit: Visit) async throws -> Answer { .json(ItemJSON(try await wholeItem(visit))) }
  func scoreJSON(_ visit: Visit) async throws -> Answer { try await item(visit, doing: try await scoring(visit)) }
  func recuseJSON(_ visit: Visit) async throws -> Answer { try await item(visit, doing: try recusing(visit)) }
  func decideJSON(_ visit: Visit) async throws -> Answer { try await item(visit, doing: try deciding(visit)) }
  private func item(_ visit: Visit, doing act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return try await itemJSON(visit)
  }

  private func calling(_ visit: Visit) throws -> CallCommittee {
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let title = reader.requiredText("title", limit: 160)
    let place = reader.text("meeting_place", limit: 200) ?? ""
    let members: [PersonID] = reader.ids("member")
    let applications: [ID<Application>] = reader.ids("application")
    try reader.finish()
    return CallCommittee(
      day: day ?? visit.today, title: title, meetingPlace: place, members: members, applications: applications, base: visit.base)
  }
  private func agenda(_ visit: Visit) throws -> ChangeAgenda {
    let session: ID<CommitteeSession> = try visit.id("committee")
    let application = try visit.reading { $0.requiredID("application", of: Application.self) }
    guard let application else { throw Refusal.notFound }
    return ChangeAgenda(session, application, isOn: !InputReader(visit.form).flag("off"))
  }
  private func joining(_ visit: Visit) throws -> AddCommitteeMember {
    let session: ID<CommitteeSession> = try visit.id("committee")
    let member = try visit.reading { $0.requiredID("member", of: Persons.self) }
    guard let member else { throw Refusal.notFound }
    return AddCommitteeMember(session, member, base: visit.base)
  }
  private func closing(_ visit: Visit) throws -> CloseCommittee {
    let session: ID<CommitteeSession> = try visit.id("committee")
    return CloseCommittee(session, minutes: try visit.reading { $0.text("minutes", limit: 20_000, lines: true) ?? "" })
  }
  private func recusing(_ visit: Visit) throws -> RecuseFromFile {
    let item: ID<CommitteeItem> = try visit.id("item")
    return RecuseFromFile(item, reason: try visit.reading { $0.requiredText("reason", limit: 500) })
  }
  private func deciding(_ visit: Visit) throws -> DecideFile {
    let item: ID<CommitteeItem> = try visit.id("item")
    let (decision, reasons) = try visit.reading {
      ($0.requiredChoice("decision", of: CommitteeDecision.self) ?? .adjourn, $0.requiredText("reasons", limit: 5000, lines: true))
    }
    return DecideFile(item, decision, reasons: reasons, base: visit.base)
  }
  /// A field for each criterion of the session's day; left empty it is "not applicable".
  private func scoring(_ visit: Visit) async throws -> ScoreFile {
    let id: ID<CommitteeItem> = try visit.id("item")
    let criteria = try await visit.database.read { transaction -> [NamedCriterion] in
      guard let item = try transaction.item(id), let session = try transaction.session(item.session) else { return [] }
      return try transaction.committeeCriteria(on: session.day)
    }
    let points = try visit.reading { reader in
      var points: [String: Int64?] = [:]
      for criterion in criteria.map(\.criterion) {
        points[criterion.key] = .some(reader.integer("score_\(criterion.key)", in: 0...Int(criterion.most)).map(Int64.init))
      }
      return points
    }
    return ScoreFile(id, points: points)
  }

  func minutes(_ visit: Visit) async throws -> Answer {
    let whole = try await whole(try visit.id("committee"), visit)
    let paper = try await visit.database.read { try $0.minutes(of: whole.session, hiddenFrom: visit.viewer.person) }
    return .shown(try paper.document(in: visit.language, at: visit.now).printed(), type: "application/pdf", name: paper.fileName)
      .with("cache-control", "private, no-store")
  }
  func letter(_ visit: Visit) async throws -> Answer { try await visit.decisionLetter(try visit.id("item"), of: nil) }
}

extension Visit {
  /// - Parameter file: whose letter it must be.
  func decisionLetter(_ id: ID<CommitteeItem>, of file: ID<Application>?) async throws -> Answer {
    guard let letter = try await database.read({ try $0.decisionLetter(of: id) }), file == nil || letter.file.id == file else {
      throw Refusal.notFound
    }
    return .shown(try letter.document(at: now).printed(), type: "application/pdf", name: letter.fileName).with(
      "cache-control", "private, no-store")
  }
}
