import Kernel
import Solver
import Web

/// The form of a study: the model as history says it, changed as one likes.
struct FutureFields: Sendable {
  let fitted: StudyModel

  /// Months that futures are played at most.
  static let longest = 120
  private static let numbers: [(name: String, range: ClosedRange<Int>)] = [
    ("horizon", 12...longest), ("futures", 20...10_000), ("seed", 0...1_000_000), ("trend", -50...50),
    ("growth", 0...200), ("growth_cells", 1...20),
    ("leaving", 0...100), ("renewal", 0...100), ("patience", 0...120), ("rent", 0...10_000),
  ]
  private static let building: [(name: String, range: ClosedRange<Int>, usual: Int)] = [
    ("second_cells", 0...2000, 0), ("second_row", 1...HouseRows.longest, 10), ("phases", 1...6, 1),
    ("phase_months", 1...36, 12),
  ]

  private func usual(_ name: String) -> Int {
    let model = fitted.model
    switch name {
    case "horizon": return model.horizon
    case "futures": return model.futures
    case "seed": return model.seed
    case "trend": return model.trend / 10
    case "growth": return model.growth
    case "growth_cells": return model.growthCells
    case "leaving": return model.leaving
    case "renewal": return model.renewal ?? 100
    case "patience": return model.patience / 10
    default: return model.rent
    }
  }

  /// What is not typed is as history says.
  func read(_ visit: Visit) throws -> (name: String, study: StudyModel) {
    let fitted = fitted
    return try visit.reading { reader in
      let name = reader.requiredText("name", limit: 120)
      var typed: [String: Int] = [:]
      for line in Self.numbers {
        typed[line.name] = reader.integer(line.name, in: line.range) ?? usual(line.name)
      }
      for line in Self.building {
        typed[line.name] = reader.integer(line.name, in: line.range) ?? line.usual
      }
      var study = fitted
      study.model.horizon = typed["horizon"] ?? 60
      study.model.futures = typed["futures"] ?? 1000
      study.model.seed = typed["seed"] ?? 1
      study.model.trend = (typed["trend"] ?? 0) * 10
      study.model.growth = typed["growth"] ?? 0
      study.model.growthCells = typed["growth_cells"] ?? 1
      study.model.leaving = typed["leaving"] ?? 0
      study.model.renewal = typed["renewal"] ?? 100
      study.model.patience = (typed["patience"] ?? 0) * 10
      study.model.rent = typed["rent"] ?? 0
      study.model.rowLength = typed["second_row"] ?? 10
      for place in study.model.sizes.indices {
        let size = fitted.fit.sizes[place].name
        if let arrivals = reader.hundredths("arrivals_\(size)", limit: 1000_00) {
          study.model.sizes[place].arrivals = Int(arrivals) * 10
        }
        if let stay = reader.integer("stay_\(size)", in: 1...600) {
          study.model.sizes[place].stay = stay * 10
        }
      }
      let isForm = reader.flag("typed")
      if isForm || !reader.input.all("season").isEmpty, !reader.flag("season") {
        study.model.season = Array(repeating: 1000, count: 12)
      }
      let opens = reader.month("second_opens")
      study.model.phases = phases(opens, typed, study, &reader)
      return (name, study)
    }
  }

  private func phases(
    _ opens: Month?, _ typed: [String: Int], _ study: StudyModel, _ reader: inout InputReader
  ) -> [FutureModel.Phase] {
    let (cells, count) = (typed["second_cells"] ?? 0, typed["phases"] ?? 1)
    guard cells > 0 else { return [] }
    guard let opens else {
      reader.problems.add("kernel.problem.missing", field: "second_opens")
      return []
    }
    let first = opens - study.firstMonth
    if first < 0 || first >= study.model.horizon {
      reader.problems.add(
        "planning.problem.opens", field: "second_opens",
        [
          "first": study.firstMonth.description,
          "last": (study.firstMonth + (study.model.horizon - 1)).description,
        ])
    }
    return (0..<count).map { phase in
      FutureModel.Phase(
        month: first + phase * (typed["phase_months"] ?? 12),
        cells: cells * (phase + 1) / count - cells * phase / count)
    }
  }

  func groups(_ visit: Visit) -> [PlanningFormPage.Group] {
    func number(_ name: String, _ range: ClosedRange<Int>, _ value: Int) -> Field {
      visit.field(
        name, .number, label: "planning.future.\(name)", value: String(value),
        hint: "planning.futureHint.\(name)",
        minimum: String(range.lowerBound), maximum: String(range.upperBound))
    }
    func group(_ name: String, _ fields: [Field], said: [PlanningFormPage.Said] = []) -> PlanningFormPage.Group {
      PlanningFormPage.Group(
        legend: visit.text("planning.futureGroup.\(name)"),
        hint: visit.text("planning.futureGroupHint.\(name)"), fields: fields, said: said, isFolded: !said.isEmpty,
        isOpen: fields.contains { $0.problem != nil })
    }
    func folded(_ name: String, _ fields: [Field], besides: [PlanningFormPage.Said] = []) -> PlanningFormPage.Group {
      let own = fields.filter { !$0.name.hasPrefix("arrivals_") && !$0.name.hasPrefix("stay_") }
      return group(name, fields, said: besides + own.map { visit.said($0, "planning.futureSaid.\($0.name)") })
    }
    func usualNumber(_ name: String) -> Field {
      let line = Self.numbers.first { $0.name == name }
      return number(name, line?.range ?? 0...0, usual(name))
    }
    let sizes = zip(fitted.fit.sizes, fitted.model.sizes).flatMap { size, line -> [Field] in
      var arrivals = visit.field(
        "arrivals_\(size.name)", .number, label: "planning.future.arrivals",
        value: visit.format.typed(Money(cents: Int64((line.arrivals + 5) / 10))))
      var stay = visit.field(
        "stay_\(size.name)", .number, label: "planning.future.stay",
        value: String((line.stay + 5) / 10))
      (arrivals.inputMode, arrivals.hint) = (
        "decimal", visit.text("planning.future.ofSize", ["size": visit.text("demand.size.\(size.sizeClass.rawValue)")])
      )
      stay.hint = arrivals.hint
      (arrivals.width, stay.width) = ("medium", "medium")
      return [arrivals, stay]
    }
    let comes = zip(fitted.fit.sizes, stride(from: 0, to: sizes.count, by: 2)).map { size, place in
      visit.said(sizes[place], "planning.futureSaid.arrivals", ["size": visit.text("demand.size.\(size.sizeClass.rawValue)")])
    }
    // What is asked is the second building; the rest is as history says it, in one line each.
    return [
      group(
        "second",
        [
          visit.hidden("typed", "1"), visit.field("name", label: "planning.field.name", required: true, width: "full"),
          visit.field("second_opens", .month, label: "planning.future.second_opens"),
        ] + Self.building.map { number($0.name, $0.range, $0.usual) }),
      folded(
        "arrivals", sizes + [usualNumber("trend"), visit.box("season", label: "planning.future.season", ticked: true)], besides: comes),
      folded("residents", ["growth", "growth_cells", "leaving", "renewal", "patience", "rent"].map(usualNumber)),
      folded("what", ["horizon", "futures", "seed"].map(usualNumber)),
    ]
  }
}
