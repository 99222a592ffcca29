import Invoicing
import Kernel
import Web

extension TenantRoutes {
  /// What running the building cost, year by year, and what part of it was the tenant's. Only what was settled: until then it may still change.
  func myCharges(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.seeInvoices)
    let statements = try await visit.database.read { try $0.chargeStatements(of: mine.id) }
    let words = ChargesInWords(visit, mine)
    let year = Int(visit.query["year"]) ?? statements.first?.place.year
    let chosen = statements.filter { $0.place.year == year }
    return .page(
      TenantSheet(
        words.text("title"), lead: words.text("lead"), mine: mine, at: "/my/charges",
        actions: [PageLink(visit.text("tenant.documents.invoices"), "/my/invoices\(mine.suffix)")],
        parts: chosen.map { words.part($0, of: statements) } + [
          TenantSheet.Part(words.text("years"), table: words.overview(statements), empty: words.text("none"))
        ]))
  }

  /// The paper of a year, the latest where none is named.
  func myChargeStatement(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.seeInvoices)
    let statements = try await visit.database.read { try $0.chargeStatements(of: mine.id) }
    let asked = visit.query
    func isAsked(_ name: String, _ value: String) -> Bool { asked[name].isEmpty || asked[name] == value }
    let statement = statements.first { statement in
      let place = statement.place
      return isAsked("year", String(place.year)) && isAsked("entity", place.entity.text) && isAsked("building", place.building)
    }
    guard let statement else { throw Refusal.notFound }
    return try visit.paper(statement)
  }

  func myChargesJSON(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.seeInvoices)
    return .json(try await visit.database.read { try $0.chargeStatements(of: mine.id) }.map(MyChargesJSON.init))
  }
}

/// A statement of charges as its tenant reads it.
struct ChargesInWords {
  let visit: Visit
  let mine: Mine
  private var format: Format { visit.format }

  init(_ visit: Visit, _ mine: Mine) { (self.visit, self.mine) = (visit, mine) }

  func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.charges.\(key)", arguments) }

  func paperPath(_ statement: ChargeStatement) -> String {
    let place = statement.place
    return
      "/my/charges/statement?organisation=\(mine.id)&year=\(place.year)&entity=\(place.entity)&building=\(percentEncoded(place.building))"
  }
  func path(_ year: Int) -> String { "/my/charges?year=\(year)" + (mine.others.count > 1 ? "&organisation=\(mine.id)" : "") }

  /// What is left, in one phrase: to pay, to be given back, or nothing.
  func result(_ balance: Money) -> String {
    if balance == .zero { return text("even") }
    return text(balance < .zero ? "back" : "due", ["amount": format.money(balance < .zero ? -balance : balance)])
  }

  /// A year: what came of it in words, the sums, and each cost with the steps from the whole to the tenant's part.
  func part(_ statement: ChargeStatement, of all: [ChargeStatement]) -> TenantSheet.Part {
    let year = statement.place.year
    let isAlone = all.filter { $0.place.year == year }.count == 1
    let table = PageTable(
      [
        .init(text("cost")), .init(text("paper")), .init(text("key")), .init(text("whole"), isNumber: true),
        .init(text("weight"), isNumber: true),
        .init(text("weights"), isNumber: true), .init(text("part"), isNumber: true),
      ],
      statement.parts.map { part in
        [
          .init(part.label), .init(part.paper), .init(visit.text("invoicing.settlement.key.\(part.key.rawValue)")),
          .init(format.money(part.cost)), .init(format.number(part.readable(part.weight))), .init(format.number(part.readable(part.whole))),
          .init(format.money(part.part)),
        ]
      },
      total: [
        .init(text("sum")), .init(""), .init(""), .init(""), .init(""), .init(""), .init(format.money(statement.costs)),
      ])
    return TenantSheet.Part(
      isAlone ? text("year", ["year": String(year)]) : text("yearOf", ["year": String(year), "building": statement.buildingName]),
      words: [
        text(
          "words",
          [
            "building": statement.buildingName, "costs": format.money(statement.costs), "provisions": format.money(statement.provisions),
            "result": result(statement.balance),
          ])
      ],
      facts: [
        .init(text("premises"), statement.premises), statement.entity.map { .init(text("landlord"), $0.facts.legalName) },
        statement.taxes == .zero ? nil : .init(text("taxes"), format.money(statement.taxes)),
        statement.settledAt.map { .init(text("settled"), format.day(visit.house.day(of: $0))) }, invoiced(statement),
      ], table: table, empty: text("noCosts"), actions: [PageLink(text("pdf"), paperPath(statement), isMain: true)])
  }

  private func invoiced(_ statement: ChargeStatement) -> PageFact? {
    if statement.balance == .zero { return nil }
    guard let invoice = statement.invoiced else {
      return .init(text("invoice"), text("next"), path: "/my/next-invoice\(mine.suffix)")
    }
    return .init(text("invoice"), invoice.number, path: "/invoices/\(invoice.id)")
  }

  func overview(_ statements: [ChargeStatement]) -> PageTable {
    PageTable(
      [
        .init(text("column.year"), isTight: true), .init(text("column.building")), .init(text("column.part"), isNumber: true),
        .init(text("column.provisions"), isNumber: true), .init(text("column.result"), isNumber: true), .init(text("column.invoice")),
        .init(text("column.paper"), isTight: true),
      ],
      statements.map { statement in
        [
          .init(String(statement.place.year), path: path(statement.place.year)), .init(statement.buildingName),
          .init(format.money(statement.costs)), .init(format.money(statement.provisions)), .init(result(statement.balance)),
          .init(
            statement.invoiced?.number ?? (statement.balance == .zero ? "–" : text("next")),
            path: statement.invoiced.map { "/invoices/\($0.id)" }), .init(text("pdf"), path: paperPath(statement)),
        ]
      })
  }
}

/// A statement of charges for programs.
struct MyChargesJSON: Encodable, Sendable {
  struct Cost: Encodable, Sendable {
    let label: String
    let paper: String
    let key: String
    let costCents: Int64
    let weight: Int64
    let whole: Int64
    let partCents: Int64
  }
  let year: Int
  let entity: OrganisationID
  let building: String
  let buildingName: String
  let premises: String
  let settledAt: Instant?
  let costs: [Cost]
  let costsCents: Int64
  let provisionsCents: Int64
  let propertyTaxCents: Int64
  let balanceCents: Int64
  let invoice: ID<Invoice>?
  let invoiceNumber: String?

  init(_ statement: ChargeStatement) {
    (year, entity, building) = (statement.place.year, statement.place.entity, statement.place.building)
    (buildingName, premises, settledAt) = (statement.buildingName, statement.premises, statement.settledAt)
    costs = statement.parts.map {
      Cost(
        label: $0.label, paper: $0.paper, key: $0.key.rawValue, costCents: $0.cost.cents, weight: $0.readable($0.weight),
        whole: $0.readable($0.whole), partCents: $0.part.cents)
    }
    (costsCents, provisionsCents, balanceCents) = (statement.costs.cents, statement.provisions.cents, statement.balance.cents)
    propertyTaxCents = statement.taxes.cents
    (invoice, invoiceNumber) = (statement.invoiced?.id, statement.invoiced?.number)
  }
}
