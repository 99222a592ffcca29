import Banking
import Kernel
import Ledger
import Store

/// A mandate as its debtor asks of it on a day.
package struct MandateOutlook: Sendable {
  /// A collection that is in a file, and that the bank has not answered.
  package struct UnderWay: Sendable, Hashable {
    package let document: String
    package let amount: Money
    package let day: Day
    /// Until the end of this bank day the debtor's bank can be told to refuse it (CMF L133-8).
    package var refusedUntil: Day { TargetCalendar.subtracting(1, from: day) }
  }
  package let mandate: Mandate
  package let state: MandateState
  /// The first day on which it is no longer good if nothing is collected.
  package let lapsesOn: Day
  package let underWay: [UnderWay]
  package var account: String { IBAN(stored: mandate.iban).masked }
}

extension Transaction {
  /// Newest first.
  package borrowing func mandateOutlooks(of customer: OrganisationID, on today: Day) throws -> [MandateOutlook] {
    let lapse = Int(try parameter(.mandateLapse, on: today).value)
    let mandates = try mandates(of: customer)
    var items: [ID<Mandate>: [CollectionItem]] = [:]
    for entity in Set(mandates.map(\.entity)).sorted() {
      for item in try itemsUnderWay(entity: entity) where item.customer == customer { items[item.mandate, default: []].append(item) }
    }
    return mandates.map { mandate in
      MandateOutlook(
        mandate: mandate, state: mandate.state(lapseMonths: lapse, on: today),
        lapsesOn: MandateRule.lapsesOn(signed: mandate.signedOn, lastCollected: mandate.lastCollected, lapseMonths: lapse),
        underWay: (items[mandate.id] ?? []).map { .init(document: $0.document, amount: $0.amount, day: $0.day) })
    }
  }
}
