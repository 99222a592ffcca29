import Kernel
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct PostingTests {
  static let may = LedgerHouse.day("2026-05-04")

  @Test(arguments: TrialStore.engines)
  func anEntryIsNumberedChainedAndWrittenOnce(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let first = try await house.write { try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.may), at: LedgerHouse.now) }
      let again = try await house.write { try $0.post(house.invoice("FA-1", net: 9999_00, on: Self.may), at: LedgerHouse.now) }
      #expect(first == again)
      let second = try await house.write { try $0.post(house.invoice("FA-2", net: 500_00, on: Self.may), at: LedgerHouse.now) }
      let (one, two) = try await house.database.read { (try $0.entry(first), try $0.entry(second)) }
      #expect([one?.number, two?.number] == [1, 2])
      #expect(one?.total == Money(cents: 1200_00))
      #expect(one?.previous == "")
      #expect(two?.previous == one?.digest)
      // Another year and another entity count for themselves.
      let next = try await house.write {
        try $0.post(house.invoice("FB-1", net: 1_00, on: LedgerHouse.day("2027-01-02")), at: LedgerHouse.now)
      }
      #expect(try await house.database.read { try $0.entry(next)?.number } == 1)
    }
  }

  /// Numbered and chained as one by one; an origin that comes twice is written once; when one is refused, none is written.
  @Test(arguments: TrialStore.engines)
  func entriesArePostedTogether(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let before = try await house.write { try $0.post(house.invoice("FA-0", net: 1_00, on: Self.may), at: LedgerHouse.now) }
      let drafts = [
        house.invoice("FA-1", net: 1000_00, on: Self.may), house.invoice("FA-0", net: 9_00, on: Self.may),
        house.invoice("FB-1", net: 3_00, on: LedgerHouse.day("2027-01-02")), house.invoice("FA-2", net: 500_00, on: Self.may),
        house.invoice("FA-1", net: 9_00, on: Self.may),
      ]
      let ids = try await house.write { try $0.post(drafts, at: LedgerHouse.now) }
      #expect(ids[1] == before && ids[4] == ids[0] && Set(ids).count == 4)
      let entries = try await house.database.read { transaction in try ids.compactMap { try transaction.entry($0) } }
      #expect(entries.map(\.number) == [2, 1, 1, 3, 2])
      #expect(entries[0].previous == entries[1].digest && entries[3].previous == entries[0].digest && entries[2].previous == "")
      #expect(entries.map(\.total.cents) == [1200_00, 1_20, 3_60, 600_00, 1200_00])
      for check in LedgerCheck.all { #expect(try await house.database.read { try check.faults($0) } == []) }

      let unsound = EntryDraft(
        entity: house.entity, book: .sundry, day: Self.may, piece: "P", pieceDay: Self.may, text: "T",
        lines: [.debit("512000", Money(cents: 1)), .credit("411000", Money(cents: 2))], origin: "o")
      let refused = try await refusal {
        _ = try await house.write { try $0.post([house.invoice("FA-3", net: 1_00, on: Self.may), unsound], at: LedgerHouse.now) }
      }
      #expect(refused?.problems.map(\.code) == ["ledger.problem.imbalance"])
      #expect(try await house.database.read { try $0.value("SELECT COUNT(*) FROM ledger_entries", as: Int.self) } == 4)
      #expect(try await house.write { try $0.post([EntryDraft](), at: LedgerHouse.now) } == [])
    }
  }

  /// Numbers follow the order of the customers, whoever had one before.
  @Test(arguments: TrialStore.engines)
  func customersGetTheirNumbersTogether(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let bob = try await house.write { try $0.auxiliary(of: house.bob, at: LedgerHouse.now) }
      let asked = [house.other, house.bob, house.ada, house.other]
      let known = try await house.write { try $0.auxiliaries(opening: asked, at: LedgerHouse.now) }
      #expect(bob.number == "C00001" && known[house.bob] == bob)
      #expect(known[house.other] == Auxiliary("C00002", "Murs SCI") && known[house.ada] == Auxiliary("C00003", "Ada SAS"))
      #expect(try await house.write { try $0.auxiliaries(opening: asked, at: LedgerHouse.now) } == known)
      let nobody = try await refusal { _ = try await house.write { try $0.auxiliary(of: OrganisationID("nobody"), at: LedgerHouse.now) } }
      #expect(nobody?.kind == .notFound)
    }
  }

  @Test(arguments: TrialStore.engines)
  func whatIsNotSoundIsRefused(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      func code(_ lines: [EntryLineDraft], day: Day = Self.may) async throws -> String? {
        let draft = EntryDraft(
          entity: house.entity, book: .sundry, day: day, piece: "P", pieceDay: day, text: "T", lines: lines, origin: "o")
        return try await refusal { _ = try await house.write { try $0.post(draft, at: LedgerHouse.now) } }?.problems.first?.code
      }
      #expect(try await code([.debit("512000", Money(cents: 1)), .credit("411000", Money(cents: 2))]) == "ledger.problem.imbalance")
      #expect(try await code([.debit("512000", .zero), .credit("411000", .zero)]) == "ledger.problem.empty")
      #expect(try await code([.debit("512999", Money(cents: 1)), .credit("411000", Money(cents: 1))]) == "ledger.problem.account")
      let count = try await house.database.read { try $0.value("SELECT COUNT(*) FROM ledger_entries", as: Int.self) }
      #expect(count == 0)
    }
  }

  @Test(arguments: TrialStore.engines)
  func theDatabaseItselfKeepsWhatWasWritten(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let entry = try await house.write { try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.may), at: LedgerHouse.now) }
      let forbidden: [SQL] = [
        "UPDATE ledger_entries SET label = 'x'", "DELETE FROM ledger_entries", "UPDATE ledger_lines SET amount = 1",
        "DELETE FROM ledger_lines", "UPDATE ledger_parameters SET value = 0",
        """
        INSERT INTO ledger_lines (id, entry, place, entity, day, account, amount)
        VALUES ('x', \(entry), 4, \(house.entity), '2026-05-04', '411000', 5)
        """,
      ]
      for sql in forbidden {
        let fault = await #expect(throws: StoreError.self) { try await house.write { try $0.run(sql) } }
        #expect(fault?.kind == .constraint, "\(sql.text)")
      }
    }
  }

  @Test(arguments: TrialStore.engines)
  func anEntryIsReversedByItsContrary(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let entry = try await house.write { try $0.post(house.invoice("FA-1", net: 1000_00, on: Self.may), at: LedgerHouse.now) }
      _ = try await house.write {
        try $0.reverse(entry, on: Self.may + 3, text: "Annulation", origin: "reverse/1", at: LedgerHouse.now)
      }
      let balances = try await house.database.read { transaction in
        try ["411", "706", "4457"].map { try transaction.balance($0, entity: house.entity) }
      }
      #expect(balances == [.zero, .zero, .zero])
      let before = try await house.database.read { try $0.balance("411", entity: house.entity, on: Self.may + 2) }
      #expect(before == Money(cents: 1200_00))
    }
  }

  @Test(arguments: TrialStore.engines)
  func twentyAtOnceGetTwentyNumbers(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for place in 0..<20 {
          group.addTask {
            // Each invoice is sent twice, as two servers would.
            _ = try await house.write { try $0.post(house.invoice("FA-\(place / 2)", net: 100, on: Self.may), at: LedgerHouse.now) }
          }
        }
        try await group.waitForAll()
      }
      let numbers: [Int64] = try await house.database.read { transaction in
        try transaction.rows("SELECT number FROM ledger_entries ORDER BY number").map { try $0.get("number") }
      }
      #expect(numbers == Array(1...10))
    }
  }
}
