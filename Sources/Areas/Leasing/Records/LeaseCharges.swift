import Invoicing
import Kernel
import Ledger
import People
import Store

/// What leases ask for in a month, to whoever issues invoices.
package struct LeaseCharges: ChargeSource {
  package init() {}

  package func charges(
    billableIn month: Month, of customer: OrganisationID?, in transaction: borrowing Transaction
  ) throws -> [ChargeDraft] {
    try charges(billableFrom: month, through: month, of: customer, leavingOut: [], in: transaction)
  }

  package func charges(
    billableFrom first: Month, through last: Month, of customer: OrganisationID?, leavingOut invoiced: Set<String>,
    in transaction: borrowing Transaction
  ) throws -> [ChargeDraft] {
    guard let whole = LeaseCharges.window(first, last) else { return [] }
    let rates = try VATRates(transaction)
    let held = try transaction.leaseFacts(heldIn: whole, payer: customer).map { (facts: $0, schedule: $0.schedule) }
    var found: [ChargeDraft] = []
    var month = first
    while month <= last {
      if let window = LeaseCharges.window(month, month) {
        var asked = held.filter { $0.facts.lease.span?.overlaps(window) ?? false }
        let known = Set(asked.map(\.facts.lease.id))
        asked += try transaction.leaseFacts(signedIn: month, endedBefore: window.from, payer: customer)
          .filter { !known.contains($0.lease.id) }.map { ($0, $0.schedule) }
        for (facts, schedule) in asked {
          for charge in schedule?.charges(askedIn: month) ?? [] where !invoiced.contains(facts.origin(charge)) {
            if let draft = facts.draft(charge, rates), customer.map({ $0 == draft.customer }) ?? true { found.append(draft) }
          }
        }
      }
      month = month + 1
    }
    return found
  }

  package func billingAddresses(on day: Day, in transaction: borrowing Transaction) throws -> [OrganisationID: [String]] {
    // The last invoice comes after the lease.
    let since = day.adding(months: -3)
    var found: [OrganisationID: [String]] = [:]
    for row in try transaction.rows(
      """
      SELECT DISTINCT COALESCE((
          SELECT t.payer FROM lease_terms t WHERE t.lease = l.id AND t.payer IS NOT NULL AND t.from_day <= \(day)
          ORDER BY t.from_day DESC, t.place DESC LIMIT 1), l.payer) AS payer, c.email
      FROM lease_contacts c JOIN leases l ON l.id = c.lease
      WHERE c.role = 'billing' AND c.removed_at IS NULL AND c.email <> '' AND l.signed_at IS NOT NULL
        AND (l.until_day IS NULL OR l.until_day > \(since)) AND (l.ended_on IS NULL OR l.ended_on > \(since)) ORDER BY 1, 2
      """)
    {
      // What is no address is written to nobody.
      if let address = EmailAddress(try row.get("email")) { found[try row.get("payer"), default: []].append(address.text) }
    }
    return found
  }

  /// A quarter in arrears is asked for after its end; what was signed late, from its first day on.
  private static func window(_ first: Month, _ last: Month) -> DaySpan? {
    DaySpan(checking: first.first.adding(months: -3), until: (last + 1).first)
  }
}

/// The standard rate by day, read once for a month of leases.
struct VATRates {
  private let facts: [(from: Day, rate: Percentage)]

  init(_ transaction: borrowing Transaction) throws {
    facts = try transaction.parameters(.vatStandard).map { ($0.from, $0.rate) }
  }
  /// Of the day, newest first; before the first known, that.
  func standard(on day: Day) -> Percentage { (facts.first { $0.from <= day } ?? facts.last)?.rate ?? Percentage(basisPoints: 0) }
}

extension LeaseFacts {
  /// What a charge is known by, once and for ever: the lease, the line and the first day of the civil period.
  package func origin(_ charge: ScheduledCharge) -> String { "lease/\(lease.id)/\(charge.line)/\(charge.period.from)" }

  func draft(_ charge: ScheduledCharge, _ rates: VATRates) -> ChargeDraft? {
    guard let line = line(charge.line) else { return nil }
    // How it is paid is agreed for the day it is asked for, how it is taxed for its own days.
    let asked = terms(on: charge.chargeableFrom)
    return ChargeDraft(
      entity: lease.entity, customer: payer(on: charge.span.from), origin: origin(charge), kind: line.kind, text: line.text,
      span: charge.span,
      billableFrom: charge.chargeableFrom, net: charge.net, vat: treatment(of: line, charge, rates), contract: lease.number,
      paymentDays: asked.paymentDays, order: asked.purchaseOrder.isEmpty ? nil : asked.purchaseOrder,
      explanation: charge.parts.flatMap { explanation(of: $0) })
  }

  /// By the regime of the premises on the days of a charge, at the rate of the day it is asked for.
  func treatment(of line: LeaseLine, _ charge: ScheduledCharge, _ rates: VATRates) -> VATTreatment {
    if line.vat == .premises, terms(on: charge.span.from).regime == .exempt {
      return VATTreatment(
        .exempt, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-FR-CGI261D-2",
        exemptionReason: "Exonération de TVA, article 261 D, 2° du code général des impôts")
    }
    return VATTreatment(.standard, rate: rates.standard(on: charge.chargeableFrom))
  }

  /// The way from the contract to the cents of some days.
  package func explanation(of part: RentPart) -> [ExplanationStep] {
    let step = part.step
    var steps: [ExplanationStep] = []
    if let rate = step.rate, let area = step.area {
      steps.append(
        ExplanationStep(
          "leasing.explain.rate", ["rate": "\(rate.cents)", "area": "\(area.hundredths)", "year": "\(step.price.amount.cents)"]))
    } else {
      steps.append(
        ExplanationStep(
          "leasing.explain.price.\(step.price.basis.rawValue)", ["amount": "\(step.price.amount.cents)", "day": "\(step.from)"]))
    }
    if let index = step.index {
      steps.append(
        ExplanationStep(
          "leasing.explain.index",
          [
            "index": index.index.rawValue, "base": "\(index.base)", "baseValue": pointText(index.baseValue), "new": "\(index.new)",
            "newValue": pointText(index.newValue), "ratio": index.ratio, "before": "\(index.before.cents)",
            "after": "\(step.price.amount.cents)",
            "day": "\(step.from)",
          ]))
    }
    if let reduction = part.reduction {
      steps.append(
        ExplanationStep("leasing.explain.reduction.\(reduction.kind.rawValue)", ["share": "\(reduction.share.basisPoints)"]))
    }
    steps.append(
      ExplanationStep(
        part.isWholeMonth ? "leasing.explain.whole" : "leasing.explain.days.\(terms(on: part.span.from).proration.rawValue)",
        [
          "month": "\(part.span.from.month)", "days": "\(part.days)", "of": "\(part.of)", "from": "\(part.span.from)",
          "last": "\(part.span.last ?? part.span.from)", "amount": "\(part.amount.cents)",
        ]))
    return steps
  }
}

extension Transaction {
  /// Leases signed in a month after the last of their days, which no window of days finds.
  borrowing func leaseFacts(signedIn month: Month, endedBefore day: Day, payer: OrganisationID?) throws -> [LeaseFacts] {
    let house = HouseTime.mulhouse
    let from = house.instant(on: month.first, hour: 0)
    let until = house.instant(on: (month + 1).first, hour: 0)
    let ids = try rows(
      """
      SELECT id FROM leases WHERE signed_at >= \(from) AND signed_at < \(until) AND signed_how <> 'import'
        AND COALESCE(ended_on, until_day) <= \(day)
        AND (\(payer) IS NULL OR payer = \(payer) OR id IN (SELECT lease FROM lease_terms WHERE payer = \(payer)))
      ORDER BY number, id
      """)
    return try ids.compactMap { try leaseFacts(try $0.get("id")) }
  }
}
