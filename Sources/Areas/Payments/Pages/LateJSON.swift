import Invoicing
import Kernel
import Ledger

struct AgedJSON: Encodable, Sendable {
  let entity: OrganisationID
  let customer: OrganisationID
  let customerName: String
  let notDueCents: Money
  let upTo30Cents: Money
  let upTo60Cents: Money
  let upTo90Cents: Money
  let over90Cents: Money
  let creditCents: Money
  let balanceCents: Money

  init(_ line: AgedLine, name: String) {
    (entity, customer, customerName) = (line.entity, line.customer, name)
    (notDueCents, upTo30Cents, upTo60Cents) = (line.amount(.notDue), line.amount(.upTo30), line.amount(.upTo60))
    (upTo90Cents, over90Cents) = (line.amount(.upTo90), line.amount(.over90))
    (creditCents, balanceCents) = (line.credit, line.balance)
  }
}

/// What stands between one customer and the entities it owes.
struct CustomerAccountJSON: Encodable, Sendable {
  struct Document: Encodable, Sendable {
    let entity: OrganisationID
    let number: String
    let kind: String
    let due: Day
    let totalCents: Money
    let openCents: Money
  }
  struct Credit: Encodable, Sendable {
    let id: ID<EntryLine>
    let entity: OrganisationID
    let day: Day
    let document: String?
    let amountCents: Money
  }
  let customer: OrganisationID
  let owedCents: Money
  let creditCents: Money
  let lateRegime: String
  let documents: [Document]
  let credits: [Credit]

  init(_ customer: OrganisationID, _ books: [OpenBooks], _ regime: LateRegime) {
    self.customer = customer
    lateRegime = regime.rawValue
    documents = books.flatMap(\.documents).map {
      Document(
        entity: $0.entity, number: $0.number, kind: $0.kind.rawValue, due: $0.due, totalCents: $0.total, openCents: $0.open)
    }
    credits = books.flatMap(\.credits).map {
      Credit(id: $0.line, entity: $0.entity, day: $0.day, document: $0.document, amountCents: $0.amount)
    }
    owedCents = documents.reduce(.zero) { $0 + $1.openCents }
    creditCents = credits.reduce(.zero) { $0 + $1.amountCents }
  }
}

struct ReminderJSON: Encodable, Sendable {
  let id: ID<Reminder>
  let number: String
  let entity: OrganisationID
  let customer: OrganisationID
  let tone: ReminderTone
  let day: Day
  let totalCents: Money
  let address: String

  init(_ reminder: Reminder) {
    (id, number, entity, customer) = (reminder.id, reminder.number, reminder.entity, reminder.customer)
    (tone, day, totalCents, address) = (reminder.tone, reminder.day, reminder.total, reminder.address)
  }
}

struct ReminderPlanJSON: Encodable, Sendable {
  struct Letter: Encodable, Sendable {
    let entity: OrganisationID
    let customer: OrganisationID
    let tone: ReminderTone
    let documents: [String]
    let totalCents: Money
    let address: String?
  }
  let day: Day
  let letters: [Letter]

  init(_ plan: ReminderPlan) {
    day = plan.day
    letters = plan.letters.map {
      Letter(
        entity: $0.entity, customer: $0.customer, tone: $0.stage.tone, documents: $0.items.map(\.document.number), totalCents: $0.total,
        address: $0.addressee?.email)
    }
  }
}

struct PenaltyPlanJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let document: String
    let customer: OrganisationID
    let regime: String
    let from: Day
    let days: Int
    let interestCents: Money
    let indemnityCents: Money
    let isVerified: Bool
  }
  struct Small: Encodable, Sendable {
    let customer: OrganisationID
    let documents: Int
    let totalCents: Money
  }
  struct Barred: Encodable, Sendable {
    let document: String
    let customer: OrganisationID
    let limitation: String
    let years: Int64
    let reference: String
    /// The days that may no longer be asked for.
    let from: Day
    let days: Int
    let isUnpaid: Bool
  }
  let day: Day
  let floorCents: Money
  let lines: [Line]
  let small: [Small]
  let barred: [Barred]

  init(_ plan: PenaltyPlan) {
    (day, floorCents) = (plan.day, plan.floor)
    small = plan.small.map { Small(customer: $0.customer, documents: $0.documents, totalCents: $0.total) }
    barred = plan.barred.flatMap { barred in
      barred.documents.map {
        Barred(
          document: $0.number, customer: $0.customer, limitation: barred.limitation.rawValue, years: barred.parameter.value,
          reference: barred.parameter.reference, from: $0.lost.from, days: $0.lost.length ?? 0, isUnpaid: $0.isUnpaid)
      }
    }
    lines = plan.lines.map {
      Line(
        document: $0.document.number, customer: $0.document.customer, regime: $0.regime.rawValue, from: $0.span.from,
        days: plan.day - $0.span.from, interestCents: $0.interest, indemnityCents: $0.indemnity, isVerified: $0.isVerified)
    }
  }
}

struct PlanJSON: Encodable, Sendable {
  struct Part: Encodable, Sendable {
    let due: Day
    let amountCents: Money
    let paidCents: Money
  }
  let id: ID<PaymentPlan>
  let entity: OrganisationID
  let customer: OrganisationID
  let agreedOn: Day
  let totalCents: Money
  let paidCents: Money
  let documents: [String]
  let state: String
  let instalments: [Part]

  init(_ plan: PaymentPlan, on day: Day) {
    (id, entity, customer, agreedOn) = (plan.id, plan.entity, plan.customer, plan.agreedOn)
    (totalCents, paidCents, documents, state) = (plan.total, plan.paid, plan.documents, plan.state(on: day).rawValue)
    instalments = zip(plan.instalments, PlanRule.paid(plan.instalments, paid: plan.paid)).map {
      Part(due: $0.due, amountCents: $0.amount, paidCents: $1)
    }
  }
}

struct CashedJSON: Encodable, Sendable {
  let document: String
  let customer: OrganisationID
  let nature: String
  let day: Day
  let rateBasisPoints: Int64
  let grossCents: Money
  let vatCents: Money

  init(_ cashed: CashedRate) {
    (document, customer, nature, day) = (cashed.document, cashed.customer, cashed.nature, cashed.day)
    (rateBasisPoints, grossCents, vatCents) = (cashed.rate.basisPoints, cashed.gross, cashed.vat)
  }
}

struct CountJSON: Encodable, Sendable {
  let count: Int
}
