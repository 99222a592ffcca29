import Kernel

/// A criterion of the committee as it holds on a day.
package struct CommitteeCriterion: Hashable, Sendable {
  package let key: String
  package let weight: Int64
  /// The best there is.
  package let most: Int64

  package init(key: String, weight: Int64, most: Int64) { (self.key, self.weight, self.most) = (key, weight, most) }
}

/// What one member gave on one criterion; nil is "not applicable".
package struct GivenScore: Hashable, Sendable {
  package let member: PersonID
  package let criterion: String
  package let points: Int64?

  package init(member: PersonID, criterion: String, points: Int64?) {
    (self.member, self.criterion, self.points) = (member, criterion, points)
  }
}

/// The score of a file, in hundredths of a hundred, and what it is made of.
package struct CommitteeScore: Hashable, Sendable {
  /// By member, in the order of their identities.
  package let members: [(member: PersonID, hundredths: Int64)]
  /// Rounded half up; nil when nobody scored.
  package let hundredths: Int64?

  /// - Parameter recused: neither counted nor heard.
  package init(_ scores: [GivenScore], criteria: [CommitteeCriterion], recused: Set<PersonID>) {
    let known = Dictionary(criteria.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    var found: [(PersonID, Int64)] = []
    for (member, given) in Dictionary(grouping: scores.filter { !recused.contains($0.member) }, by: \.member).sorted(by: { $0.key < $1.key }
    ) {
      // Over a common denominator nothing is rounded before the end: points of 0…most are taken in millionths.
      var (sum, weights): (Int64, Int64) = (0, 0)
      for score in given {
        guard let criterion = known[score.criterion], let points = score.points, criterion.most > 0, criterion.weight > 0 else { continue }
        sum += criterion.weight * points * 1_000_000 / criterion.most
        weights += criterion.weight
      }
      if weights > 0 { found.append((member, (sum / weights + 50) / 100)) }
    }
    members = found.map { (member: $0.0, hundredths: $0.1) }
    let total = found.reduce(Int64(0)) { $0 + $1.1 }
    let count = Int64(found.count)
    hundredths = count == 0 ? nil : (2 * total + count) / (2 * count)
  }

  /// From the lowest to the highest, nil of none.
  package var range: (low: Int64, high: Int64)? {
    guard let low = members.map(\.hundredths).min(), let high = members.map(\.hundredths).max() else { return nil }
    return (low, high)
  }

  package static func == (left: CommitteeScore, right: CommitteeScore) -> Bool {
    left.hundredths == right.hundredths && left.members.elementsEqual(right.members, by: ==)
  }
  package func hash(into hasher: inout Hasher) { hasher.combine(hundredths) }
}
