import Invoicing
import Kernel
import Ledger
import Store

/// Money of one customer, and what it is for. What is for nothing stays as the customer's credit.
struct IncomingMoney {
  let entity: OrganisationID
  let customer: OrganisationID
  let day: Day
  let amount: Money
  let means: PaymentMeans
  let parts: [MatchProposal.Part]
  var movement: ID<BankLine>?
  var item: ID<CollectionItem>?
  var note = ""
}

extension PaymentMeans {
  /// Where the money lies.
  var account: String {
    switch self {
    case .debit, .transfer, .card: Account.bank
    case .cheque: Account.chequesToCash
    case .cash: Account.cash
    }
  }
}

extension Transaction {
  /// Writes money in the books, settles what it is for, and moves the VAT that falls due with it. Refuses parts that are not open or not this customer's.
  borrowing func receive(_ money: IncomingMoney, by viewer: Viewer, at now: Instant) throws -> ID<Receipt> {
    let id = ID<Receipt>.fresh(at: now)
    let (place, number) = try nextNumber(of: "receipts", prefix: "ENC-")
    let auxiliary = try auxiliary(of: money.customer, at: now)
    try demandOpen(money)
    var lines = [EntryLineDraft.debit(money.means.account, money.amount)]
    var shares: [[RatePart]] = []
    for part in money.parts {
      lines.append(.credit(Account.customers, part.amount, auxiliary: auxiliary, document: part.document))
      shares.append(try share(of: part.amount, document: part.document, entity: money.entity))
    }
    let rest = money.parts.reduce(money.amount) { $0 - $1.amount }
    lines.append(.credit(Account.customers, rest, auxiliary: auxiliary))
    for (part, rates) in zip(money.parts, shares) { lines += try vatLines(rates, document: part.document, entity: money.entity) }
    // Of a day in a closed month the books speak on the first day that is open, and the piece says the true one.
    let written = try openDay(money.day, of: money.entity)
    let entry = try post(
      EntryDraft(
        entity: money.entity, book: .bank, day: written, piece: number, pieceDay: money.day,
        text: "Encaissement \(auxiliary.name)".clipped(to: 120), lines: lines, origin: "receipt/\(id)"), at: now)
    for line in try self.lines(of: entry) where line.account == Account.customers {
      if let document = line.document { try match(document: document, credit: line.id, on: written, at: now) }
    }
    let key = [number, auxiliary.name, money.note, money.parts.map(\.document).joined(separator: " ")].joined(separator: " ").folded
    try run(
      """
      INSERT INTO receipts (id, entity, customer, place, number, day, amount, means, movement, item, note, entry, search_key, recorded_at,
        recorded_by)
      VALUES (\(id), \(money.entity), \(money.customer), \(place), \(number), \(money.day), \(money.amount), \(money.means),
        \(money.movement), \(money.item), \(money.note), \(entry.text), \(key), \(now), \(viewer.name))
      """)
    for (part, rates) in zip(money.parts, shares) {
      try keep(
        part: part.document, amount: part.amount, rates: rates, of: money.customer, entity: money.entity, receipt: id, on: money.day,
        entry: nil, at: now)
    }
    if let item = money.item { try run("UPDATE collection_items SET paid_on = \(money.day) WHERE id = \(item)") }
    try note("payments.receipt.record", on: "receipt/\(id)", by: viewer, at: now, after: "\(number) \(money.amount.decimalText)")
    return id
  }

  private borrowing func demandOpen(_ money: IncomingMoney) throws {
    let open = try openBooks(money.entity, of: money.customer)
    var problems = Problems()
    for part in money.parts {
      let owed = open.documents.first { $0.number == part.document }?.open ?? .zero
      if part.amount <= .zero || part.amount > owed {
        problems.add("payments.problem.notOpen", field: "documents", ["document": part.document, "open": owed.decimalText])
      }
    }
    if money.parts.reduce(.zero, { $0 + $1.amount }) > money.amount { problems.add("payments.problem.parts", field: "amount") }
    if !problems.isEmpty { throw Refusal(.conflict, problems.items) }
  }

  /// The next of a series without gaps, house-wide: `ENC-000123`.
  borrowing func nextNumber(of table: NumberedTable, prefix: String) throws -> (place: Int64, number: String) {
    try lock("payments numbers \(table.name)")
    let place = (try value("SELECT COALESCE(MAX(place), 0) FROM \(table.sql)", as: Int64.self) ?? 0) + 1
    let digits = String(place)
    return (place, prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits)
  }
}

/// A table of this area whose rows are numbered.
struct NumberedTable: ExpressibleByStringLiteral {
  let name: String
  init(stringLiteral name: String) { self.name = name }
  var sql: SQL { SQL(frozen: name) }
}

extension Money {
  /// `1234,50`, as problems and audit lines say amounts.
  package var decimalText: String {
    let rest = cents.magnitude % 100
    return (cents < 0 ? "-" : "") + "\(cents.magnitude / 100)," + (rest < 10 ? "0" : "") + "\(rest)"
  }
}

extension String {
  /// At most so many signs.
  func clipped(to limit: Int) -> String { count <= limit ? self : String(prefix(limit - 1)) + "…" }
}
