import Kernel
import Web

/// The general ledger, the journals and the VAT of a month: lines in parts, which a phone folds behind a line each. Where there is room,
/// and on paper, they stand as one table.
struct BooksPage: Page {
  struct Part: Sendable {
    /// Nil of what is not folded.
    let fold: Fold?
    let rows: [PageRow]
  }
  struct Fold: Sendable {
    let title: String
    let note: String
    let amount: String
  }
  static let template = "ledger-books"
  let title: String
  let lead: String
  let up: PageLink
  let actions: [PageLink]
  let tabs: [PageLink]
  /// `journal`: which words the lines of a part need not repeat.
  let style: String
  let list: ListView
  let parts: [Part]
  let notes: [String]

  static let sample = BooksPage(
    title: "Journaux", lead: "Maison SAS", up: .sample, actions: [.sample], tabs: [.sample], style: "folded parted journal", list: .sample,
    parts: [Part(fold: Fold(title: "156 01/11/2026", note: "VE FA-1", amount: "120,00 €"), rows: [.sample])], notes: ["Les soldes…"])
}

extension BooksPage {
  init(_ report: Report, _ name: ReportName, in frame: ListFrame, up: PageLink, _ visit: Visit) {
    let list = visit.reportList(report)
    let rows = visit.found(list, in: report)
    let lines = rows.count { $0.kind == .line }
    let isParted = rows.contains { $0.part != nil } && list.sort.isEmpty && list.words.isEmpty
    let pages = isParted ? BookPages(report, of: report.parts.count == 1 ? list.size : name == .journal ? 100 : 200) : nil
    let isFolded = isParted && report.parts.count > 1
    let columns = visit.columns(of: report)
    let heads = zip(report.columns, visit.reportWords.titles(of: report)).map { PageTable.Column($1, isNumber: $0.isNumber) }
    (title, lead, self.up, actions, tabs) = (frame.title, frame.lead ?? "", up, frame.actions, frame.tabs)
    notes = report.notes.map { visit.text($0) }
    style = (isFolded ? "folded parted " : isParted ? "parted " : "") + name.rawValue
    // Of parts a page is a turn of its own: how many lines there are is said, and not which of them.
    let turns = pages == nil ? list : visit.list(sorts: [""] + report.columns.map(\.key), size: 1)
    var view = visit.listView(
      turns, named: frame.title, total: pages.map { max($0.all.count, 1) } ?? max(lines, rows.isEmpty ? 0 : 1), columns: columns,
      csv: frame.csv, filters: frame.filters)
    if pages != nil { view.count = visit.text("web.list.count", ["count": visit.format.number(lines)]) }
    self.list = view
    guard let pages else {
      parts = [Part(fold: nil, rows: list.slice(rows).map { visit.row($0, report, isOfMore: false).standing(under: heads) })]
      return
    }
    let sums = rows.filter { $0.part == nil }
    var parts: [Part] = (turns.slice(pages.all).first ?? []).map { place, rows in
      Part(
        fold: isFolded ? Self.fold(report.parts[place], lines: rows.count { $0.kind == .line }, visit) : nil,
        rows: rows.map { visit.row($0, report, isOfMore: false).standing(under: heads) })
    }
    if !sums.isEmpty {
      let ofMore = pages.all.count > 1
      parts.append(Part(fold: nil, rows: sums.map { visit.row($0, report, isOfMore: ofMore).standing(under: heads) }))
    }
    self.parts = parts
  }

  private static func fold(_ part: Report.Part, lines: Int, _ visit: Visit) -> Fold {
    func words(_ cells: [Report.Cell]) -> String { cells.map(visit.reportWords.shown).filter { !$0.isEmpty }.joined(separator: " ") }
    let count = lines == 0 ? visit.text("ledger.part.still") : visit.text("ledger.part.lines", ["count": visit.format.number(lines)])
    return Fold(title: words(part.title), note: part.note.isEmpty ? count : words(part.note), amount: words([part.amount]))
  }
}

/// Parts dealt out in pages: whole, as far as `size` lines hold them. One that is longer goes on with its name and what it stood at.
struct BookPages {
  /// Of each page its parts, by place, with their rows.
  private(set) var all: [[(part: Int, rows: [Report.Row])]] = []

  init(_ report: Report, of size: Int) {
    var lines = 0
    let byPart = Dictionary(grouping: report.rows.filter { $0.part != nil }) { $0.part ?? 0 }
    for (part, rows) in byPart.sorted(by: { $0.key < $1.key }) {
      let count = rows.count { $0.kind == .line }
      if all.isEmpty || (lines > 0 && lines + count > size) {
        all.append([])
        lines = 0
      }
      var here: [Report.Row] = []
      for row in rows {
        if row.kind == .line, lines == size {
          all[all.count - 1].append((part, here))
          all.append([])
          (here, lines) = (Self.heading(of: rows, after: here.last), 0)
        }
        here.append(row)
        if row.kind == .line { lines += 1 }
      }
      all[all.count - 1].append((part, here))
    }
  }

  /// What begins a part stands again where it goes on; a balance is then that of the line before.
  private static func heading(of rows: [Report.Row], after last: Report.Row?) -> [Report.Row] {
    guard let first = rows.first, first.kind != .line else { return [] }
    guard first.kind == .heading, let balance = last?.cells.last else { return [first] }
    return [Report.Row(first.kind, first.cells.dropLast() + [balance], part: first.part)]
  }
}
