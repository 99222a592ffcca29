// The format read anew for the checker: how a stay is cut, and what a module is liked.
extension PlanValue {
  /// Months that are spent in one block.
  struct Segment: Equatable {
    let months: Range<Int>
    let base: Int
    let extra: Int
  }

  /// Cut at 0, where a phase begins, at each offset where a move is allowed if any is, and where the room begins that is kept; month by month, so
  /// that nothing is said twice. What lies beyond the stay or the horizon is not there.
  static func segments(of tenant: Instance.Tenant, from start: Int, withRoom: Bool, within horizon: Int) -> [Segment] {
    var begins = Set(tenant.phases.map { $0[0] }).union([0])
    if tenant.moveCost != nil { begins.formUnion(tenant.moveOffsets) }
    if withRoom, let grow = tenant.grow { begins.insert(grow.offset) }
    var segments: [Segment] = []
    var month = start
    while month < horizon, month - start < tenant.length {
      let offset = month - start
      var size = 0
      for phase in tenant.phases where phase[0] <= offset { size = phase[1] }
      var extra = 0
      if withRoom, let grow = tenant.grow, offset >= grow.offset { extra = grow.extra }
      if let last = segments.last, !begins.contains(offset) {
        segments[segments.count - 1] = Segment(months: last.months.lowerBound..<(month + 1), base: last.base, extra: last.extra)
      } else {
        segments.append(Segment(months: month..<(month + 1), base: size, extra: extra))
      }
      month += 1
    }
    return segments
  }

  /// Euros a month: window as it is, quiet by what the noise lacks of three, closeness by thirds, and the floor.
  static func preference(of tenant: Instance.Tenant, for module: Instance.Module, in instance: Instance) -> Int {
    let wish = tenant.prefs
    var euros = module.window == 1 ? wish.window : 0
    euros += down(wish.quiet * (3 - module.noise), by: 3)
    euros += down(wish.school * module.school, by: 3)
    euros += down(wish.lab * module.lab, by: 3)
    for corridor in instance.corridors where corridor.id == module.corridor { euros += wish.floor["\(corridor.floor)"] ?? 0 }
    return euros
  }

  /// Rounded down, below zero as well.
  static func down(_ sum: Int, by divisor: Int) -> Int {
    var quotient = sum / divisor
    if quotient * divisor > sum { quotient -= 1 }
    return quotient
  }
}
