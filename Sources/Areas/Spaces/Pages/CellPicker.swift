import Kernel
import Web

/// The cells one can give, by level, each to be ticked, with who has it on a day: so that nobody types numbers blind.
package struct CellPicker: Sendable {
  struct Choice: Sendable {
    let id: String
    let code: String
    let kind: String
    let area: String
    /// Hundredths of m², for the sum.
    let hundredths: String
    let state: String
    let stateText: String
    let isTicked: Bool
  }
  struct LevelChoices: Sendable {
    let name: String
    let count: String
    let planPath: String
    let isOpen: Bool
    let choices: [Choice]
  }
  /// The page that is asked again when the days change.
  let source: String
  /// `état au 24 novembre 2026`.
  let day: String
  let levels: [LevelChoices]
  /// What can be typed besides.
  let fields: [Field]

  package static let sample = CellPicker(
    source: "/holds/new", day: "au 24 novembre 2026", levels: sampleLevels, fields: [Field("cells", .text, label: "Cellules")])

  static let sampleLevels = [
    LevelChoices(
      name: "Bâtiment 23, Premier étage", count: "3 libres sur 21", planPath: "/plan?level=b23-1", isOpen: true,
      choices: [
        Choice(
          id: "1", code: "H1-001", kind: "cellule", area: "15 m²", hundredths: "1500", state: "free", stateText: "libre", isTicked: true)
      ])
  ]

  /// - Parameters:
  ///   - span: the days the cells are wanted for; a cell that is promised to somebody before their end, or at all where
  ///     there is none, is not told as free.
  ///   - ticked: ids or codes of cells. Codes that are not to be picked that day are left to be typed.
  ///   - ahead: cells that are told first, under a name of their own.
  package static func shown(
    _ snapshot: PlanSnapshot, source: String, over span: DaySpan, ticked: Set<String>, ahead: (name: String, cells: Set<ID<Cell>>)? = nil,
    _ visit: Visit, fields: (_ untold: [String]) -> [Field]
  ) -> CellPicker {
    let range = snapshot.range
    let day = min(max(span.from, range.first.first), range.last.span.last ?? span.from)
    let levels = levels(snapshot.timeline, on: day, until: span.until, ticked: ticked, ahead: ahead, visit)
    let told = levels.reduce(into: Set<String>()) { told, level in
      for choice in level.choices { told.formUnion([choice.id, choice.code]) }
    }
    let words = visit.format
    let key = span.until.map { $0 > day + 1 } == false ? "day" : span.until == nil ? "dayOpen" : "days"
    let last = span.until.map { words.day($0 - 1) } ?? ""
    return CellPicker(
      source: source, day: visit.text("spaces.picker.\(key)", ["day": words.day(day), "last": last]), levels: levels,
      fields: fields(ticked.subtracting(told).sorted()))
  }

  /// - Parameter ticked: ids or codes of cells.
  private static func levels(
    _ timeline: Timeline, on day: Day, until: Day?, ticked: Set<String>, ahead: (name: String, cells: Set<ID<Cell>>)?, _ visit: Visit
  ) -> [LevelChoices] {
    let sentence = CellSentence(timeline, PlanSight(visit.viewer), PlanWords(visit.texts, visit.language))
    func named(_ name: String, _ facts: [CellFact], on level: Int, opens: Bool) -> LevelChoices {
      let choices = facts.sorted { timeline.cells[$0.cell].code < timeline.cells[$1.cell].code }.map { fact in
        let cell = timeline.cells[fact.cell]
        return Choice(
          id: cell.id.text, code: cell.code, kind: sentence.words.kind(cell.kind), area: sentence.words.area(cell.area),
          hundredths: String(cell.area.hundredths), state: isFree(fact, until) || !fact.isUnheld ? fact.state.rawValue : "soon",
          stateText: state(fact, sentence), isTicked: ticked.contains(cell.id.text) || ticked.contains(cell.code))
      }
      let free = facts.count { isFree($0, until) }
      return LevelChoices(
        name: name,
        count: visit.text("spaces.picker.free", ["free": String(free), "all": String(facts.count)]),
        planPath: "/plan?day=\(day)&level=\(percentEncoded(timeline.levels[level].key))",
        isOpen: opens || choices.contains(where: \.isTicked), choices: choices)
    }
    var (first, firstLevel): ([CellFact], Int?) = ([], nil)
    let rest = timeline.levels.indices.compactMap { place -> LevelChoices? in
      var facts = timeline.facts(on: day, level: place).filter { timeline.cells[$0.cell].kind.isLettable }
      if let ahead {
        let told = facts.filter { ahead.cells.contains(timeline.cells[$0.cell].id) }
        if !told.isEmpty { (first, firstLevel) = (first + told, firstLevel ?? place) }
        facts.removeAll { ahead.cells.contains(timeline.cells[$0.cell].id) }
      }
      if facts.isEmpty { return nil }
      let level = timeline.levels[place]
      return named("\(timeline.buildings[level.building].name), \(level.name)", facts, on: place, opens: false)
    }
    guard let ahead, let firstLevel else { return rest }
    return [named(ahead.name, first, on: firstLevel, opens: true)] + rest
  }

  /// Whether nobody has it, and nobody is to have it before the end.
  private static func isFree(_ fact: CellFact, _ until: Day?) -> Bool {
    guard fact.isUnheld else { return false }
    guard let next = fact.next else { return true }
    if fact.state == .unopened { return false }
    return until.map { next.from >= $0 } ?? false
  }

  /// Who has it and until when, or whom it is promised to.
  private static func state(_ fact: CellFact, _ sentence: CellSentence) -> String {
    let timeline = sentence.timeline
    let format = Format(sentence.words.language)
    var text = sentence.words.state(fact.state)
    if let hold = fact.hold, let name = sentence.holderName(timeline.holds[hold]) { text = format.pair(text, name) }
    if fact.state != .free, fact.state != .unopened, let until = fact.until {
      text += " → " + format.shortDay(until - 1)
    }
    if let next = fact.next { text += " · " + sentence.promise(next) }
    return text
  }
}

extension CellFact {
  fileprivate var isUnheld: Bool { state == .free || state == .unopened }
}
