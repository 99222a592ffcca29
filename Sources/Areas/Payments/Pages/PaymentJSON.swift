import Banking
import Invoicing
import Kernel
import Ledger

/// Receipts, parts, lines of the bank as the API gives them. Amounts are in cents.
struct ReceiptJSON: Encodable, Sendable {
  struct Part: Encodable, Sendable {
    let document: String
    let amountCents: Money
    let day: Day
  }
  let id: ID<Receipt>
  let number: String
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let day: Day
  let amountCents: Money
  let means: PaymentMeans
  let note: String
  let bankLine: ID<BankLine>?
  let reversedOn: Day?
  let reversedReason: String?
  let parts: [Part]

  init(_ receipt: Receipt, _ parts: [PaymentPart] = []) {
    (id, number, entity, customer, customerName) = (receipt.id, receipt.number, receipt.entity, receipt.customer, receipt.customerName)
    (day, amountCents, means, note) = (receipt.day, receipt.amount, receipt.means, receipt.note)
    (bankLine, reversedOn, reversedReason) = (receipt.movement, receipt.reversedOn, receipt.reversedReason)
    self.parts = parts.map { Part(document: $0.document, amountCents: $0.amount, day: $0.day) }
  }
}

struct BankLineJSON: Encodable, Sendable {
  struct Proposal: Encodable, Sendable {
    let customer: OrganisationID
    let documents: [String]
    let restCents: Money
    let strength: String
  }
  let id: ID<BankLine>
  let statement: ID<KeptStatement>
  let entity: OrganisationID
  let amountCents: Money
  let booked: Day
  let counterparty: String
  let text: String
  let endToEnd: String?
  let returnReason: String?
  let settledHow: String?
  let proposals: [Proposal]

  init(_ line: BankLine, _ proposals: [MatchProposal] = []) {
    (id, statement, entity, amountCents, booked) = (line.id, line.statement, line.entity, line.amount, line.booked)
    (counterparty, text, endToEnd, returnReason) = (line.counterparty, line.label, line.endToEnd, line.reason)
    settledHow = line.settledHow?.rawValue
    self.proposals = proposals.map {
      Proposal(customer: $0.customer, documents: $0.parts.map(\.document), restCents: $0.rest, strength: $0.strength.rawValue)
    }
  }
}

struct StatementJSON: Encodable, Sendable {
  let id: ID<KeptStatement>
  let entity: OrganisationID
  let name: String
  let openingCents: Money
  let closingCents: Money
  let closingDay: Day
  let lines: Int
  let waiting: Int

  init(_ statement: KeptStatement) {
    (id, entity, name) = (statement.id, statement.entity, statement.name)
    (openingCents, closingCents, closingDay) = (statement.opening, statement.closing, statement.closingDay)
    (lines, waiting) = (statement.lineCount, statement.waitingCount)
  }
}

struct ImportedJSON: Encodable, Sendable {
  let taken: Int
  let known: Int
  let lines: Int
  let settled: Int

  init(_ outcome: ImportBankStatement.Outcome) {
    (taken, known, lines, settled) = (outcome.taken, outcome.known, outcome.lines, outcome.settled)
  }
}

/// A mandate; the account is shown as far as it needs to be recognised.
struct MandateJSON: Encodable, Sendable {
  let id: ID<Mandate>
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let reference: String
  let scheme: String
  let isOnce: Bool
  let holder: String
  let account: String
  let signedOn: Day
  let noticeDays: Int?
  let lastCollected: Day?
  let state: String
  let revokedOn: Day?
  let revokedReason: String?
  let hasDocument: Bool

  init(_ mandate: Mandate, state: MandateState) {
    (id, entity, customer, customerName) = (mandate.id, mandate.entity, mandate.customer, mandate.customerName)
    (reference, scheme, isOnce, holder) = (mandate.reference, mandate.scheme.rawValue, mandate.isOnce, mandate.holder)
    (account, signedOn, noticeDays) = (IBAN(stored: mandate.iban).masked, mandate.signedOn, mandate.noticeDays)
    (lastCollected, self.state) = (mandate.lastCollected, state.rawValue)
    (revokedOn, revokedReason, hasDocument) = (mandate.revokedOn, mandate.revokedReason, mandate.documentName != nil)
  }
}

struct CollectionJSON: Encodable, Sendable {
  struct Item: Encodable, Sendable {
    let id: ID<CollectionItem>
    let document: String
    let customer: OrganisationID
    let amountCents: Money
    let endToEnd: String
    let paidOn: Day?
    let returnedOn: Day?
    let returnReason: String?
  }
  let id: ID<DebitCollection>
  let entity: OrganisationID
  let day: Day
  let message: String
  let count: Int
  let totalCents: Money
  let isCancelled: Bool
  let items: [Item]

  init(_ collection: DebitCollection, _ items: [CollectionItem] = []) {
    (id, entity, day, message) = (collection.id, collection.entity, collection.day, collection.message)
    (count, totalCents, isCancelled) = (collection.itemCount, collection.total, collection.cancelledAt != nil)
    self.items = items.map {
      Item(
        id: $0.id, document: $0.document, customer: $0.customer, amountCents: $0.amount, endToEnd: $0.endToEnd, paidOn: $0.paidOn,
        returnedOn: $0.returnedOn, returnReason: $0.returnReason)
    }
  }
}

/// What a collection would take and leave.
struct CollectionPlanJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let document: String
    let customer: OrganisationID
    let mandate: ID<Mandate>
    let amountCents: Money
    let due: Day
    /// nil when it is taken.
    let left: String?
  }
  let entity: OrganisationID
  let day: Day
  let totalCents: Money
  let lines: [Line]

  init(_ plan: CollectionPlan) {
    (entity, day, totalCents) = (plan.entity, plan.day, plan.total)
    lines = plan.lines.map {
      Line(
        document: $0.document.number, customer: $0.document.customer, mandate: $0.mandate.id, amountCents: $0.document.open,
        due: $0.document.due, left: $0.verdict?.rawValue)
    }
  }
}
