import Kernel
import Web

/// What one asked the house, and what came of it.
package struct RequestListPage: Page {
  struct Line: Sendable {
    /// Told to the house alone.
    let who: String?
    let whoPath: String
    let what: String
    let from: String
    let message: String
    let day: String
    let state: String
    let style: String
    let answer: String
    let withdraw: String?
    let answerPath: String?
  }
  package static let template = "tenant-requests"
  package let title: String
  let lead: String
  let askPath: String?
  let list: ListView
  let lines: [Line]

  package static let sample = RequestListPage(
    title: "Mes demandes", lead: "Ce que vous avez demandé.", askPath: "/my/requests/new", list: .sample,
    lines: [
      Line(
        who: "Atelier", whoPath: "/organisations/1", what: "2 cellules de plus", from: "1er mai 2027", message: "Nous grandissons.",
        day: "24/11/2026", state: "en attente", style: "badge-option", answer: "Oui.", withdraw: "/my/requests/1/withdraw",
        answerPath: "/requests/1")
    ])
}

extension TenantRoutes {
  static let requestSorts = ["-day"]

  func myRequests(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let known = try await visit.database.read { try $0.tenantRequests(of: mine.id) }
    let list = visit.list(sorts: Self.requestSorts)
    let found = known.filter { request in list.foldedWords.allSatisfy { request.message.folded.contains($0) } }
    return .page(
      RequestListPage(
        title: visit.text("tenant.requests.mine"), lead: visit.text("tenant.requests.mineLead"),
        askPath: "/my/requests/new\(mine.suffix)",
        list: visit.listView(
          list, total: found.count, columns: columns(isHouse: false), csv: "/my/requests.csv", filters: mine.hidden(visit),
          action: "/my/requests", hint: "tenant.requests.mineNone"),
        lines: list.slice(list.isDescending ? found : found.reversed()).map { line($0, visit, isHouse: false) }))
  }

  func columns(isHouse: Bool) -> [ListColumn] {
    (isHouse ? [ListColumn("tenant.field.organisation")] : []) + [
      ListColumn("tenant.field.what"), ListColumn("tenant.field.from"), ListColumn("tenant.field.message"),
      ListColumn("tenant.field.day", sort: "day"), ListColumn("tenant.field.state"), ListColumn("tenant.field.go"),
    ]
  }

  func line(_ request: TenantRequest, _ visit: Visit, isHouse: Bool) -> RequestListPage.Line {
    let shown = asked(request, visit)
    return RequestListPage.Line(
      who: isHouse ? request.organisationName : nil, whoPath: "/organisations/\(request.organisation)", what: shown.what,
      from: request.from.map { visit.format.shortDay($0) } ?? "–", message: request.message, day: shown.day, state: shown.state,
      style: shown.style, answer: request.answer,
      withdraw: !isHouse && request.isOpen && visit.viewer.may(.askHouse, for: request.organisation)
        ? "/my/requests/\(request.id)/withdraw" : nil, answerPath: isHouse && request.isOpen ? "/requests/\(request.id)" : nil)
  }

  func csv(_ requests: [TenantRequest], _ visit: Visit) -> Answer {
    let heads = ["organisation", "what", "from", "message", "day", "state", "answer"].map { visit.text("tenant.field.\($0)") }
    let rows = requests.map { request in
      let shown = asked(request, visit)
      return [
        request.organisationName, shown.what, request.from?.description ?? "", request.message,
        visit.house.day(of: request.madeAt).description, shown.state, request.answer,
      ]
    }
    return .csv(heads, rows, name: "requests-\(visit.today).csv")
  }
  func myRequestsCSV(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    return csv(try await visit.database.read { try $0.tenantRequests(of: mine.id) }, visit)
  }

  func requestForm(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.askHouse)
    let fields =
      mine.hidden(visit) + [
        visit.field(
          "kind", .select, label: "tenant.field.what", value: RequestKind.more.rawValue, required: true,
          options: visit.options(of: RequestKind.self, texts: "tenant.kind"), width: "medium"),
        visit.field("cells", .number, label: "tenant.field.cells", hint: "tenant.hint.cells", minimum: "1", width: "short"),
        visit.field("from", .date, label: "tenant.field.from", hint: "tenant.hint.from"),
        visit.field("message", .textarea, label: "tenant.field.message", required: true, hint: "tenant.hint.message"),
      ]
    return .page(
      TenantFormPage(
        title: visit.text("tenant.requests.new"), lead: visit.text("tenant.requests.newLead"), back: "/my\(mine.suffix)",
        action: "/my/requests", fields: fields, button: visit.text("tenant.requests.send"), heading: "", columns: [], rows: [],
        hasRows: false))
  }

  func asking(_ visit: Visit) async throws -> (Mine, AskHouse) {
    let mine = try await visit.mine(.askHouse)
    let act = try visit.reading { reader -> AskHouse in
      let kind = reader.requiredChoice("kind", of: RequestKind.self)
      let cells = reader.integer("cells", in: 1...500)
      let from = reader.day("from")
      let message = reader.requiredText("message", limit: 4000, lines: true)
      return AskHouse(mine.id, kind ?? .other, cells: cells, from: from, message: message, letters: visit.tenantLetters)
    }
    return (mine, act)
  }

  func ask(_ visit: Visit) async throws -> Answer {
    let (mine, act) = try await asking(visit)
    try await visit.perform(act)
    return .see("/my/requests\(mine.suffix)").saying("tenant.done.asked")
  }
  func withdraw(_ visit: Visit) async throws -> Answer {
    let id: ID<TenantRequest> = try visit.id("request")
    let known = try await visit.database.read { try $0.tenantRequest(id) }
    try await visit.perform(WithdrawRequest(id))
    return .see("/my/requests" + (known.map { "?organisation=\($0.organisation)" } ?? "")).saying("tenant.done.withdrawn")
  }
}
