import Invoicing
import Kernel
import Ledger
import People
import Store
import Web

/// What stands between the house and one customer.
struct AccountRoutes: Sendable {
  var table: [Route] {
    [
      .get("/customers/:organisation/account", .needsSomewhere(.seeAccount), show),
      .get("/customers/:organisation/account.csv", .needsSomewhere(.seeAccount), csv),
      .get("/customers/:organisation/account.pdf", .needsSomewhere(.seeAccount), pdf),
      .post("/customers/:organisation/credit", .needs(.recordPayments), useCredit, shownBy: show),
      .post("/customers/:organisation/write-off", .needs(.writeOffDebts), writeOff, shownBy: show),
      .post("/customers/:organisation/late-regime", .needs(.chaseLate), setRegime, shownBy: show),

      .get("/api/customers/:organisation/account", .needsSomewhere(.seeAccount), json),
      .post("/api/customers/:organisation/credit", .needs(.recordPayments), useCreditJSON),
      .post("/api/customers/:organisation/write-off", .needs(.writeOffDebts), writeOffJSON),
      .post("/api/customers/:organisation/late-regime", .needs(.chaseLate), setRegimeJSON),
    ]
  }

  struct Found: Sendable {
    let customer: Organisation
    let entities: [Organisation]
    let books: [OpenBooks]
    let statements: [(entity: Organisation, statement: Statement)]
    let reminders: [Reminder]
    let mandates: [Mandate]
    /// What the house found out of it, and the rule that holds for its next invoice.
    let regime: (found: LateRegime?, holds: LateRegime)
    let refundable: [AccountRefund]
  }

  func found(_ visit: Visit) async throws -> Found {
    let id: OrganisationID = try visit.id("organisation")
    try visit.viewer.demand(.seeAccount, for: id)
    let found = try await visit.database.read { transaction -> Found? in
      guard let customer = try transaction.organisation(id) else { return nil }
      let entities = try transaction.creditors()
      let number = try transaction.auxiliaries(of: [id])[id]?.number
      var statements: [(entity: Organisation, statement: Statement)] = []
      if let number {
        for entity in entities {
          let statement = try transaction.statement(entity: entity.id, auxiliary: number)
          if !statement.lines.isEmpty { statements.append((entity, statement)) }
        }
      }
      let nature = try transaction.value(
        "SELECT nature FROM invoices WHERE customer = \(id) ORDER BY issued_at DESC, place DESC LIMIT 1", as: CustomerNature.self)
      let debtor = try transaction.lateDebtor(customer)
      let regime = (debtor.found[id], debtor.regime(of: id, nature ?? .business))
      let books = try entities.map { try transaction.openBooks($0.id, of: id) }
      var refundable: [AccountRefund] = []
      for (entity, book) in zip(entities, books) {
        if let refund = try AccountRefund(book, of: id, by: entity.id, transaction) { refundable.append(refund) }
      }
      return Found(
        customer: customer, entities: entities, books: books,
        statements: statements, reminders: try transaction.reminders(of: id), mandates: try transaction.mandates(of: id), regime: regime,
        refundable: refundable)
    }
    guard let found else { throw Refusal.notFound }
    return found
  }

  func json(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit)
    return .json(CustomerAccountJSON(found.customer.id, found.books, found.regime.holds))
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit)
    let format = visit.format
    var rows: [[String]] = []
    for (entity, statement) in found.statements {
      for line in statement.lines {
        let amount = line.line.amount
        rows.append([
          entity.name, line.line.day.description, line.piece, line.label, line.line.document ?? "",
          amount > .zero ? format.typed(amount) : "", amount < .zero ? format.typed(-amount) : "", format.typed(line.balance),
        ])
      }
    }
    let heads = ["entity", "day", "piece", "said", "document", "debit", "paid", "balance"]
    return .csv(heads.map { visit.text("payments.column.\($0)") }, rows, name: "account-\(visit.today).csv")
  }

  private func show(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit)
    let format = visit.format
    let documents = found.books.flatMap(\.documents)
    let credits = found.books.flatMap(\.credits)
    let owed = documents.reduce(Money.zero) { $0 + $1.open }
    let late = documents.filter { $0.due < visit.today }.reduce(Money.zero) { $0 + $1.open }
    let credit = credits.reduce(Money.zero) { $0 + $1.amount }
    let isHouse = visit.viewer.may(.seePayments)
    let id = found.customer.id
    let may = visit.viewer.may(.recordPayments)
    return .page(
      MoneyPage(
        title: visit.text("payments.account.of", ["name": found.customer.name]),
        upPath: isHouse ? "/late" : "/my/invoices?organisation=\(id)",
        upText: visit.text(isHouse ? "payments.late.title" : "payments.account.home"), state: nil, stateKind: "", lead: nil,
        actions: (may ? [visit.action("/receipts/new?customer=\(id)", "payments.receipts.new", main: owed > .zero)] : [])
          + refundLinks(found, isMain: owed == .zero, visit) + [
            visit.action("/customers/\(id)/next-invoice", "payments.account.next"),
            visit.action("/customers/\(id)/account.pdf", "payments.account.pdf"),
            visit.action("/customers/\(id)/account.csv", "payments.account.csv"),
          ], hasFacts: true,
        facts: [
          visit.moneyFact("owed", format.money(owed)), visit.moneyFact("lateAmount", format.money(late)),
          visit.moneyFact("regime", isHouse ? visit.text("payments.regime.\(found.regime.holds.rawValue)") : nil),
          visit.moneyFact("credit", credit == .zero ? nil : format.money(credit)),
          found.mandates.first { $0.revokedOn == nil }.flatMap {
            visit.moneyFact("mandate", $0.reference, path: isHouse ? "/mandates/\($0.id)" : nil)
          },
        ].compactMap(\.self), tables: tables(found, documents, credits, visit), deeds: deeds(found, documents, credits, visit)))
  }

  private func deeds(_ found: Found, _ documents: [OpenDocument], _ credits: [OpenCredit], _ visit: Visit) -> [PageDeed] {
    let format = visit.format
    let path = "/customers/\(found.customer.id)"
    let numbers = documents.map { Field.Option("\($0.entity)/\($0.number)", "\($0.number) · \(format.money($0.open))") }
    let choose = [Field.Option("", visit.text("payments.choose"))]
    let use =
      credits.isEmpty || documents.isEmpty
      ? nil
      : visit.deed(
        "useCredit", at: "\(path)/credit",
        [
          visit.field(
            "credit", .select, label: "payments.column.credit", required: true,
            options: choose + credits.map { Field.Option($0.line.text, "\($0.document ?? $0.label) · \(format.money($0.amount))") }),
          visit.field("document", .select, label: "payments.column.document", required: true, options: choose + numbers),
          visit.field("amount", .money, label: "payments.column.amount", hint: "payments.account.amountHint"),
        ])
    let writeOff =
      documents.isEmpty
      ? nil
      : visit.deed(
        "writeOff", at: "\(path)/write-off",
        [
          visit.field("document", .select, label: "payments.column.document", required: true, options: choose + numbers),
          visit.field("reason", label: "payments.column.reason", required: true),
        ], dangerous: true)
    return visit.offers(.recordPayments, [use]) + visit.offers(.writeOffDebts, [writeOff])
      + visit.offers(.chaseLate, [regimeDeed(found, visit)])
  }
}
