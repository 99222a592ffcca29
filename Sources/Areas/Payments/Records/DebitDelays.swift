import Banking
import Invoicing
import Kernel
import Ledger
import Store

/// What of an entity's documents could be debited, and what was.
struct DebitDelays: Sendable {
  fileprivate(set) var mandates: [OrganisationID: [DebitDelay.Allowed]] = [:]
  fileprivate(set) var takings: [String: [DebitDelay.Taking]] = [:]
  /// By document, the first that was told.
  fileprivate(set) var notices: [String: (told: Day, day: Day)] = [:]
  /// Invoices that named the mandate by which they would be collected.
  fileprivate(set) var announced: Set<ID<Invoice>> = []
  let day: Day
}

extension Transaction {
  /// `documents` are those that will be asked about.
  borrowing func debitDelays(
    _ entity: OrganisationID, on day: Day, of documents: [(invoice: ID<Invoice>?, customer: OrganisationID)]
  ) throws -> DebitDelays {
    let lapse = Int(try parameter(.mandateLapse, on: day).value)
    var delays = DebitDelays(day: day)
    for mandate in try mandates(ofEntity: entity) {
      let lapses = MandateRule.lapsesOn(signed: mandate.signedOn, lastCollected: mandate.lastCollected, lapseMonths: lapse)
      let ends = [mandate.revokedOn, mandate.isOnce ? mandate.lastCollected : nil].compactMap(\.self)
      delays.mandates[mandate.customer, default: []].append(
        DebitDelay.Allowed(mandate.signedOn, ends.reduce(lapses) { min($0, $1) }))
    }
    for row in try rows(
      """
      SELECT i.document, k.day, i.returned_on FROM collection_items i JOIN collections k ON k.id = i.collection
      WHERE i.entity = \(entity) AND i.cancelled_at IS NULL ORDER BY k.day, i.id
      """)
    {
      let returned: Day? = try row.get("returned_on")
      delays.takings[try row.get("document"), default: []].append(
        DebitDelay.Taking(try row.get("day"), cameBack: returned.map { $0 <= day } ?? false))
    }
    for row in try rows("SELECT document, day, told_on FROM debit_notices WHERE entity = \(entity) ORDER BY told_on, day") {
      let document: String = try row.get("document")
      if delays.notices[document] == nil { delays.notices[document] = (try row.get("told_on"), try row.get("day")) }
    }
    let invoices = documents.compactMap { delays.mandates[$0.customer] == nil ? nil : $0.invoice }
    delays.announced = Set(try announcedMandates(of: invoices).keys)
    return delays
  }
}

extension DebitDelays {
  /// The last day on which a document was in time: its due day or, of what its debtor was told would be debited, the day on which that failed; nil
  /// as long as it is the house that does not collect.
  func lastDay(of number: String, _ invoice: ID<Invoice>?, customer: OrganisationID, issued: Day, due: Day) -> Day? {
    guard let mandates = mandates[customer] else { return due }
    let notice = notices[number].flatMap { $0.told <= due ? $0 : nil }
    let isAnnounced = invoice.map(announced.contains) ?? false
    guard isAnnounced || notice != nil else { return due }
    let told = isAnnounced ? issued : notice?.told ?? issued
    return DebitDelay.lastDay(
      announced: max(TargetCalendar.open(onOrAfter: due), notice?.day ?? due), end: DebitDelay.end(of: mandates, from: told),
      takings: takings[number] ?? [], on: day)
  }
}
