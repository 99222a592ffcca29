import Kernel
import People
import Store
import Web

extension ListFrame {
  /// In the names of files.
  static func key(of entity: Organisation) -> String { entity.externalKey ?? entity.facts.siren ?? String(entity.id.text.prefix(8)) }
}

extension AccountRoutes {
  func show(_ name: ReportName, _ visit: Visit) async throws -> Answer {
    let ask = ReportAsk(visit.query, today: visit.today)
    let found = try await visit.database.read { transaction in
      let entity = try books(visit, transaction)
      let next = ClosingRule.nextMonth(
        lastClosed: try transaction.closed(.month, of: entity.id), firstEntry: try transaction.firstEntryDay(of: entity.id))
      return (
        entity: entity, bankDay: name == .closings ? try transaction.lastBankDay(of: entity.id) : nil,
        closings: name == .closings ? try transaction.closings(of: entity.id).filter { ask.closing == nil || $0.kind == ask.closing } : [],
        report: try report(name, entity.id, ask, house: visit.house, transaction), nextMonth: next,
        nextYear: ClosingRule.nextYear(
          lastClosed: try transaction.closed(.year, of: entity.id), firstEntry: try transaction.firstEntryDay(of: entity.id))
      )
    }
    let root = "/accounts/\(found.entity.id)"
    let query = queryText(visit.query, replacing: "page", with: nil)
    var frame = ListFrame(title: visit.text(name.title))
    frame.lead = [found.entity.facts.legalName, ask.span(of: name).map { visit.format.span($0) }].compactMap(\.self).joined(
      separator: ", ")
    let up = PageLink(visit.text("ledger.menu.accounts"), "/accounts")
    frame.up = up
    frame.tabs = tabs(root, name, visit)
    frame.actions = [
      PageLink(visit.text("ledger.pdf"), "\(root)/\(name.rawValue).pdf" + (query.isEmpty ? "" : "?\(query)"))
    ]
    frame.csv = "\(root)/\(name.rawValue).csv"
    frame.filters = filters(name, ask, visit)
    if name == .closings, visit.isShownAgain, let next = found.nextMonth {
      // What was refused keeps what was typed; the form of what comes first is led to.
      frame.actions.append(
        PageLink(visit.text("ledger.closings.close", ["period": visit.format.month(next)]), "\(root)/closings#field-month"))
    }
    if visit.viewer.may(.closePeriods) {
      frame.firstDeeds = deeds(name, root, found.nextMonth, found.nextYear, found.bankDay, visit)
    }
    return switch name {
    case .closings: .page(ClosingsPage(found.closings, in: frame, up: up, visit))
    case .ledger, .journal, .vat: .page(BooksPage(found.report, name, in: frame, up: up, visit))
    default: visit.page(found.report, frame)
    }
  }

  func tabs(_ root: String, _ current: ReportName?, _ visit: Visit) -> [PageLink] {
    ReportName.allCases.map {
      PageLink(visit.text("ledger.report.\($0.rawValue).tab"), "\(root)/\($0.rawValue)", isCurrent: $0 == current)
    }
  }

  private func filters(_ name: ReportName, _ ask: ReportAsk, _ visit: Visit) -> [Field] {
    func field(_ name: String, _ kind: Field.Kind, _ value: String) -> Field {
      visit.field(name, kind, label: "ledger.filter.\(name)", value: value)
    }
    var fields: [Field] =
      switch name.period {
      case .span: [field("from", .date, ask.span.from.description), field("last", .date, ask.span.last?.description ?? "")]
      case .month: [field("month", .month, ask.month.description)]
      case .day: [field("day", .date, ask.day.description)]
      case .none: []
      }
    if name == .ledger || name == .journal { fields.append(field("account", .number, ask.account ?? "")) }
    if name == .journal {
      let books = BookCode.allCases.map { Field.Option($0.rawValue, visit.text("ledger.book.\($0.rawValue)")) }
      fields.append(visit.filter("book", label: "ledger.filter.book", options: books, all: "ledger.filter.allBooks"))
    }
    return fields
  }

  private func deeds(
    _ name: ReportName, _ root: String, _ month: Month?, _ year: Int?, _ bankDay: Day?, _ visit: Visit
  ) -> [PageDeed] {
    func deed(_ id: String, _ path: String, isFinal: Bool, hint: String? = nil, _ fields: [Field]) -> PageDeed {
      visit.reportDeed("ledger.deed.\(id)", id, at: "\(root)/\(path)", isFinal: isFinal, hint: hint, fields)
    }
    switch name {
    case .closings:
      // What the bank moved in the month and is not taken in yet would bear a day of the next.
      let last = month?.span.last
      let early = bankDay.flatMap { day in last.map { day < $0 ? day : nil } ?? nil }
      return [
        deed(
          "close-month", "closings/months", isFinal: true,
          hint: early.map { visit.text("ledger.deed.close-month.bank", ["day": visit.format.day($0)]) },
          [visit.field("month", .month, label: "ledger.filter.month", value: month?.description, required: true)]),
        deed(
          "close-year", "closings/years", isFinal: true,
          [visit.field("year", .number, label: "ledger.filter.year", value: year.map { String($0) }, required: true)]),
      ]
    case .chart:
      return [
        deed(
          "open-account", "chart", isFinal: false,
          [
            visit.field("number", .text, label: "ledger.column.account", required: true),
            visit.field("name", .text, label: "ledger.column.accountName", required: true),
          ])
      ]
    default: return []
    }
  }
}
