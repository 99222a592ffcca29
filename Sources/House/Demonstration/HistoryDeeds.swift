import Invoicing
import Kernel
import Leasing
import Payments
import Spaces
import Store

/// What was done once, by hand: a line of `history.csv`, with its day, its verb and what the verb needs.
struct HistoryDeeds {
  enum Verb: String, CaseIterable {
    case charge, credit, plan, penalties, writeOff = "write-off", leave, retain, grow, move
  }
  let files: HistoryFiles

  func perform(_ line: CSVTable.Line, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    var reader = InputReader(line.input)
    guard let verb = reader.requiredChoice("verb", of: Verb.self) else { throw Refusal(.invalid, reader.problems.items) }
    let (amount, day) = (reader.money("amount") ?? .zero, reader.day("day") ?? hand.day)
    let text = reader.text("text") ?? ""
    try reader.finish()
    switch verb {
    case .charge:
      _ = try PostCharge(
        ChargeDraft(
          entity: try hand.keys.id(line["entity"], "entity"), customer: try hand.keys.id(line["customer"], "customer"),
          origin: "history/\(line.number)", kind: .services, text: text, span: DaySpan(from: hand.day, until: hand.day + 1),
          billableFrom: hand.day, net: amount, vat: VATTreatment(.standard, rate: Percentage(basisPoints: 2000)),
          contract: nil, explanation: [])
      ).perform(in: transaction, for: hand.rental, at: hand.at)
    case .credit: try credit(line, amount, text, hand, in: transaction)
    case .plan: try plan(line, day, text, hand, in: transaction)
    case .penalties:
      _ = try ChargePenalties(entity: try hand.keys.id(line["entity"], "entity"), customer: try hand.keys.id(line["customer"], "customer"))
        .perform(in: transaction, for: hand.rental, at: hand.at)
    case .writeOff:
      let entity = try hand.keys.id(line["entity"], "entity")
      for owed in try transaction.openBooks(entity, of: try hand.keys.id(line["customer"], "customer")).documents where owed.due < hand.day
      {
        try WriteOff(entity: entity, document: owed.number, reason: text).perform(in: transaction, for: hand.director, at: hand.at)
      }
    case .leave:
      try GiveNotice(try lease(line, in: transaction).id, by: .tenant, receivedOn: hand.day, effectiveOn: day, agreed: true, note: text)
        .perform(in: transaction, for: hand.rental, at: hand.at)
    case .retain: try retain(line, amount, text, hand, in: transaction)
    case .grow: try grow(line, amount, day, text, hand, in: transaction)
    case .move: try move(line, amount, day, text, hand, in: transaction)
    }
  }

  private func lease(_ line: CSVTable.Line, in transaction: borrowing Transaction) throws -> Lease {
    guard let lease = try transaction.lease(key: line["lease"]) else {
      throw Refusal.invalid("kernel.problem.choice", field: "history.csv:\(line.number):lease")
    }
    return lease
  }

  private func cells(_ line: CSVTable.Line, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws -> [ID<Cell>] {
    let codes = line["cells"].split(separator: " ").map(String.init)
    let found = try transaction.cells(codes: codes, on: hand.day)
    if found.count != codes.count { throw Refusal.invalid("kernel.problem.choice", field: "history.csv:\(line.number):cells") }
    return found.map(\.id)
  }

  /// Gives back an amount of the first line of the last invoice of the customer.
  private func credit(
    _ line: CSVTable.Line, _ amount: Money, _ text: String, _ hand: HandOfHouse, in transaction: borrowing Transaction
  ) throws {
    let entity = try hand.keys.id(line["entity"], "entity")
    let customer = try hand.keys.id(line["customer"], "customer")
    let invoices = try transaction.invoices(of: customer).filter { $0.entity == entity && $0.type == .invoice }
    guard let invoice = invoices.max(by: { ($0.issueDay, $0.number) < ($1.issueDay, $1.number) }) else { throw Refusal.notFound }
    _ = try CreditInvoice(invoice.id, lines: [CreditRequest(place: 1, amount: amount)], reason: text).perform(
      in: transaction, for: hand.rental, at: hand.at)
  }

  /// Everything that is late, in so many parts from a day on.
  private func plan(_ line: CSVTable.Line, _ first: Day, _ text: String, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws
  {
    let entity = try hand.keys.id(line["entity"], "entity")
    let customer = try hand.keys.id(line["customer"], "customer")
    let late = try transaction.openBooks(entity, of: customer).documents.filter { $0.due < hand.day && $0.kind == .invoice }.map(\.number)
    _ = try AgreePlan(entity: entity, customer: customer, documents: late, count: Int(line["count"]) ?? 3, first: first, reason: text)
      .perform(in: transaction, for: hand.rental, at: hand.at)
  }

  /// Settles the guarantee of a lease that is over: something is kept, the rest leaves with the next transfers.
  private func retain(
    _ line: CSVTable.Line, _ amount: Money, _ text: String, _ hand: HandOfHouse, in transaction: borrowing Transaction
  ) throws {
    let lease = try lease(line, in: transaction)
    let rest = try transaction.depositMovements(of: lease.id).held - amount
    try SettleDeposit(lease.id, on: hand.day, retained: [.init(amount, text)], returned: rest).perform(
      in: transaction, for: hand.rental, at: hand.at)
    try HistoryMoney(files: files).ask(
      rest, of: lease.payer, by: lease.entity, "Restitution du dépôt de garantie \(lease.number)", hand, in: transaction)
  }

  private func grow(
    _ line: CSVTable.Line, _ amount: Money, _ day: Day, _ text: String, _ hand: HandOfHouse, in transaction: borrowing Transaction
  ) throws {
    let lease = try lease(line, in: transaction)
    let hold = try GrantGrowth(
      lease.id, cells: try cells(line, hand, in: transaction), from: day, expiresOn: hand.day + 30, monthlyRent: amount
    ).perform(in: transaction, for: hand.rental, at: hand.at)
    try TakeGrowth(lease.id, hold: hold, from: day, line: LineDraft(.rent, text, .month(amount)), summary: text).perform(
      in: transaction, for: hand.rental, at: hand.at)
  }

  /// To other cells from a day on, with a week of both keys.
  private func move(
    _ line: CSVTable.Line, _ amount: Money, _ day: Day, _ text: String, _ hand: HandOfHouse, in transaction: borrowing Transaction
  ) throws {
    let lease = try lease(line, in: transaction)
    _ = try MoveTenant(
      lease.id, to: try cells(line, hand, in: transaction), entry: day, exit: day + 7,
      lines: [LineDraft(.rent, text, .month(amount), isIndexed: lease.terms.index != nil)], deposit: amount * 2,
      signatory: try transaction.organisation(lease.tenant)?.name ?? "", paper: SignedPaper.upload(lease.number)
    ).perform(in: transaction, for: hand.rental, at: hand.at)
  }
}
