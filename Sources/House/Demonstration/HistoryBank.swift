import Banking
import Invoicing
import Kernel
import Leasing
import Ledger
import Payments
import Store

/// The bank of the house: what it would have told of some days, in a file of its own kind, and what people make of it.
struct HistoryBank {
  let files: HistoryFiles
  let hand: HandOfHouse

  /// What still waits of the statement before is looked at by a person; then the new one is taken in.
  func live(_ from: Day, _ last: Day, in transaction: borrowing Transaction) throws {
    try settleByHand(in: transaction)
    for line in files.entities {
      let entity = try hand.keys.id(line["entity"], "invoice_entities.csv")
      guard let iban = try transaction.entityTerms(of: entity, on: hand.day)?.iban else { continue }
      let entries = try self.entries(of: entity, line["entity"], from, last, in: transaction)
      if entries.isEmpty { continue }
      let opening = try transaction.closingBalance(ofAccount: iban) ?? .zero
      let file = StatementFile(name: "\(line["entity"]) \(last)", iban: iban, opening: opening, from: from, last: last, entries: entries)
      _ = try ImportBankStatement(file.bytes).perform(in: transaction, for: hand.rental, at: hand.at)
    }
    try noteDeposits(in: transaction)
  }

  private func entries(
    of entity: OrganisationID, _ key: String, _ from: Day, _ last: Day, in transaction: borrowing Transaction
  ) throws -> [StatementFile.Entry] {
    var found = try collected(entity, from, last, in: transaction)
    found += try sentBack(entity, key, from, last, in: transaction)
    found += try transfers(entity, from, last, in: transaction)
    found += try refunds(entity, from, last, in: transaction)
    for habit in files.habits where habit.entity == key {
      let month = last.month
      let day = min(month.first + (habit.day - 1), (month + 1).first - 1)
      if month < habit.from || habit.until.map({ month > $0 }) ?? false || day < from || day > last { continue }
      found.append(StatementFile.Entry(day: day, parts: [.init(amount: habit.amount, name: habit.name, text: habit.text)]))
    }
    return found.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
  }

  /// Our own files of direct debits, one line each with everything in it.
  private func collected(
    _ entity: OrganisationID, _ from: Day, _ last: Day, in transaction: borrowing Transaction
  ) throws -> [StatementFile.Entry] {
    var entries: [StatementFile.Entry] = []
    for day in collectionDays(from, last) {
      for collection in try transaction.collections(of: entity, on: day) where collection.cancelledAt == nil {
        let parts = try transaction.items(of: collection.id).map {
          StatementFile.Part(amount: $0.amount, name: $0.customerName, endToEnd: $0.endToEnd)
        }
        entries.append(StatementFile.Entry(day: day, batch: collection.message, parts: parts))
      }
    }
    return entries
  }

  private func collectionDays(_ from: Day, _ last: Day) -> [Day] {
    Set([from.month, last.month]).map { HistoryCalendar.collection(of: $0) }.filter { $0 >= from && $0 <= last }.sorted()
  }

  /// What banks of debtors sent back, three bank days after.
  private func sentBack(
    _ entity: OrganisationID, _ key: String, _ from: Day, _ last: Day, in transaction: borrowing Transaction
  ) throws -> [StatementFile.Entry] {
    var entries: [StatementFile.Entry] = []
    for returned in files.returned where returned.entity == key {
      let collectedOn = HistoryCalendar.collection(of: returned.month)
      let day = TargetCalendar.adding(3, to: collectedOn)
      if day < from || day > last { continue }
      let customer = try hand.keys.id(returned.customer, "returned_debits.csv")
      for collection in try transaction.collections(of: entity, on: collectedOn) {
        for item in try transaction.items(of: collection.id) where item.customer == customer && item.returnedOn == nil {
          entries.append(
            StatementFile.Entry(
              day: day,
              parts: [.init(amount: -item.amount, name: item.customerName, endToEnd: item.endToEnd, reason: returned.reason)]))
        }
      }
    }
    return entries
  }

  /// What customers pay by themselves, each after its habit.
  private func transfers(
    _ entity: OrganisationID, _ from: Day, _ last: Day, in transaction: borrowing Transaction
  ) throws -> [StatementFile.Entry] {
    let paused = try transaction.pausedDocuments(entity, on: hand.day)
    let underWay = Set(try transaction.itemsUnderWay(entity: entity).map(\.document))
    var mandates: [OrganisationID: Day] = [:]
    for mandate in try transaction.mandates(ofEntity: entity) where mandate.revokedOn == nil {
      mandates[mandate.customer] = mandate.signedOn
    }
    var entries: [StatementFile.Entry] = []
    for document in try transaction.openBooks(entity).documents where document.kind != .other {
      if underWay.contains(document.number) || paused.contains(document.number) { continue }
      let key = hand.keys.keys[document.customer] ?? ""
      let payer = files.payer(key, on: document.issued)
      var wanted = document.due + payer.days
      if let item = try transaction.items(ofDocument: document.number, entity: entity).last(where: { $0.returnedOn != nil }) {
        let returned = files.returned.last { $0.customer == key && HistoryCalendar.collection(of: $0.month) == item.day }
        wanted = (item.returnedOn ?? document.due) + (returned?.days ?? 10)
      } else if document.kind == .invoice, document.open == document.total, let signed = mandates[document.customer],
        signed <= document.issued
      {
        // It waits for the collection.
        continue
      }
      let day = max(TargetCalendar.open(onOrAfter: max(wanted, document.issued + 1)), from)
      if day > last { continue }
      let text = payer.names ? "Facture \(document.number)" : "Loyer \(document.issued.month)"
      let name = try transaction.organisation(document.customer)?.name ?? key
      entries.append(StatementFile.Entry(day: day, parts: [.init(amount: document.open, name: name, iban: payer.iban, text: text)]))
    }
    return entries
  }

  private func refunds(
    _ entity: OrganisationID, _ from: Day, _ last: Day, in transaction: borrowing Transaction
  ) throws -> [StatementFile.Entry] {
    var entries: [StatementFile.Entry] = []
    for file in try transaction.transferFiles() where file.entity == entity && file.day >= from && file.day <= last {
      for refund in try transaction.refunds() where refund.transfer == file.id && refund.paidOn == nil {
        entries.append(
          StatementFile.Entry(day: file.day, parts: [.init(amount: -refund.amount, name: refund.holder, endToEnd: refund.endToEnd)]))
      }
    }
    return entries
  }

  /// What the machine was not sure of: known habits of the bank, then the likeliest reading.
  private func settleByHand(in transaction: borrowing Transaction) throws {
    for line in try transaction.bankLines(onlyWaiting: true).reversed() {
      let habit = files.habits.first { line.label.contains($0.text) && $0.amount == line.amount }
      let use: SettleBankLine.Use
      if let habit {
        use = habit.account.hasPrefix("627") ? .charges : .other(account: habit.account, reason: habit.reason)
      } else if let proposal = try transaction.proposals(for: line).first {
        use = .receipt(of: proposal.customer, documents: proposal.parts.map(\.document))
      } else {
        use = .other(account: "471000", reason: "À identifier : \(line.counterparty)")
      }
      try SettleBankLine(line.id, as: use).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }

  /// Guarantees that came in are noted with their leases.
  private func noteDeposits(in transaction: borrowing Transaction) throws {
    for called in try transaction.depositsAwaited() {
      guard let number = called.document, let lease = try transaction.lease(called.lease) else { continue }
      if try transaction.open(document: number, entity: lease.entity) != .zero { continue }
      let paid = try transaction.lines(ofDocument: number, entity: lease.entity).map(\.day).max() ?? hand.day
      try ReceiveDeposit(lease.id, on: paid, called.amount, document: number).perform(in: transaction, for: hand.rental, at: hand.at)
    }
  }
}
