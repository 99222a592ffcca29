import Kernel
import Solver

/// Who may come.
extension InstanceMaking {
  /// The waiting list: each wish with the months it can be met in.
  var wanted: [Made] {
    facts.wanted.filter { $0.from < months.count && fits($0.cells, $0.kind) }.map { wish in
      let last = min(months.count - 1, wish.latest.map { max(wish.from, $0) } ?? (wish.from + assumptions.patience))
      var tenant = Instance.Tenant(
        named: wish.key, kind: "waiting", mandatory: false, prob: assumptions.waitChance, rent: listRent(wish.kind),
        starts: Array(wish.from...last),
        length: assumptions.stay, cells: wish.cells)
      tenant.waitCost = assumptions.waitCost
      let extra = (wish.jobs + assumptions.peoplePerCell - 1) / assumptions.peoplePerCell
      if extra > 0, fits(wish.cells + extra, wish.kind) {
        tenant.grow = Instance.Growth(after: 24, extra: extra, prob: assumptions.growthChance)
      }
      tenant.within = within(wish.kind)
      tenant.prefs = Instance.Preferences(
        forWindow: wish.needsWindow ? assumptions.windowValue : 0,
        forQuiet: wish.noise.map { $0 <= 1 } == true ? assumptions.quietValue : 0,
        floors: wish.level.map { [String($0): assumptions.windowValue] } ?? [:])
      return (tenant, HouseInstance.Origin(kind: .waiting, key: wish.key, name: wish.name, organisation: nil, cells: wish.cells))
    }
  }

  /// Demand as in the past, evenly spread: the first of a size after half its usual interval.
  var expected: [Made] {
    facts.expected.filter { $0.perHundredMonths > 0 && fits($0.cells, $0.kind) }.flatMap { size -> [Made] in
      let count = size.perHundredMonths * months.count / 100
      return (0..<count).map { number in
        let month = min(months.count - 1, (2 * number + 1) * 100 / (2 * size.perHundredMonths))
        let last = min(months.count - 1, month + assumptions.patience)
        var tenant = Instance.Tenant(
          named: "forecast/\(size.kind == PlanningFacts.module ? "" : size.kind + "/")\(size.cells)/\(number + 1)", kind: "forecast",
          mandatory: false, prob: assumptions.forecastChance,
          rent: listRent(size.kind),
          starts: Array(month...last), length: assumptions.stay, cells: size.cells)
        tenant.waitCost = assumptions.waitCost
        tenant.within = within(size.kind)
        return (tenant, HouseInstance.Origin(kind: .forecast, key: "", name: "", organisation: nil, cells: size.cells))
      }
    }
  }
}
