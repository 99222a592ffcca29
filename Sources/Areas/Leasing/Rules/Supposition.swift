import Kernel

/// A change of a lease that nobody decided: what it would ask for then. Nothing of it is written.
package enum Supposition: Hashable, Sendable {
  /// The first day without.
  case leaving(Day)
  /// So many cells more, or fewer when negative, from a day on. Without a rent of its own by cell and month, each is paid as one is now.
  case cells(Int, from: Day, rent: Money?)
  /// Certain cells more, of so much area beside that of the lease, from a day on: a square metre is paid as one is now.
  case area(FloorArea, of: FloorArea, from: Day)
}

extension RentSchedule {
  /// Under what the heading of supposed cells is known, behind the heading it follows.
  package static let supposed = "supposed/"

  /// The same lease, changed.
  /// - Parameters:
  ///   - held: the cells it is for.
  ///   - follows: whether a heading grows and shrinks with the cells.
  package func supposing(_ supposition: Supposition, held: Int, follows: (ScheduledLine) -> Bool) -> RentSchedule? {
    switch supposition {
    case .leaving(let day):
      guard let shorter = DaySpan(checking: span.from, until: DaySpan.earlier(span.until, day)) else { return nil }
      return RentSchedule(
        span: shorter, proration: proration, rhythm: rhythm, amended: amended, lines: lines, reductions: reductions, signedOn: signedOn)
    case .cells(let count, let day, let rent):
      return growing(by: Int64(count), of: Int64(max(held, 1)), from: day, rent: rent.map { $0 * Int64(count) }, follows: follows)
    case .area(let area, let whole, let day):
      return growing(by: area.hundredths, of: max(whole.hundredths, 1), from: day, rent: nil, follows: follows)
    }
  }

  /// Each heading that follows the cells, again, at a part of its price; the rent at what is said of it.
  private func growing(
    by part: Int64, of whole: Int64, from day: Day, rent: Money?, follows: (ScheduledLine) -> Bool
  ) -> RentSchedule {
    var added: [ScheduledLine] = []
    var isRentSaid = false
    for line in lines where line.span.contains(day) && follows(line) {
      guard let days = DaySpan(checking: day, until: line.span.until), let step = line.step(on: day) else { continue }
      var price = RentPrice(step.price.basis, step.price.amount.fraction(part, of: whole))
      if line.isRent, let rent {
        // Said once, whatever number of headings the rent has.
        price = RentPrice(.month, isRentSaid ? .zero : rent)
        isRentSaid = true
      }
      if price.amount == .zero { continue }
      added.append(
        ScheduledLine(id: RentSchedule.supposed + line.id, span: days, steps: [PriceStep(from: day, price, .amended)], isRent: line.isRent))
    }
    return RentSchedule(
      span: span, proration: proration, rhythm: rhythm, amended: amended, lines: lines + added, reductions: reductions, signedOn: signedOn)
  }
}
