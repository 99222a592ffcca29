import Kernel
import Web

extension HoldRoutes {
  /// Only what is not as it should be.
  func choiceText(_ verdict: PoolFeasibility.Verdict, of hold: Hold, _ visit: Visit) -> String? {
    switch verdict {
    case .kept: nil
    case .unproven: visit.text("spaces.holds.choiceUnproven")
    case .short(let shortage):
      shortage.requests.contains { $0.hold == hold.id }
        ? visit.text("spaces.holds.choiceShort", ["holders": shortage.requests.map(\.holder).joined(separator: ", ")]) : nil
    }
  }

  /// Nothing where they are all of its pool.
  func cellsLead(_ line: HoldLine, _ visit: Visit) -> String? {
    guard line.cells.isEmpty, let count = line.hold.wantedCount, count != line.pool.count else { return nil }
    return visit.text("spaces.holds.amongThese", ["count": String(count)])
  }

  func links(_ cells: [HeldCell]) -> [HoldPage.HeldLink] {
    cells.enumerated().map { HoldPage.HeldLink(code: $1.code, path: "/cells/\($1.id)", hasNext: $0 + 1 < cells.count) }
  }

  func choice(_ cell: HeldCell, _ visit: Visit) -> CellPicker.Choice {
    CellPicker.Choice(
      id: cell.id.text, code: cell.code, kind: visit.text("spaces.plan.kind.\(cell.kind.rawValue)"), area: visit.format.area(cell.area),
      hundredths: String(cell.area.hundredths), state: "free", stateText: "", isTicked: visit.form.all("cell").contains(cell.id.text))
  }
}
