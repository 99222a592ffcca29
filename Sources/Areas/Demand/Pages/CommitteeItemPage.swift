import Kernel
import Store
import Web

extension CommitteeRoutes {
  /// A file before the committee: what it asks for, what was scored, and each one's part in it.
  func item(_ visit: Visit) async throws -> Answer {
    let whole = try await wholeItem(visit)
    let (item, path) = (whole.item, "/committee-items/\(whole.item.id)")
    var notices: [String] = []
    if whole.isRecused { notices.append(visit.text("demand.committee.youRecused")) }
    if !whole.recusals.isEmpty {
      notices.append(
        visit.text("demand.committee.recused", ["names": whole.recusals.map { "\($0.name) (\($0.reason))" }.joined(separator: ", ")]))
    }
    var actions: [PageLink] = []
    if visit.viewer.may(.keepFiles) {
      actions.append(PageLink(visit.text("demand.follow.file"), "/applications/\(item.application)"))
      if item.decision?.move != nil { actions.append(PageLink(visit.text("demand.committee.letter"), "\(path)/letter")) }
    }
    let facts = visit.fileFacts(whole.file, forApplicant: true)
    return .page(
      DemandPage(
        title: visit.named(item.applicant), badge: item.decision == nil ? "offer" : "done",
        state: item.decision.map { visit.text("demand.decided.\($0.rawValue)") } ?? visit.text("demand.committee.toDecide"),
        lead: visit.need(whole.file.file.facts.wish), up: PageLink(whole.session.title, "/committees/\(whole.session.id)"),
        actions: actions, notices: notices, facts: facts,
        texts: [
          whole.file.file.facts.message.isEmpty ? nil : PageText(visit.text("demand.field.message"), whole.file.file.facts.message),
          item.reasons.isEmpty ? nil : PageText(visit.text("demand.field.reasons"), item.reasons),
        ].compactMap(\.self), tables: whole.isRecused ? [] : [scores(whole, visit)], deeds: deeds(whole, path, visit)))
  }

  private func scores(_ whole: WholeItem, _ visit: Visit) -> PageTable {
    let given = Dictionary(grouping: whole.scores, by: \.member)
    let totals = Dictionary(whole.score?.members.map { ($0.member, $0.hundredths) } ?? [], uniquingKeysWith: { first, _ in first })
    var rows = whole.members.filter { given[$0.person] != nil }.map { member in
      let points = Dictionary(given[member.person]?.map { ($0.criterion, $0.points) } ?? [], uniquingKeysWith: { first, _ in first })
      return PageRow(
        [PageCell(member.name)]
          + whole.criteria.map { named in
            PageCell((points[named.criterion.key] ?? nil).map { visit.format.number($0) } ?? visit.text("demand.committee.notApplicable"))
          } + [
            PageCell(totals[member.person].map { Scores.text($0, visit.format) } ?? "—")
          ])
    }
    if let score = whole.score?.hundredths, rows.count > 1 {
      rows.append(
        PageRow(
          [PageCell(visit.text("demand.committee.mean"))] + whole.criteria.map { _ in PageCell("") }
            + [PageCell(Scores.text(score, visit.format))], .total))
    }
    return PageTable(
      visit.text("demand.committee.scores"), hint: visit.text("demand.committee.scoresHint"),
      columns: [visit.column("member")]
        + whole.criteria.map {
          PageTable.Column("\($0.name(in: visit.language)) (\($0.criterion.weight) %, /\($0.criterion.most))", isNumber: true)
        }
        + [visit.column("score", isNumber: true)], rows: rows, empty: visit.text("demand.committee.noScores"))
  }

  private func deeds(_ whole: WholeItem, _ path: String, _ visit: Visit) -> [PageDeed] {
    if whole.item.decision != nil || whole.session.closedAt != nil || whole.isRecused { return [] }
    var deeds: [PageDeed] = []
    if whole.isMember {
      let mine = Dictionary(
        whole.scores.filter { $0.member == visit.viewer.person }.map { ($0.criterion, $0.points) }, uniquingKeysWith: { first, _ in first })
      let fields = whole.criteria.map { named in
        let name = "score_\(named.criterion.key)"
        return Field(
          name, .number, label: "\(named.name(in: visit.language)) (0–\(named.criterion.most))",
          value: visit.isShownAgain ? visit.form[name] : (mine[named.criterion.key] ?? nil).map { String($0) } ?? "",
          problem: visit.problemText(of: name))
      }
      deeds.append(visit.deed("\(path)/scores", "score", fields, isMain: true))
      deeds.append(
        visit.deed(
          "\(path)/recusal", "recuse", [visit.field("reason", .text, label: "demand.field.reason", required: true)], isDangerous: true))
    }
    if visit.viewer.may(.decideFiles) {
      let options = visit.options(of: CommitteeDecision.self, texts: "demand.decision")
      deeds.append(
        visit.deed(
          "\(path)/decision", "decide",
          [
            visit.field("decision", .select, label: "demand.field.decision", required: true, options: options),
            visit.field("reasons", .textarea, label: "demand.field.reasons", required: true, hint: "demand.field.reasonsHint"),
          ]))
    }
    return deeds
  }
}

struct SessionLineJSON: Encodable, Sendable {
  let id: ID<CommitteeSession>
  let day: Day
  let title: String
  let meetingPlace: String
  let closed: Instant?
  let items: [ID<CommitteeItem>]

  init(_ session: CommitteeSession, _ items: [ID<CommitteeItem>]) {
    self.items = items
    (id, day, title, meetingPlace, closed) = (session.id, session.day, session.title, session.meetingPlace, session.closedAt)
  }
}

/// A session with its members and agenda.
struct SessionJSON: Encodable, Sendable {
  struct Member: Encodable, Sendable {
    let id: PersonID
    let name: String
  }
  struct Item: Encodable, Sendable {
    let id: ID<CommitteeItem>
    let application: ID<Application>
    let applicant: String
    let decision: CommitteeDecision?
    let score: Int64?
    let recused: [String]
  }
  let id: ID<CommitteeSession>
  let day: Day
  let title: String
  let meetingPlace: String
  let closed: Instant?
  let minutes: String
  let members: [Member]
  let items: [Item]

  init(_ whole: WholeSession) {
    let session = whole.session
    (id, day, title, meetingPlace) = (session.id, session.day, session.title, session.meetingPlace)
    (closed, minutes) = (session.closedAt, session.minutes)
    members = whole.members.map { Member(id: $0.person, name: $0.name) }
    items = whole.items.map { item in
      Item(
        id: item.id, application: item.application, applicant: item.applicant, decision: item.decision,
        score: whole.hides(item) ? nil : item.score, recused: whole.recusals.filter { $0.item == item.id }.map(\.name))
    }
  }
}

/// A file before the committee; scores are left out for who recused themselves.
struct ItemJSON: Encodable, Sendable {
  struct Score: Encodable, Sendable {
    let member: PersonID
    let criterion: String
    let points: Int64?
  }
  let id: ID<CommitteeItem>
  let session: ID<CommitteeSession>
  let application: ID<Application>
  let applicant: String
  let decision: CommitteeDecision?
  let reasons: String
  let recused: Bool
  let score: Int64?
  let scores: [Score]

  init(_ whole: WholeItem) {
    let item = whole.item
    (id, session, application, applicant) = (item.id, item.session, item.application, item.applicant)
    (decision, reasons, recused, score) = (item.decision, item.reasons, whole.isRecused, whole.score?.hundredths)
    scores = whole.scores.map { Score(member: $0.member, criterion: $0.criterion, points: $0.points) }
  }
}
