import Banking
import Invoicing
import Kernel
import Leasing
import Ledger
import Payments
import People
import Store

/// What the house does about money on its own days: credits used, debits collected, letters about what is late, money given back.
struct HistoryMoney {
  let files: HistoryFiles

  /// The entities of the files, in their order.
  private func entities(_ hand: HandOfHouse) throws -> [OrganisationID] {
    try files.entities.map { try hand.keys.id($0["entity"], "invoice_entities.csv") }
  }

  /// Credits pay what is owed beside them, the oldest first.
  func useCredits(_ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for entity in try entities(hand) {
      let books = try transaction.openBooks(entity)
      for credit in books.credits where !(try transaction.isPromised(credit)) {
        // Asked anew: the credit before may have paid the same document.
        guard let owed = try transaction.openBooks(entity, of: credit.customer).documents.first(where: { $0.kind == .invoice }) else {
          continue
        }
        _ = try UseCredit(entity: entity, credit: credit.line, document: owed.number).perform(
          in: transaction, for: hand.rental, at: hand.at)
      }
    }
  }

  func collect(on day: Day, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for entity in try entities(hand) {
      _ = try CollectDirectDebits(entity: entity, day: day).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  func remind(_ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for entity in try entities(hand) {
      _ = try SendReminders(entity: entity, on: hand.day).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  /// Guarantees of leases that ended three weeks ago or more, and credits of customers who owe nothing and rent nothing, leave by transfer.
  func giveBack(on day: Day, _ hand: HandOfHouse, in transaction: borrowing Transaction) throws {
    for lease in try transaction.leasesWithDepositHeld(endedBefore: hand.day - 20) {
      let held = try transaction.depositMovements(of: lease.id).held
      try SettleDeposit(lease.id, on: hand.day, returned: held).perform(in: transaction, for: hand.rental, at: hand.at)
      try ask(held, of: lease.payer, by: lease.entity, "Restitution du dépôt de garantie \(lease.number)", hand, in: transaction)
    }
    for entity in try entities(hand) {
      _ = try MakeTransfers(entity: entity, day: day).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  func ask(
    _ amount: Money, of customer: OrganisationID, by entity: OrganisationID, _ reason: String, _ hand: HandOfHouse,
    in transaction: borrowing Transaction
  ) throws {
    let key = hand.keys.keys[customer] ?? ""
    let iban = files.payer(key, on: hand.day).iban
    if iban.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "payers.csv:iban", ["customer": key]) }
    let name = try transaction.organisation(customer)?.facts.legalName ?? ""
    _ = try AskRefund(
      entity: entity, customer: customer, amount: amount, source: .credit, holder: String(name.prefix(70)), iban: IBAN(stored: iban),
      reason: reason
    ).perform(in: transaction, for: hand.rental, at: hand.at)
  }
}

extension Transaction {
  /// Whether money is already on its way back to whom a credit belongs.
  fileprivate borrowing func isPromised(_ credit: OpenCredit) throws -> Bool {
    try refundsUnderWay(of: credit.customer, entity: credit.entity) > .zero
  }
}
