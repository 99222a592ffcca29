import Demand
import Kernel
import Solver
import Spaces
import Store

/// Fits the demand for modules to the house's own history, and reads the house as the futures begin with it.
package struct FitReading: Sendable {
  let snapshot: PlanSnapshot
  let today: Day

  package init(_ snapshot: PlanSnapshot, today: Day) {
    (self.snapshot, self.today) = (snapshot, today)
  }

  package func fit(_ transaction: borrowing Transaction) throws -> DemandFit {
    let wishes = try transaction.wishes().filter {
      ($0.kind == nil || $0.kind == CellKind.module.rawValue) && $0.receivedOn <= today
    }
    let end = today.month
    let first = min(wishes.map(\.receivedOn.month).min() ?? end + -12, end + -1)
    return DemandFit(
      arrivals: wishes.map { DemandFit.Arrival(month: $0.receivedOn.month, cells: $0.cells) },
      stays: stays(through: end), from: first,
      months: end - first,
      classes: [
        (SizeClass.one, 1...1), (.two, 2...2), (.few, 3...4), (.several, 5...8), (.many, 9...HouseRows.longest),
      ].map { ($0.0.rawValue, $0.1) })
  }

  /// Of every organisation that ever had modules.
  private func stays(through last: Month) -> [DemandFit.Stay] {
    let timeline = snapshot.timeline
    var held: [Int: [Month: Int]] = [:]
    for (place, cell) in timeline.cells.enumerated() where cell.kind == .module {
      for occupation in timeline.occupations[place] {
        let hold = timeline.holds[occupation.hold]
        guard hold.kind == .let, let organisation = hold.organisation else { continue }
        let from =
          occupation.from == occupation.from.month.first
          ? occupation.from.month : occupation.from.month + 1
        var month = from
        while month <= last, occupation.until.map({ month.first < $0 }) ?? true {
          held[organisation, default: [:]][month, default: 0] += 1
          month = month + 1
        }
      }
    }
    return held.sorted { $0.key < $1.key }.flatMap { _, months -> [DemandFit.Stay] in
      guard let first = months.keys.min() else { return [] }
      return StaysReading.stays((0...(last - first)).map { months[first + $0] ?? 0 })
    }
  }

  /// The model as the history says it, of the house as it stands.
  package func model(_ fit: DemandFit, _ facts: PlanningFacts) -> FutureModel {
    let rents = facts.cells.map(\.rent).filter { $0 > 0 }
    let known = KnownFuture(facts)
    var model = FutureModel(
      horizon: 60, futures: 1000, seed: 1,
      sizes: fit.sizes.map {
        FutureModel.Size(cells: $0.cells, arrivals: $0.arrivals * 60 / 100, stay: $0.stay)
      }, season: fit.season,
      growth: fit.growth, growthCells: 1, leaving: 30, patience: 60,
      rent: rents.isEmpty ? 0 : rents.reduce(0, +) / rents.count,
      january: (today.month + 1).month - 1, rows: facts.rows.map(\.count), residents: known.residents,
      waiting: known.waiting)
    (model.closings, model.promises, model.renewal) = (known.closings, known.promises, 100)
    return model
  }

  /// Hundredths of m² of a module, in the mean.
  package func area(_ facts: PlanningFacts) -> Int {
    let areas = facts.cells.compactMap {
      snapshot.timeline.cell(ID($0.id)).map { Int(snapshot.timeline.cells[$0].area.hundredths) }
    }
    return areas.isEmpty ? 1500 : areas.reduce(0, +) / areas.count
  }
}

extension DemandFit.Size {
  var sizeClass: SizeClass { SizeClass(rawValue: name) ?? SizeClass(cells: cells) }
}
