import Kernel
import Spaces
import Store

/// A cell beside those of a lease that nobody has from a day on, and what it would add a month at the price of the lease.
package struct GrowthChoice: Sendable {
  package let cell: Cell
  package let level: String
  /// The first day on which somebody else has it; nil where nobody has.
  package let until: Day?
  /// Rent and what is advanced for the premises, without VAT; what a square metre of the lease costs, for this one's.
  package let monthly: Money
}

extension Transaction {
  /// Cells that touch one of the lease, or are linked to one, by their codes. An option the tenant has on one keeps it for them: it counts as free.
  package borrowing func growthChoices(of facts: LeaseFacts, from day: Day) throws -> [GrowthChoice] {
    let own = try cells(of: facts.lease.id)
    let schedule = facts.schedule(over: facts.lease.agreed)
    guard let home = own.first, schedule.span.contains(day), let building = try level(home.level)?.building else { return [] }
    let neighbours = try neighbours(in: building)
    let beside = Set(own.flatMap { neighbours.of($0.id) }).subtracting(own.map(\.id))
    let candidates = try cells(in: building).filter { beside.contains($0.id) && $0.kind.isLettable && $0.span.contains(day) }
    if candidates.isEmpty { return [] }
    let openings = try openings()
    let span = DaySpan(from: day, until: schedule.span.until)
    let blocked = Dictionary(grouping: try blockedLines(of: candidates.map(\.id), in: span), by: \.cell)
    let names = Dictionary(try levels(Array(Set(candidates.map(\.level)))).map { ($0.id, $0.name) }) { first, _ in first }
    let area = own.reduce(FloorArea.zero) { $0 + $1.area }
    let monthly = schedule.monthly(on: day) { facts.line($0.id)?.followsCells ?? false }
    return candidates.compactMap { cell in
      let taken = (blocked[cell.id] ?? []).filter { $0.kind == .let || $0.organisation != facts.lease.tenant }.map(\.span)
      let free = FreeDays.of(existence: cell.span, opens: openings[cell.level], blocked: taken).first { $0.contains(day) }
      guard let free else { return nil }
      return GrowthChoice(
        cell: cell, level: names[cell.level] ?? "", until: free.until,
        monthly: monthly.fraction(cell.area.hundredths, of: max(area.hundredths, 1)))
    }
  }
}

extension RentSchedule {
  /// A month at the prices of a day, of the headings that are asked for.
  func monthly(on day: Day, of wanted: (ScheduledLine) -> Bool) -> Money {
    RentSchedule(
      span: span, proration: proration, rhythm: rhythm, amended: amended, lines: lines.filter(wanted), reductions: reductions,
      signedOn: signedOn
    ).monthly(on: day, rentOnly: false)
  }
}
