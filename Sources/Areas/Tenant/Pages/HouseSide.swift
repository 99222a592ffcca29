import Kernel
import Store
import Web

/// A request as those of the house answer it.
package struct RequestAnswerPage: Page {
  package static let template = "tenant-answer"
  package let title: String
  let who: String
  let whoPath: String
  let message: String
  let day: String
  let from: String?
  let action: String
  let fields: [Field]

  package static let sample = RequestAnswerPage(
    title: "2 cellules de plus", who: "Atelier", whoPath: "/organisations/1", message: "Nous grandissons.", day: "24/11/2026",
    from: "1er mai 2027",
    action: "/requests/1", fields: [Field("answer", .textarea, label: "Réponse")])
}

extension TenantRoutes {
  func requests(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.requestSorts)
    var search = search(visit, list)
    (search.limit, search.offset) = (list.size, list.offset)
    let (lines, total) = try await found(search, visit)
    let open = [Field.Option("open", visit.text("tenant.requests.onlyOpen"))]
    let frame = ListFrame(
      title: visit.text("tenant.requests.title"), lead: visit.text("tenant.requests.lead"), csv: "/requests.csv",
      filters: [visit.filter("state", label: "tenant.field.state", options: open, all: "tenant.requests.all")])
    return visit.listPage(
      frame, list, total: total, columns: columns(isHouse: true), rows: lines.map { row($0, visit, isHouse: true) },
      hint: "tenant.requests.none")
  }
  func requestsCSV(_ visit: Visit) async throws -> Answer {
    csv(try await found(search(visit, visit.list(sorts: Self.requestSorts)), visit).0, visit)
  }
  func search(_ visit: Visit, _ list: ListQuery) -> RequestSearch {
    var search = RequestSearch()
    (search.words, search.isDescending) = (list.foldedWords, list.isDescending)
    search.onlyOpen = visit.query["state"] == "open"
    return search
  }
  func found(_ search: RequestSearch, _ visit: Visit) async throws -> ([TenantRequest], Int) {
    let found = try await visit.database.read { try $0.tenantRequests(search) }
    return (found.lines, found.total)
  }

  func answerForm(_ visit: Visit) async throws -> Answer {
    let id: ID<TenantRequest> = try visit.id("request")
    guard let request = try await visit.database.read({ try $0.tenantRequest(id) }) else { throw Refusal.notFound }
    let outcomes = ["accepted", "declined"].map { Field.Option($0, visit.text("tenant.answer.\($0)")) }
    return .page(
      RequestAnswerPage(
        title: visit.tenantLetters.what(request.kind, request.cells, in: visit.language), who: request.organisationName,
        whoPath: "/organisations/\(request.organisation)", message: request.message,
        day: "\(request.madeBy), \(visit.format.day(visit.house.day(of: request.madeAt)))", from: request.from.map { visit.format.day($0) },
        action: "/requests/\(id)",
        fields: [
          visit.field("outcome", .select, label: "tenant.field.state", required: true, options: outcomes, width: "medium"),
          visit.field("answer", .textarea, label: "tenant.field.answer", required: true, hint: "tenant.hint.answer"),
        ]))
  }
  func answering(_ visit: Visit) throws -> AnswerRequest {
    let id: ID<TenantRequest> = try visit.id("request")
    return try visit.reading { reader in
      let outcome = reader.requiredText("outcome", limit: 20)
      if reader.problems.isEmpty, !["accepted", "declined"].contains(outcome) {
        reader.problems.add("kernel.problem.choice", field: "outcome")
      }
      let answer = reader.requiredText("answer", limit: 4000, lines: true)
      return AnswerRequest(id, isAccepted: outcome == "accepted", answer: answer, letters: visit.tenantLetters)
    }
  }
  func answer(_ visit: Visit) async throws -> Answer {
    try await visit.perform(answering(visit))
    return .see("/requests").saying("tenant.done.answered")
  }

  private static let declarationSorts = ["-year"]

  func declarations(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.declarationSorts)
    let all = try await declared(visit, list)
    let years = try await visit.database.read { try $0.declaredYears() }.map { Field.Option("\($0)", "\($0)") }
    let people = all.reduce(0) { $0 + $1.people }
    let jobs = all.reduce(0) { $0 + $1.jobs }
    let frame = ListFrame(
      title: visit.text("tenant.declarations.all"),
      lead: all.isEmpty
        ? visit.text("tenant.declarations.lead")
        : visit.text("tenant.declarations.sum", ["people": visit.format.number(people), "jobs": visit.format.number(jobs)]),
      csv: "/declarations.csv",
      filters: [visit.filter("year", label: "tenant.field.year", options: years, all: "tenant.declarations.allYears")])
    return visit.listPage(
      frame, list, total: all.count,
      columns: [
        ListColumn("tenant.field.organisation"), ListColumn("tenant.field.year", sort: "year"),
        ListColumn("tenant.field.people", isNumber: true), ListColumn("tenant.field.jobs", isNumber: true),
        ListColumn("tenant.field.turnover", isNumber: true), ListColumn("tenant.field.said"),
      ],
      rows: list.slice(all).map { line in
        PageRow([
          PageCell(line.organisationName, path: "/organisations/\(line.organisation)"), PageCell("\(line.year)"),
          PageCell(visit.format.number(line.people)), PageCell(visit.format.number(line.jobs)),
          PageCell(line.turnover.map { visit.format.money($0) } ?? "–"),
          PageCell("\(line.saidBy), \(visit.format.shortDay(visit.house.day(of: line.saidAt)))"),
        ])
      }, hint: "tenant.declarations.none")
  }
  func declarationsCSV(_ visit: Visit) async throws -> Answer {
    csv(try await declared(visit, visit.list(sorts: Self.declarationSorts)), visit)
  }
  func declared(_ visit: Visit, _ list: ListQuery) async throws -> [Declaration] {
    let year = Int(visit.query["year"])
    let words = list.foldedWords
    let found = try await visit.database.read { try $0.declarations(year: year, words: words) }
    return list.isDescending ? found : found.reversed()
  }
}
