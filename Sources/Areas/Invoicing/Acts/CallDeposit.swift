import Banking
import EInvoice
import Kernel
import Ledger
import People
import Post
import Store
import Web

/// A deposit about to be called.
package struct DepositDraft: Sendable {
  package let entity: OrganisationID
  package let customer: OrganisationID
  /// What it is called for, once, as `lease/0190…/deposit`: the same origin is never called twice.
  package let origin: String
  package let contract: String?
  /// In the customer's language, as it will stand on the call.
  package let text: String
  package let amount: Money
  /// The entity's usual term when nil.
  package let due: Day?

  package init(
    entity: OrganisationID, customer: OrganisationID, origin: String, contract: String?, text: String, amount: Money, due: Day? = nil
  ) {
    (self.entity, self.customer, self.origin, self.contract) = (entity, customer, origin, contract)
    (self.text, self.amount, self.due) = (text, amount, due)
  }
}

/// What a deposit call froze.
package struct DepositContent: Sendable, Hashable, Codable {
  package let number: String
  package let issued: Day
  package let due: Day
  package let seller: InvoiceParty
  package let buyer: InvoiceParty
  package let contract: String?
  package let text: String
  package let amount: Money
  package let payment: PaymentInstructions?
}

/// Calls for a guarantee deposit: numbered and chained in its own series, written 411 against 165, outside VAT and no invoice.
package struct CallDeposit: Act {
  package let draft: DepositDraft
  let desk: InvoiceDesk

  package init(_ draft: DepositDraft, desk: InvoiceDesk = InvoiceDesk()) { (self.draft, self.desk) = (draft, desk) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<DepositCall> {
    try viewer.demand(.issueInvoices)
    return try transaction.callDeposit(draft, mandates: desk.mandates, by: viewer, at: now)
  }
}

extension Transaction {
  /// Calls a deposit within another area's act. The same origin is called once: the second time answers the call of the first.
  package borrowing func callDeposit(
    _ draft: DepositDraft, mandates: [any MandateSource] = [], by viewer: Viewer, at now: Instant
  ) throws -> ID<DepositCall> {
    try lockNumbers(of: draft.entity)
    if let known = try depositCall(origin: draft.origin) { return known.id }
    let day = HouseTime.mulhouse.day(of: now)
    let book = try InvoiceBook(self, on: day, only: [draft.entity, draft.customer], mandates: mandates)
    var problems = book.blockers(entity: draft.entity, chargesVAT: false, deposit: true) + book.blockers(customer: draft.customer)
    if draft.amount <= .zero { problems.append(Problem("invoicing.problem.amount", field: "amount")) }
    if let due = draft.due, due < day { problems.append(Problem("invoicing.problem.due", field: "due")) }
    if !problems.isEmpty { throw Refusal(.conflict, problems) }
    guard let series = book.depositSeries(of: draft.entity), let terms = book.terms(of: draft.entity),
      let entity = book.organisation(draft.entity), let customer = book.organisation(draft.customer)
    else { throw Refusal.notFound }
    let end = try end(of: series)
    if let end, end.day > day { throw Refusal.conflict("invoicing.problem.clock", ["day": end.day.description, "prefix": series.prefix]) }
    let place = (end?.place ?? 0) + 1
    let number = SeriesNumber.text(prefix: series.prefix, place: place)
    let content = DepositContent(
      number: number, issued: day, due: draft.due ?? book.dueDay(for: draft.customer, of: draft.entity),
      seller: book.seller(entity, terms), buyer: book.buyer(customer), contract: draft.contract, text: draft.text, amount: draft.amount,
      payment: terms.iban.map { .transfer(iban: $0, bic: terms.bic, accountName: entity.facts.legalName, reference: number) })
    let call = try keep(content, of: draft, in: series, place, after: end?.digest ?? ChainDigest.origin, by: viewer, at: now)
    try tell(content, call, to: draft.customer, of: entity.name, book, at: now)
    return call
  }

  /// What keeps an entity from invoicing a customer today, and from calling a deposit where there is one.
  package borrowing func blockers(
    entity: OrganisationID, customer: OrganisationID, deposit: Bool, on day: Day
  ) throws -> [Problem] {
    let book = try InvoiceBook(self, on: day, only: [entity, customer], mandates: [])
    var found = book.blockers(entity: entity, chargesVAT: true)
    if deposit { found += book.blockers(entity: entity, chargesVAT: false, deposit: true).filter { !found.contains($0) } }
    return found + book.blockers(customer: customer)
  }

  /// A call is no invoice, and no platform carries it: it goes by mail to where invoices go, else to those who act for the customer.
  private borrowing func tell(
    _ content: DepositContent, _ call: ID<DepositCall>, to customer: OrganisationID, of house: String, _ book: InvoiceBook, at now: Instant
  ) throws {
    let language = book.language(of: customer)
    let format = Format(language)
    var words = [
      "number": content.number, "name": content.buyer.name, "house": house, "text": content.text, "contract": content.contract ?? "—",
      "amount": format.money(content.amount), "due": format.day(content.due), "payment": "",
    ]
    if let payment = content.payment, let iban = payment.iban {
      words["payment"] = InvoiceWords.texts.text(
        "invoicing.letter.deposit.payment", in: language,
        ["iban": IBAN.grouped(iban), "account": payment.accountName ?? house, "reference": payment.reference ?? content.number])
    }
    try write("deposit", words, about: "deposit-call/\(call)", to: customer, named: content.buyer.name, on: content.issued, book, at: now)
  }

  /// A letter about a deposit, to where invoices go, else to those who act for the customer.
  borrowing func write(
    _ letter: String, _ words: [String: String], about subject: String, to customer: OrganisationID, named name: String, on day: Day,
    _ book: InvoiceBook, at now: Instant
  ) throws {
    let language = book.language(of: customer)
    let head = InvoiceWords.texts.text("invoicing.letter.\(letter).subject", in: language, words).filter { !$0.isNewline }
    let body = InvoiceWords.texts.text("invoicing.letter.\(letter).body", in: language, words)
    for address in try book.customer(customer)?.email.map({ [$0] }) ?? contacts(of: customer, on: day).map(\.email) {
      try post(Letter(to: address, toName: name, subject: head, body: body), about: subject, at: now)
    }
  }

  private borrowing func keep(
    _ content: DepositContent, of draft: DepositDraft, in series: InvoiceSeries, _ place: Int64, after previous: String, by viewer: Viewer,
    at now: Instant
  ) throws -> ID<DepositCall> {
    let id = ID<DepositCall>.fresh(at: now)
    let text = String(decoding: try JSON.bytes(of: content), as: UTF8.self)
    let key = [content.number, content.buyer.tradingName ?? "", content.buyer.name, draft.contract ?? ""].joined(separator: " ").folded
    try run(
      """
      INSERT INTO deposit_calls (id, origin, series, place, number, entity, customer, contract, issue_day, due_day, amount, content, previous,
        digest, search_key, issued_at, issued_by)
      VALUES (\(id), \(draft.origin), \(series.id), \(place), \(content.number), \(draft.entity), \(draft.customer), \(draft.contract),
        \(content.issued), \(content.due), \(draft.amount), \(text), \(previous), \(ChainDigest.of(previous: previous, text)), \(key), \(now),
        \(viewer.name))
      """)
    let auxiliary = try auxiliary(of: draft.customer, at: now)
    try post(
      EntryDraft(
        entity: draft.entity, book: .sundry, day: content.issued, piece: content.number, pieceDay: content.issued,
        text: "\(content.number) \(content.buyer.name)",
        lines: [
          .debit(Account.customers, draft.amount, auxiliary: auxiliary, document: content.number),
          .credit(Account.deposits, draft.amount, auxiliary: auxiliary, document: content.number),
        ], origin: "deposit-call/\(id)"), at: now)
    try note("invoicing.deposit.call", on: "deposit-call/\(id)", by: viewer, at: now, after: "\(content.number), \(draft.amount.cents)")
    return id
  }
}
