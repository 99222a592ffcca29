import Kernel
import Testing

@testable import Spaces

/// A house of cells of 5 by 3 metres for searches; `busy` are let for ever.
struct SearchHouse {
  let cells: [SearchCell]
  let neighbours: Neighbours

  init(_ columns: Int, _ rows: Int, busy: Set<Int> = [], free: [Int: [DaySpan]] = [:], area: (Int) -> Int64 = { _ in 1500 }) {
    let drawn = gridCells(columns, rows)
    neighbours = Neighbours(cells: drawn, walls: { _ in WallRule(sharedWall: 1000, wallGap: 0) })
    cells = drawn.enumerated()
      .map { number, cell in
        SearchCell(
          id: cell.id, code: "H\(number)", kind: .module, building: mill, level: ground, ordinal: 0, outline: cell.outline,
          area: FloorArea(hundredths: area(number)), noise: number % 2 == 0 ? .quiet : .lively, hasWindow: number < columns,
          monthlyRent: Money(cents: area(number) * 12), free: free[number] ?? (busy.contains(number) ? [] : [span("2019-01-01", nil)]))
      }
  }

  func search(_ question: SearchQuestion, budget: Int = 1_000_000) -> SearchResult {
    AdjacentSearch(cells: cells, neighbours: neighbours, budget: budget).answer(question)
  }
}

@Suite struct AdjacentSearchTests {
  let start = day("2019-03-01")

  @Test func fourCellsNearOneMakeASquare() {
    let house = SearchHouse(6, 3)
    var question = SearchQuestion(count: 4, from: start)
    question.near = [cellID(0)]
    question.area = FloorArea(hundredths: 5000)
    let result = house.search(question)
    let first = result.answers[0]
    #expect(result.isExact && result.answers.count == 10)
    #expect(first.cells == [0, 1, 6, 7].map(cellID))
    #expect(first.area == FloorArea(hundredths: 6000) && first.excess == FloorArea(hundredths: 1000))
    // From 0, 1, 6 and 7 to 0: 0, 5, 3 and 8 m along walls, 4 m on average.
    #expect(first.walk == 4000)
    // Two walls of 3 m across and two of 5 m along; around it 4 × 16 − 2 × 16 = 32 m.
    #expect(first.innerWall == 16_000 && first.outerWall == 32_000)
    #expect(first.stranded.isEmpty && first.monthlyRent == Money(cents: 72_000))
    // 4 m × 10 + 32 m × 5 + 10 m² × 10 + 720 € × 5 ÷ 100.
    #expect(first.points == 40 + 160 + 100 + 36)
    #expect(Set(result.answers.map(\.cells)).count == 10)
  }

  @Test func theAnswerLeavesNobodyAlone() {
    // A row of five: taking 1 and 2 would leave 0 alone, taking 0 and 1 leaves 2, 3, 4 together.
    let result = SearchHouse(5, 1).search(SearchQuestion(count: 2, from: start))
    #expect(result.answers.map(\.cells) == [[0, 1], [3, 4], [1, 2], [2, 3]].map { $0.map(cellID) })
    #expect(result.answers[2].stranded == [cellID(0)])
  }

  @Test func onlyWhatSuitsIsFound() {
    let house = SearchHouse(4, 3)
    var question = SearchQuestion(count: 2, from: start)
    question.needsWindow = true
    #expect(house.search(question).answers.count == 3)
    question.noise = .quiet
    #expect(house.search(question).answers.isEmpty)  // 0 and 2 are quiet and apart
    question.noise = nil
    question.kinds = [.office]
    #expect(house.search(question).none?.largest == [])
    question.kinds = []
    question.level = ID("level-9")
    #expect(house.search(question).answers.isEmpty)
  }

  @Test func withoutACountTheAreaDecides() {
    // 40 m² take three cells of 15 m²; four are the other choice.
    var question = SearchQuestion(count: nil, from: start)
    question.area = FloorArea(hundredths: 4000)
    let answers = SearchHouse(4, 2).search(question).answers
    #expect(answers.count == 10)
    #expect(answers.allSatisfy { $0.area >= question.area && (3...4).contains($0.cells.count) })
    #expect(answers[0].cells.count == 3)
    // One hall of 50 m² alone, as far as area goes.
    let hall = SearchHouse(4, 2, area: { $0 == 5 ? 5000 : 1500 }).search(question).answers
    #expect(hall[0].cells == [cellID(5)])
  }

  @Test func noneIsExplained() {
    // Two rows of four; 2 and 5 are let for ever, 6 until June.
    let house = SearchHouse(4, 2, busy: [2, 5], free: [6: [span("2019-06-01", nil)]])
    // Free now: 0 1 4 | 3 7. With 6: 3 6 7.
    let none = house.search(SearchQuestion(count: 4, from: start)).none
    #expect(none?.largest == [0, 1, 4].map(cellID))
    #expect(none?.largestArea == FloorArea(hundredths: 4500))
    #expect(none?.earliest == nil)
    let later = SearchHouse(4, 2, busy: [5], free: [6: [span("2019-06-01", nil)], 2: [span("2019-09-01", "2020-01-01")]])
    #expect(later.search(SearchQuestion(count: 6, from: start)).none?.earliest == nil)  // 2 is not free without end
    #expect(later.search(SearchQuestion(count: 6, from: start, until: day("2019-05-01"))).none?.earliest == day("2019-09-01"))
    var large = SearchQuestion(count: 3, from: start)
    large.area = FloorArea(hundredths: 9000)
    #expect(house.search(large).none?.earliest == nil)
  }

  @Test func foolishQuestionsAreProblems() {
    let house = SearchHouse(2, 2)
    for count in [0, -1, Int.min, Int.max, 61] {
      let question = SearchQuestion(count: count, from: start)
      #expect(question.problems.map(\.code) == ["spaces.problem.searchCount"])
      #expect(house.search(question).answers.isEmpty)
    }
    #expect(SearchQuestion(count: nil, from: start).problems.map(\.code) == ["spaces.problem.searchNothing"])
    #expect(SearchQuestion(count: 1, from: start, until: start).problems.map(\.code) == ["spaces.problem.reversed"])
    #expect(AdjacentSearch(cells: [], neighbours: house.neighbours).answer(SearchQuestion(count: 1, from: start)).none?.largest == [])
  }

  @Test func manyCellsAreGrown() {
    let house = SearchHouse(10, 10)
    var question = SearchQuestion(count: 12, from: start)
    question.near = [cellID(0)]
    let result = house.search(question)
    #expect(!result.isExact && result.answers.count == 10)
    for answer in result.answers { #expect(answer.cells.count == 12 && house.neighbours.isConnected(answer.cells)) }
    #expect(result == house.search(question))
    // Without budget the exact search gives way to growing.
    let small = house.search(SearchQuestion(count: 3, from: start), budget: 10)
    #expect(!small.isExact && small.answers.count == 10)
  }

  @Test func agreesWithTryingEverySet() {
    var dice = Dice(state: 42)
    for round in 0..<60 {
      let areas = (0..<12).map { _ in Int64.random(in: 10...30, using: &dice) * 100 }
      let busy = Set((0..<12).filter { _ in Int.random(in: 0..<4, using: &dice) == 0 })
      let house = SearchHouse(4, 3, busy: busy, area: { areas[$0] })
      var question = SearchQuestion(count: Int.random(in: 1...5, using: &dice), from: start)
      question.area = FloorArea(hundredths: Int64.random(in: 0...80, using: &dice) * 100)
      if round % 2 == 0 { question.near = [cellID(Int.random(in: 0..<12, using: &dice))] }
      let result = house.search(question)
      #expect(result.isExact)
      #expect(result.answers == everySet(house, question))
    }
  }

  /// Of a row of five, two of 1, 2 and 3 are promised to somebody who has still to choose, from 1 June on.
  @Test func promisesOfSoManyAmongTheseAreLeft() {
    let house = SearchHouse(5, 1)
    let request = PoolRequest(hold: ID("option"), holder: "Ada", count: 2, cells: [1, 2, 3].map(cellID), span: span("2019-06-01", nil))
    func search(_ question: SearchQuestion, _ promises: PoolPromises) -> SearchResult {
      AdjacentSearch(cells: house.cells, neighbours: house.neighbours, promises: promises).answer(question)
    }
    let promises = PoolPromises([request])
    // One of the three may be taken, two may not: 1–2 and 2–3 are out, 0–1 and 3–4 are left.
    let pairs = search(SearchQuestion(count: 2, from: start), promises)
    #expect(pairs.isExact && Set(pairs.answers.map(\.cells)) == [[0, 1].map(cellID), [3, 4].map(cellID)])
    #expect(search(SearchQuestion(count: 1, from: start), promises).answers.count == 5)
    #expect(search(SearchQuestion(count: 3, from: start), promises).answers.isEmpty)
    // There is room for three, for as long as nobody has to choose: that is said.
    let none = search(SearchQuestion(count: 3, from: start), promises).none
    #expect(none?.promisedFrom == day("2019-06-01") && none?.largest.count == 5)
    #expect(search(SearchQuestion(count: 6, from: start), promises).none?.promisedFrom == nil)
    // Back in time, everything is there; and where cell 2 is let, none of the other two can be taken either.
    var before = SearchQuestion(count: 2, from: start)
    before.until = day("2019-06-01")
    #expect(search(before, promises).answers.count == 4)
    let tight = PoolPromises(
      [request], blocked: [BlockedSpan(cell: cellID(2), hold: ID("let"), holder: "Bob", kind: .let, span: span("2019-01-01", nil))])
    #expect(Set(search(SearchQuestion(count: 1, from: start), tight).answers.map(\.cells)) == Set([[0], [2], [4]].map { $0.map(cellID) }))
    // Grown sets keep to it as well.
    let grown = AdjacentSearch(cells: house.cells, neighbours: house.neighbours, promises: promises, budget: 0)
      .answer(SearchQuestion(count: 2, from: start))
    #expect(!grown.isExact && Set(grown.answers.map(\.cells)) == Set(pairs.answers.map(\.cells)))
  }

  private func everySet(_ house: SearchHouse, _ question: SearchQuestion) -> [SearchAnswer] {
    let free = house.cells.filter { !$0.free.isEmpty }
    let field = SearchField(question, cells: free, all: house.cells, neighbours: house.neighbours, weights: SearchWeights())
    var found: [SearchAnswer] = []
    for bits in 1..<(1 << free.count) where bits.nonzeroBitCount == question.count {
      let members = free.indices.filter { bits & (1 << $0) != 0 }
      guard house.neighbours.isConnected(members.map { free[$0].id }) else { continue }
      let answer = field.answer(members.map(Int32.init))
      if answer.area >= question.area { found.append(answer) }
    }
    found.sort { $0.points != $1.points ? $0.points < $1.points : $0.cells.lexicographicallyPrecedes($1.cells) }
    return Array(found.prefix(10))
  }

  @Test func freeDaysAreWhatIsLeft() {
    let existence = span("2018-01-01", "2021-01-01")
    let blocked = [span("2019-06-01", "2019-09-01"), span("2019-01-01", "2019-07-01"), span("2020-12-01", nil)]
    #expect(
      FreeDays.of(existence: existence, opens: day("2018-03-01"), blocked: blocked) == [
        span("2018-03-01", "2019-01-01"), span("2019-09-01", "2020-12-01"),
      ])
    #expect(FreeDays.of(existence: existence, opens: day("2022-01-01"), blocked: []).isEmpty)
    #expect(FreeDays.of(existence: existence, opens: nil, blocked: []) == [existence])
  }
}
