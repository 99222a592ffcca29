import Kernel
import Solver

/// What many futures have in common, as it is kept and shown. Cells are whole, shares per mille, cell months in hundredths.
package struct FutureResult: Sendable, Codable, Hashable {
  package struct Band: Sendable, Codable, Hashable {
    package let p10: [Int]
    package let p50: [Int]
    package let p90: [Int]

    init(_ counts: [[Int]]) {
      p10 = counts.map { FutureTally.quantile($0, 10) }
      p50 = counts.map { FutureTally.quantile($0, 50) }
      p90 = counts.map { FutureTally.quantile($0, 90) }
    }
  }
  package struct Variant: Sendable, Codable, Hashable {
    package let name: String
    package let outgrown: Int
    package let lost: Int
    package let lostRent: Int
  }
  /// The same demand without adjacency, waiting and growth, simulated and by the closed form; per mille that find no room.
  package struct Check: Sendable, Codable, Hashable {
    package let cells: Int
    package let simulated: Int
    package let known: Int
  }
  package let futures: Int
  /// By month: the share of futures in which the house was outgrown by then.
  package let outgrown: [Int]
  package let occupied: Band
  package let second: Band
  /// Means by month: hundredths of cells that wait, of cell months refused, whole euros of rent lost.
  package let waiting: [Int]
  package let lost: [Int]
  package let lostRent: [Int]
  /// The same futures without the second building; nil where none is planned, and in studies of before it was asked.
  package struct Alone: Sendable, Codable, Hashable {
    package let outgrown: Int
    package let lost: Int
    /// By month.
    package let lostRent: [Int]
    package var wholeLostRent: Int { lostRent.reduce(0, +) }
  }
  package var alone: Alone?
  package var variants: [Variant]
  package var checks: [Check]

  package init(_ tally: FutureTally, of model: FutureModel) {
    let all = max(1, tally.futures)
    futures = tally.futures
    var sum = 0
    outgrown = tally.outgrown.map {
      sum += $0
      return sum * 1000 / all
    }
    occupied = Band(tally.occupied)
    second = Band(tally.second)
    waiting = tally.waiting.map { $0 * 100 / all }
    lost = tally.lost.map { $0 / all }
    lostRent = tally.lost.map { $0 * model.rent / (100 * all) }
    (variants, checks) = ([], [])
  }

  func asAlone() -> Alone { Alone(outgrown: outgrown.last ?? 0, lost: wholeLost, lostRent: lostRent) }
  package var wholeLost: Int { lost.reduce(0, +) }
  package var wholeLostRent: Int { lostRent.reduce(0, +) }
  /// The first month by which half of all futures have outgrown the house.
  package var likelyMonth: Int? { outgrown.firstIndex { $0 >= 500 } }
}

/// One thing changed at a time.
package enum FutureVariant: String, Sendable, CaseIterable {
  case fewer, more, shorter, longer, still, faster, hurried, patient

  func changed(_ model: FutureModel) -> FutureModel {
    var model = model
    switch self {
    case .fewer:
      for size in model.sizes.indices {
        model.sizes[size].arrivals = model.sizes[size].arrivals * 8 / 10
      }
    case .more:
      for size in model.sizes.indices {
        model.sizes[size].arrivals = model.sizes[size].arrivals * 12 / 10
      }
    case .shorter:
      for size in model.sizes.indices {
        model.sizes[size].stay = max(1, model.sizes[size].stay * 8 / 10)
      }
    case .longer:
      for size in model.sizes.indices { model.sizes[size].stay = model.sizes[size].stay * 12 / 10 }
    case .still: model.growth = 0
    case .faster: model.growth *= 2
    case .hurried: model.patience /= 2
    case .patient: model.patience *= 2
    }
    return model
  }
}
