import Kernel
import Web

/// A search as it was typed into the address: the question, or everything that is wrong with it.
package struct SearchAsk: Sendable {
  /// nil as long as something is wrong, or nothing was asked.
  package let question: SearchQuestion?
  package let problems: [Problem]
  package let from: Day
  package let last: Day?
  package let part: HousePart
  /// The place of the answer that is drawn, from 1.
  package let chosen: Int
  /// The fields that make the question, without those that are empty.
  let fields: Input

  static let names = ["count", "area", "from", "last", "kind", "window", "noise", "part", "near"]

  package init(_ query: Input, in snapshot: PlanSnapshot, sight: PlanSight, today: Day) {
    let timeline = snapshot.timeline
    var reader = InputReader(query)
    let count = reader.integer("count", in: 1...SearchQuestion.mostCells)
    let area = reader.hundredths("area", limit: 100_000_000)
    let from = reader.day("from")
    let last = reader.day("last")
    let kinds = query.all("kind").filter { !$0.isEmpty }.map { CellKind(rawValue: $0) }
    if kinds.contains(where: { !($0?.isLettable ?? false) }) { reader.problems.add("kernel.problem.choice", field: "kind") }
    let noise = reader.integer("noise", in: 0...3).flatMap { NoiseZone(rawValue: Int64($0)) }
    let part = HousePart(query["part"], in: timeline)
    if part == nil { reader.problems.add("kernel.problem.choice", field: "part") }
    let near = reader.text("near")
    fields = Input(
      query.fields.filter { SearchAsk.names.contains($0.key) }.compactMapValues { values in
        let typed = values.filter { !$0.isEmpty }
        return typed.isEmpty ? nil : typed
      })
    (self.from, self.last, self.part) = (from ?? today, last, part ?? .whole)
    chosen = max(1, Int(query["answer"]) ?? 1)
    let isAsked = ["count", "area"].contains { query.fields[$0] != nil }
    var question = SearchQuestion(count: count, from: from ?? today, until: last.map { $0 + 1 })
    question.area = FloorArea(hundredths: area ?? 0)
    question.kinds = Set(kinds.compactMap(\.self))
    question.needsWindow = reader.flag("window")
    question.noise = noise
    if case .building(let place) = part { question.building = timeline.buildings[place].id }
    if case .level(let place) = part { question.level = timeline.levels[place].id }
    let isEmpty = ["count", "area"].allSatisfy { query[$0].allSatisfy(\.isWhitespace) }
    // What was typed wrongly is told once, not again as missing.
    let typedWrongly = Set(reader.problems.items.compactMap(\.field))
    for problem in question.problems where isEmpty || problem.code != "spaces.problem.searchNothing" {
      if problem.field.map({ !typedWrongly.contains($0) }) ?? true { reader.problems.add([problem]) }
    }
    if let end = (part ?? .whole).leasedUntil(in: timeline) {
      let last = ["last": (end - 1).description]
      if let until = question.until, until > end { reader.problems.add("spaces.problem.pastHeadLease", field: "last", last) }
      if question.from >= end { reader.problems.add("spaces.problem.afterHeadLease", field: "from", last) }
    }
    if let near { question.near = SearchAsk.cells(near, from ?? today, timeline, sight, &reader.problems) }
    problems = isAsked ? reader.problems.items : []
    self.question = isAsked && problems.isEmpty ? question : nil
  }

  private static func cells(
    _ near: String, _ day: Day, _ timeline: Timeline, _ sight: PlanSight, _ problems: inout Problems
  ) -> [ID<Cell>] {
    switch NearPlace(near, on: day, in: timeline, sees: sight.sees, names: { sight.holder(of: $0, in: timeline) != nil }) {
    case .cells(let places): return places.map { timeline.cells[$0].id }
    case .absent(let name): problems.add("spaces.find.problem.absent", field: "near", ["name": name])
    case .several(let names):
      problems.add("spaces.find.problem.several", field: "near", ["names": names.prefix(5).joined(separator: ", ")])
    case .unknown: problems.add("spaces.find.problem.unknown", field: "near")
    }
    return []
  }

  /// The same search, with another answer drawn or from another day.
  func path(_ base: String = "/search", answer: Int? = nil, from: Day? = nil) -> String {
    var asked = fields
    if let from {
      asked.fields["from"] = [from.description]
      // As long as was asked, only later.
      if let last { asked.fields["last"] = [(last + (from - self.from)).description] }
    }
    return base + "?" + queryText(asked, replacing: "answer", with: answer.map { String($0) })
  }
}
