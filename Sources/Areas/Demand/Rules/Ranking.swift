import Kernel

/// What the place on the waiting list is made of.
package enum RankCriterion: String, Sendable, CaseIterable, Codable {
  case decision, seniority, committee, resident, programme, jobs, urgency, refusals
}

/// The weights and limits of a day, all from dated parameters.
package struct RankWeights: Hashable, Sendable {
  package var weights: [RankCriterion: Int64]
  package var seniorityFull: Int64
  package var jobsFull: Int64
  package var urgencyFull: Int64
  package var mostRefusals: Int64

  package init(
    _ weights: [RankCriterion: Int64], seniorityFull: Int64, jobsFull: Int64, urgencyFull: Int64, mostRefusals: Int64
  ) {
    (self.weights, self.seniorityFull, self.jobsFull) = (weights, seniorityFull, jobsFull)
    (self.urgencyFull, self.mostRefusals) = (urgencyFull, mostRefusals)
  }
}

/// What the list knows of a file.
package struct Candidate: Hashable, Sendable {
  package let id: String
  package let isAccepted: Bool
  package let listedOn: Day
  package let receivedOn: Day
  /// Hundredths; nil when no committee scored it.
  package let score: Int64?
  package let isResident: Bool
  package let isInProgramme: Bool
  package let jobs: Int64
  package let earliest: Day
  package let countedRefusals: Int64

  package init(
    id: String, isAccepted: Bool, listedOn: Day, receivedOn: Day, score: Int64?, isResident: Bool, isInProgramme: Bool, jobs: Int64,
    earliest: Day, countedRefusals: Int64
  ) {
    (self.id, self.isAccepted, self.listedOn, self.receivedOn, self.score) = (id, isAccepted, listedOn, receivedOn, score)
    (self.isResident, self.isInProgramme, self.jobs) = (isResident, isInProgramme, jobs)
    (self.earliest, self.countedRefusals) = (earliest, countedRefusals)
  }
}

/// One line of the explanation: what was measured, in its unit, and what it brings.
package struct RankTerm: Hashable, Sendable {
  package let criterion: RankCriterion
  /// Months, people, hundredths of a score, refusals, or 0 and 1.
  package let amount: Int64
  /// What is enough for the whole weight.
  package let full: Int64
  package let weight: Int64
  /// Hundredths of a point.
  package let points: Int64
}

package struct RankedCandidate: Hashable, Sendable {
  package let candidate: Candidate
  package let place: Int
  package let terms: [RankTerm]
  /// Hundredths; the sum of the terms.
  package let points: Int64
}

package enum Ranking {
  /// Best first, each with every point and why.
  package static func order(_ candidates: [Candidate], _ weights: RankWeights, on day: Day) -> [RankedCandidate] {
    let judged = candidates.map { candidate in
      let terms = terms(of: candidate, weights, on: day)
      return (candidate: candidate, terms: terms, points: terms.reduce(Int64(0)) { $0 + $1.points })
    }
    let sorted = judged.sorted { left, right in
      if left.points != right.points { return left.points > right.points }
      return (left.candidate.listedOn, left.candidate.receivedOn, left.candidate.id)
        < (right.candidate.listedOn, right.candidate.receivedOn, right.candidate.id)
    }
    return sorted.enumerated().map { RankedCandidate(candidate: $1.candidate, place: $0 + 1, terms: $1.terms, points: $1.points) }
  }

  package static func terms(of candidate: Candidate, _ weights: RankWeights, on day: Day) -> [RankTerm] {
    RankCriterion.allCases.compactMap { criterion in
      let weight = weights.weights[criterion] ?? 0
      if weight == 0 { return nil }
      let (amount, full) = amount(criterion, of: candidate, weights, on: day)
      // The measure in thousandths, then hundredths of a point, both cut towards zero.
      let measure = full <= 0 ? 0 : min(1000, max(0, amount) * 1000 / full)
      return RankTerm(criterion: criterion, amount: amount, full: full, weight: weight, points: weight * measure / 10)
    }
  }

  private static func amount(
    _ criterion: RankCriterion, of candidate: Candidate, _ weights: RankWeights, on day: Day
  ) -> (amount: Int64, full: Int64) {
    switch criterion {
    case .decision: (candidate.isAccepted ? 1 : 0, 1)
    case .seniority: (months(from: candidate.listedOn, to: day), weights.seniorityFull)
    case .committee: (candidate.score ?? 0, 10_000)
    case .resident: (candidate.isResident ? 1 : 0, 1)
    case .programme: (candidate.isInProgramme ? 1 : 0, 1)
    case .jobs: (candidate.jobs, weights.jobsFull)
    case .urgency: (months(from: candidate.earliest, to: day), weights.urgencyFull)
    case .refusals: (candidate.countedRefusals, weights.mostRefusals)
    }
  }

  /// Whole months; none before the first day.
  package static func months(from first: Day, to day: Day) -> Int64 {
    if day <= first { return 0 }
    let count = day.month - first.month
    return Int64(first.adding(months: count) <= day ? count : count - 1)
  }
}
