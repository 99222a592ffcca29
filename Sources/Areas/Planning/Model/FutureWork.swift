import Foundation
import Kernel
import Solver
import Synchronization

/// Plays futures on all cores, on threads of their own. Which thread plays which future changes nothing: a future is its number.
final class FutureWork: Sendable {
  struct Standing: Sendable {
    var played = 0
    var isStopped = false
    var result: FutureResult?
  }
  private final class Share: Sendable {
    let sum: Mutex<(next: Int, tally: FutureTally)>
    init(_ tally: FutureTally) { sum = Mutex((0, tally)) }
  }
  private let standing = Mutex(Standing())
  let all: Int
  private let model: FutureModel
  /// Futures of each variant, and of the check.
  private let fewer: Int

  init(_ model: FutureModel) {
    self.model = model
    fewer = max(1, min(model.futures, max(20, model.futures / 5)))
    all = model.futures * (model.phases.isEmpty ? 1 : 2) + FutureVariant.allCases.count * fewer + 1
  }

  var now: Standing { standing.withLock { $0 } }
  func stop() { standing.withLock { $0.isStopped = true } }

  func start() {
    let thread = Thread { [self] in
      var result = FutureResult(played(model, model.futures), of: model)
      if !model.phases.isEmpty, !now.isStopped {
        var alone = model
        alone.phases = []
        // As many futures as with it: the two are held against each other. Stopped meanwhile, they cannot be.
        let found = FutureResult(played(alone, model.futures), of: alone)
        if found.futures == result.futures { result.alone = found.asAlone() }
      }
      for variant in FutureVariant.allCases where !now.isStopped {
        let changed = variant.changed(model)
        let found = FutureResult(played(changed, fewer), of: changed)
        result.variants.append(
          FutureResult.Variant(
            name: variant.rawValue, outgrown: found.outgrown.last ?? 0, lost: found.wholeLost,
            lostRent: found.wholeLostRent))
      }
      if !now.isStopped { result.checks = checked() }
      standing.withLock { [result] in $0.result = result }
    }
    thread.start()
  }

  private func played(_ model: FutureModel, _ count: Int) -> FutureTally {
    let cores = max(1, ProcessInfo.processInfo.activeProcessorCount)
    let share = Share(FutureTally(model))
    let over = DispatchSemaphore(value: 0)
    for _ in 0..<cores {
      let thread = Thread { [self] in
        var own = FutureTally(model)
        while true {
          let number = share.sum.withLock { sum in
            sum.next += 1
            return sum.next - 1
          }
          if number >= count || now.isStopped && number > 0 { break }
          own.play(model, number: number)
          standing.withLock { $0.played += 1 }
        }
        share.sum.withLock { [own] in $0.tally.add(own) }
        over.signal()
      }
      thread.stackSize = 4 << 20
      thread.start()
    }
    for _ in 0..<cores { over.wait() }
    return share.sum.withLock { $0.tally }
  }

  /// Against Kaufman and Roberts: the demand of this model, without adjacency, season, growth and waiting, over many years.
  private func checked() -> [FutureResult.Check] {
    var plain = model
    (plain.horizon, plain.isAdjacent, plain.patience, plain.growth, plain.trend) = (
      12_000, false, 0, 0, 0
    )
    (plain.season, plain.residents, plain.waiting, plain.phases) = (
      Array(repeating: 1000, count: 12), [], [], []
    )
    (plain.closings, plain.promises) = (nil, nil)
    let classes = plain.sizes.map { size -> (cells: Int, load: Double) in
      let monthly = Double(size.arrivals) / 1000
      return (size.cells, monthly * Double(size.stay) / 10)
    }
    let known = Blocking.shares(capacity: plain.capacity, classes: classes)
    let shares = FutureTally.blocking(of: plain)
    func perMille(_ share: Double) -> Int { Int(share * 1000 + 0.5) }
    return plain.sizes.indices.map { place in
      FutureResult.Check(cells: plain.sizes[place].cells, simulated: perMille(shares[place]), known: perMille(known[place]))
    }
  }
}
