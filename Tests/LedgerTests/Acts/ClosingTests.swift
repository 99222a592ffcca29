import Kernel
import People
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct ClosingTests {
  static let march = LedgerHouse.day("2026-03-10")
  static let clerk = Viewer(person: PersonID("p"), name: "Rita", grants: [Grant(.rental)])

  static func code(_ work: () async throws -> Void) async throws -> String? { try await refusal(work)?.problems.first?.code }

  /// March 1,200 €, April 600 €: the running total of April is 1,800 €.
  @Test(arguments: TrialStore.engines)
  func monthsCloseInOrderAndBarTheirDays(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let (march, april) = (Self.march.month, Self.march.month + 1)
      func close(_ month: Month) async throws {
        _ = try await house.database.perform(CloseMonth(month, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      }
      #expect(try await Self.code { try await close(march) } == "ledger.problem.nothingToClose")
      try await house.write { _ = try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.march), at: LedgerHouse.now) }
      try await house.write { _ = try $0.post(house.invoice("FA-2", net: 500_00, on: Self.march + 31), at: LedgerHouse.now) }
      let early = try await refusal { try await close(april) }?.problems.first
      #expect(early?.code == "ledger.problem.closeInOrder" && early?.field == "month" && early?.arguments["next"] == "2026-03")
      try await close(march)
      #expect(try await Self.code { try await close(march) } == "ledger.problem.closedAlready")
      try await close(april)
      let closings = try await house.database.read { try $0.closings(of: house.entity) }
      #expect(closings.map(\.total.cents) == [600_00, 1200_00])
      #expect(closings.map(\.runningTotal.cents) == [1800_00, 1200_00])
      #expect(closings[0].previous == closings[1].digest)

      let late = house.invoice("FA-3", net: 1_00, on: Self.march + 50)
      #expect(try await Self.code { try await house.write { _ = try $0.post(late, at: LedgerHouse.now) } } == "ledger.problem.closed")
      // What was written before may be sent again: it is known.
      let again = try await house.write { try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.march), at: LedgerHouse.now) }
      #expect(try await house.database.read { try $0.entry(again)?.number } == 1)
      #expect(try await Self.code { try await close(LedgerHouse.today.month) } == "ledger.problem.closeInOrder")
    }
  }

  /// Even past the program, the database keeps the period shut, and the closing as it is.
  @Test(arguments: TrialStore.engines)
  func theDatabaseItselfKeepsPeriodsClosed(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await house.write { _ = try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.march), at: LedgerHouse.now) }
      _ = try await house.database.perform(CloseMonth(Self.march.month, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      let forbidden: [SQL] = [
        "DELETE FROM ledger_closings", "UPDATE ledger_closings SET total = 0",
        """
        INSERT INTO ledger_entries (id, entity, year, number, book, day, piece, piece_day, label, origin, validated_at, line_count, total,
          previous, digest) VALUES ('x', \(house.entity), 2026, 9, 'OD', '2026-03-31', 'P', '2026-03-31', 'T', 'o', 1, 2, 1, '', '')
        """,
      ]
      for sql in forbidden {
        let fault = await #expect(throws: StoreError.self) { try await house.write { try $0.run(sql) } }
        #expect(fault?.kind == .constraint, "\(sql.text)")
      }
    }
  }

  @Test(arguments: TrialStore.engines)
  func aYearClosesAfterItsMonthsAndARunningMonthNever(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await house.write {
        _ = try $0.post(house.invoice("FA-1", net: 1000_00, on: LedgerHouse.day("2025-11-03")), at: LedgerHouse.now)
      }
      func year() async throws {
        _ = try await house.database.perform(CloseYear(2025, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      }
      let months = try await refusal { try await year() }?.problems.first
      #expect(months?.code == "ledger.problem.monthsFirst" && months?.field == "year" && months?.arguments["next"] == "2025-11")
      for number in 0..<12 {
        let month = Month(year: 2025, month: 11) + number
        _ = try await house.database.perform(CloseMonth(month, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      }
      let running = try await Self.code {
        _ = try await house.database.perform(CloseMonth(LedgerHouse.today.month, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      }
      #expect(running == "ledger.problem.monthRuns")
      try await year()
      #expect(try await house.database.read { try $0.closed(.year, of: house.entity) } == LedgerHouse.day("2026-01-01"))
      let later = try await refusal {
        _ = try await house.database.perform(CloseYear(2027, of: house.entity), for: Self.clerk, at: LedgerHouse.now)
      }
      #expect(later?.problems.first?.code == "ledger.problem.closeInOrder" && later?.problems.first?.arguments["next"] == "2026")
      let funder = Viewer(person: PersonID("q"), name: "Fun", grants: [Grant(.funder)])
      let notTheirs = try await refusal {
        _ = try await house.database.perform(CloseYear(2026, of: house.entity), for: funder, at: LedgerHouse.now)
      }
      #expect(notTheirs?.kind == .notAllowed)
    }
  }

  @Test(arguments: TrialStore.engines)
  func eachDayIsSealedOnce(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let day: Int64 = 86_400
      for place in 0..<4 where place != 1 {
        let moment = LedgerHouse.now + -day * Int64(4 - place)
        try await house.write { _ = try $0.post(house.invoice("FA-\(place)", net: 100_00, on: Self.march), at: moment) }
      }
      #expect(try await house.database.perform(SealDays(), for: .house, at: LedgerHouse.now) == 3)
      #expect(try await house.database.perform(SealDays(), for: .house, at: LedgerHouse.now) == 0)
      let seals = try await house.database.read { try $0.closings(of: house.entity) }
      #expect(seals.map(\.count) == [1, 1, 1])
      #expect(seals.map(\.runningCount) == [3, 2, 1])
      #expect(seals[1].span.from == seals[2].span.until)
      // A seal bars no day: the bank's statement of yesterday comes tomorrow.
      try await house.write { _ = try $0.post(house.receipt("R1", 10_00, on: LedgerHouse.today - 1), at: LedgerHouse.now) }
      #expect(try await LedgerCheckTests.faults(house) == [])
    }
  }
}
