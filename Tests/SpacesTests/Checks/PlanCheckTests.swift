import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// Each check finds the row that was broken behind the program's back, and says so as people would.
@Suite("Checks of the plan") struct PlanCheckTests {
  static let d = SpacesHouse.day

  private struct Broken: Sendable {
    let sentence: String
    let sql: [SQL]
  }

  @Test(arguments: TrialStore.engines) func eachFindsItsOwn(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      try await house.perform(
        SetHeadLease(
          building: house.building, landlord: "SERM", tenant: "KM0", reference: "BE-1",
          span: DaySpan(from: Self.d("2017-01-01"), until: Self.d("2077-01-01"))))
      let hold = try await house.perform(
        LetSpace(key: "ada-1", organisation: ada, cells: [house.cells[0], house.cells[1]], start: .day(Self.d("2018-06-01"))))
      let other = try await house.perform(
        LetSpace(key: "ada-2", organisation: ada, cells: [house.cells[5]], start: .day(Self.d("2018-06-01")), until: Self.d("2019-06-01")))
      let pool = try await house.perform(house.option(ada, .among(count: 2, [house.cells[7], house.cells[8]]), .day(Self.d("2018-06-01"))))
      #expect(try await faults(house) == [])
      let (third, first) = (house.cells[2], house.cells[0])
      let broken = [
        Broken(
          sentence: "the let of Ada on C-01, C-02 (ada-1) keeps C-01 from others",
          sql: ["DELETE FROM hold_cells WHERE hold = \(hold) AND cell <> \(first)"]),
        Broken(
          sentence: "the let of Ada on C-06 (ada-2) runs 2018-06-01 to 2019-06-01, but keeps C-06 from 2018-06-01 to 2019-05-31",
          sql: ["UPDATE hold_cells SET until_number = until_number - 1 WHERE hold = \(other)"]),
        Broken(
          sentence: "the let of Ada on C-06 (ada-2) runs 2018-06-01 to 2019-06-01, but 2018-06-01 to 2019-07-01 was promised last",
          sql: ["UPDATE promises SET until_day = '2019-07-01' WHERE hold = \(other)"]),
        Broken(
          sentence: "nothing was ever promised of the let of Ada on C-06 (ada-2)", sql: ["DELETE FROM promises WHERE hold = \(other)"]),
        Broken(
          sentence: "the let of Ada on C-06 (ada-2) runs 2018-06-01 to 2019-06-01, but its space 2018-07-01 to 2019-06-01",
          sql: ["UPDATE spaces SET from_day = '2018-07-01' WHERE id = (SELECT space FROM holds WHERE id = \(other))"]),
        Broken(
          sentence: "the cells of the let of Ada on C-01, C-02 (ada-1) do not hang together",
          sql: ["INSERT INTO cell_links (id, first_cell, second_cell, joined) VALUES ('k', \(first), \(house.cells[1]), 0)"]),
        Broken(
          sentence: "past the head lease, which ends on 2019-01-01", sql: ["UPDATE head_leases SET until_day = '2019-01-01'"]),
        Broken(
          sentence: "C-02 and C-03 overlap on h1, Halle",
          sql: ["UPDATE cells SET outline = '4000,0 9000,0 9000,5000 4000,5000' WHERE id = \(third)"]),
        Broken(
          sentence: "C-03 lies outside of h1, Halle",
          sql: ["UPDATE cells SET outline = '4000,-9000 9000,-9000 9000,-4000 4000,-4000' WHERE id = \(third)"]),
        Broken(
          sentence: "C-03 is said to have 90.00 m², but is drawn with 15.00 m²", sql: ["UPDATE cells SET area = 9000 WHERE id = \(third)"]),
        Broken(sentence: "C-03 is drawn with no floor at all", sql: ["UPDATE cells SET outline = '0,6000 9000,6000' WHERE id = \(third)"]),
        Broken(
          sentence: "two cells are called C-03 on 2017-01-02",
          sql: ["UPDATE cells SET code = 'C-03', from_day = '2017-01-02' WHERE id = \(house.cells[9])"]),
        Broken(
          sentence: "keeps C-06, which is only there from 2018-07-01 to no end",
          sql: ["UPDATE cells SET from_day = '2018-07-01' WHERE id = \(house.cells[5])"]),
        Broken(sentence: "is to choose 2 cells among 1", sql: ["DELETE FROM hold_pool WHERE hold = \(pool) AND cell = \(house.cells[7])"]),
        Broken(
          sentence: "no day was ever said for “Ouverture” (opening)",
          sql: ["DELETE FROM milestone_dates WHERE milestone = \(house.milestone)"]),
      ]
      for fault in broken { try await find(fault, in: house) }
      // The engine guards the one invariant by itself: without its guard the check sees what it would have let through.
      let guards: [SQL] =
        engine == .sqlite
        ? ["DROP TRIGGER hold_cells_one_holder_insert", "DROP TRIGGER hold_cells_one_holder_update"]
        : ["ALTER TABLE hold_cells DROP CONSTRAINT hold_cells_one_holder"]
      let second = Broken(
        sentence: "C-01 has two holders from 2018-06-01: the let of Ada on C-01, C-02 (ada-1) and the let of Ada on C-06 (ada-2)",
        sql: guards + [
          """
          INSERT INTO hold_cells (hold, cell, cell_number, from_number, until_number)
          SELECT \(other), cell, cell_number, from_number, from_number + 10 FROM hold_cells WHERE hold = \(hold) AND cell = \(first)
          """
        ])
      try await find(second, in: house)
    }
  }

  /// Breaks it, looks, and takes it back.
  private func find(_ broken: Broken, in house: SpacesHouse) async throws {
    do {
      try await house.database.write { transaction in
        for sql in broken.sql { try transaction.run(sql) }
        throw Seen(sentences: try transaction.planFaults(on: SpacesHouse.start).map(\.sentence))
      }
    } catch let seen as Seen { #expect(seen.sentences.contains { $0.contains(broken.sentence) }, "\(broken.sentence): \(seen.sentences)") }
    #expect(try await faults(house) == [])
  }
  private struct Seen: Error { let sentences: [String] }

  private func faults(_ house: SpacesHouse) async throws -> [String] {
    try await house.database.read { try $0.planFaults(on: SpacesHouse.start).map(\.sentence) }
  }
}
