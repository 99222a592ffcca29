import Banking
import Kernel
import Ledger
import Store

/// What needs no person: collections that were paid or came back, refunds that left, and money that says what it is for.
extension Transaction {
  /// Whether the line is settled now.
  borrowing func settleByItself(_ line: BankLine, by viewer: Viewer, at now: Instant) throws -> Bool {
    if line.settledAt != nil { return true }
    if line.amount < .zero {
      if try takeBackCollected(line, by: viewer, at: now) { return true }
      return try payRefund(line, by: viewer, at: now)
    }
    if line.reason == nil, !line.isReversal {
      if try receiveCollected(line, by: viewer, at: now) { return true }
      return try receiveNamed(line, by: viewer, at: now)
    }
    return false
  }

  /// By EndToEndId one collection; by the name of our file a batch that the bank has not taken apart.
  private borrowing func receiveCollected(_ line: BankLine, by viewer: Viewer, at now: Instant) throws -> Bool {
    let items = try collected(line)
    if items.isEmpty || items.reduce(.zero, { $0 + $1.amount }) != line.amount { return false }
    for item in items {
      // Somebody may have paid meanwhile by other means; what is too much stays a credit.
      let owed = try openBooks(item.entity, of: item.customer).documents.first { $0.number == item.document }?.open ?? .zero
      let part = min(owed, item.amount)
      _ = try receive(
        IncomingMoney(
          entity: item.entity, customer: item.customer, day: line.booked, amount: item.amount, means: .debit,
          parts: part > .zero ? [.init(item.document, part)] : [], movement: line.id, item: item.id, note: item.endToEnd), by: viewer,
        at: now)
    }
    try settle(line, as: .receipt, by: viewer, at: now)
    return true
  }

  private borrowing func collected(_ line: BankLine) throws -> [CollectionItem] {
    if let endToEnd = line.endToEnd, let item = try item(endToEnd: endToEnd), item.entity == line.entity {
      return item.paidOn == nil && item.returnedOn == nil && item.cancelledAt == nil ? [item] : []
    }
    guard line.endToEnd == nil, let batch = line.batch else { return [] }
    let open = try itemsUnderWay(entity: line.entity)
    let whole = open.filter { $0.message == batch }
    return whole.isEmpty ? open.filter { "\($0.message.prefix(32))-\($0.block)" == batch } : whole
  }

  /// A collection that comes back: its receipt is reversed with the reason the bank gives, and where the bank would only send it back again,
  /// its mandate ends.
  private borrowing func takeBackCollected(_ line: BankLine, by viewer: Viewer, at now: Instant) throws -> Bool {
    guard let endToEnd = line.endToEnd, let item = try item(endToEnd: endToEnd), item.entity == line.entity, item.amount == -line.amount,
      line.reason != nil || line.isReversal, let receipt = try receipt(for: item.id)
    else { return false }
    let reason = line.reason ?? "RTRN"
    try takeBack(receipt.id, reason: reason, on: line.booked, by: viewer, at: now)
    try run("UPDATE collection_items SET returned_on = \(line.booked), return_reason = \(reason) WHERE id = \(item.id)")
    if ReturnReason(rawValue: reason)?.endsMandate == true {
      try run(
        "UPDATE mandates SET revoked_on = \(line.booked), revoked_reason = \(reason) WHERE id = \(item.mandate) AND revoked_on IS NULL")
      try note("payments.mandate.revoke", on: "mandate/\(item.mandate)", by: viewer, at: now, after: reason)
    }
    try settle(line, as: .returned, by: viewer, at: now)
    return true
  }

  /// Money that names what it is for, or whose amount and payer leave one reading.
  private borrowing func receiveNamed(_ line: BankLine, by viewer: Viewer, at now: Instant) throws -> Bool {
    guard let proposal = try proposals(for: line).first, proposal.isCertain else { return false }
    _ = try receive(
      IncomingMoney(
        entity: line.entity, customer: proposal.customer, day: line.booked, amount: line.amount, means: .transfer, parts: proposal.parts,
        movement: line.id, note: line.label.clipped(to: 200)), by: viewer, at: now)
    try settle(line, as: .receipt, by: viewer, at: now)
    return true
  }

  /// What the line may be for, as far as the books and what was written say.
  package borrowing func proposals(for line: BankLine) throws -> [MatchProposal] {
    guard line.amount > .zero else { return [] }
    let open = try openBooks(line.entity).documents.map(\.owed)
    return Matching.proposals(
      amount: line.amount, references: line.references, text: line.label, payer: try payer(of: line), among: open)
  }

  /// Who pays from this account: the customer of a mandate on it, or of earlier money from it.
  package borrowing func payer(of line: BankLine) throws -> OrganisationID? {
    guard let iban = line.counterpartyIBAN else { return nil }
    let customers = try rows(
      """
      SELECT m.customer FROM mandates m JOIN mandate_accounts a ON a.mandate = m.id WHERE a.iban = \(iban)
      UNION SELECT r.customer FROM receipts r JOIN bank_movements b ON b.id = r.movement WHERE b.counterparty_iban = \(iban) ORDER BY 1
      """)
    // Two who pay from one account, as a holding does, are told apart by a person.
    return customers.count == 1 ? try customers[0].get("customer") : nil
  }

  borrowing func settle(_ line: BankLine, as how: SettledHow, by viewer: Viewer, at now: Instant) throws {
    try run("UPDATE bank_movements SET settled_at = \(now), settled_by = \(viewer.name), settled_how = \(how) WHERE id = \(line.id)")
  }
}
