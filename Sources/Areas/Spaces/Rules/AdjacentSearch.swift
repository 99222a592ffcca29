import Kernel

/// Finds connected sets of free cells. Deterministic; exact up to six cells as long as the budget lasts. See docs/search.md.
package struct AdjacentSearch: Sendable {
  /// Above this many cells sets are grown, not all tried.
  package static let mostExact = 6

  private let cells: [SearchCell]
  private let neighbours: Neighbours
  private let weights: SearchWeights
  private let promises: PoolPromises
  private let budget: Int

  /// - Parameter budget: sets looked at before the search stops being exact; the default is some milliseconds of work.
  package init(
    cells: [SearchCell], neighbours: Neighbours, weights: SearchWeights = SearchWeights(), promises: PoolPromises = PoolPromises(),
    budget: Int = 40_000
  ) {
    (self.cells, self.neighbours, self.weights, self.budget) = (cells, neighbours, weights, max(0, budget))
    self.promises = promises
  }

  /// Without answers when the question itself is wrong: ask it for its `problems` first.
  package func answer(_ question: SearchQuestion) -> SearchResult {
    guard question.problems.isEmpty, let span = DaySpan(checking: question.from, until: question.until) else {
      return SearchResult(answers: [], isExact: true, none: nil)
    }
    let suiting = cells.filter(question.suits)
    let field = field(question, suiting, span)
    var left = budget
    let (best, isExact) = best(in: field, &left)
    if !best.found.isEmpty {
      return SearchResult(answers: best.found.map { field.answer($0.members) }, isExact: isExact, none: nil)
    }
    return SearchResult(answers: [], isExact: isExact, none: none(question, suiting, field, span))
  }

  private func field(_ question: SearchQuestion, _ suiting: [SearchCell], _ span: DaySpan) -> SearchField {
    let free = suiting.filter { $0.isFree(over: span) }
    return SearchField(
      question, cells: free, all: cells, neighbours: neighbours, weights: weights, promises: promises, over: span)
  }

  private func best(in field: SearchField, _ left: inout Int) -> (best: BestAnswers, isExact: Bool) {
    var best = BestAnswers()
    var isExact = true
    if let count = field.question.count {
      look(for: count, in: field, &best, &left, &isExact)
      return (best, isExact)
    }
    // As few cells as the area takes, and one more for those that fit better.
    guard let fewest = fewest(in: field) else { return (best, true) }
    var wasFound = false
    for count in fewest...max(fewest, SearchQuestion.mostCells) {
      look(for: count, in: field, &best, &left, &isExact)
      if wasFound { break }
      wasFound = !best.found.isEmpty
    }
    return (best, isExact)
  }

  private func look(for count: Int, in field: SearchField, _ best: inout BestAnswers, _ left: inout Int, _ isExact: inout Bool) {
    guard field.components.contains(where: { $0.count >= count }) else { return }
    if count <= AdjacentSearch.mostExact {
      var sets = ConnectedSets(field, count: count, best: best, budget: left)
      let outcome = sets.search()
      (best, left) = (outcome.best, outcome.budget)
      if outcome.isExact { return }
    }
    isExact = false
    GrowingSets(field: field, count: count).search(into: &best)
  }

  /// The number of cells below which no part of the house has the area; nil when none has it at all.
  private func fewest(in field: SearchField) -> Int? {
    var least: Int?
    for part in field.components {
      var area: Int64 = 0
      for (place, next) in part.map({ field.areas[Int($0)] }).sorted(by: >).enumerated() where area < field.question.area.hundredths {
        area &+= next
        if area >= field.question.area.hundredths { least = min(least ?? .max, place + 1) }
      }
    }
    return least.flatMap { $0 <= SearchQuestion.mostCells ? $0 : nil }
  }

  private func none(_ question: SearchQuestion, _ suiting: [SearchCell], _ field: SearchField, _ span: DaySpan) -> SearchNone {
    let parts = field.components.map { part in (part: part, area: part.reduce(Int64(0)) { $0 &+ field.areas[Int($1)] }) }
    let largest = parts.max { ($0.part.count, $0.area, $1.part[0]) < ($1.part.count, $1.area, $0.part[0]) }
    let cells = (largest?.part ?? []).map { field.cells[Int($0)].id }
    let area = FloorArea(hundredths: largest?.area ?? 0)
    let isEnough = !cells.isEmpty && cells.count >= question.count ?? 1 && area >= question.area
    return SearchNone(
      largest: cells, largestArea: area, promisedFrom: isEnough ? promises.firstDay(asking: cells, in: span) : nil,
      earliest: earliest(question, suiting, span))
  }

  /// Cells become free only on the first days of their free spans, so no other day need be tried.
  private func earliest(_ question: SearchQuestion, _ suiting: [SearchCell], _ span: DaySpan) -> Day? {
    // Before the first head lease ends, what is free on a day without end is free on all later ones.
    let leased = suiting.compactMap(\.leasedUntil).min()
    let starts = Set(suiting.flatMap { $0.free.map(\.from) })
    let days = starts.filter { day in day > span.from && (leased.map { day < $0 } ?? true) }.sorted()
    var parts = LargestPart(suiting, neighbours)
    // All days together may take as much work as one search.
    var left = budget
    func hasAnswer(_ day: Day) -> Bool {
      let later = DaySpan(from: day, until: span.length.map { day + $0 })
      // Most days no part of the house is large enough, which is seen without weighing anything.
      guard parts.largest(over: later) >= question.count ?? 1 else { return false }
      let field = field(question, suiting, later)
      guard field.components.contains(where: { isEnough($0, field) }) else { return false }
      if question.count == nil || question.area <= .zero, field.promised.isEmpty { return true }
      left -= 4 * field.cells.count
      return !best(in: field, &left).best.found.isEmpty
    }
    if question.until != nil { return days.first { left > 0 && hasAnswer($0) } }
    // Without an end, what is free on a day is free on all later ones: the first day is found by halving.
    guard let last = days.last, hasAnswer(last) else { return nil }
    var (low, high) = (0, days.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if hasAnswer(days[middle]) { high = middle } else { low = middle + 1 }
    }
    return days[high]
  }

  private func isEnough(_ part: [Int32], _ field: SearchField) -> Bool {
    let count = field.question.count ?? SearchQuestion.mostCells
    guard part.count >= (field.question.count ?? 1) else { return false }
    return part.map { field.areas[Int($0)] }.sorted(by: >).prefix(count).reduce(0, &+) >= field.question.area.hundredths
  }
}
