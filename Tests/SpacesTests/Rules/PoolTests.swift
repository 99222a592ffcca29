import Kernel
import Testing

@testable import Spaces

@Suite struct PoolTests {
  func wish(_ name: String, _ count: Int, _ cells: [Int], _ from: String = "2018-03-01", _ until: String? = nil) -> PoolRequest {
    PoolRequest(hold: ID(name), holder: name, count: count, cells: cells.map(cellID), span: span(from, until))
  }

  @Test func promisesThatCanAllBeKept() {
    // a: two of 0 1 2; b: one of 0; c: one of 2 3. So b has 0, a has 1 and 2, c has 3: exactly as many as there are.
    let pool = PoolFeasibility([wish("a", 2, [0, 1, 2]), wish("b", 1, [0]), wish("c", 1, [2, 3])], blocked: [])
    #expect(pool.shortage() == nil)
    #expect(pool.verdict() == .kept([ID("a"): [1, 2].map(cellID), ID("b"): [cellID(0)], ID("c"): [cellID(3)]]))
  }

  @Test func whatIsShortIsExplainedWithNoMoreThanNeeded() {
    // d is served by 8 and 9 whatever happens; a and b want 2 + 1 = 3 of 0 and 1.
    let pool = PoolFeasibility([wish("d", 2, [8, 9]), wish("a", 2, [0, 1]), wish("b", 1, [0, 1])], blocked: [])
    let short = pool.shortage()
    #expect(short?.requests.map(\.holder) == ["a", "b"])
    #expect(short?.wanted == 3)
    #expect(short?.cells == [0, 1].map(cellID))
    #expect(short?.days == span("2018-03-01", nil))
    #expect(
      short?.problem(codes: [cellID(0): "H0", cellID(1): "H1"])
        == Problem(
          "spaces.problem.poolShortOpen", field: "cells",
          ["wanted": "3", "left": "2", "holders": "a, b", "cells": "H0, H1", "from": "2018-03-01"]))
  }

  @Test func onlyDaysInCommonCompete() {
    let pool = [wish("a", 1, [0], "2018-01-01", "2018-07-01"), wish("b", 1, [0], "2018-07-01", nil)]
    #expect(PoolFeasibility(pool, blocked: []).shortage() == nil)
    let longer = [wish("a", 1, [0], "2018-01-01", "2018-07-02"), wish("b", 1, [0], "2018-07-01", nil)]
    #expect(PoolFeasibility(longer, blocked: []).shortage()?.days == span("2018-07-01", "2018-07-02"))
  }

  @Test func aCellBlockedForADayIsNothingToALongPromise() {
    // One cell is taken in March and the other in May: on every day one is free, but nobody moves from cell to cell.
    let blocked = [line(0, "x", .let, "2018-03-01", "2018-04-01"), line(1, "y", .works, "2018-05-01", "2018-06-01")]
    #expect(PoolFeasibility([wish("a", 1, [0, 1])], blocked: blocked).shortage()?.cells == [])
    #expect(PoolFeasibility([wish("a", 1, [0, 1], "2018-06-01")], blocked: blocked).shortage() == nil)
    #expect(PoolFeasibility([wish("a", 1, [0])], blocked: [], existence: [cellID(0): span("2018-03-01", "2030-01-01")]).shortage() != nil)
  }

  @Test func hostileCountsAreMerelyShort() {
    #expect(PoolFeasibility([wish("a", .max, [0, 1]), wish("b", .max, [0])], blocked: []).shortage() != nil)
    #expect(PoolFeasibility([wish("a", 0, []), wish("b", .min, [0])], blocked: []).shortage() == nil)
    #expect(PoolFeasibility([], blocked: []).shortage() == nil)
    #expect(PoolFeasibility([wish("a", 2, [0, 0, 0])], blocked: []).shortage()?.wanted == 2)
  }

  /// Cells 0 to 5 in a row, each beside the next.
  private static let row = Dictionary(
    uniqueKeysWithValues: (0..<6).map { number in (cellID(number), [number - 1, number + 1].filter((0..<6).contains).map(cellID)) })

  /// The table of docs/placing.md.
  @Test func whatIsPromisedHangsTogether() {
    func verdict(_ wishes: [PoolRequest], _ blocked: [BlockedSpan] = []) -> PoolFeasibility.Verdict {
      PoolFeasibility(wishes, blocked: blocked, beside: Self.row).verdict()
    }
    // Two cells, but not beside each other.
    let torn = PoolFeasibility([wish("a", 2, [0, 2])], blocked: [], beside: Self.row).shortage()
    #expect(torn?.isApart == true && torn?.wanted == 2 && torn?.cells == [0, 2].map(cellID))
    #expect(torn?.problem(codes: [:]).code == "spaces.problem.poolApartOpen")
    // 2 + 2 of four in a row: 0–1 and 2–3, for 1–2 would leave 0 and 3.
    let pairs = [wish("a", 2, [0, 1, 2, 3]), wish("b", 2, [0, 1, 2, 3])]
    #expect(verdict(pairs) == .kept([ID("a"): [0, 1].map(cellID), ID("b"): [2, 3].map(cellID)]))
    // Cell 1 is let: 3 are left, of which 2–3 hang together; b takes one of them, and 2 + 1 = 3 of 3 cannot be parted so.
    let let1 = [line(1, "x", .let, "2018-01-01", nil)]
    #expect(verdict([wish("a", 2, [0, 1, 2, 3])], let1) == .kept([ID("a"): [2, 3].map(cellID)]))
    guard case .short(let short) = verdict([wish("a", 2, [0, 1, 2, 3]), wish("b", 1, [2, 3]), wish("c", 1, [5])], let1) else {
      Issue.record("2 + 1 of 0, 2 and 3")
      return
    }
    #expect(short.isApart && short.requests.map(\.holder) == ["a", "b"] && short.wanted == 3)
    #expect(short.cells == [0, 2, 3].map(cellID) && short.days == span("2018-03-01", nil))
  }

  /// On every day two cells are enough for two; but a has 0, so b has 1 from the first day on, which c wants later.
  @Test func nobodyMovesFromCellToCell() {
    let wishes = [
      wish("a", 1, [0], "2018-01-01", "2018-03-01"), wish("b", 1, [0, 1], "2018-01-01", "2018-05-01"),
      wish("c", 1, [1], "2018-03-01", "2018-06-01"),
    ]
    let short = PoolFeasibility(wishes, blocked: []).shortage()
    #expect(short?.isApart == true && short?.requests.map(\.holder) == ["a", "b", "c"])
    #expect(short?.days == span("2018-01-01", "2018-06-01"))
    #expect(PoolFeasibility(Array(wishes.dropFirst()), blocked: []).shortage() == nil)
  }

  @Test func whatCouldNotBeKeptBeforeStandsInNobodysWay() {
    let torn = wish("a", 2, [0, 2])
    let other = wish("b", 2, [3, 4])
    let pool = PoolFeasibility([torn, other], blocked: [], beside: Self.row)
    #expect(pool.resigned() == [ID("a")])
    let promises = PoolPromises([torn, other], beside: Self.row)
    #expect(promises.areKept(taking: [cellID(5)], over: span("2018-03-01", nil)))
    #expect(!promises.areKept(taking: [cellID(3)], over: span("2018-03-01", nil)), "b is still kept to")
    #expect(!promises.areKept(taking: [cellID(2)], over: span("2018-03-01", nil)), "and so many cells are a's")
  }

  @Test func whatTakesTooLongIsNotProven() {
    let everything = (0..<12).map { cell in (0..<12).filter { $0 != cell } }
    let wish = PoolChoice.Wish(count: 3, takeable: Array(0..<12), span: span("2018-01-01", nil))
    #expect(PoolChoice.of(Array(repeating: wish, count: 4), beside: everything, steps: 5) == .unproven)
    guard case .kept(let cells) = PoolChoice.of(Array(repeating: wish, count: 4), beside: everything) else {
      Issue.record("4 times 3 of 12")
      return
    }
    #expect(Set(cells.joined()).count == 12)
  }

  /// Three promises on eight cells of two rows, over days that partly meet, against trying every connected set for each.
  @Test func agreesWithTryingEveryConnectedSet() {
    var dice = Dice(state: 77)
    let drawn = gridCells(4, 2)
    let neighbours = Neighbours(cells: drawn, walls: { _ in WallRule(sharedWall: 1000, wallGap: 0) })
    var (short, apart) = (0, 0)
    for _ in 0..<300 {
      let wishes = (0..<3).map { number in
        let from = Int.random(in: 1...4, using: &dice)
        let cells = (0..<8).filter { _ in Int.random(in: 0..<4, using: &dice) > 0 }
        return wish(
          "w\(number)", Int.random(in: 1...4, using: &dice), cells, "2018-0\(from)-01",
          Bool.random(using: &dice) ? nil : "2018-0\(from + Int.random(in: 1...3, using: &dice))-01")
      }
      let pool = PoolFeasibility(wishes, blocked: [], beside: neighbours.beside(drawn.map(\.id)))
      let verdict = pool.verdict()
      #expect(verdict != .unproven)
      #expect((pool.shortage() == nil) == canServeWhole(wishes[...], taken: [], neighbours))
      if case .kept(let cells) = verdict {
        for wish in wishes {
          let own = cells[wish.hold] ?? []
          #expect(own.count == wish.count && Set(own).isSubset(of: wish.cells) && neighbours.isConnected(own))
        }
      }
      if let found = pool.shortage() {
        short += 1
        if found.isApart { apart += 1 }
      }
    }
    #expect(short > 20 && apart > 20 && short < 280)
  }

  private func canServeWhole(_ wishes: ArraySlice<PoolRequest>, taken: [(Set<ID<Cell>>, DaySpan)], _ neighbours: Neighbours) -> Bool {
    guard let wish = wishes.first else { return true }
    let free = wish.cells.filter { cell in !taken.contains { $0.0.contains(cell) && $0.1.overlaps(wish.span) } }
    return subsets(free[...], wish.count).contains { cells in
      neighbours.isConnected(cells) && canServeWhole(wishes.dropFirst(), taken: taken + [(Set(cells), wish.span)], neighbours)
    }
  }

  @Test func agreesWithTryingEverything() {
    var dice = Dice(state: 21)
    var short = 0
    for _ in 0..<300 {
      let wishes = (0..<4)
        .map { number in
          let cells = (0..<6).filter { _ in Bool.random(using: &dice) }
          return wish("w\(number)", Int.random(in: 1...2, using: &dice), cells)
        }
      let found = PoolFeasibility(wishes, blocked: []).shortage()
      #expect((found == nil) == canServe(wishes[...], taken: []))
      if let found {
        short += 1
        #expect(found.wanted > found.cells.count)
        #expect(found.wanted == found.requests.reduce(0) { $0 + $1.count })
        #expect(Set(found.requests.flatMap(\.cells)) == Set(found.cells))
      }
    }
    #expect(short > 20 && short < 280)
  }

  private func canServe(_ wishes: ArraySlice<PoolRequest>, taken: Set<ID<Cell>>) -> Bool {
    guard let wish = wishes.first else { return true }
    return subsets(wish.cells.filter { !taken.contains($0) }[...], wish.count)
      .contains { canServe(wishes.dropFirst(), taken: taken.union($0)) }
  }
  private func subsets(_ cells: ArraySlice<ID<Cell>>, _ count: Int) -> [[ID<Cell>]] {
    if count == 0 { return [[]] }
    guard let first = cells.first else { return [] }
    return subsets(cells.dropFirst(), count - 1).map { [first] + $0 } + subsets(cells.dropFirst(), count)
  }
}
