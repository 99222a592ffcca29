import Invoicing
import Kernel
import Ledger
import Store

/// What may be charged for having paid late: for each document from the day after the last that was charged.
package struct PenaltyPlan: Sendable {
  package struct Line: Sendable {
    package let document: OpenOrPaid
    package let regime: LateRegime
    package let span: DaySpan
    package let steps: [InterestStep]
    package let interest: Money
    package let indemnity: Money
    /// Whether every rate used was verified.
    package let isVerified: Bool
    package var total: Money { interest + indemnity }
  }
  /// An invoice that was late, paid meanwhile or not.
  package struct OpenOrPaid: Sendable, Hashable {
    package let number: String
    package let customer: OrganisationID
    package let customerName: String
    /// The last day on which it was in time.
    package fileprivate(set) var due: Day
    package let total: Money
    package let nature: CustomerNature
    let invoice: ID<Invoice>
    let issued: Day
  }
  /// A customer whose penalties are not worth an invoice yet: their days are kept for later.
  package struct Small: Sendable, Hashable {
    package let customer: OrganisationID
    package let customerName: String
    package let documents: Int
    package let total: Money
  }
  /// What may no longer be asked for, by the kind of debtor.
  package struct Barred: Sendable {
    package struct Document: Sendable, Hashable {
      package let number: String
      package let customer: OrganisationID
      /// The days that are lost.
      package let lost: DaySpan
      /// Whether something of the invoice itself is still open, which may no longer be asked for either.
      package let isUnpaid: Bool
    }
    package let limitation: Limitation
    package let parameter: ParameterFact
    package let firstDay: Day
    package let documents: [Document]
  }
  package let day: Day
  package let floor: Money
  package let lines: [Line]
  package let small: [Small]
  package let barred: [Barred]

  init(_ lines: [Line], barred: [Barred], floor: Money, on day: Day) {
    let byCustomer = Dictionary(grouping: lines, by: \.document.customer)
    let totals = byCustomer.mapValues { $0.reduce(Money.zero) { $0 + $1.total } }
    func isWorthwhile(_ customer: OrganisationID) -> Bool { PenaltyFloor.isWorthwhile(totals[customer] ?? .zero, floor: floor) }
    (self.day, self.floor, self.barred) = (day, floor, barred)
    self.lines = lines.filter { isWorthwhile($0.document.customer) }
    small = byCustomer.filter { !isWorthwhile($0.key) }.map { customer, lines in
      Small(
        customer: customer, customerName: lines[0].document.customerName, documents: lines.count, total: totals[customer] ?? .zero)
    }.sorted(byFolding: \.customerName, then: \.customer)
  }
}

extension Limitation {
  init(_ nature: CustomerNature) {
    self =
      switch nature {
      case .business: .professional
      case .consumer: .consumer
      case .public: .publicBody
      }
  }
  var parameter: Parameter {
    switch self {
    case .professional: .limitationProfessional
    case .consumer: .limitationConsumer
    case .publicBody: .limitationPublic
    }
  }
}

extension Transaction {
  /// Up to the end of the day before `day`, of one customer or of all.
  package borrowing func penaltyPlan(_ entity: OrganisationID, of customer: OrganisationID? = nil, on day: Day) throws -> PenaltyPlan {
    var lines: [PenaltyPlan.Line] = []
    let debtors = try lateDebtors()
    var limits: [Limitation: (parameter: ParameterFact, firstDay: Day)] = [:]
    var lost: [Limitation: [PenaltyPlan.Barred.Document]] = [:]
    for limitation in Limitation.allCases {
      let fact = try parameter(limitation.parameter, on: day)
      limits[limitation] = (fact, LimitationRule.firstDay(limitation, years: Int(fact.value), on: day))
    }
    let late = try lateInvoices(entity, of: customer, before: day)
    let delays = try debitDelays(entity, on: day, of: late.map { ($0.document.invoice, $0.document.customer) })
    for late in late {
      var document = late.document
      let (paid, charged) = (late.paid, late.charged)
      let regime = debtors.regime(of: document.customer, document.nature)
      let limitation = Limitation(document.nature)
      var from = charged ?? document.due + 1
      if regime == .civil {
        // Against those who are no professionals interest runs from the formal notice.
        guard let notice = try formalNotice(ofDocument: document.number, entity: entity) else { continue }
        from = max(from, notice)
      }
      guard from < day, let firstDay = limits[limitation]?.firstDay else { continue }
      // What the house could have collected and did not is no delay of the debtor (C. com. L441-10, II).
      guard
        let inTime = delays.lastDay(
          of: document.number, document.invoice, customer: document.customer, issued: document.issued, due: document.due)
      else { continue }
      document.due = inTime
      from = max(from, inTime + 1)
      if from >= day { continue }
      let isUnpaid = document.total > paid.filter { $0.day < day }.reduce(.zero) { $0 + $1.amount }
      let (left, over) = LimitationRule.split(DaySpan(from: from, until: day), due: document.due, isUnpaid: isUnpaid, firstDay: firstDay)
      if let over, !LateInterest.owed(document.total, payments: paid, within: over).isEmpty {
        lost[limitation, default: []].append(
          PenaltyPlan.Barred.Document(
            number: document.number, customer: document.customer, lost: over, isUnpaid: isUnpaid && left == nil))
      }
      guard let span = left else { continue }
      let owed = LateInterest.owed(document.total, payments: paid, within: span)
      let wasLate = LateInterest.wasLate(document.total, payments: paid, due: document.due)
      let (rates, isVerified) = try rates(regime, within: span)
      let steps = LateInterest.steps(owed: owed, rates: rates)
      let isFirst = regime == .professional && charged == nil && wasLate && document.due + 1 >= firstDay
      let indemnity = isFirst ? try parameter(.lateIndemnity, on: document.due + 1).amount : .zero
      let interest = LateInterest.total(steps)
      // Paid before a day of interest had run, it is not worth asking for.
      if steps.isEmpty { continue }
      lines.append(
        PenaltyPlan.Line(
          document: document, regime: regime, span: span, steps: steps, interest: interest, indemnity: indemnity, isVerified: isVerified))
    }
    let barred = Limitation.allCases.compactMap { limitation -> PenaltyPlan.Barred? in
      guard let documents = lost[limitation], let limit = limits[limitation] else { return nil }
      return PenaltyPlan.Barred(
        limitation: limitation, parameter: limit.parameter, firstDay: limit.firstDay, documents: documents)
    }
    return PenaltyPlan(lines, barred: barred, floor: try penaltyFloor(on: day), on: day)
  }

  private borrowing func rates(_ regime: LateRegime, within span: DaySpan) throws -> (rates: [DatedRate], isVerified: Bool) {
    var rates: [DatedRate] = []
    var isVerified = true
    var day = span.from
    guard let until = span.until else { return ([], true) }
    while day < until {
      let half = Parameter.halfYear(of: day)
      let end = half.until ?? until
      switch regime {
      case .professional:
        let rate = try lateRate(on: day)
        rates.append(DatedRate(DaySpan(from: day, until: min(end, until)), rate.rate))
        isVerified = isVerified && rate.facts.allSatisfy { $0.isVerified && !$0.isOutdated(on: day) }
      case .civil:
        // The creditor is a company: the rate of "all other cases", not that of private creditors.
        let rate = try parameter(.legalProfessional, on: day)
        rates.append(DatedRate(DaySpan(from: day, until: min(end, until)), rate.rate))
        isVerified = isVerified && rate.isVerified && !rate.isOutdated(on: day)
      }
      day = end
    }
    return (rates, isVerified)
  }
}
