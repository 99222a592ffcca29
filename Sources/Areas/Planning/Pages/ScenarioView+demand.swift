import Demand
import Kernel
import Solver
import Spaces
import Web

/// For whom a plan has no place, and what is expected besides.
extension ScenarioView {
  /// Those of the list for whom the plan has no place.
  func refused(_ visit: Visit) -> PageTable {
    // The questions are about modules.
    let modules = house.within(PlanningFacts.module)
    let rows = house.instance.tenants.indices.compactMap { number -> PageRow? in
      let (tenant, origin) = (house.instance.tenants[number], house.origins[number])
      guard [.waiting, .queued].contains(origin.kind), let plan, plan.solution.plans[tenant.id] == nil else { return nil }
      let isOfModules = modules == nil || tenant.within == modules
      return PageRow([
        PageCell(origin.name, path: link(origin)), PageCell(visit.format.number(tenant.cells)),
        PageCell(visit.format.shortMonth(house.months[tenant.starts[0]])),
        PageCell(visit.format.shortMonth(house.months[tenant.starts[tenant.starts.count - 1]])),
        PageCell(
          isOfModules ? visit.text("planning.page.where") : "–",
          path: !isOfModules
            ? nil
            : "/planning-questions?cells=\(tenant.cells)&month=\(house.months[tenant.starts[0]])&stay=\(min(tenant.length, 120))&file=\(origin.key.dropFirst(12))"
        ),
      ])
    }
    // For whom there is no place at all.
    let nowhere = (house.unfit ?? []).filter { $0.origin.kind == .waiting }.map { one in
      PageRow([
        PageCell(one.origin.name, path: link(one.origin), isHead: true),
        PageCell(visit.format.number(one.origin.cells)),
        PageCell(visit.format.shortMonth(house.months[one.month])), PageCell("–"),
        PageCell(visit.text("planning.page.unfit", ["count": visit.format.number(one.largest)])),
      ])
    }
    return PageTable(
      visit.text("planning.page.refused"), hint: visit.text("planning.page.refusedHint"),
      columns: [
        visit.planned("name"), visit.planned("size", isNumber: true), visit.planned("wished"), visit.planned("latest"),
        visit.planned("deed"),
      ], rows: nowhere + rows,
      empty: visit.text("planning.page.nobodyRefused"))
  }

  /// What is expected, by size: how many, how many of them housed.
  func expected(_ visit: Visit) -> PageTable {
    var sizes: [SizeClass: (asked: Int, housed: Int, cells: Set<Int>)] = [:]
    func count(_ cells: Int, isHoused: Bool) {
      var line = sizes[SizeClass(cells: cells)] ?? (0, 0, [])
      line.asked += 1
      line.housed += isHoused ? 1 : 0
      line.cells.insert(cells)
      sizes[SizeClass(cells: cells)] = line
    }
    for (number, tenant) in house.instance.tenants.enumerated() where house.origins[number].kind == .forecast {
      count(tenant.cells, isHoused: plan?.solution.plans[tenant.id] != nil)
    }
    for one in house.unfit ?? [] where one.origin.kind == .forecast { count(one.origin.cells, isHoused: false) }
    return PageTable(
      visit.text("planning.page.expected"), hint: visit.text("planning.page.expectedHint"),
      columns: [visit.planned("size"), visit.planned("asked", isNumber: true), visit.planned("housed", isNumber: true)],
      rows: SizeClass.allCases.compactMap { size in
        sizes[size].map { counts in
          PageRow([
            visit.cell(size, counted: counts.cells.sorted()),
            PageCell(visit.format.number(counts.asked)),
            PageCell(visit.format.number(counts.housed)),
          ])
        }
      }, empty: visit.text("planning.page.nothingExpected"))
  }
}
