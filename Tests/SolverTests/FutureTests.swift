import Testing

@testable import Solver

/// Futures against what is known without them: see docs/second-building.md.
@Suite struct FutureTests {
  @Test func blockingIsErlangsForOneClass() {
    // B(10, 8), by the recursion B(n) = a·B(n−1) / (n + a·B(n−1)).
    var erlang = 1.0
    for servers in 1...10 { erlang = 8 * erlang / (Double(servers) + 8 * erlang) }
    let share = Blocking.shares(capacity: 10, classes: [(1, 8)])[0]
    #expect(abs(share - erlang) < 1e-12 && abs(share - 0.1217) < 0.0001)
    #expect(Blocking.shares(capacity: 0, classes: [(1, 3)]) == [1])
    // Two cells for each of one class halve the house.
    #expect(abs(Blocking.shares(capacity: 20, classes: [(2, 8)])[0] - erlang) < 1e-12)
    // No overflow in a large house.
    #expect(
      Blocking.shares(capacity: 5_000, classes: [(1, 4_000), (4, 300)]).allSatisfy {
        (0...1).contains($0)
      })
  }

  static func loss(adjacent: Bool = false) -> FutureModel {
    FutureModel(
      horizon: 4_000, futures: 20, seed: 3,
      sizes: [
        FutureModel.Size(cells: 1, arrivals: 400, stay: 200),
        FutureModel.Size(cells: 2, arrivals: 200, stay: 200),
        FutureModel.Size(cells: 4, arrivals: 75, stay: 200),
      ], rows: [30], isAdjacent: adjacent)
  }

  @Test func withoutAdjacencyTheFuturesBlockAsKaufmanAndRobertsSay() {
    let model = Self.loss()
    let known = Blocking.shares(capacity: 30, classes: [(1, 8), (2, 4), (4, 1.5)])
    #expect(zip(known, [0.0296, 0.0640, 0.1479]).allSatisfy { abs($0 - $1) < 0.0001 })
    var tally = FutureTally(model)
    for number in 0..<20 { tally.play(model, number: number) }
    for (size, share) in known.enumerated() {
      let found = Double(tally.blocked[size]) / Double(tally.arrived[size])
      #expect(abs(found - share) < 0.01, "\(model.sizes[size].cells): \(found), known \(share)")
    }
    // Cells that must be neighbours are found less often, the more of them the less.
    let apart = Self.loss(adjacent: true)
    var strict = FutureTally(apart)
    for number in 0..<20 { strict.play(apart, number: number) }
    #expect(Double(strict.blocked[2]) / Double(strict.arrived[2]) > known[2])
  }

  static func house() -> FutureModel {
    FutureModel(
      horizon: 60, futures: 200, seed: 1,
      sizes: [
        FutureModel.Size(cells: 1, arrivals: 700, stay: 300),
        FutureModel.Size(cells: 2, arrivals: 500, stay: 400),
        FutureModel.Size(cells: 4, arrivals: 200, stay: 500),
      ], season: [1500, 500, 1000, 1000, 1000, 1000, 1000, 500, 1500, 1000, 1000, 1000], growth: 12,
      leaving: 30, patience: 80, rent: 150,
      rows: Array(repeating: 8, count: 8),
      residents: (0..<8).map { FutureModel.Resident(row: $0, first: 1, cells: 4) },
      waiting: [2, 3],
      phases: [FutureModel.Phase(month: 24, cells: 16), FutureModel.Phase(month: 36, cells: 16)],
      rowLength: 8)
  }

  @Test func anyShareOfTheFuturesOnAnyThreadComesToTheSame() {
    let model = Self.house()
    var whole = FutureTally(model)
    for number in 0..<60 { whole.play(model, number: number) }
    var (odd, even) = (FutureTally(model), FutureTally(model))
    for number in (0..<60).reversed() {
      if number % 2 == 0 {
        even.play(model, number: number)
      } else {
        odd.play(model, number: number)
      }
    }
    even.add(odd)
    #expect(even == whole)
    var other = model
    other.seed = 2
    var another = FutureTally(other)
    for number in 0..<60 { another.play(other, number: number) }
    #expect(another != whole)
  }

  @Test func noFutureHasMoreThanThereIs() {
    let model = Self.house()
    for number in 0..<200 {
      var run = FutureRun(model, number: number)
      run.run()
      let trace = run.trace
      #expect(trace.occupied.allSatisfy { (0...model.capacity).contains($0) })
      for month in 0..<model.horizon {
        let opened = model.phases.filter { $0.month <= month }.reduce(0) { $0 + $1.cells }
        #expect((0...opened).contains(trace.second[month]), "future \(number), month \(month)")
      }
      #expect(trace.lost.allSatisfy { $0 >= 0 } && trace.waiting.allSatisfy { $0 >= 0 })
    }
  }

  @Test func aSecondBuildingTakesAwayRefusals() {
    var alone = Self.house()
    alone.phases = []
    var (with, without) = (FutureTally(Self.house()), FutureTally(alone))
    for number in 0..<100 {
      with.play(Self.house(), number: number)
      without.play(alone, number: number)
    }
    #expect(with.lost.reduce(0, +) < without.lost.reduce(0, +))
    #expect(without.second.allSatisfy { $0 == [100] })
  }

  @Test func theShortestRunThatHoldsThemIsTaken() throws {
    var ground = FutureGround(rows: [8, 8], isAdjacent: true)
    ground.take(FutureGround.Place(row: 0, mask: 0b0001_1000))
    // Runs of 3, 3 and 8: the first of the shortest.
    #expect(ground.place(for: 2) == FutureGround.Place(row: 0, mask: 0b11))
    #expect(ground.place(for: 4) == FutureGround.Place(row: 1, mask: 0b1111))
    #expect(ground.place(for: 9) == nil)
    let own = FutureGround.Place(row: 0, mask: 0b0001_1000)
    #expect(ground.grown(own, by: 2) == FutureGround.Place(row: 0, mask: 0b0111_1000))
    ground.take(FutureGround.Place(row: 0, mask: 0b1110_0000))
    #expect(
      ground.grown(own, by: 2) == FutureGround.Place(row: 0, mask: 0b0001_1110)
        && ground.grown(own, by: 4) == nil)
    // A row of 64, where a shift of a whole word is none.
    var long = FutureGround(rows: [64], isAdjacent: true)
    let all = try #require(long.place(for: 64))
    long.take(all)
    #expect(all.mask == .max && long.place(for: 1) == nil && long.taken == 64)
  }

  @Test func eventsComeInTheirOrder() {
    var queue = EventQueue<Int>()
    var chance = Chance(seed: 5)
    let times = (0..<500).map { _ in Double(chance.below(50)) }
    for (number, time) in times.enumerated() { queue.add(time, number) }
    var seen: [(Double, Int)] = []
    while let next = queue.next() { seen.append((next.time, next.event)) }
    #expect(seen.map(\.1) == times.indices.sorted { (times[$0], $0) < (times[$1], $1) })
  }

  @Test func quantilesAreOfCounts() {
    // Ten futures: 2 with none, 5 with one, 3 with two.
    #expect(
      [10, 20, 50, 70, 71, 90].map { FutureTally.quantile([2, 5, 3], $0) } == [0, 0, 1, 1, 2, 2])
    #expect(FutureTally.quantile([0, 0], 50) == 0)
  }

  @Test func outgrownIsSixMonthsInARow() {
    var trace = FutureTrace(months: 12, sizes: 1)
    for month in 0..<12 {
      trace.note(month: month, occupied: 10, second: 0, waiting: month == 3 || month < 2 ? 0 : 1)
    }
    #expect(trace.outgrows(10, for: 6) == 4 && trace.outgrows(11, for: 6) == nil)
    trace.lose(cells: 2, from: 1.5, until: 3.25, isGrowth: false)
    #expect(Array(trace.lost.prefix(5)) == [0, 100, 200, 50, 0])
  }

  @Test func theRowsOfTheSecondBuildingSayWhoFindsRoomInIt() {
    // A full house, and only firms of four: in rows of two nobody finds room, in rows of ten two firms of four a row, in rows of twelve three.
    func filled(_ rowLength: Int) -> Int {
      var model = FutureModel(
        horizon: 24, futures: 1, seed: 5, sizes: [FutureModel.Size(cells: 4, arrivals: 4_000, stay: 60_000)], patience: 0, rows: [4],
        residents: [FutureModel.Resident(row: 0, first: 0, cells: 4)], phases: [FutureModel.Phase(month: 0, cells: 120)])
      model.rowLength = rowLength
      var tally = FutureTally(model)
      for number in 0..<20 { tally.play(model, number: number) }
      return FutureTally.quantile(tally.second[23], 50)
    }
    // 120 modules are twelve rows of ten, 12·8 = 96, or ten of twelve, 10·12 = 120; about 96 firms have come by then, so that both are full.
    #expect(filled(2) == 0 && (92...96).contains(filled(10)) && (112...120).contains(filled(12)))
  }
}
