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
    #expect(pool.assignment() == [ID("a"): [1, 2].map(cellID), ID("b"): [cellID(0)], ID("c"): [cellID(3)]])
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
