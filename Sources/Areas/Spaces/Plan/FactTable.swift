import Kernel
import Web

/// The facts of a plan as a table, for those who do not look at plans, and as CSV.
package struct FactTable: Sendable {
  package enum Column: String, Sendable, CaseIterable {
    case code, level, kind, area, state, holder, since, until, rent, next
    var isNumber: Bool { self == .area || self == .rent }
  }
  let sentence: CellSentence
  let ask: PlanAsk
  let facts: [CellFact]
  private var timeline: Timeline { sentence.timeline }
  private var words: PlanWords { sentence.words }
  private var columns: [Column] {
    Column.allCases.filter { ($0 != .rent || sentence.sight.rents) && ($0 != .level || ask.level == nil) }
  }

  package init(_ sentence: CellSentence, _ ask: PlanAsk, _ facts: [CellFact]) {
    (self.sentence, self.ask) = (sentence, ask)
    let isBackwards = ask.sort.hasPrefix("-")
    let column = Column(rawValue: isBackwards ? String(ask.sort.dropFirst()) : ask.sort) ?? .code
    let keyed = facts.map { (fact: $0, key: FactTable.key($0, column, sentence), code: sentence.timeline.cells[$0.cell].code) }
    let sorted = keyed.sorted { left, right in
      if left.key == right.key { return left.code < right.code }
      return isBackwards ? right.key < left.key : left.key < right.key
    }
    self.facts = sorted.map(\.fact)
  }

  /// Text that sorts as the column does; what is missing comes last.
  private static func key(_ fact: CellFact, _ column: Column, _ sentence: CellSentence) -> String {
    let cell = sentence.timeline.cells[fact.cell]
    let missing = "\u{7F}"
    func padded(_ number: Int64) -> String { String(repeating: "0", count: max(0, 14 - String(number).count)) + String(number) }
    switch column {
    case .code: return cell.code
    case .level: return padded(Int64(cell.level))
    case .kind: return sentence.words.kind(cell.kind).folded
    case .area: return padded(cell.area.hundredths)
    case .state: return padded(Int64(CellState.allCases.firstIndex(of: fact.state) ?? 0))
    case .holder: return fact.hold.flatMap { sentence.holderName(sentence.timeline.holds[$0])?.folded } ?? missing
    case .since: return fact.since?.description ?? missing
    case .until: return fact.until?.description ?? missing
    case .rent: return sentence.sight.rents ? fact.rent.map { padded($0.cents) } ?? missing : missing
    case .next: return fact.next?.from.description ?? missing
    }
  }

  package func write(into markup: inout Markup) {
    markup.raw("<div class=\"table tall\" tabindex=\"0\" role=\"region\"")
    markup.attribute("aria-label", words.text("spaces.plan.table.caption", ["day": words.day(ask.day)]))
    markup.raw("><table class=\"plan-facts\"><caption>")
    markup.text(words.text("spaces.plan.table.caption", ["day": words.day(ask.day)]))
    markup.raw(" <a class=\"csv\"")
    markup.attribute("href", ask.path("/plan.csv", in: timeline))
    markup.raw(">")
    markup.text(words.text("spaces.plan.table.csv"))
    markup.raw("</a></caption><thead><tr>")
    for column in columns { heading(column, into: &markup) }
    if sentence.sight.edits {
      markup.raw("<th scope=\"col\">")
      markup.text(words.text("spaces.plan.table.column.rework"))
      markup.raw("</th>")
    }
    markup.raw("</tr></thead><tbody>")
    for fact in facts {
      markup.raw("<tr>")
      for column in columns { cell(column, fact, into: &markup) }
      if sentence.sight.edits { rework(timeline.cells[fact.cell].id, into: &markup) }
      markup.raw("</tr>")
    }
    markup.raw("</tbody></table></div>")
  }

  /// For who keeps the plan: where this cell is split, and where it is closed for works.
  private func rework(_ cell: ID<Cell>, into markup: inout Markup) {
    markup.raw("<td class=\"nowrap\">")
    for (place, link) in [("/cells/\(cell)/split", "split"), ("/works/new?cell=\(cell)", "works")].enumerated() {
      markup.raw(place == 0 ? "<a" : " · <a")
      markup.attribute("href", link.0)
      markup.raw(">")
      markup.text(words.text("spaces.plan.table.\(link.1)"))
      markup.raw("</a>")
    }
    markup.raw("</td>")
  }

  private func heading(_ column: Column, into markup: inout Markup) {
    let isUp = ask.sort == column.rawValue
    let isDown = ask.sort == "-" + column.rawValue
    markup.raw("<th scope=\"col\"")
    if column.isNumber { markup.raw(" class=\"number\"") }
    if isUp { markup.raw(" aria-sort=\"ascending\"") }
    if isDown { markup.raw(" aria-sort=\"descending\"") }
    markup.raw("><a data-plan")
    markup.attribute("href", ask.with(sort: isUp ? "-" + column.rawValue : column.rawValue).path(in: timeline))
    markup.raw(">")
    markup.text(words.text("spaces.plan.table.column.\(column.rawValue)"))
    markup.raw("</a></th>")
  }

  private func cell(_ column: Column, _ fact: CellFact, into markup: inout Markup) {
    if column == .code {
      markup.raw("<th scope=\"row\"><a")
      markup.attribute("href", "/cells/\(timeline.cells[fact.cell].id)")
      markup.raw(">")
      markup.text(text(.code, fact))
      markup.raw("</a></th>")
      return
    }
    markup.raw(column.isNumber ? "<td class=\"number\">" : "<td>")
    if column == .state {
      let look = PlanDrawing.look(of: fact.state)
      PlanDrawing.swatch(look.css, pattern: nil, into: &markup)
      markup.raw(" ")
    }
    markup.text(text(column, fact))
    markup.raw("</td>")
  }

  private func text(_ column: Column, _ fact: CellFact) -> String {
    let cell = timeline.cells[fact.cell]
    switch column {
    case .code: return cell.code
    case .level: return timeline.buildings[timeline.levels[cell.level].building].name + ", " + timeline.levels[cell.level].name
    case .kind: return words.kind(cell.kind)
    case .area: return words.area(cell.area)
    case .state: return words.state(fact.state)
    case .holder: return fact.hold.flatMap { sentence.holderName(timeline.holds[$0]) } ?? ""
    case .since: return fact.since.map { words.day($0) } ?? ""
    case .until: return fact.until.map { words.day($0 - 1) } ?? ""
    case .rent: return fact.rent.map { words.money($0) } ?? ""
    case .next: return fact.next.map { sentence.promise($0) } ?? ""
    }
  }

  /// In the reader's words; days as `2026-11-24`, the last day included, areas and rents as one types them.
  package var csv: [UInt8] {
    CSV.bytes(columns.map { words.text("spaces.plan.table.column.\($0.rawValue)") }, facts.map { fact in columns.map { plain($0, fact) } })
  }

  private func plain(_ column: Column, _ fact: CellFact) -> String {
    let cell = timeline.cells[fact.cell]
    switch column {
    case .area: return Format(words.language).typed(cell.area)
    case .since: return fact.since?.description ?? ""
    case .until: return fact.until.map { ($0 - 1).description } ?? ""
    case .rent: return fact.rent.map { Format(words.language).typed($0) } ?? ""
    default: return text(column, fact)
    }
  }
}
