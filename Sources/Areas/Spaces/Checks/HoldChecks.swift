import Kernel

extension PlanCheck {
  static let ofHolds = [oneHolder, blocksItsSpace, lastPromise, isConnected, insideHeadLease, chosenOrChoosing]

  private static let oneHolder = PlanCheck(name: "one holder a cell and day") { plan in
    var faults: [PlanFault] = []
    // The rows of one cell come in the order of their first days: each is compared with the one that lasts longest before it.
    var last: CheckedPlan.Row?
    for row in plan.rows {
      if let before = last, before.cell == row.cell, before.until > row.from, before.hold != row.hold {
        faults.append(
          PlanFault(
            "\(plan.code(row.cell)) has two holders from \(Day(number: row.from)): \(plan.told(before.hold)) and \(plan.told(row.hold))",
            hold: row.hold))
      }
      if let before = last, before.cell == row.cell, before.until > row.until { continue }
      last = row
    }
    return faults
  }

  private static let blocksItsSpace = PlanCheck(name: "what a hold keeps from others is its space, for its days") { plan in
    var faults: [PlanFault] = []
    let rows = Dictionary(grouping: plan.rows, by: \.hold)
    for hold in plan.sortedHolds {
      let own = rows[hold.id] ?? []
      let space = hold.space.flatMap { plan.spaces[$0] }
      if let space, space.span != hold.span {
        faults.append(
          PlanFault("\(plan.told(hold)) runs \(plan.days(hold.span)), but its space \(plan.days(space.span))", hold: hold.id))
      }
      // One that ended before it began keeps nothing.
      if hold.endedAt != nil, own.isEmpty { continue }
      let wanted = Set(space?.cells ?? [])
      if Set(own.map(\.cell)) != wanted {
        let kept = plan.codes(Array(Set(own.map(\.cell))))
        faults.append(PlanFault("\(plan.told(hold)) keeps \(kept.isEmpty ? "nothing" : kept) from others", hold: hold.id))
      }
      for row in own {
        if row.from != hold.span.from.number || row.until != (hold.span.until?.number ?? endlessDay) {
          faults.append(
            PlanFault(
              "\(plan.told(hold)) runs \(plan.days(hold.span)), but keeps \(plan.code(row.cell)) from \(plan.days(row.from, row.until))",
              hold: hold.id))
        }
        if let cell = plan.cells[row.cell], row.from < cell.span.from.number || row.until > cell.span.until?.number ?? endlessDay {
          faults.append(
            PlanFault("\(plan.told(hold)) keeps \(cell.code), which is only there from \(plan.days(cell.span))", hold: hold.id))
        }
      }
    }
    return faults
  }

  private static let lastPromise = PlanCheck(name: "the last promise is what a hold is") { plan in
    plan.sortedHolds.compactMap { hold in
      guard let said = plan.promises[hold.id] else { return PlanFault("nothing was ever promised of \(plan.told(hold))", hold: hold.id) }
      if said.span == hold.span { return nil }
      return PlanFault(
        "\(plan.told(hold)) runs \(plan.days(hold.span)), but \(plan.days(said.span)) was promised last", hold: hold.id)
    }
  }

  private static let isConnected = PlanCheck(name: "standing spaces hang together") { plan in
    plan.sortedHolds.compactMap { hold in
      guard hold.kind != .works, hold.stands(on: plan.today), !hold.isOver(on: plan.today),
        let space = hold.space.flatMap({ plan.spaces[$0] }),
        space.cells.count > 1, !plan.neighbours.isConnected(space.cells)
      else { return nil }
      return PlanFault("the cells of \(plan.told(hold)) do not hang together", hold: hold.id)
    }
  }

  private static let insideHeadLease = PlanCheck(name: "nothing is promised past the head lease") { plan in
    let buildings = Dictionary(uniqueKeysWithValues: plan.levels.map { ($0.id, $0.building) })
    return plan.sortedHolds.compactMap { hold in
      guard hold.endedAt == nil else { return nil }
      let held = hold.space.flatMap { plan.spaces[$0]?.cells } ?? plan.pools[hold.id] ?? []
      let ends = held.compactMap { plan.cells[$0] }.compactMap { buildings[$0.level] }.compactMap { plan.limits[$0] }
      guard let limit = ends.min(), hold.span.from >= limit || (hold.span.until.map { $0 > limit } ?? false) else { return nil }
      return PlanFault("\(plan.told(hold)) runs \(plan.days(hold.span)), past the head lease, which ends on \(limit)", hold: hold.id)
    }
  }

  private static let chosenOrChoosing = PlanCheck(name: "a hold has cells or chooses among enough") { plan in
    plan.sortedHolds.compactMap { hold in
      if let space = hold.space {
        return plan.spaces[space]?.cells.isEmpty ?? true ? PlanFault("\(plan.told(hold)) has a space without cells", hold: hold.id) : nil
      }
      let pool = plan.pools[hold.id] ?? []
      guard pool.count < hold.wantedCount ?? 1 else { return nil }
      return PlanFault("\(plan.told(hold)) is to choose \(hold.wantedCount ?? 1) cells among \(pool.count)", hold: hold.id)
    }
  }
}
