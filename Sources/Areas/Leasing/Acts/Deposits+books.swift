import Invoicing
import Kernel
import Ledger
import People
import Store

extension SettleDeposit {
  /// Whose document it is, among those whose money is held, and how much of it their money can pay.
  func owner(
    of number: String, among books: [HeldCall], _ lease: Lease, in transaction: borrowing Transaction
  ) throws -> (customer: OrganisationID, most: Money)? {
    for customer in Set(books.map(\.customer)).sorted() {
      let open = try transaction.itemsOnAccount(of: customer, entity: lease.entity).open(of: number)
      if open <= .zero { continue }
      // What came before the calls of this house is in no call: it is theirs who alone was called.
      let isAlone = Set(books.map(\.customer)).count == 1
      return (customer, isAlone ? open : min(open, books.filter { $0.customer == customer }.reduce(Money.zero) { $0 + $1.amount }))
    }
    return nil
  }

  /// Out of 165, by the numbers of the calls the money came in by: what is kept is an indemnity; what goes back is owed to who was called until it
  /// is paid; what is set off is theirs too, under the number of the invoice it is meant for, and pays it where payments are made.
  /// A deposit that was never called here has no entry of its own, and its settlement none either.
  func post(
    to lease: Lease, as name: String, _ books: [HeldCall], _ owners: [String: OrganisationID], in transaction: borrowing Transaction,
    at now: Instant
  ) throws {
    var held = books
    guard let first = held.first?.customer else { return }
    // The oldest calls first; of one customer where it pays their invoice.
    func freed(_ amount: Money, of owner: OrganisationID? = nil) -> [HeldCall] {
      var (rest, parts) = (amount, [HeldCall]())
      while rest > .zero, let place = held.firstIndex(where: { owner == nil || $0.customer == owner }) {
        let part = min(rest, held[place].amount)
        parts.append(HeldCall(document: held[place].document, customer: held[place].customer, amount: part))
        rest = rest - part
        held[place].amount = held[place].amount - part
        if held[place].amount == .zero { held.remove(at: place) }
      }
      // What came before the calls of this house.
      if rest > .zero { parts.append(HeldCall(document: lease.number, customer: owner ?? first, amount: rest)) }
      return parts
    }
    func debits(_ parts: [HeldCall]) throws -> [EntryLineDraft] {
      try parts.map {
        .debit(Account.deposits, $0.amount, auxiliary: try transaction.auxiliary(of: $0.customer, at: now), document: $0.document)
      }
    }
    func credits(_ parts: [HeldCall]) throws -> [EntryLineDraft] {
      let byCustomer = Dictionary(grouping: parts, by: \.customer).sorted { $0.key < $1.key }
      return try byCustomer.map { customer, parts in
        .credit(
          Account.customers, parts.reduce(Money.zero) { $0 + $1.amount }, auxiliary: try transaction.auxiliary(of: customer, at: now),
          document: lease.number)
      }
    }
    func write(_ lines: [EntryLineDraft], piece: String, origin: String) throws {
      _ = try transaction.post(
        EntryDraft(
          entity: lease.entity, book: .sundry, day: day, piece: piece, pieceDay: day, text: lease.number, lines: lines,
          origin: "lease/\(lease.id)/\(name)-\(origin)"), at: now)
    }
    // Before what is kept and goes back, so that there is enough of the right customer's.
    let paying = setOff.map { freed($0.amount, of: owners[$0.reason]) }
    let kept = freed(retained.reduce(Money.zero) { $0 + $1.amount })
    let back = freed(returned)
    if !kept.isEmpty || !back.isEmpty {
      var lines = try debits(kept) + debits(back)
      for part in retained { lines.append(.credit(Account.indemnities, part.amount)) }
      lines += try credits(back)
      try write(lines, piece: lease.number, origin: "settlement")
    }
    for (place, part) in setOff.enumerated() {
      try write(try debits(paying[place]) + credits(paying[place]), piece: part.reason, origin: "set-off/\(place + 1)")
    }
  }
}
