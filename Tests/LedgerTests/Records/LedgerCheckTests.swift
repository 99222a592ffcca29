import Kernel
import Store
import StoreSQLite
import Testing
import Trials

@testable import Ledger

@Suite struct LedgerCheckTests {
  static func faults(_ house: LedgerHouse) async throws -> [String] {
    var all: [String] = []
    for check in LedgerCheck.all { all += try await house.database.read { try check.faults($0) } }
    return all
  }

  /// With the triggers taken away, as someone with the file in hand could: every change is found and named.
  @Test func whatWasTamperedWithIsNamed() async throws {
    try await LedgerHouse.with(.sqlite) { house in
      try await FECTests.written(house)
      _ = try await house.database.perform(CloseMonth(Month(year: 2025, month: 12), of: house.entity), for: .house, at: LedgerHouse.now)
      #expect(try await Self.faults(house) == [])
      let triggers = try await house.database.read { transaction in
        try transaction.rows("SELECT name FROM sqlite_master WHERE type = 'trigger'").map { try $0.get("name") as String }
      }
      try await house.write { transaction in for name in triggers { try transaction.run(SQL(frozen: "DROP TRIGGER \(name)")) } }
      func tampered(_ sql: SQL, undo: SQL) async throws -> String {
        try await house.write { _ = try $0.run(sql) }
        let found = try await Self.faults(house).joined(separator: "\n")
        try await house.write { _ = try $0.run(undo) }
        return found
      }
      let label = try await tampered(
        "UPDATE ledger_entries SET label = 'x' WHERE number = 2",
        undo: "UPDATE ledger_entries SET label = 'Virement Ada SAS' WHERE number = 2")
      #expect(label == "entry 2 of 2026 (R1) has changed since it was written: its digest differs")
      let amount = try await tampered(
        "UPDATE ledger_lines SET amount = amount + 1 WHERE account = '706100'",
        undo: "UPDATE ledger_lines SET amount = amount - 1 WHERE account = '706100'")
      #expect(amount.contains("entry 1 of 2026 (FA-1) does not balance"))
      let closing = try await tampered("UPDATE ledger_closings SET total = 1", undo: "UPDATE ledger_closings SET total = 12000")
      #expect(closing.contains("was closed with 1 entries and 0.01 €, and now has 1 and 120.00 €"))
      let matched = try await tampered(
        "UPDATE ledger_matches SET amount = amount + 1", undo: "UPDATE ledger_matches SET amount = amount - 1")
      #expect(matched.contains("a line of FA-1, 1200.60 €, is matched with 1200.61 €"))
      let gone = try await tampered(
        "UPDATE ledger_entries SET number = 5 WHERE number = 2", undo: "UPDATE ledger_entries SET number = 2 WHERE number = 5")
      #expect(gone.contains("entry 5 of 2026 (R1) stands where number 2 is due"))
      #expect(try await Self.faults(house) == [])
    }
  }

  @Test(arguments: TrialStore.engines)
  func waitingVATIsFound(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let may = LedgerHouse.day("2026-05-04")
      try await house.write { transaction in
        _ = try transaction.post(house.invoice("FA-1", net: 100_00, on: may, vatAccount: Account.waitingVAT), at: LedgerHouse.now)
      }
      #expect(try await Self.faults(house) == [])
      try await house.write { transaction in
        let paid = try transaction.post(house.receipt("R1", 120_00, on: may + 9), at: LedgerHouse.now)
        try transaction.match(document: "FA-1", credit: try transaction.lines(of: paid)[1].id, on: may + 9, at: LedgerHouse.now)
      }
      #expect(try await Self.faults(house) == ["20.00 € of VAT wait for FA-1, which is settled"])
    }
  }
}
