import Kernel
import People
import Web

/// What a run would do that its issuer may not have meant.
extension RunRoutes {
  /// Contracts on which something is still to be done before the month is invoiced.
  func waiting(_ waits: [ChargeWait], _ names: [OrganisationID: String], _ visit: Visit) -> RunPage.Warning? {
    if waits.isEmpty { return nil }
    return RunPage.Warning(
      text: visit.text("invoicing.run.waiting"), count: visit.text("invoicing.run.waitingCount", ["count": String(waits.count)]),
      isOpen: waits.count <= 5, links: waits.map { PageLink(sentence($0, names, visit), $0.path) })
  }

  func sentence(_ wait: ChargeWait, _ names: [OrganisationID: String], _ visit: Visit) -> String {
    visit.text(
      wait.text, ["contract": wait.contract, "customer": names[wait.customer] ?? "", "day": visit.format.day(wait.day)])
  }

  /// Customers to whom nothing would be mailed: each once, in the order of the documents.
  func unsent(
    _ ready: [PlannedDocument], _ book: InvoiceBook, _ names: [OrganisationID: String], _ visit: Visit
  ) -> RunPage.Warning? {
    var seen: Set<OrganisationID> = []
    let customers = ready.map(\.customer).filter { book.addresses(of: $0).isEmpty && seen.insert($0).inserted }
    if customers.isEmpty { return nil }
    let maySet = visit.viewer.may(.billCustomers)
    return RunPage.Warning(
      text: visit.text("invoicing.run.unsent"), count: visit.text("invoicing.run.unsentCount", ["count": String(customers.count)]),
      isOpen: customers.count <= 5,
      links: customers.map { PageLink(names[$0] ?? "", maySet ? "/invoicing-settings/customers/\($0)" : "/organisations/\($0)") })
  }
}

/// What should be done before a month is invoiced, as the API says it.
struct ChargeWaitJSON: Encodable, Sendable {
  let customer: OrganisationID
  let contract: String
  let day: Day
  let text: String
  let path: String

  init(_ wait: ChargeWait, text: String) {
    (customer, contract, day, self.text, path) = (wait.customer, wait.contract, wait.day, text, wait.path)
  }
}
