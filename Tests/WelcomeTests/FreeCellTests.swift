import Foundation
import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces
@testable import Welcome

/// What is promised among several cells is not told as free, by no page.
@Suite struct FreeCellTests {
  private static let today = WelcomeHouse.today

  private static func free(_ house: WelcomeHouse) async throws -> [String: [String]] {
    let reply = try await house.browser().get("/api/free?kind=module")
    let lines = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: lines.map { line in (line["code"] as? String ?? "", ["from", "until"].map { line[$0] as? String ?? "" }) })
  }

  private static func promise(
    _ count: Int, of codes: [String], from: Day, until: Day? = nil, in house: WelcomeHouse
  ) async throws -> ID<Hold> {
    let known = try await house.database.read { transaction in
      (
        try transaction.cells().filter { codes.contains($0.code) }.map(\.id),
        try transaction.organisationNames().first { $0.name == "Discret" }
      )
    }
    let holder = try #require(known.1).id
    return try await house.database.perform(
      GrantOption(
        organisation: holder, cells: .among(count: count, known.0), start: .day(from), until: until,
        expiresOn: min(until ?? today + 60, today + 60),
        silently: true),
      for: .house, at: WelcomeHouse.now)
  }

  /// C-01 is let for ninety days, C-02 and C-03 are nobody's: two modules now, one later.
  @Test(arguments: TrialStore.engines) func twoPromisedOfTwoLeaveNone(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let today = Self.today
      #expect(try await Self.free(house).keys.sorted() == ["C-01", "C-02", "C-03"])
      let hold = try await Self.promise(2, of: ["C-02", "C-03"], from: today, in: house)
      #expect(try await Self.free(house).keys.sorted() == ["C-01"])
      let page = try await house.browser().get("/free").text
      #expect(!page.contains("C-02") && !page.contains("C-03"))
      _ = try await house.database.perform(ReleaseHold(hold, reason: "non", silently: true), for: .house, at: WelcomeHouse.now)
      #expect(try await Self.free(house).count == 3)
    }
  }

  @Test(arguments: TrialStore.engines) func oneOfTwoLeavesOneAndBeforeItBeginsBoth(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let today = Self.today
      _ = try await Self.promise(1, of: ["C-02", "C-03"], from: today + 30, in: house)
      let free = try await Self.free(house)
      // One can be had for good; the other until the promise begins.
      #expect(free["C-02"] == ["\(today)", ""])
      #expect(free["C-03"] == ["\(today)", "\(today + 30)"])
      _ = try await Self.promise(1, of: ["C-02", "C-03"], from: today + 40, until: today + 50, in: house)
      let fewer = try await Self.free(house)
      #expect(fewer["C-02"] == ["\(today)", "\(today + 40)"])
      #expect(fewer["C-03"] == ["\(today)", "\(today + 30)"])
    }
  }

  /// Works of twenty days: free until they begin, and again for good. What is left of a week is offered to nobody.
  @Test(arguments: TrialStore.engines) func worksInBetweenLeaveBothSides(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let today = Self.today
      let cells = try await house.database.read { try $0.cells().filter { ["C-02", "C-03"].contains($0.code) } }
      for (cell, begin) in zip(cells.sorted { $0.code < $1.code }, [today + 40, today + 7]) {
        _ = try await house.database.perform(
          TakeOutOfService(cells: [cell.id], start: .day(begin), until: begin + 20, reason: "Peinture"), for: .house, at: WelcomeHouse.now)
      }
      let reply = try await house.browser().get("/api/free?kind=module")
      let lines = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
      func spans(_ code: String) -> [[String]] {
        lines.filter { $0["code"] as? String == code }.map { line in ["from", "until"].map { line[$0] as? String ?? "" } }
      }
      #expect(spans("C-02") == [["\(today)", "\(today + 40)"], ["\(today + 60)", ""]])
      #expect(spans("C-03") == [["\(today + 27)", ""]])
    }
  }
}
