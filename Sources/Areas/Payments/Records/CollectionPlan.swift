import Banking
import Invoicing
import Kernel
import Ledger
import Store

/// What a collection on one day would take, and what it would leave with why.
package struct CollectionPlan: Sendable {
  package struct Line: Sendable {
    package let mandate: Mandate
    package let document: OpenDocument
    package let told: Day?
    package let verdict: NotCollected?
  }
  package let entity: OrganisationID
  package let day: Day
  package let lines: [Line]

  package var taken: [Line] { lines.filter { $0.verdict == nil } }
  package var total: Money { taken.reduce(.zero) { $0 + $1.document.open } }
}

extension Transaction {
  /// Of every good mandate what its customer owes.
  package borrowing func collectionPlan(_ entity: OrganisationID, on day: Day, takesReturned: Bool = false) throws -> CollectionPlan {
    let lapse = Int(try parameter(.mandateLapse, on: day).value)
    let usual = Int(try parameter(.collectionNotice, on: day).value)
    var mandates: [OrganisationID: Mandate] = [:]
    // Of several good mandates of a customer the one signed last.
    for mandate in try self.mandates(ofEntity: entity) where mandate.state(lapseMonths: lapse, on: day) == .good {
      if mandates[mandate.customer] == nil { mandates[mandate.customer] = mandate }
    }
    let facts = try collectionFacts(entity, on: day)
    var lines: [CollectionPlan.Line] = []
    let documents = try openBooks(entity).documents.filter { $0.kind != .other && mandates[$0.customer] != nil }
    let announced = try announcedMandates(of: documents.compactMap(\.invoice))
    for document in documents {
      guard let mandate = mandates[document.customer] else { continue }
      let noticed = facts.told["\(document.number) \(day) \(document.open.cents)"]
      // An invoice that names the mandate says what will be collected and when it is due; of what came back it says nothing. One that asked for a
      // transfer announced none, whenever the paper was signed.
      let isAnnounced =
        document.invoice.map { announced[$0] == mandate.reference } ?? false && document.open == document.total
        && !facts.cameBack.contains(document.number)
      let byInvoice = isAnnounced ? document.issued : nil
      let told = [noticed, byInvoice].compactMap(\.self).min()
      let verdict = CollectionRule.verdict(
        due: document.due, told: told, noticeDays: mandate.noticeDays ?? usual, isUnderWay: facts.underWay.contains(document.number),
        cameBack: facts.cameBack.contains(document.number), takesReturned: takesReturned, isInPlan: facts.planned.contains(document.number),
        on: day)
      lines.append(CollectionPlan.Line(mandate: mandate, document: document, told: told, verdict: verdict))
    }
    return CollectionPlan(
      entity: entity, day: day,
      lines: lines.sorted {
        ($0.mandate.customerName.folded, $0.document.due, $0.document.number) < (
          $1.mandate.customerName.folded, $1.document.due, $1.document.number
        )
      })
  }

  private borrowing func collectionFacts(
    _ entity: OrganisationID, on day: Day
  ) throws -> (underWay: Set<String>, cameBack: Set<String>, planned: Set<String>, told: [String: Day]) {
    var told: [String: Day] = [:]
    for row in try rows("SELECT document, day, amount, told_on FROM debit_notices WHERE entity = \(entity) AND day = \(day)") {
      let amount: Int64 = try row.get("amount")
      told["\(try row.get("document") as String) \(try row.get("day") as Day) \(amount)"] = try row.get("told_on")
    }
    let returned: [String] = try rows(
      "SELECT document FROM collection_items WHERE entity = \(entity) AND returned_on IS NOT NULL ORDER BY document"
    ).map { try $0.get("document") }
    return (
      Set(try itemsUnderWay(entity: entity).map(\.document)), Set(returned), try pausedDocuments(entity, on: day), told
    )
  }
}
