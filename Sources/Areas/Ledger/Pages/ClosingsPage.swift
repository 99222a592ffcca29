import Kernel
import Web

/// The closings of an entity: the months of each year, the newest year unfolded, and behind them the days that were sealed.
struct ClosingsPage: Page {
  static let template = "ledger-closings"
  let title: String
  let lead: String
  let up: PageLink
  let actions: [PageLink]
  let tabs: [PageLink]
  let deeds: [PageDeed]
  let empty: String?
  let tables: [PageTable]
  let note: String

  static let sample = ClosingsPage(
    title: "Clôtures", lead: "Maison SAS", up: .sample, actions: [.sample], tabs: [.sample], deeds: [.sample], empty: "Rien encore.",
    tables: [.sample], note: "Une clôture ne change plus.")
}

extension ClosingsPage {
  init(_ closings: [Closing], in frame: ListFrame, up: PageLink, _ visit: Visit) {
    (title, lead, self.up, tabs, deeds) = (frame.title, frame.lead ?? "", up, frame.tabs, frame.firstDeeds)
    actions = frame.actions + [frame.csv.map { PageLink(visit.text("web.list.csv"), $0, isFile: true) }].compactMap(\.self)
    empty = closings.isEmpty ? visit.text("ledger.closings.none") : nil
    note = visit.text("ledger.report.closings.note")
    let years = Dictionary(grouping: closings, by: \.span.from.year).sorted { $0.key > $1.key }
    let first = years.first { $0.value.contains { $0.kind != .day } }?.key
    tables = years.flatMap { year, all in
      let (days, periods) = (all.filter { $0.kind == .day }, all.filter { $0.kind != .day })
      return [
        Self.table(periods, visit.text("ledger.closings.year", ["year": "\(year)"]), isFolded: year != first, visit),
        Self.table(days, visit.text("ledger.closings.days", ["year": "\(year)", "count": "\(days.count)"]), isFolded: true, visit),
      ].compactMap(\.self)
    }
  }

  /// The newest on top, a year above its months; nil of none.
  private static func table(_ closings: [Closing], _ title: String, isFolded: Bool, _ visit: Visit) -> PageTable? {
    if closings.isEmpty { return nil }
    let format = visit.format
    let columns = [("period", false), ("entries", true), ("total", true), ("runningTotal", true), ("closedOn", false), ("digest", false)]
    var table = PageTable(
      title, columns: columns.map { PageTable.Column(visit.text("ledger.column.\($0.0)"), isNumber: $0.1) },
      rows: closings.sorted { ($0.kind == .year ? 1 : 0, $0.place) > ($1.kind == .year ? 1 : 0, $1.place) }.map { closing in
        let from = closing.span.from
        let period =
          switch closing.kind {
          case .day: format.shortDay(from)
          case .month: format.month(from.month)
          case .year: visit.text("ledger.closings.whole", ["year": "\(from.year)"])
          }
        return PageRow(
          [
            PageCell(period), PageCell(format.number(closing.count)), PageCell(format.money(closing.total)),
            PageCell(format.money(closing.runningTotal)),
            PageCell(format.shortDay(visit.house.day(of: closing.closedAt)), isTight: true, note: closing.closedBy),
            PageCell(String(closing.digest.prefix(16))),
          ], closing.kind == .year ? .total : .line)
      })
    table.isFolded = isFolded
    return table
  }
}
