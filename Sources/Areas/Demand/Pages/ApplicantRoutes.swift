import Kernel
import People
import Store
import Web

/// Their own file for who has no account: whoever has the secret link has the file, and nothing else of the house.
package struct ApplicantRoutes: Sendable {
  package var table: [Route] {
    let upload = PaperType.mostBytes + 262_144
    return [
      .get("/application/:secret", .open, show),
      .get("/application/:secret/edit", .open, editForm),
      .post("/application/:secret", .open, change, shownBy: editForm),
      .post("/application/:secret/papers", .open, addPaper, shownBy: show, bodyLimit: upload),
      .get("/application/:secret/papers/:paper", .open, paper),
      .get("/application/:secret/letters/:item", .open, letter),
      .post("/application/:secret/move", .open, move, shownBy: show),
      .post("/application/:secret/answer", .open, answer, shownBy: show),
      .post("/application/:secret/confirm", .open, confirm, shownBy: show),

      .put("/api/application/:secret", .open, changeJSON),
      .post("/api/application/:secret/papers", .open, addPaperJSON, bodyLimit: upload),
      .post("/api/application/:secret/move", .open, moveJSON),
      .post("/api/application/:secret/answer", .open, answerJSON),
      .post("/api/application/:secret/confirm", .open, confirmJSON),
    ]
  }

  private func key(_ visit: Visit) -> FileKey { .link(FreshSecret(text: visit.path("secret")).digest) }

  private func whole(_ visit: Visit) async throws -> WholeFile {
    guard case .link(let digest) = key(visit) else { throw Refusal.notFound }
    let found = try await visit.database.read { transaction -> WholeFile? in
      guard let file = try transaction.application(linkDigest: digest) else { return nil }
      return try transaction.wholeFile(file.id, on: visit.today)
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  func change(_ visit: Visit) async throws -> Answer { try await after(visit, try changing(visit)) }
  func addPaper(_ visit: Visit) async throws -> Answer { try await after(visit, try visit.addingPaper(key(visit))) }
  func move(_ visit: Visit) async throws -> Answer { try await after(visit, try visit.movingFile(key(visit))) }
  func answer(_ visit: Visit) async throws -> Answer { try await after(visit, try visit.answeringOffer(key(visit))) }
  func confirm(_ visit: Visit) async throws -> Answer { try await after(visit, ConfirmWish(key(visit), base: visit.base)) }
  private func after(_ visit: Visit, _ act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return .see("/application/\(percentEncoded(visit.path("secret")))").saying("demand.done.saved")
  }

  func changeJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try changing(visit)) }
  func addPaperJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try visit.addingPaper(key(visit)), status: 201) }
  func moveJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try visit.movingFile(key(visit))) }
  func answerJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: try visit.answeringOffer(key(visit))) }
  func confirmJSON(_ visit: Visit) async throws -> Answer { try await json(visit, doing: ConfirmWish(key(visit), base: visit.base)) }
  private func json(_ visit: Visit, doing act: some Act, status: Int = 200) async throws -> Answer {
    try await visit.perform(act)
    return .json(ApplicationJSON(try await whole(visit), forApplicant: true), status: status).kept
  }

  private func changing(_ visit: Visit) throws -> ChangeApplication {
    ChangeApplication(key(visit), organisation: nil, try visit.reading { $0.applicationFacts() })
  }

  func paper(_ visit: Visit) async throws -> Answer {
    let id: ID<FilePaper> = try visit.id("paper")
    return try await visit.shown(id, of: try await whole(visit).file.id)
  }
  func letter(_ visit: Visit) async throws -> Answer {
    let item: ID<CommitteeItem> = try visit.id("item")
    return try await visit.decisionLetter(item, of: try await whole(visit).file.id)
  }

  func editForm(_ visit: Visit) async throws -> Answer {
    let whole = try await whole(visit)
    let path = "/application/\(percentEncoded(visit.path("secret")))"
    return .page(
      DemandFormPage(
        title: visit.text("demand.mine.edit"), lead: visit.text("demand.mine.editLead"), path: path, hidden: [],
        groups: visit.fileGroups(whole.file.facts, levels: whole.levels), tables: [], save: visit.text("demand.page.save"), cancelPath: path
      )
    ).kept
  }

  func show(_ visit: Visit) async throws -> Answer {
    let whole = try await whole(visit)
    let file = whole.file
    let path = "/application/\(percentEncoded(visit.path("secret")))"
    let letters = whole.items.filter { $0.decision?.move != nil }.map {
      PageLink(visit.text("demand.committee.letter"), "\(path)/letters/\($0.id)")
    }
    let edit = file.state == .draft ? [PageLink(visit.text("demand.mine.edit"), "\(path)/edit", isMain: true)] : []
    return .page(
      DemandPage(
        title: visit.text("demand.mine.title", ["name": file.facts.name]), badge: file.state.badge,
        state: visit.text("demand.state.\(file.state.rawValue)"), lead: visit.text("demand.mine.state.\(file.state.rawValue)"),
        actions: edit + letters, notices: visit.fileNotices(whole).filter { _ in file.state != .agreed },
        facts: visit.fileFacts(whole, forApplicant: true),
        texts: file.facts.message.isEmpty ? [] : [PageText(visit.text("demand.field.message"), file.facts.message)],
        tables: [
          whole.offers.isEmpty ? nil : visit.offerTable(whole.offers, mayOpen: false),
          whole.listed.map { visit.pointsTable($0) }, visit.paperTable(whole, path: path), visit.stepTable(whole.steps),
        ].compactMap(\.self), deeds: deeds(whole, path, visit))
    ).kept
  }

  private func deeds(_ whole: WholeFile, _ path: String, _ visit: Visit) -> [PageDeed] {
    let file = whole.file
    var deeds: [PageDeed] = []
    if whole.offers.contains(where: { $0.stands(on: visit.today) }) {
      deeds.append(
        visit.deed(
          "\(path)/answer", "myAnswer",
          [
            visit.field(
              "answer", .select, label: "demand.field.answer", required: true,
              options: visit.options(of: OfferAnswer.self, texts: "demand.answer")),
            visit.reason(required: false),
          ], isMain: true, isOpen: true))
    }
    if file.state == .draft {
      deeds.append(visit.deed("\(path)/move", "mySubmit", [visit.hidden("move", "submit")], isMain: true, isOpen: true))
    }
    if file.state.isListed {
      deeds.append(visit.deed("\(path)/confirm", "confirm", isMain: file.askedOn != nil, isOpen: file.askedOn != nil))
    }
    if file.state == .inactive { deeds.append(visit.deed("\(path)/confirm", "resume", isMain: true, isOpen: true)) }
    if !file.state.isOver {
      deeds.append(
        visit.deed("\(path)/papers", "paper", visit.paperFields, isUpload: true, isOpen: !whole.missing(on: visit.today).isEmpty))
      if ApplicationMove.withdraw.isAllowed(from: file.state) {
        let causes =
          [Field.Option("", visit.text("demand.field.byDays"))]
          + LossCause.named.map { Field.Option($0.rawValue, visit.text("demand.cause.\($0.rawValue)")) }
        deeds.append(
          visit.deed(
            "\(path)/move", "withdraw",
            [
              Field("move", .hidden, label: "", value: "withdraw"),
              visit.field("cause", .select, label: "demand.field.cause", options: causes),
              visit.reason(required: false),
            ], isDangerous: true))
      }
    }
    return deeds
  }
}

extension Answer {
  /// A page behind a secret is nobody else's to keep.
  fileprivate var kept: Answer { with("cache-control", "private, no-store") }
}
