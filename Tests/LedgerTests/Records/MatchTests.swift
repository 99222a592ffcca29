import Kernel
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct MatchTests {
  static let may = LedgerHouse.day("2026-05-04")

  /// 1,200 € invoiced, 500 € paid on 10 May and 800 € on 20 May: 700 € are open after the first, none after the second, and 100 € are too much.
  @Test(arguments: TrialStore.engines)
  func aDocumentIsPaidInParts(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await house.write { transaction in
        let now = LedgerHouse.now
        try transaction.post(house.invoice("FA-1", net: 1000_00, on: Self.may), at: now)
        let first = try transaction.lines(of: transaction.post(house.receipt("R1", 500_00, on: Self.may + 6), at: now))[1]
        let second = try transaction.lines(of: transaction.post(house.receipt("R2", 800_00, on: Self.may + 16), at: now))[1]
        #expect(try transaction.match(document: "FA-1", credit: first.id, on: Self.may + 6, at: now) == Money(cents: 500_00))
        #expect(try transaction.open(document: "FA-1", entity: house.entity) == Money(cents: 700_00))
        #expect(try transaction.match(document: "FA-1", credit: second.id, on: Self.may + 16, at: now) == Money(cents: 700_00))
        #expect(try transaction.open(document: "FA-1", entity: house.entity) == .zero)
        let items = try transaction.openItems(entity: house.entity, auxiliary: "C00001")
        #expect(items.map(\.open) == [Money(cents: -100_00)])
        #expect(items.map(\.piece) == ["R2"])
        // As it was on 12 May.
        let then = try transaction.open(documents: ["FA-1", "FA-9"], entity: house.entity, on: Self.may + 8)
        #expect(then == ["FA-1": Money(cents: 700_00)])
      }
    }
  }

  @Test(arguments: TrialStore.engines)
  func noMoreIsMatchedThanIsOpen(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let now = LedgerHouse.now
      let (owed, paid) = try await house.write { transaction in
        (
          try transaction.lines(of: transaction.post(house.invoice("FA-1", net: 100_00, on: Self.may), at: now))[0],
          try transaction.lines(of: transaction.post(house.receipt("R1", 500_00, on: Self.may), at: now))[1]
        )
      }
      func code(_ amount: Int64, _ debit: EntryLine, _ credit: EntryLine) async throws -> String? {
        try await refusal {
          try await house.write {
            _ = try $0.match(debit: debit.id, credit: credit.id, amount: Money(cents: amount), on: Self.may, at: now)
          }
        }?.problems.first?.code
      }
      #expect(try await code(120_01, owed, paid) == "ledger.problem.overmatched")
      #expect(try await code(0, owed, paid) == "ledger.problem.overmatched")
      #expect(try await code(1, paid, owed) == "ledger.problem.unlike")
      #expect(try await code(120_00, owed, paid) == nil)
      #expect(try await code(1, owed, paid) == "ledger.problem.overmatched")
    }
  }

  /// One payment for two invoices puts all three under A; without the first match, what remains keeps A and the invoice is open again.
  @Test(arguments: TrialStore.engines)
  func lettersFollowWhatHangsTogether(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let now = LedgerHouse.now
      try await house.write { transaction in
        let one = try transaction.lines(of: transaction.post(house.invoice("FA-1", net: 100_00, on: Self.may), at: now))[0]
        let two = try transaction.lines(of: transaction.post(house.invoice("FA-2", net: 200_00, on: Self.may), at: now))[0]
        let paid = try transaction.lines(of: transaction.post(house.receipt("R1", 360_00, on: Self.may + 1), at: now))[1]
        let first = try transaction.match(debit: one.id, credit: paid.id, amount: Money(cents: 120_00), on: Self.may + 1, at: now)
        try transaction.match(debit: two.id, credit: paid.id, amount: Money(cents: 240_00), on: Self.may + 1, at: now)
        let statement = try transaction.statement(entity: house.entity, auxiliary: "C00001")
        #expect(statement.lines.map(\.letter) == [1, 1, 1])
        #expect(statement.lines.map(\.balance.cents) == [120_00, 360_00, 0])
        try transaction.unmatch(first, on: Self.may + 9, at: now)
        #expect(try transaction.open(document: "FA-1", entity: house.entity) == Money(cents: 120_00))
        #expect(try transaction.open(documents: ["FA-1"], entity: house.entity, on: Self.may + 5) == ["FA-1": .zero])
        let after = try transaction.statement(entity: house.entity, auxiliary: "C00001")
        #expect(after.lines.map(\.letter) == [nil, 1, 1])
        #expect(after.closing == .zero)
      }
      let twice = await #expect(throws: StoreError.self) { try await house.write { try $0.run("UPDATE ledger_matches SET amount = 1") } }
      #expect(twice?.kind == .constraint)
    }
  }

  @Test func lettersAreThoseOfSpreadsheets() {
    #expect([1, 2, 26, 27, 52, 53, 702, 703].map(Letters.text) == ["A", "B", "Z", "AA", "AZ", "BA", "ZZ", "AAA"])
  }

  @Test func pairsHangTogetherThroughTheirLines() {
    #expect(Letters.groups(of: [(1, 10), (2, 20), (3, 10), (2, 30)]) == [[0, 2], [1, 3]])
    #expect(Letters.groups(of: [(1, 10), (2, 20), (1, 20)]) == [[0, 1, 2]])
  }
}
