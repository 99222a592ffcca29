import Kernel
import Testing

@testable import Spaces

@Suite struct SearchAnswerTests {
  let start = day("2019-03-01")

  /// The worked example of `docs/search.md`, and every other answer: what is told adds up to what it is ordered by.
  @Test func theReasonsAddUp() throws {
    let house = SearchHouse(6, 3, busy: [3])
    var question = SearchQuestion(count: 4, from: start)
    question.near = [cellID(0)]
    question.area = FloorArea(hundredths: 5000)
    let answers = house.search(question).answers
    let weights = SearchWeights()
    for answer in answers { #expect(answer.terms(weights).reduce(0) { $0 + $1.points } == answer.points) }
    #expect(
      answers[0].terms(weights) == [
        SearchTerm(reason: .walk, amount: 4000, points: 40), SearchTerm(reason: .wall, amount: 32_000, points: 160),
        SearchTerm(reason: .excess, amount: 1000, points: 100), SearchTerm(reason: .rent, amount: 72_000, points: 36),
      ])
    for answer in answers.dropFirst() where answer.points > answers[0].points {
      let drawback = try #require(answer.drawback(against: answers[0], weights))
      #expect(drawback.points > 0 && drawback.amount > 0)
    }
    #expect(answers[0].drawback(against: answers[0], weights) == nil)
  }

  @Test func withoutRentsTheOrderTellsNothingOfThem() {
    let dear = Timeline.RentPlace(building: 0, kind: .module)
    let timeline = TrialTimeline.make(rents: [dear: Steps([(day("2017-01-01"), 900_00)])])
    let ground = SearchGround(timeline, links: [])
    let question = SearchQuestion(count: 2, from: start)
    let seen = ground.search(rentsOn: start, in: timeline).answer(question).answers
    let blind = ground.search(rentsOn: nil, in: timeline).answer(question).answers
    // With rents the sheds, which have no list, come before the mill; without, the mill's cells come first by their order.
    #expect(seen.first?.monthlyRent == nil && seen.last?.monthlyRent == Money(cents: 2250_00))
    #expect(blind.allSatisfy { $0.monthlyRent == nil && !$0.terms(SearchWeights()).contains { $0.reason == .rent } })
    #expect(blind.first?.cells == [cellID(0), cellID(1)])
  }

  @Test func aMonthIsATwelfthHalfUp() {
    // 100.01 € a year and m² for 15 m²: 1500.15 € a year, 125.0125 € a month.
    let place = Timeline.RentPlace(building: 0, kind: .module)
    let timeline = TrialTimeline.make(rents: [place: Steps([(day("2018-01-01"), 100_01)])])
    #expect(timeline.monthlyListRent(of: timeline.cells[0], on: day("2018-01-01")) == Money(cents: 125_01))
    #expect(timeline.monthlyListRent(of: timeline.cells[0], on: day("2017-12-31")) == nil)
    #expect(timeline.monthlyListRent(of: timeline.cells[4], on: day("2018-01-01")) == nil)
  }

  /// The day found by halving, or one after the other, is the first on which the same question has an answer.
  @Test func theEarliestDayIsTheFirst() {
    var dice = Dice(state: 5)
    var found = 0
    for round in 0..<60 {
      var free: [Int: [DaySpan]] = [:]
      for cell in 0..<12 {
        let from = start + Int.random(in: 0..<400, using: &dice)
        let end = Int.random(in: 0..<3, using: &dice) == 0 ? from + Int.random(in: 1..<500, using: &dice) : nil
        free[cell] = [DaySpan(from: from, until: end)]
      }
      let house = SearchHouse(4, 3, free: free)
      var question = SearchQuestion(
        count: Int.random(in: 2...7, using: &dice), from: start,
        until: round % 2 == 0 ? nil : start + Int.random(in: 30..<200, using: &dice))
      if round % 3 == 0 { question.area = FloorArea(hundredths: Int64(question.count ?? 1) * 1500) }
      let result = house.search(question)
      guard result.answers.isEmpty else { continue }
      let days = Set(free.values.flatMap { $0.map(\.from) }).filter { $0 > start }.sorted()
      let first = days.first { later in
        var again = question
        again.from = later
        again.until = question.until.map { later + ($0 - start) }
        return !house.search(again).answers.isEmpty
      }
      #expect(result.none?.earliest == first)
      found += first == nil ? 0 : 1
    }
    #expect(found > 10)
  }

  @Test func nothingLargeEnoughIsCertain() {
    let house = SearchHouse(10, 2, busy: Set(5..<20))
    let result = house.search(SearchQuestion(count: 9, from: start))
    #expect(result.answers.isEmpty && result.isExact && result.none?.largest.count == 5)
  }

  @Test(arguments: [
    ("c1", NearPlace.cells([1])), ("Ada", .cells([0])), ("ADA", .cells([0])), ("ad", .several(["Adèle", "Ada"])), ("dune", .absent("Dune")),
    ("secret", .unknown), ("nobody", .unknown), ("bo", .cells([2, 3])),
  ])
  func nearWhatIsTyped(typed: String, expected: NearPlace) {
    let names = ["Ada", "Adèle", "Bora", "Dune"].map { TrialTimeline.holder($0) } + [TrialTimeline.holder("Secret", listed: false)]
    let timeline = TrialTimeline.make(
      holders: names,
      holds: [
        TrialTimeline.hold(.let, 0, [0], "2018-01-01"), TrialTimeline.hold(.let, 2, [2, 3], "2018-01-01"),
        TrialTimeline.hold(.let, 4, [5], "2018-01-01"), TrialTimeline.hold(.let, 3, [6], "2018-01-01", "2018-02-01"),
      ])
    let found = NearPlace(typed, on: start, in: timeline) { $0.isListed }
    if case .several(let names) = expected, case .several(let others) = found {
      #expect(Set(names) == Set(others))
    } else {
      #expect(found == expected)
    }
  }

  /// The mill's head lease ends on 1 March 2077; the shed has none. What placing would refuse is not proposed.
  @Test func nothingIsProposedPastTheHeadLease() {
    let timeline = TrialTimeline.make()
    let search = SearchGround(timeline, links: []).search(rentsOn: nil, in: timeline)
    func buildings(_ from: String, _ until: String? = nil, in building: Int? = nil) -> Set<String> {
      var question = SearchQuestion(count: 1, from: day(from), until: until.map(day))
      question.building = building.map { TrialTimeline.buildings[$0].id }
      let cells = search.answer(question).answers.flatMap(\.cells)
      return Set(cells.compactMap { timeline.cell($0) }.map { $0 < 4 ? "mill" : "shed" })
    }
    #expect(buildings("2077-02-28", in: 0) == ["mill"] && buildings("2077-03-01", in: 0) == [])
    #expect(buildings("2077-01-01", "2077-03-01", in: 0) == ["mill"] && buildings("2077-01-01", "2077-03-02", in: 0) == [])
    #expect(buildings("2077-03-01") == ["shed"])
    var late = SearchQuestion(count: 1, from: day("2080-01-01"))
    late.building = TrialTimeline.buildings[0].id
    #expect(search.answer(late).none?.earliest == nil)
  }

  @Test func partsOfTheHouse() {
    let timeline = TrialTimeline.make()
    #expect(HousePart("", in: timeline) == .whole && HousePart("building/shed", in: timeline) == .building(1))
    #expect(HousePart("level/shed-1", in: timeline) == .level(2))
    for wrong in ["shed", "level/shed", "building/", "/", "level/shed-1/", "cell/c"] { #expect(HousePart(wrong, in: timeline) == nil) }
    for part in [HousePart.whole, .building(1), .level(0)] { #expect(HousePart(part.text(in: timeline), in: timeline) == part) }
    #expect(HousePart.level(0).leasedUntil(in: timeline) == day("2077-03-01"))
    // The shed has no head lease, so the whole house ends on no known day.
    #expect(HousePart.whole.leasedUntil(in: timeline) == nil)
    #expect(timeline.cells.filter { HousePart.building(1).contains($0, in: timeline) }.count == 8)
  }
}
