import Kernel
import Web

/// The cells one can give, by level, each to be ticked, with who has it on a day: so that nobody types numbers blind.
struct CellPicker: Sendable {
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

  static let sample = [
    LevelChoices(
      name: "Bâtiment 23, Premier étage", count: "3 libres sur 21", planPath: "/plan?level=b23-1", isOpen: true,
      choices: [
        Choice(
          id: "1", code: "H1-001", kind: "cellule", area: "15 m²", hundredths: "1500", state: "free", stateText: "libre", isTicked: true)
      ])
  ]

  /// - Parameter ticked: ids of cells.
  static func levels(_ timeline: Timeline, on day: Day, ticked: Set<String>, _ visit: Visit) -> [LevelChoices] {
    let sentence = CellSentence(timeline, PlanSight(visit.viewer), PlanWords(visit.texts, visit.language))
    return timeline.levels.indices.compactMap { place in
      let facts = timeline.facts(on: day, level: place).filter { timeline.cells[$0.cell].kind.isLettable }
      if facts.isEmpty { return nil }
      let level = timeline.levels[place]
      let choices = facts.sorted { timeline.cells[$0.cell].code < timeline.cells[$1.cell].code }.map { fact in
        let cell = timeline.cells[fact.cell]
        return Choice(
          id: cell.id.text, code: cell.code, kind: sentence.words.kind(cell.kind), area: sentence.words.area(cell.area),
          hundredths: String(cell.area.hundredths), state: fact.state.rawValue, stateText: state(fact, sentence),
          isTicked: ticked.contains(cell.id.text))
      }
      let free = facts.count { $0.state == .free || $0.state == .unopened && $0.next == nil }
      return LevelChoices(
        name: "\(timeline.buildings[level.building].name), \(level.name)",
        count: visit.text("spaces.picker.free", ["free": String(free), "all": String(facts.count)]),
        planPath: "/plan?day=\(day)&level=\(percentEncoded(level.key))",
        isOpen: choices.contains(where: \.isTicked), choices: choices)
    }
  }

  /// Who has it and until when, or whom it is promised to.
  private static func state(_ fact: CellFact, _ sentence: CellSentence) -> String {
    let timeline = sentence.timeline
    var text = sentence.words.state(fact.state)
    if let hold = fact.hold, let name = sentence.holderName(timeline.holds[hold]) { text = "\(text) : \(name)" }
    if fact.state != .free, fact.state != .unopened, let until = fact.until {
      text += " → " + Format(sentence.words.language).shortDay(until - 1)
    }
    if let next = fact.next { text += " · " + sentence.promise(next) }
    return text
  }
}
