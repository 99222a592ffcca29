import Kernel
import Web

extension TenantRoutes {
  static let requestSorts = ["-day"]

  func myRequests(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let known = try await visit.database.read { try $0.tenantRequests(of: mine.id) }
    let list = visit.list(sorts: Self.requestSorts)
    let found = known.filter { request in list.foldedWords.allSatisfy { request.message.folded.contains($0) } }
    let frame = ListFrame(
      title: visit.text("tenant.requests.mine"), lead: visit.text("tenant.requests.mineLead"),
      actions: [PageLink(visit.text("tenant.my.ask"), "/my/requests/new\(mine.suffix)", isMain: true)], csv: "/my/requests.csv",
      filters: mine.hidden(visit))
    return visit.listPage(
      frame, list, total: found.count, columns: columns(isHouse: false),
      rows: list.slice(list.isDescending ? found : found.reversed()).map { row($0, visit, isHouse: false) },
      hint: "tenant.requests.mineNone")
  }

  func columns(isHouse: Bool) -> [ListColumn] {
    (isHouse ? [ListColumn("tenant.field.organisation")] : []) + [
      ListColumn("tenant.field.what"), ListColumn("tenant.field.from"), ListColumn("tenant.field.message"),
      ListColumn("tenant.field.day", sort: "day"), ListColumn("tenant.field.state"), ListColumn("tenant.field.go"),
    ]
  }

  /// The house is told who asks, and answers; who asked may take it back.
  func row(_ request: TenantRequest, _ visit: Visit, isHouse: Bool) -> PageRow {
    let shown = asked(request, visit)
    var button: PageButton?
    if isHouse, request.isOpen { button = PageButton(to: "/requests/\(request.id)", visit.text("tenant.requests.answer")) }
    if !isHouse, request.isOpen, visit.viewer.may(.askHouse, for: request.organisation) {
      button = PageButton(post: "/my/requests/\(request.id)/withdraw", visit.text("tenant.requests.withdraw"))
    }
    let who = isHouse ? [PageCell(request.organisationName, path: "/organisations/\(request.organisation)")] : []
    return PageRow(
      who + [
        PageCell(shown.what), PageCell(request.from.map { visit.format.shortDay($0) } ?? "–", isTight: true),
        PageCell(request.message, note: request.answer.isEmpty ? nil : request.answer), PageCell(shown.day, isTight: true),
        PageCell(shown.state, badge: shown.style), PageCell("", isTight: true, button: button),
      ])
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
        action: "/my/requests", fields: fields, button: visit.text("tenant.requests.send"), tables: []))
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
