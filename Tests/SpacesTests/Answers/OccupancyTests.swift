import Kernel
import Testing

@testable import Spaces

@Suite struct OccupancyTests {
  /// The worked example of `docs/occupancy.md`: four cells of 15 m² at 120 € a year and m², two workplaces each.
  private var example: Timeline {
    let cells = [0, 1, 2, 3].map { TrialTimeline.cell($0) } + [TrialTimeline.cell(4, .common)]
    return TrialTimeline.make(
      holders: [TrialTimeline.holder("Ada"), TrialTimeline.holder("Bora")],
      holds: [
        TrialTimeline.hold(.let, 0, [0], "2019-03-01", rent: 135_00),
        TrialTimeline.hold(.option, 1, [1], "2019-03-01", "2019-09-01"),
        TrialTimeline.hold(.works, nil, [3], "2019-05-01", "2019-06-01"),
      ], cells: cells, rents: [Timeline.RentPlace(building: 0, kind: .module): Steps([(day("2017-01-01"), 120_00)])],
      people: [0: Steps([(day("2019-03-01"), 3)]), 1: Steps([(day("2019-03-01"), 9)])])
  }

  @Test(
    arguments: [
      // Before anybody has anything: four cells of nobody.
      ("2019-01-01", [0, 4], [0, 6000], [0, 600_00], [0, 8], 0, 0),
      // One let of 15 m² for 135 €, where the list says 150 €; three people at eight workplaces. An option is no let.
      ("2019-04-01", [1, 4], [1500, 6000], [135_00, 600_00], [3, 8], 1, 0),
      // Works take a cell out of every denominator.
      ("2019-05-15", [1, 3], [1500, 4500], [135_00, 450_00], [3, 6], 1, 1),
      // The option is over; its people never counted.
      ("2019-10-01", [1, 4], [1500, 6000], [135_00, 600_00], [3, 8], 0, 0),
    ] as [(String, [Int64], [Int64], [Int64], [Int64], Int64, Int64)])
  func theFourMeasures(
    on text: String, cells: [Int64], area: [Int64], money: [Int64], people: [Int64], options: Int64, closed: Int64
  ) {
    let figures = example.occupancy(on: day(text))
    #expect(figures.cells == Occupancy.Share(cells[0], of: cells[1]))
    #expect(figures.area == Occupancy.Share(area[0], of: area[1]))
    #expect(figures.money == Occupancy.Share(money[0], of: money[1]))
    #expect(figures.people == Occupancy.Share(people[0], of: people[1]))
    #expect((figures.optionCells, figures.outOfService) == (options, closed))
  }

  @Test func whatIsPromisedAmongSeveralIsCounted() {
    func promised(_ count: Int, of pool: [Int], _ from: String, _ until: String? = nil, ended: String? = nil) -> PlanHold {
      var hold = PlanHold(id: ID("k-\(pool)-\(from)"), kind: .option, organisation: 0, span: span(from, until), madeOn: day("2018-01-01"))
      (hold.wantedCount, hold.pool, hold.endedOn) = (count, pool, ended.map(day))
      return hold
    }
    func figures(_ hold: PlanHold, on text: String, levels: Set<Int> = [0, 1, 2], opened: Day? = nil) -> [Int64] {
      let timeline = TrialTimeline.make(holders: [TrialTimeline.holder("Ada")], holds: [hold], opened: [opened, nil, nil])
      let found = timeline.occupancy(on: day(text)) { levels.contains($0.level) }
      return [found.optionCells, found.optionArea.hundredths]
    }
    let two = promised(2, of: [0, 1], "2019-03-01", "2019-09-01")
    #expect(figures(two, on: "2019-02-28") == [0, 0])
    #expect(figures(two, on: "2019-03-01") == [2, 3000])
    #expect(figures(two, on: "2019-09-01") == [0, 0])
    // Before the doors open nothing is in service, and nothing of it is promised.
    #expect(figures(two, on: "2019-03-01", opened: day("2019-04-01")) == [0, 0])
    #expect(figures(two, on: "2019-04-01", opened: day("2019-04-01")) == [2, 3000])
    // 2 of {0, 4, 5}, of which 0 is in the mill: the shed must give one at least, the mill none.
    let split = promised(2, of: [0, 4, 5], "2019-03-01")
    #expect(figures(split, on: "2019-04-01") == [2, 3000])
    #expect(figures(split, on: "2019-04-01", levels: [1]) == [1, 1500])
    #expect(figures(split, on: "2019-04-01", levels: [0]) == [0, 0])
    // Given back on the first day of June, it promised nothing from then on.
    #expect(figures(promised(1, of: [0, 1], "2019-03-01", ended: "2019-06-01"), on: "2019-06-01") == [0, 0])
    #expect(figures(promised(1, of: [0, 1], "2019-03-01", ended: "2019-06-01"), on: "2019-05-31") == [1, 1500])
    var waiting = two
    waiting.isWaiting = true
    #expect(figures(waiting, on: "2019-04-01") == [0, 0])
  }

  @Test func beforeTheOpeningNothingIsInService() {
    let timeline = TrialTimeline.make(
      holders: [TrialTimeline.holder("Ada")], holds: [TrialTimeline.hold(.let, 0, [0], "2018-01-01")],
      opened: [day("2019-02-01"), nil, nil])
    let before = timeline.occupancy(on: day("2018-06-01")) { $0.level == 0 }
    #expect(before.cells == Occupancy.Share(0, of: 0) && before.cells.percentage == nil && before.outOfService == 4)
    #expect(timeline.occupancy(on: day("2019-02-01")) { $0.level == 0 }.cells == Occupancy.Share(1, of: 4))
  }

  /// The example of `docs/occupancy.md`: two modules promised before the opening, of which one is given up again.
  @Test func whatIsPromisedBeforeTheOpeningIsTold() {
    func promised(_ cell: Int, ended: String? = nil) -> PlanHold {
      var hold = TrialTimeline.hold(.option, 0, [cell], "2019-02-01", made: "2018-03-11")
      hold.endedOn = ended.map(day)
      if ended != nil { hold.blocked = [] }
      return hold
    }
    let timeline = TrialTimeline.make(
      holders: [TrialTimeline.holder("Ada")], holds: [promised(0), promised(1, ended: "2018-06-01")],
      opened: [day("2019-02-01"), nil, nil])
    func figures(on text: String) -> [Int64] {
      let found = timeline.occupancy(on: day(text)) { $0.level == 0 }
      return [found.outOfService, found.promisedCells, found.promisedArea.hundredths, found.optionCells]
    }
    #expect(figures(on: "2018-02-28") == [4, 0, 0, 0])
    #expect(figures(on: "2018-03-01") == [4, 2, 3000, 0])
    #expect(figures(on: "2018-05-31") == [4, 2, 3000, 0])
    #expect(figures(on: "2018-06-01") == [4, 1, 1500, 0])
    #expect(figures(on: "2019-01-31") == [4, 1, 1500, 0])
    #expect(figures(on: "2019-02-01") == [0, 0, 0, 1])
    // The plan of the day draws as many.
    let drawn = timeline.facts(on: day("2018-04-01"), level: 0).filter(\.isPromised)
    #expect(drawn.map(\.cell) == [0, 1])
  }

  /// The sweep over what changes says of every day what a look at every cell says, for the house and for each part of it.
  @Test func theSeriesAgreesWithEveryDay() {
    var dice = Dice(state: 11)
    for _ in 0..<25 {
      let timeline = random(&dice)
      let days = stride(from: 0, to: 1500, by: 7).map { day("2017-01-01") + $0 }
      for part in [HousePart.whole, .building(0), .building(1), .level(2)] {
        let series = OccupancySeries(timeline, on: days) { part.contains($0, in: timeline) }
        let looked = days.map { timeline.occupancy(on: $0) { part.contains($0, in: timeline) } }
        #expect(series.figures == looked)
      }
    }
  }

  @Test func monthsAreTheirFirstDays() {
    let series = OccupancySeries(example, from: Month(year: 2019, month: 3), through: Month(year: 2019, month: 5))
    #expect(series.days == [day("2019-03-01"), day("2019-04-01"), day("2019-05-01")])
    #expect(OccupancySeries(example, from: Month(year: 2019, month: 3), through: Month(year: 2019, month: 2)).days.isEmpty)
  }

  private func random(_ dice: inout Dice) -> Timeline {
    func someDay(_ dice: inout Dice) -> Day { day("2017-01-01") + Int.random(in: 0..<1400, using: &dice) }
    let kinds: [CellKind] = [.module, .module, .office, .common]
    let cells = (0..<12).map { number in
      let from = someDay(&dice)
      let until = Int.random(in: 0..<3, using: &dice) == 0 ? from + Int.random(in: 1..<900, using: &dice) : nil
      return TrialTimeline.cell(number, kinds.randomElement(using: &dice) ?? .module, DaySpan(from: from, until: until))
    }
    var holds: [PlanHold] = []
    for (number, cell) in cells.enumerated() {
      var from = cell.span.from + Int.random(in: 0..<200, using: &dice)
      while from < day("2021-01-01") {
        let until = from + Int.random(in: 1..<400, using: &dice)
        let kind = HoldKind.allCases.randomElement(using: &dice) ?? .let
        let organisation = kind == .works ? nil : Int.random(in: 0..<4, using: &dice)
        if Int.random(in: 0..<4, using: &dice) > 0 {
          var hold = TrialTimeline.hold(
            kind, organisation, [number], from.description, until.description, rent: kind == .let ? 100_00 : nil)
          // Said again for other days, or over before it begins: what was promised on a day is as it was known then.
          hold.promises = (0..<Int.random(in: 0..<3, using: &dice)).map { place in
            let first = someDay(&dice)
            return PlanPromise(said: hold.madeOn + place * 40, from: first, until: first + Int.random(in: 1..<500, using: &dice))
          }
          if Int.random(in: 0..<4, using: &dice) == 0 { hold.endedOn = hold.madeOn + Int.random(in: 0..<300, using: &dice) }
          holds.append(hold)
        }
        from = until + Int.random(in: 0..<60, using: &dice)
      }
    }
    for number in 0..<4 {
      let from = someDay(&dice)
      let days = DaySpan(from: from, until: Int.random(in: 0..<2, using: &dice) == 0 ? nil : from + Int.random(in: 1..<500, using: &dice))
      var hold = PlanHold(id: ID("pool-\(number)"), kind: number == 3 ? .offer : .option, organisation: number, span: days, madeOn: from)
      hold.pool = Array(Set((0..<5).map { _ in Int.random(in: 0..<12, using: &dice) })).sorted()
      hold.wantedCount = Int.random(in: 1...hold.pool.count, using: &dice)
      if Int.random(in: 0..<3, using: &dice) == 0 { hold.expiresOn = from + Int.random(in: 1..<300, using: &dice) }
      holds.append(hold)
    }
    let opened = (0..<3).map { _ in Int.random(in: 0..<2, using: &dice) == 0 ? nil : someDay(&dice) }
    var rents: [Timeline.RentPlace: Steps<Int64>] = [:]
    for kind in [CellKind.module, .office] {
      rents[Timeline.RentPlace(building: 0, kind: kind)] = Steps([(someDay(&dice), 100_00), (someDay(&dice), 133_33)])
    }
    let people = Dictionary(
      uniqueKeysWithValues: (0..<4).map { ($0, Steps([(someDay(&dice), Int.random(in: 0..<9, using: &dice)), (someDay(&dice), 5)])) })
    return TrialTimeline.make(
      holders: ["Ada", "Bora", "Cora", "Dune"].map { TrialTimeline.holder($0) }, holds: holds, cells: cells, opened: opened, rents: rents,
      people: people)
  }
}
