import Invoicing
import Kernel
import Ledger
import People
import Store

/// The letters that a run of reminders would send.
package struct ReminderPlan: Sendable {
  package struct Letter: Sendable {
    package let entity: OrganisationID
    package let customer: OrganisationID
    package let customerName: String
    package let stage: ReminderStage
    package let items: [(document: OpenDocument, stage: ReminderStage)]
    package let language: Language
    /// Where it goes by mail; nil when nobody has left an address.
    package let addressee: (name: String, email: String)?

    package var total: Money { items.reduce(.zero) { $0 + $1.document.open } }
  }
  package let day: Day
  package let letters: [Letter]
}

extension Transaction {
  package borrowing func reminderPlan(_ entity: OrganisationID, on day: Day) throws -> ReminderPlan {
    let stages = try reminderStages(on: day)
    let sent = try remindersSent(entity)
    let paused = try pausedDocuments(entity, on: day)
    // What the bank has been asked for is not asked of the customer too.
    let underWay = Set(try itemsUnderWay(entity: entity).map(\.document))
    let books = try openBooks(entity)
    let documents = books.documents.filter { $0.kind != .other && !underWay.contains($0.number) }
    let delays = try debitDelays(entity, on: day, of: documents.filter { $0.due < day }.map { ($0.invoice, $0.customer) })
    var byCustomer: [OrganisationID: [OpenDocument]] = [:]
    var inTime: [String: Day] = [:]
    for document in documents {
      if document.due < day {
        // What the house could have collected and did not is not asked of the customer.
        guard
          let last = delays.lastDay(
            of: document.number, document.invoice, customer: document.customer, issued: document.issued, due: document.due)
        else { continue }
        inTime[document.number] = last
      }
      byCustomer[document.customer, default: []].append(document)
    }
    let names = Dictionary(uniqueKeysWithValues: try organisationNames().map { ($0.id, $0.name) })
    let written = Set(
      try rows("SELECT customer FROM reminders WHERE entity = \(entity) AND day = \(day)").map { try $0.get("customer") as OrganisationID })
    var letters: [ReminderPlan.Letter] = []
    for (customer, documents) in byCustomer where !written.contains(customer) {
      // A customer whose credits cover what it owes is not chased: somebody has to use the credit.
      let credit = books.credits(of: customer).reduce(Money.zero) { $0 + $1.amount }
      let late = documents.filter { $0.due < day }.reduce(Money.zero) { $0 + $1.open }
      if credit >= late { continue }
      let known = Dictionary(documents.map { ($0.number, $0) }) { first, _ in first }
      let states = documents.map {
        LateDocument(
          number: $0.number, due: inTime[$0.number] ?? $0.due, open: $0.open, sent: sent[$0.number] ?? [:],
          isPaused: paused.contains($0.number))
      }
      guard let letter = ReminderRule.letter(states, stages: stages, on: day) else { continue }
      let items = letter.items.compactMap { item in known[item.document.number].map { (document: $0, stage: item.stage) } }
      let to = try addressee(of: customer, on: day)
      letters.append(
        ReminderPlan.Letter(
          entity: entity, customer: customer, customerName: names[customer] ?? "", stage: letter.stage, items: items, language: to.language,
          addressee: to.addressee))
    }
    return ReminderPlan(day: day, letters: letters.sorted(byFolding: \.customerName, then: \.customer))
  }

  /// To whom mail about money goes: where invoices go, else the contacts of the organisation.
  borrowing func addressee(
    of customer: OrganisationID, on day: Day
  ) throws -> (addressee: (name: String, email: String)?, language: Language) {
    let terms = try customerTerms(of: customer)
    let contact = try contacts(of: customer, on: day).first
    let language = terms?.language ?? contact?.language ?? .french
    if let email = terms?.email { return ((contact?.name ?? "", email), language) }
    return (contact.map { ($0.name, $0.email) }, language)
  }
}
