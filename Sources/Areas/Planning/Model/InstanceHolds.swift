import Kernel
import Solver

/// Who has cells, or was promised some.
extension InstanceMaking {
  /// Each run of neighbouring cells of a hold, on a floor each part that hangs together, is a tenant of its own.
  var held: [Made] {
    var made: [Made] = []
    var grown: Set<String> = []
    for hold in facts.held {
      let runs = runs(of: hold.cells)
      if hold.cells.isEmpty {
        made += chosen(of: hold).enumerated().compactMap { tenant(of: hold, run: nil, number: $0.offset, cells: $0.element) }
      }
      // The longest first: growth is beside it. What opens after the plan is not in it.
      let open = runs.filter { run in run.allSatisfy { facts.cells[places[$0]].inService < months.count } }
      for (number, run) in open.sorted(by: { $0.count > $1.count }).enumerated() {
        guard var one = tenant(of: hold, run: run, number: number, cells: run.count) else { continue }
        if hold.kind == .let, let organisation = hold.organisation, !grown.contains(organisation),
          let growing = facts.growing.first(where: { $0.organisation == organisation })
        {
          let most = part(of: run).edges == nil ? HouseRows.longest : Floor.largest
          let extra = min(growing.extra, most - run.count)
          if extra > 0 {
            one.tenant.grow = Instance.Growth(
              after: max(0, growing.from - one.tenant.starts[0]), extra: extra, prob: assumptions.growthChance)
          }
          grown.insert(organisation)
        }
        made.append(one)
      }
    }
    return made
  }

  /// nil when it is over before its cells open: works in a level that is not there yet keep nobody from it.
  private func tenant(of hold: PlanningFacts.Held, run: [Int]?, number: Int, cells: Int) -> Made? {
    let all = max(1, hold.cells.isEmpty ? hold.wanted : hold.cells.count)
    let kind: HouseInstance.Origin.Kind
    let (format, prob, cost): (String, Int, Int?)
    let cellKind = facts.cells[run.map { places[$0[0]] } ?? hold.among.first ?? 0].kind
    // Modules are alike; a kitchen is no workshop, and no training room as large as the next: who has one stays in it.
    let isAlike = cellKind == PlanningFacts.module
    switch hold.kind {
    case .let:
      (kind, format, prob) = (.firm, "firm", 100)
      cost = isAlike && assumptions.moveFirms && hold.months.lowerBound == 0 ? assumptions.moveCost : nil
    case .option:
      (kind, format, prob, cost) = (
        hold.isQueued ? .queued : .option, "prealloc", assumptions.optionChance,
        isAlike && assumptions.movePromises ? assumptions.promiseCost : nil
      )
    case .offer: (kind, format, prob, cost) = (.offer, "option", assumptions.offerChance, nil)
    case .works: (kind, format, prob, cost) = (.works, "firm", 100, nil)
    }
    // What is one lease moves as one or not at all: the format has no tenant of several runs.
    let isWhole = runs(of: hold.cells).count < 2
    let goesOn = hold.kind == .let && assumptions.renewLeases
    let agreed = hold.ends && !goesOn ? hold.months.upperBound : isFreeAfter(hold) ? months.count : hold.months.upperBound
    // A promise for a level that opens later begins when it does.
    let opens = run.map { $0.map { facts.cells[places[$0]].inService }.max() ?? 0 } ?? opening(of: cells, among: hold.among)
    let start = max(hold.months.lowerBound, opens)
    // Nobody stays in a cell beyond its end, whatever was agreed.
    let end = min(
      agreed, run.map { $0.map { facts.cells[places[$0]].outOfService ?? .max }.min() ?? .max } ?? closing(of: cells, among: hold.among))
    if end <= start { return nil }
    var tenant = Instance.Tenant(
      named: hold.key + (number == 0 ? "" : "#\(number + 1)"), kind: format, mandatory: true, prob: prob,
      rent: hold.kind == .works ? 0 : hold.rent.map { max(0, ($0 + all / 2) / all) } ?? listRent(cellKind), starts: [start],
      length: end - start, cells: cells)
    tenant.current = run?.first
    if let run, part(of: run).edges != nil { tenant.currentCells = run }
    tenant.within = within(cellKind)
    tenant.moveCost = isWhole ? cost : nil
    if run == nil, !hold.among.isEmpty {
      tenant.among = hold.among.compactMap { moduleOf[$0] }.sorted()
      if hold.among.contains(where: { facts.cells[$0].kind != cellKind }) { tenant.within = nil }
    }
    // In a queue it is a wish that may wait as those of the list do, and obliges nobody.
    if hold.isQueued {
      (tenant.mandatory, tenant.waitCost) = (false, assumptions.waitCost)
      tenant.starts = Array(start...min(months.count - 1, start + assumptions.patience))
    }
    if tenant.moveCost != nil, hold.kind == .let {
      tenant.moveOffsets = stride(from: hold.anniversary, to: months.count, by: 12).filter { $0 > 0 && $0 < tenant.length }
    }
    return (tenant, HouseInstance.Origin(kind: kind, key: hold.key, name: hold.name, organisation: hold.organisation, cells: cells))
  }

  /// Whether nobody follows on any of its cells, or may choose one: a lease that is renewed does not take what was given to others.
  private func isFreeAfter(_ hold: PlanningFacts.Held) -> Bool {
    !facts.held.contains { other in
      other.key != hold.key && !other.isQueued && other.months.lowerBound >= hold.months.upperBound
        && !Set(other.cells + other.among).isDisjoint(with: hold.cells)
    }
  }

  /// The sizes in which a promise that has not chosen takes its cells: one where as many of its cells hang together, else the largest parts of them.
  private func chosen(of hold: PlanningFacts.Held) -> [Int] {
    var left = hold.wanted
    let sizes = runs(of: hold.among).map(\.count).sorted(by: >).compactMap { part -> Int? in
      let size = min(left, part)
      left -= size
      return size > 0 ? size : nil
    }
    return hold.among.isEmpty && hold.wanted > 0 ? [hold.wanted] : sizes
  }
  /// The month from which so many of these are there.
  private func opening(of cells: Int, among: [Int]) -> Int {
    let months = among.map { facts.cells[$0].inService }.sorted()
    return months.isEmpty ? 0 : months[min(cells, months.count) - 1]
  }

  /// The month until which so many of these are there.
  private func closing(of cells: Int, among: [Int]) -> Int {
    let months = among.map { facts.cells[$0].outOfService ?? .max }.sorted(by: >)
    return months.isEmpty ? .max : months[min(cells, months.count) - 1]
  }
}
