/// What a plan is worth, told by the text of the format and by nothing of the search, not even how a stay is cut or what a module is liked: what the
/// search claims is held against this.
package struct PlanValue: Sendable, Equatable {
  package struct Seat: Sendable, Equatable {
    package let rent: Int
    package let growth: Int
    package let liking: Int
    package let waiting: Int
    package let moves: Int
    package let movesPaid: Int

    package var total: Int { rent + growth + liking - waiting - movesPaid }
  }
  package let seats: [String: Seat]
  /// The weight of all free runs over all months.
  package let fragments: Int
  package let objective: Int

  /// Throws the first `BrokenRule`: tenants in the order of the instance, then the cells by month.
  package init(of solution: Solution, for instance: Instance) throws(BrokenRule) {
    if solution.instance != instance.name { throw .otherInstance(solution.instance) }
    let known = Set(instance.tenants.map(\.id))
    if let stranger = solution.plans.keys.filter({ !known.contains($0) }).min() { throw .unknownTenant(stranger) }
    var seats: [String: Seat] = [:]
    var holder: [[Int?]] = Array(repeating: Array(repeating: nil, count: instance.horizon), count: instance.modules.count)
    for (number, tenant) in instance.tenants.enumerated() {
      guard let plan = solution.plans[tenant.id] else {
        if tenant.mandatory { throw .mandatoryRefused(tenant.id) }
        continue
      }
      seats[tenant.id] = try Self.seat(plan, of: tenant, number, in: instance, &holder)
    }
    let runs = instance.weights.frag == 0 ? 0 : Self.freeRuns(instance, holder)
    (self.seats, fragments) = (seats, runs * instance.weights.frag)
    objective = seats.values.reduce(0) { $0 + $1.total } - fragments
  }

  private static func seat(
    _ plan: Solution.Seat, of tenant: Instance.Tenant, _ number: Int, in instance: Instance, _ holder: inout [[Int?]]
  ) throws(BrokenRule) -> Seat {
    if !tenant.starts.contains(plan.start) { throw .startNotAllowed(tenant.id, start: plan.start) }
    if plan.room != 0 && (plan.room != 1 || tenant.grow == nil) { throw .noSuchRoom(tenant.id) }
    let segments = Self.segments(of: tenant, from: plan.start, withRoom: plan.room == 1, within: instance.horizon)
    if plan.blocks.count != segments.count {
      throw .wrongNumberOfBlocks(tenant.id, wanted: segments.count, given: plan.blocks.count)
    }
    var (rent, growth, liking, moves) = (0, 0, 0, 0)
    var before = tenant.current.map { Set(tenant.currentCells ?? Array($0..<($0 + tenant.phases[0][1]))) }
    for (place, (segment, first)) in zip(segments, plan.blocks).enumerated() {
      let named = plan.cells.flatMap { $0.indices.contains(place) ? $0[place] : nil }
      let block = try Self.block(first, segment.base + segment.extra, named, of: tenant, in: segment.months, instance)
      for module in block {
        for month in segment.months {
          if let other = holder[module][month] { throw .takenTwice(module: module, month: month, instance.tenants[other].id, tenant.id) }
          holder[module][month] = number
        }
      }
      rent += Self.down(segment.months.count * segment.base * tenant.rent * tenant.prob, by: 100)
      growth += Self.down(segment.months.count * segment.extra * tenant.rent * (tenant.grow?.prob ?? 0) * tenant.prob, by: 10_000)
      let liked = block.reduce(0) { $0 + Self.preference(of: tenant, for: instance.modules[$1], in: instance) }
      liking += Self.down(segment.months.count * liked * tenant.prob, by: 100)
      if let before, !before.isSubset(of: block), !before.isSuperset(of: block) {
        if tenant.moveCost == nil { throw .movedWithoutLeave(tenant.id, month: segment.months.lowerBound) }
        moves += 1
      }
      before = Set(block)
    }
    return Seat(
      rent: rent, growth: growth, liking: liking,
      waiting: tenant.waitCost * tenant.phases[0][1] * (plan.start - tenant.starts[0]), moves: moves,
      movesPaid: moves * (tenant.moveCost ?? 0))
  }

  private static func block(
    _ first: Int, _ size: Int, _ named: [Int]?, of tenant: Instance.Tenant, in months: Range<Int>, _ instance: Instance
  ) throws(BrokenRule) -> [Int] {
    guard instance.modules.indices.contains(first) else { throw .noSuchBlock(tenant.id, first: first, size: size) }
    let corridor = instance.corridors.first { $0.id == instance.modules[first].corridor }!
    let block: [Int]
    if let edges = corridor.edges {
      block = try Self.connected(first, size, named, of: tenant, in: corridor, edges, instance)
    } else {
      guard first + size <= instance.modules.count, instance.modules[first + size - 1].corridor == corridor.id,
        named.map({ $0 == Array(first..<(first + size)) }) ?? true
      else { throw .noSuchBlock(tenant.id, first: first, size: size) }
      block = Array(first..<(first + size))
      let positions = instance.modules[first].pos..<(instance.modules[first].pos + size - 1)
      if corridor.fixedWalls.contains(where: positions.contains) { throw .acrossWall(tenant.id, first: first, size: size) }
    }
    if let within = tenant.within, !within.contains(corridor.id) { throw .notWithin(tenant.id, corridor: corridor.id) }
    if let among = tenant.among, let other = block.first(where: { !among.contains($0) }) { throw .notAmong(tenant.id, module: other) }
    for module in block {
      let cell = instance.modules[module]
      if cell.inService > months.lowerBound { throw .notInService(tenant.id, module: module, month: months.lowerBound) }
      if let end = cell.outOfService, end < months.upperBound {
        throw .notInService(tenant.id, module: module, month: max(end, months.lowerBound))
      }
    }
    return block
  }

  private static func freeRuns(_ instance: Instance, _ holder: [[Int?]]) -> Int {
    var runs = 0
    let floors = Set(instance.corridors.filter { $0.edges != nil }.map(\.id))
    for month in 0..<instance.horizon {
      runs += Self.freeParts(instance, holder, month)
      var inRun = false
      for (module, cell) in instance.modules.enumerated() where !floors.contains(cell.corridor) {
        let isFree = cell.inService <= month && month < cell.outOfService ?? .max && holder[module][month] == nil
        if isFree && !inRun { runs += 1 }
        let corridor = instance.corridors.first { $0.id == cell.corridor }!
        inRun = isFree && cell.pos + 1 < corridor.modules && !corridor.fixedWalls.contains(cell.pos)
      }
    }
    return runs
  }
}
