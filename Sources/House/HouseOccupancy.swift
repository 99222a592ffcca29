import Invoicing
import Kernel
import Leasing
import People
import Spaces
import Store

/// Who held what of a building, as the plan knows it: the cells that can be let, and those that were.
struct HouseOccupancy: OccupancySource {
  /// Nobody rents a corridor or a plant room.
  private static let unlet: Set<CellKind> = [.common, .technical]

  func buildings(in transaction: borrowing Transaction) throws -> [SettledBuilding] {
    try transaction.buildings().map { SettledBuilding(id: $0.id.text, name: $0.name) }
  }

  func ground(
    of building: String, letBy entity: OrganisationID, in year: DaySpan, in transaction: borrowing Transaction
  ) throws -> SplitGround {
    var (surface, share) = (Int64(0), Int64(0))
    let cells = try transaction.cells(in: ID<Building>(building)).filter { !Self.unlet.contains($0.kind) && $0.span.overlaps(year) }
    for cell in cells {
      let days = Int64(cell.span.intersection(year)?.length ?? 0)
      surface += cell.area.hundredths * days
      share += days
    }
    let areas = Dictionary(cells.map { ($0.id, $0.area) }) { first, _ in first }
    let leases = try transaction.leaseParties()
    let own = Set(try transaction.houseEntities().map(\.organisation))
    var contracts: Set<String> = []
    let tenancies = try transaction.blockedLines(of: cells.map(\.id), in: year).flatMap { line -> [Tenancy] in
      let lease = leases[line.hold]
      if let lease {
        if lease.entity != entity { return [] }
        contracts.insert(lease.number)
      } else if let holder = line.organisation, own.contains(holder) {
        // What the house uses itself is nobody's to pay.
        return []
      }
      // Who pays was invoiced the provisions, whoever sits there.
      guard line.kind == .let, let area = areas[line.cell], let span = line.span.intersection(year) else { return [] }
      let paid = lease?.payers.cut(span) ?? line.organisation.map { [(payer: $0, span: span)] } ?? []
      return paid.map { Tenancy(customer: $0.payer, premises: line.code, area: area, span: $0.span) }
    }
    return SplitGround(surface: surface, share: share, tenancies: tenancies, contracts: contracts)
  }
}
