import Banking
import Kernel
import Ledger
import Store

/// What needs no person: collections that were paid or came back, refunds that left, and money that says what it is for.
extension Transaction {
  /// Whether the line is settled now.
  borrowing func settleByItself(_ line: BankLine, among open: inout OpenDocuments, by viewer: Viewer, at now: Instant) throws -> Bool {
    if line.settledAt != nil { return true }
    if line.amount < .zero {
      if try takeBackCollected(line, by: viewer, at: now) {
        open.forget()
        return true
      }
      return try payRefund(line, by: viewer, at: now)
    }
    if line.reason == nil, !line.isReversal {
      if try receiveCollected(line, among: &open, by: viewer, at: now) { return true }
      return try receiveNamed(line, among: &open, by: viewer, at: now)
    }
    return false
  }

  /// By EndToEndId one collection; by the name of our file a batch that the bank has not taken apart.
  private borrowing func receiveCollected(
    _ line: BankLine, among open: inout OpenDocuments, by viewer: Viewer, at now: Instant
  ) throws -> Bool {
    let items = try collected(line)
    if items.isEmpty || items.reduce(.zero, { $0 + $1.amount }) != line.amount { return false }
    try receive(items, from: line, among: &open, by: viewer, at: now)
    return true
  }

  /// One line of the bank pays several collections.
  borrowing func receive(
    _ items: [CollectionItem], from line: BankLine, among open: inout OpenDocuments, by viewer: Viewer, at now: Instant
  ) throws {
    for item in items {
      // Somebody may have paid meanwhile by other means; what is too much stays a credit.
      let owed = try open.documents(in: self).first { $0.number == item.document && $0.customer == item.customer }?.open ?? .zero
      let parts: [MatchProposal.Part] = owed > .zero ? [.init(item.document, min(owed, item.amount))] : []
      _ = try receive(
        IncomingMoney(
          entity: item.entity, customer: item.customer, day: line.booked, amount: item.amount, means: .debit,
          parts: parts, movement: line.id, item: item.id, note: item.endToEnd), by: viewer, at: now)
      open.take(parts)
    }
    try settle(line, as: .receipt, by: viewer, at: now)
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
      line.reason != nil || line.isReversal,
      try takeBack(item, for: line, reason: line.reason ?? item.returnReason ?? "RTRN", by: viewer, at: now)
    else { return false }
    try settle(line, as: .returned, by: viewer, at: now)
    return true
  }

  /// Money that names what it is for, or whose amount and payer leave one reading.
  private borrowing func receiveNamed(
    _ line: BankLine, among open: inout OpenDocuments, by viewer: Viewer, at now: Instant
  ) throws -> Bool {
    guard let proposal = try proposals(for: line, among: open.documents(in: self)).first, proposal.isCertain else { return false }
    _ = try receive(
      IncomingMoney(
        entity: line.entity, customer: proposal.customer, day: line.booked, amount: line.amount, means: .transfer, parts: proposal.parts,
        movement: line.id, note: line.label.clipped(to: 200)), by: viewer, at: now)
    open.take(proposal.parts)
    try settle(line, as: .receipt, by: viewer, at: now)
    return true
  }

  /// What the line may be for, as far as the books and what was written say.
  package borrowing func proposals(for line: BankLine) throws -> [MatchProposal] {
    guard line.amount > .zero else { return [] }
    return try proposals(for: line, among: openBooks(line.entity).documents.map(\.owed))
  }

  private borrowing func proposals(for line: BankLine, among open: [OwedDocument]) throws -> [MatchProposal] {
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

/// What is open between an entity and its customers while the lines of one file are settled: asked of the books once, and less by what each
/// line pays.
struct OpenDocuments {
  let entity: OrganisationID
  private var known: [OwedDocument]?

  init(entity: OrganisationID) { self.entity = entity }

  mutating func documents(in transaction: borrowing Transaction) throws -> [OwedDocument] {
    if let known { return known }
    let read = try transaction.openBooks(entity).documents.map(\.owed)
    known = read
    return read
  }

  mutating func take(_ parts: [MatchProposal.Part]) {
    for part in parts {
      guard let place = known?.firstIndex(where: { $0.number == part.document }), let owed = known?[place] else { continue }
      let rest = owed.open - part.amount
      if rest > .zero {
        known?[place] = OwedDocument(number: owed.number, customer: owed.customer, open: rest, due: owed.due)
      } else {
        known?.remove(at: place)
      }
    }
  }

  /// What came back is open again: it is asked anew.
  mutating func forget() { known = nil }
}
