import Kernel

/// What an answer's points are made of.
package enum SearchReason: String, Sendable, CaseIterable {
  /// Millimetres to walk to what it should be near.
  case walk
  /// Millimetres of wall around it.
  case wall
  /// Hundredths of m² over what was asked.
  case excess
  /// Free cells that it leaves alone.
  case stranded
  /// Cents of monthly list rent.
  case rent
}

/// One reason with its amount, in the unit of the reason, and the points it costs.
package struct SearchTerm: Hashable, Sendable {
  package let reason: SearchReason
  package let amount: Int64
  package let points: Int64
}

extension SearchAnswer {
  /// The terms add up to the points of the answer; one that costs nothing is left out.
  package func terms(_ weights: SearchWeights) -> [SearchTerm] {
    let walk = walk ?? 0
    let rent = monthlyRent?.cents ?? 0
    let alone = Int64(stranded.count)
    return [
      SearchTerm(reason: .walk, amount: walk, points: walk &* weights.walk / 1000),
      SearchTerm(reason: .wall, amount: outerWall, points: outerWall &* weights.wall / 1000),
      SearchTerm(reason: .excess, amount: excess.hundredths, points: excess.hundredths &* weights.excess / 100),
      SearchTerm(reason: .stranded, amount: alone, points: alone &* weights.stranded),
      SearchTerm(reason: .rent, amount: rent, points: rent &* weights.rent / 10_000),
    ].filter { $0.points != 0 }
  }

  /// What puts it behind a better answer most: the reason with the largest difference in points, and the difference in its unit.
  package func drawback(against better: SearchAnswer, _ weights: SearchWeights) -> SearchTerm? {
    let theirs = Dictionary(better.terms(weights).map { ($0.reason, $0) }, uniquingKeysWith: { first, _ in first })
    let differences = terms(weights).map { term in
      let other = theirs[term.reason]
      return SearchTerm(
        reason: term.reason, amount: term.amount - (other?.amount ?? 0), points: term.points - (other?.points ?? 0))
    }
    guard points > better.points, let largest = differences.max(by: { $0.points < $1.points }), largest.points > 0 else { return nil }
    return largest
  }
}
