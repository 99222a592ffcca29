import Kernel
import Web

/// One merge, split or redrawing, as lists tell it.
struct ReshapingRow: Sendable {
  let day: String
  let kind: String
  let before: String
  let after: String
  let works: String
  let cost: String
  let note: String
  /// Only of one whose day has not come.
  var movePath: String?
  var withdrawPath: String?

  static let sample = ReshapingRow(
    day: "01/09/2022", kind: "Réunion", before: "F05, F06", after: "F05-06", works: "01/07/2022 – 31/08/2022", cost: "6 800,00 €",
    note: "Cloison déposée", movePath: "/reshapings/1/move", withdrawPath: "/reshapings/1/withdraw")

  init(
    day: String, kind: String, before: String, after: String, works: String, cost: String, note: String, movePath: String? = nil,
    withdrawPath: String? = nil
  ) {
    (self.day, self.kind, self.before, self.after) = (day, kind, before, after)
    (self.works, self.cost, self.note) = (works, cost, note)
    (self.movePath, self.withdrawPath) = (movePath, withdrawPath)
  }
  init(_ line: ReshapingLine, _ visit: Visit) {
    let reshaping = line.reshaping
    self.init(
      day: visit.format.shortDay(reshaping.day), kind: visit.text("spaces.keeping.reshaping.\(reshaping.kind.rawValue)"),
      before: ReshapingRow.codes(line.beforeCodes), after: ReshapingRow.codes(line.afterCodes),
      works: reshaping.works.map { visit.format.shortSpan($0) } ?? "",
      cost: reshaping.cost == .zero ? "" : visit.format.money(reshaping.cost),
      note: reshaping.note)
    if line.isMovable(after: visit.today) { movePath = "/reshapings/\(reshaping.id)/move" }
    if line.isPlanned(after: visit.today) {
      withdrawPath = "/reshapings/\(reshaping.id)/withdraw"
    }
  }

  /// A redrawn level may name hundreds.
  private static func codes(_ codes: [String]) -> String {
    codes.count <= 12 ? codes.joined(separator: ", ") : codes.prefix(10).joined(separator: ", ") + " … (\(codes.count))"
  }
}
