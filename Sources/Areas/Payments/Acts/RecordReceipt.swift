import Kernel
import People
import Store

/// Money came in otherwise than by a bank statement: a cheque, cash, a card, or a transfer seen before the statement.
package struct RecordReceipt: Act {
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let day: Day
  package let amount: Money
  package let means: PaymentMeans
  /// Numbers of documents, which the money goes to in the order they are due; the rest, or all, stays a credit.
  package let documents: [String]
  package let note: String

  package init(
    entity: OrganisationID, customer: OrganisationID, day: Day, amount: Money, means: PaymentMeans, documents: [String] = [],
    note: String = ""
  ) {
    (self.entity, self.customer, self.day, self.amount, self.means) = (entity, customer, day, amount, means)
    (self.documents, self.note) = (documents, note)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Receipt> {
    try viewer.demand(.recordPayments)
    try transaction.lock("payments/\(entity)")
    var problems = Problems()
    if try transaction.organisation(customer) == nil { problems.add("kernel.problem.choice", field: "customer") }
    if !(try transaction.creditors().contains { $0.id == entity }) { problems.add("kernel.problem.choice", field: "entity") }
    if amount <= .zero { problems.add("payments.problem.amount", field: "amount") }
    if day > HouseTime.mulhouse.day(of: now) { problems.add("payments.problem.future", field: "day") }
    try problems.refuse()
    let parts = try transaction.spread(amount, over: documents, entity: entity, customer: customer)
    return try transaction.receive(
      IncomingMoney(entity: entity, customer: customer, day: day, amount: amount, means: means, parts: parts, note: note), by: viewer,
      at: now)
  }
}

extension Transaction {
  /// Parts of the money for the named documents, in the order they are due. Refuses a number that is not open for this customer.
  borrowing func spread(
    _ amount: Money, over documents: [String], entity: OrganisationID, customer: OrganisationID
  ) throws -> [MatchProposal.Part] {
    if documents.isEmpty { return [] }
    let open = try openBooks(entity, of: customer).documents
    var problems = Problems()
    for number in documents where !open.contains(where: { $0.number == number }) {
      problems.add("payments.problem.notOpen", field: "documents", ["document": number, "open": Money.zero.decimalText])
    }
    try problems.refuse()
    return Matching.spread(amount, over: open.filter { documents.contains($0.number) }.map(\.owed)).parts
  }
}
