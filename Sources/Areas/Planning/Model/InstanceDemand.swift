import Kernel
import Solver

/// Who may come.
extension InstanceMaking {
  /// A wish in the instance, or by its name beside it where the house has no place for it at all.
  enum Demand {
    case made(Made)
    case unfit(HouseInstance.Unfit)

    var made: Made? { if case .made(let made) = self { made } else { nil } }
    var unfit: HouseInstance.Unfit? { if case .unfit(let unfit) = self { unfit } else { nil } }
  }

  /// The waiting list: each wish with the months it can be met in, among the cells that meet its needs.
  var wanted: [Demand] {
    facts.wanted.filter { $0.from < months.count }.map { wish in
      let origin = HouseInstance.Origin(kind: .waiting, key: wish.key, name: wish.name, organisation: nil, cells: wish.cells)
      let most = largest(wish.kind, from: wish.from, where: wish.isMet(by:))
      if most < wish.cells { return .unfit(unfit(origin, from: wish.from, most)) }
      let until = lasting(wish.kind, where: wish.isMet(by:))
      let last = min(until - 1, wish.latest.map { max(wish.from, $0) } ?? (wish.from + assumptions.patience))
      var tenant = Instance.Tenant(
        named: wish.key, kind: "waiting", mandatory: false, prob: assumptions.waitChance, rent: listRent(wish.kind),
        starts: Array(wish.from...last),
        length: stay(from: last, until: until), cells: wish.cells)
      tenant.waitCost = assumptions.waitCost
      let extra = (wish.jobs + assumptions.peoplePerCell - 1) / assumptions.peoplePerCell
      if extra > 0, most >= wish.cells + extra {
        tenant.grow = Instance.Growth(after: 24, extra: extra, prob: assumptions.growthChance)
      }
      tenant.within = within(wish.kind)
      tenant.among = among(wish.kind, where: wish.isMet(by:))
      tenant.prefs = Instance.Preferences(forQuiet: wish.noise.map { $0 <= 1 } == true ? assumptions.quietValue : 0)
      return .made((tenant, origin))
    }
  }

  /// Demand as in the past, evenly spread: the first of a size after half its usual interval.
  var expected: [Demand] {
    facts.expected.filter { $0.perHundredMonths > 0 }.flatMap { size -> [Demand] in
      let count = size.perHundredMonths * months.count / 100
      let origin = HouseInstance.Origin(kind: .forecast, key: "", name: "", organisation: nil, cells: size.cells)
      let until = lasting(size.kind)
      return (0..<count).map { number in
        let month = min(months.count - 1, (2 * number + 1) * 100 / (2 * size.perHundredMonths))
        let most = largest(size.kind, from: month)
        if most < size.cells { return .unfit(unfit(origin, from: month, most)) }
        let last = min(until - 1, month + assumptions.patience)
        var tenant = Instance.Tenant(
          named: "forecast/\(size.kind == PlanningFacts.module ? "" : size.kind + "/")\(size.cells)/\(number + 1)", kind: "forecast",
          mandatory: false, prob: assumptions.forecastChance,
          rent: listRent(size.kind),
          starts: Array(month...last), length: stay(from: last, until: until), cells: size.cells)
        tenant.waitCost = assumptions.waitCost
        tenant.within = within(size.kind)
        return .made((tenant, origin))
      }
    }
  }

  /// As long as is taken for granted, and no longer than there are cells: who may come until the last of them goes is not refused for what lies beyond.
  private func stay(from last: Int, until: Int) -> Int {
    until < months.count ? max(1, min(assumptions.stay, until - last)) : assumptions.stay
  }

  private func unfit(_ origin: HouseInstance.Origin, from month: Int, _ largest: Int) -> HouseInstance.Unfit {
    HouseInstance.Unfit(
      origin: origin, month: month, largest: largest, cellMonths: origin.cells * min(assumptions.stay, months.count - month))
  }
}

extension PlanningFacts.Wanted {
  /// Whether a cell has what is needed: a window, the level, no more noise than is borne.
  func isMet(by cell: PlanningFacts.Cell) -> Bool {
    (!needsWindow || cell.hasWindow) && (level.map { $0 == cell.box.level } ?? true) && (noise.map { cell.noise <= $0 } ?? true)
  }
}
