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
    }.sorted { ($0.customerName.folded, $0.customer) < ($1.customerName.folded, $1.customer) }
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
    let delays = try debitDelays(entity, on: day)
    for listed in try lateInvoices(entity, of: customer, before: day) {
      var document = listed
      let regime = debtors.regime(of: document.customer, document.nature)
      let limitation = Limitation(document.nature)
      let charged = try chargedUntil(document.number, entity: entity)
      var from = charged ?? document.due + 1
      if regime == .civil {
        // Against those who are no professionals interest runs from the formal notice.
        guard let notice = try formalNotice(ofDocument: document.number, entity: entity) else { continue }
        from = max(from, notice)
      }
      guard from < day, let firstDay = limits[limitation]?.firstDay else { continue }
      let paid = try settledParts(of: document, entity: entity)
      // What the house could have collected and did not is no delay of the debtor (C. com. L441-10, II).
      guard LateInterest.wasLate(document.total, payments: paid, due: document.due),
        let inTime = try lastDay(
          of: document.number, document.invoice, customer: document.customer, issued: document.issued, due: document.due, delays)
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

  private borrowing func lateInvoices(
    _ entity: OrganisationID, of customer: OrganisationID?, before day: Day
  ) throws -> [PenaltyPlan.OpenOrPaid] {
    let whose: SQL = customer.map { "AND i.customer = \($0)" } ?? ""
    // Interest is not charged on penalties: without a clause it bears none itself (C. civ. 1343-2).
    return try rows(
      """
      SELECT i.number, i.id, i.customer, i.issue_day, i.due_day, i.total, i.nature, c.usual_name
      FROM invoices i JOIN organisations c ON c.id = i.customer
      WHERE i.entity = \(entity) AND i.total > 0 AND i.due_day < \(day) \(whose)
        AND NOT EXISTS (SELECT 1 FROM invoice_lines l WHERE l.invoice = i.id AND l.kind = 'penalty')
      ORDER BY i.due_day, i.number
      """
    ).map { row in
      PenaltyPlan.OpenOrPaid(
        number: try row.get("number"), customer: try row.get("customer"), customerName: try row.get("usual_name"),
        due: try row.get("due_day"), total: try row.get("total"), nature: try row.get("nature"), invoice: try row.get("id"),
        issued: try row.get("issue_day"))
    }
  }

  private borrowing func chargedUntil(_ document: String, entity: OrganisationID) throws -> Day? {
    try value("SELECT MAX(until_day) FROM penalty_days WHERE entity = \(entity) AND document = \(document)", as: Day?.self) ?? nil
  }

  /// When how much of a document was settled, by whatever settled it: the books know. What a credit note gave back of it, or a corrected invoice
  /// took its place for, was never owed: it counts from the due day. What was written on the first open day of the books was paid on its own.
  private borrowing func settledParts(of document: PenaltyPlan.OpenOrPaid, entity: OrganisationID) throws -> [(day: Day, amount: Money)] {
    var parts: [(day: Day, amount: Money)] = []
    let found = try rows(
      """
      SELECT CASE WHEN ce.day > ce.piece_day AND m.day = ce.day THEN ce.piece_day ELSE m.day END AS day, m.amount, m.undone_on, (SELECT COUNT(*) FROM ledger_lines c JOIN ledger_entries e ON e.id = c.entry
          JOIN invoices g ON g.entity = e.entity AND e.origin = 'invoice/' || g.id
          JOIN invoice_predecessors p ON p.invoice = g.id JOIN invoices i ON i.id = p.predecessor
        WHERE c.id = m.credit_line AND i.number = \(document.number) AND i.entity = \(entity) AND (p.relation = 'corrects'
          OR EXISTS (SELECT 1 FROM invoice_credited_lines g2 WHERE g2.invoice = g.id AND g2.credited_invoice = i.id))) AS never_owed
      FROM ledger_matches m JOIN ledger_lines l ON l.id = m.debit_line
      JOIN ledger_lines cl ON cl.id = m.credit_line JOIN ledger_entries ce ON ce.id = cl.entry
      WHERE l.entity = \(entity) AND l.document = \(document.number) AND l.account = \(Account.customers)
        AND l.entry IN (SELECT e.id FROM ledger_entries e WHERE e.entity = \(entity) AND e.piece = \(document.number)) ORDER BY m.day, m.id
      """)
    for row in found {
      let amount: Money = try row.get("amount")
      let neverOwed: Int = try row.get("never_owed")
      let day: Day = try row.get("day")
      parts.append((neverOwed > 0 ? min(day, document.due) : day, amount))
      if let undone: Day = try row.get("undone_on") { parts.append((undone, -amount)) }
    }
    return parts
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
