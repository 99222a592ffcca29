import Kernel
import Store

/// A number the house has set for its way of choosing, with the day it holds from and where it comes from.
package struct DemandParameter: RowReadable, Sendable, Hashable {
  package let name: String
  package let from: Day
  package let amount: Int64
  package let reference: String

  package init(row: Row) throws {
    name = try row.get("name")
    from = try row.get("from_day")
    amount = try row.get("amount")
    reference = try row.get("reference")
  }

  /// Every name there is, so that none is set that nobody reads.
  package static let names: [String] =
    RankCriterion.allCases.map { "rank.\($0.rawValue)" } + ["rank.seniority.full", "rank.jobs.full", "rank.urgency.full"]
    + ["refusals.most", "offer.days", "offer.silence", "offer.lease.days", "confirm.every.days", "confirm.answer.days", "committee.quorum"]
    + PaperKind.allCases.flatMap { ["paper.\($0.rawValue)", "paper.\($0.rawValue).days"] } + ["applications.kept.months"]
}

/// All parameters as they hold on one day.
package struct DemandRules: Sendable {
  private let amounts: [String: Int64]

  package init(_ amounts: [String: Int64]) { self.amounts = amounts }

  package subscript(name: String) -> Int64 { amounts[name] ?? 0 }
  package func days(_ name: String) -> Int { Int(self[name]) }

  package var weights: RankWeights {
    RankWeights(
      Dictionary(uniqueKeysWithValues: RankCriterion.allCases.map { ($0, self["rank.\($0.rawValue)"]) }),
      seniorityFull: self["rank.seniority.full"], jobsFull: self["rank.jobs.full"], urgencyFull: self["rank.urgency.full"],
      mostRefusals: self["refusals.most"])
  }
  package var papers: PaperRules {
    PaperRules(
      required: PaperKind.allCases.filter { self["paper.\($0.rawValue)"] == 1 },
      days: Dictionary(
        uniqueKeysWithValues: PaperKind.allCases.compactMap { kind in
          let days = days("paper.\(kind.rawValue).days")
          return days > 0 ? (kind, days) : nil
        }))
  }
}

/// A criterion of the committee with its names.
package struct NamedCriterion: RowReadable, Sendable, Hashable {
  package let criterion: CommitteeCriterion
  package let from: Day
  package let names: [Language: String]
  package let reference: String

  package init(row: Row) throws {
    criterion = CommitteeCriterion(key: try row.get("criterion"), weight: try row.get("weight"), most: try row.get("most"))
    from = try row.get("from_day")
    names = [.french: try row.get("name_fr"), .english: try row.get("name_en"), .german: try row.get("name_de")]
    reference = try row.get("reference")
  }

  package func name(in language: Language) -> String { names[language] ?? criterion.key }
}

extension Transaction {
  package borrowing func demandParameters() throws -> [DemandParameter] {
    try all("SELECT * FROM demand_parameters ORDER BY name, from_day")
  }
  package borrowing func demandRules(on day: Day) throws -> DemandRules {
    var amounts: [String: Int64] = [:]
    // Later lines of one name come after earlier ones.
    for line in try demandParameters() where line.from <= day { amounts[line.name] = line.amount }
    return DemandRules(amounts)
  }
  /// Those with a weight on that day, in the order they were first named.
  package borrowing func committeeCriteria(on day: Day) throws -> [NamedCriterion] {
    let lines: [NamedCriterion] = try all("SELECT * FROM committee_criteria WHERE from_day <= \(day) ORDER BY from_day, criterion")
    var latest: [String: NamedCriterion] = [:]
    for line in lines { latest[line.criterion.key] = line }
    return latest.values.filter { $0.criterion.weight > 0 }.sorted { left, right in
      left.criterion.weight != right.criterion.weight
        ? left.criterion.weight > right.criterion.weight : left.criterion.key < right.criterion.key
    }
  }
}
