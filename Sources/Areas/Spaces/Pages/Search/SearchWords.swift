import Kernel
import Web

/// Answers of a search in words: where, how large, how far, and why in this place.
struct SearchWords: Sendable {
  let timeline: Timeline
  let words: PlanWords
  let weights: SearchWeights

  init(_ timeline: Timeline, _ words: PlanWords, _ weights: SearchWeights) {
    (self.timeline, self.words, self.weights) = (timeline, words, weights)
  }

  /// In the order of their codes.
  func cells(_ ids: [ID<Cell>]) -> [Int] {
    ids.compactMap { timeline.cell($0) }.sorted { (timeline.cells[$0].code, $0) < (timeline.cells[$1].code, $1) }
  }
  func codes(_ ids: [ID<Cell>]) -> String { cells(ids).map { timeline.cells[$0].code }.joined(separator: ", ") }
  func levels(_ ids: [ID<Cell>]) -> [Int] { Set(cells(ids).map { timeline.cells[$0].level }).sorted() }
  func place(_ ids: [ID<Cell>]) -> String {
    levels(ids).map { "\(timeline.buildings[timeline.levels[$0].building].name), \(timeline.levels[$0].name)" }.joined(separator: " · ")
  }
  func metres(_ millimetres: Int64) -> String { words.count((millimetres + 500) / 1000) + "\u{A0}m" }

  func amount(_ term: SearchTerm) -> String {
    switch term.reason {
    case .walk, .wall: metres(term.amount)
    case .excess: words.area(FloorArea(hundredths: term.amount))
    case .stranded: words.text("spaces.find.cells", ["count": String(term.amount)])
    case .rent: words.text("spaces.find.aMonth", ["amount": words.money(Money(cents: term.amount))])
    }
  }

  /// Why an answer stands where it does, against the first.
  func why(_ answer: SearchAnswer, first: SearchAnswer, isFirst: Bool) -> String {
    if isFirst { return words.text("spaces.find.why.first", ["points": words.count(answer.points)]) }
    if answer.points == first.points { return words.text("spaces.find.why.equal", ["points": words.count(answer.points)]) }
    guard let drawback = answer.drawback(against: first, weights) else { return "" }
    return words.text(
      "spaces.find.why.\(drawback.reason.rawValue)",
      ["points": words.count(answer.points), "more": words.count(answer.points - first.points), "amount": amount(drawback)])
  }

  /// Until when the cells stay free all together; nil without end.
  func freeUntil(_ ids: [ID<Cell>], from day: Day) -> Day? {
    cells(ids).reduce(nil) { earliest, cell in
      let next = timeline.occupations[cell].first { $0.from > day }?.from
      return DaySpan.earlier(earliest, DaySpan.earlier(next, timeline.cells[cell].span.until))
    }
  }

  /// Cells among which somebody has still to choose some.
  func awaited(_ ids: [ID<Cell>], on day: Day) -> [Int] {
    cells(ids).filter { cell in timeline.awaitedBy[cell].contains { timeline.holds[$0].stood(on: timeline.today) } }
  }
}
