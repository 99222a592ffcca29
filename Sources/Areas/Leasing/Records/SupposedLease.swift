import Invoicing
import Kernel
import Store

/// What charges of a month come to.
package struct ChargeSum: Hashable, Sendable {
  package let net: Money
  package let vat: Money
  package var total: Money { net + vat }

  /// VAT is rounded once for each rate, as on the invoice.
  package init(_ charges: [ChargeDraft]) {
    net = charges.reduce(.zero) { $0 + $1.net }
    let byRate = Dictionary(grouping: charges, by: \.vat.rate).mapValues { $0.reduce(Money.zero) { $0 + $1.net } }
    vat = byRate.reduce(.zero) { $0 + $1.key.of($1.value) }
  }
  package init(_ sums: [ChargeSum]) {
    net = sums.reduce(.zero) { $0 + $1.net }
    vat = sums.reduce(.zero) { $0 + $1.vat }
  }
}

/// What a lease asks for month by month as it is, and as it would be.
package struct SupposedLease: Sendable {
  package struct Line: Sendable {
    package let month: Month
    package let now: ChargeSum
    package let then: ChargeSum
    /// What would be asked for, line by line.
    package let charges: [ChargeDraft]
    package var isChanged: Bool { now != then }
  }
  package let lines: [Line]

  package var now: ChargeSum { ChargeSum(lines.map(\.now)) }
  package var then: ChargeSum { ChargeSum(lines.map(\.then)) }
  /// The first month that would be another.
  package var firstChange: Line? { lines.first(where: \.isChanged) }

  /// - Parameters:
  ///   - held: how many cells the lease is for.
  ///   - wording: how a heading of supposed cells is called, from the one it follows.
  init(
    _ facts: LeaseFacts, _ supposition: Supposition, held: Int, months: [Month], _ rates: VATRates, wording: (LeaseLine) -> String
  ) {
    let schedule = facts.schedule
    let supposed = schedule?.supposing(supposition, held: held) { line in facts.line(line.id)?.followsCells ?? false }
    lines = months.map { month in
      let now = (schedule?.charges(askedIn: month) ?? []).compactMap { facts.draft($0, rates) }
      let then = (supposed?.charges(askedIn: month) ?? []).compactMap { facts.draft($0, rates, wording: wording) }
      return Line(month: month, now: ChargeSum(now), then: ChargeSum(then), charges: then)
    }
  }
}

extension LeaseLine {
  /// Rent and what is advanced for the premises grow with the cells; services are agreed apart.
  package var followsCells: Bool { [.rent, .desk, .provision, .propertyTax].contains(kind) }
}

extension LeaseFacts {
  /// Also of headings that are only supposed.
  fileprivate func draft(_ charge: ScheduledCharge, _ rates: VATRates, wording: (LeaseLine) -> String) -> ChargeDraft? {
    guard charge.line.hasPrefix(RentSchedule.supposed) else { return draft(charge, rates) }
    guard let line = line(String(charge.line.dropFirst(RentSchedule.supposed.count))) else { return nil }
    return ChargeDraft(
      entity: lease.entity, customer: payer(on: charge.span.from), origin: origin(charge), kind: line.kind, text: wording(line),
      span: charge.span,
      billableFrom: charge.chargeableFrom, net: charge.net, vat: treatment(of: line, charge, rates),
      contract: lease.number, explanation: charge.parts.flatMap { explanation(of: $0) })
  }
}
