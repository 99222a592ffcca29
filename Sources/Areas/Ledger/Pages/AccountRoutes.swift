import Kernel
import People
import Store
import Web

/// The books of each legal entity: statements as page, CSV, PDF and JSON, closings, and the file for the tax office.
package struct AccountRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    var routes: [Route] = [
      .get("/accounts", .needs(.seeAccounts), overview),
      .get("/api/accounts", .needs(.seeAccounts), overviewJSON),
    ]
    for name in ReportName.allCases {
      let path = "/accounts/:books/\(name.rawValue)"
      routes += [
        .get(path, .needs(.seeAccounts)) { try await show(name, $0) }.asking(name.fields),
        .get(path + ".csv", .needs(.seeAccounts)) { try await csv(name, $0) }.asking(name.fields),
        .get(path + ".pdf", .needs(.seeAccounts)) { try await pdf(name, $0) }.asking(name.fields),
        .get("/api" + path, .needs(.seeAccounts)) { try await json(name, $0) }.asking(name.fields),
      ]
    }
    return routes + [
      .get("/accounts/:books/customers/:customer", .needs(.seeAccounts), statement).asking(ReportAsk.statement),
      .get("/accounts/:books/customers/:customer/statement.csv", .needs(.seeAccounts), statementCSV).asking(ReportAsk.statement),
      .get("/accounts/:books/customers/:customer/statement.pdf", .needs(.seeAccounts), statementPDF).asking(ReportAsk.statement),
      .get("/api/accounts/:books/customers/:customer", .needs(.seeAccounts), statementJSON).asking(ReportAsk.statement),
      .get("/accounts/:books/entries/:entry", .needs(.seeAccounts), entry),
      .get("/api/accounts/:books/entries/:entry", .needs(.seeAccounts), entryJSON),
      .get("/accounts/:books/fec", .needs(.closePeriods), fec).asking([.year("year", in: 2000...2099)]),
      .get("/api/accounts/:books/fec", .needs(.closePeriods), fec).asking([.year("year", in: 2000...2099)]),

      .post("/accounts/:books/closings/months", .needs(.closePeriods), closeMonth, shownBy: { try await show(.closings, $0) }),
      .post("/accounts/:books/closings/years", .needs(.closePeriods), closeYear, shownBy: { try await show(.closings, $0) }),
      .post("/accounts/:books/chart", .needs(.closePeriods), openAccount, shownBy: { try await show(.chart, $0) }),
      .post("/api/accounts/:books/closings/months", .needs(.closePeriods), closeMonthJSON),
      .post("/api/accounts/:books/closings/years", .needs(.closePeriods), closeYearJSON),
      .post("/api/accounts/:books/chart", .needs(.closePeriods), openAccountJSON),
    ]
  }

  /// The entity whose books are asked for: one of those that run the house or have entries.
  func books(_ visit: Visit, _ transaction: borrowing Transaction) throws -> Organisation {
    let id: OrganisationID = try visit.id("books")
    guard try transaction.entitiesWithBooks().contains(id), let entity = try transaction.organisation(id) else { throw Refusal.notFound }
    return entity
  }

  func report(
    _ name: ReportName, _ entity: OrganisationID, _ ask: ReportAsk, house: HouseTime, _ transaction: borrowing Transaction
  ) throws -> Report {
    let balances = BalanceReports(entity: entity, ask: ask)
    let books = BookReports(entity: entity, ask: ask)
    return switch name {
    case .balance: try balances.balance(transaction)
    case .customers: try balances.customers(transaction)
    case .aged: try balances.aged(transaction)
    case .journal: try books.journal(transaction)
    case .ledger: try books.ledger(transaction)
    case .vat: try VATReport(entity: entity, month: ask.month).report(transaction)
    case .closings: try KeepingReports.closings(of: entity, only: ask.closing, house: house, transaction)
    case .chart: try KeepingReports.chart(of: entity, transaction)
    }
  }

  func csv(_ name: ReportName, _ visit: Visit) async throws -> Answer {
    let (entity, report) = try await found(name, visit)
    return visit.csv(report, name: "\(name.rawValue)-\(ListFrame.key(of: entity))-\(visit.today)")
  }

  func json(_ name: ReportName, _ visit: Visit) async throws -> Answer {
    let (entity, report) = try await found(name, visit)
    return .json(ReportJSON(report, of: entity.id))
  }

  func pdf(_ name: ReportName, _ visit: Visit) async throws -> Answer {
    let (entity, report) = try await found(name, visit)
    let span = ReportAsk(visit.query, today: visit.today).span(of: name)
    let about = [entity.facts.legalName, span.map { visit.format.span($0) }].compactMap(\.self).joined(separator: ", ")
    return try visit.paper(
      report, title: visit.text(name.title), about: [about], of: entity,
      name: "\(name.rawValue)-\(ListFrame.key(of: entity))-\(visit.today)")
  }

  private func found(_ name: ReportName, _ visit: Visit) async throws -> (Organisation, Report) {
    let ask = ReportAsk(visit.query, today: visit.today)
    return try await visit.database.read { transaction in
      let entity = try books(visit, transaction)
      return (entity, try report(name, entity.id, ask, house: visit.house, transaction))
    }
  }
}

extension Report {
  /// On paper, for a letter that brings it.
  package func printed(
    title: String, about: [String], of entity: Organisation?, texts: Texts, in language: Language, at made: Instant
  ) throws -> [UInt8] {
    try ReportPaper(
      report: self, title: title, about: about, entity: entity, houseName: entity?.facts.legalName ?? "",
      words: ReportWords(texts, language), now: made, house: .mulhouse
    ).document.printed()
  }
}

extension Visit {
  package func paper(_ report: Report, title: String, about: [String], of entity: Organisation?, name: String) throws -> Answer {
    let paper = ReportPaper(
      report: report, title: title, about: about, entity: entity, houseName: houseName, words: reportWords, now: now, house: house)
    return .shown(try paper.document.printed(), type: "application/pdf", name: "\(name).pdf").with("cache-control", "private, no-store")
  }
}
