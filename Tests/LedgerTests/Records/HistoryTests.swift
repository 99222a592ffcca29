import Kernel
import Store
import Testing
import Trials

@testable import Ledger

/// Books lived at random: sums are always nought, nothing is matched beyond what it is, what is closed stays, every check passes.
@Suite struct HistoryTests {
  struct Dice: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(arguments: TrialStore.engines, [1, 2, 3])
  func anyHistoryHoldsTogether(_ engine: Engine, _ seed: UInt64) async throws {
    try await LedgerHouse.with(engine) { house in
      var dice = Dice(state: seed &* 77)
      var now = LedgerHouse.now + -400 * 86_400
      var documents = 0
      var closed: [Closing] = []
      for step in 0..<120 {
        now = now + Int64.random(in: 1...(3 * 86_400), using: &dice)
        let today = HouseTime.mulhouse.day(of: now)
        let who = Bool.random(using: &dice) ? LedgerHouse.customer : Auxiliary("C00002", "Bob SARL")
        let (kind, cents, back) = (
          Int.random(in: 0..<10, using: &dice), Int64.random(in: 1...5000_00, using: &dice), Int.random(in: 0...40, using: &dice)
        )
        let moment = now
        do {
          switch kind {
          case 0..<4:
            documents += 1
            let draft = house.invoice("FA-\(documents)", net: cents, on: today - back / 8, of: who)
            try await house.write { _ = try $0.post(draft, at: moment) }
          case 4..<8:
            let document = documents == 0 ? 0 : Int.random(in: 1...documents, using: &dice)
            let draft = house.receipt("R-\(step)", cents, on: today, of: who)
            try await house.write { transaction in
              let credit = try transaction.lines(of: transaction.post(draft, at: moment))[1].id
              try transaction.match(document: "FA-\(document)", credit: credit, upTo: Money(cents: cents / 2 + 1), on: today, at: moment)
            }
          case 8:
            try await house.write { transaction in
              let open: ID<Match>? = try transaction.value("SELECT id FROM ledger_matches WHERE undone_at IS NULL ORDER BY amount LIMIT 1")
              if let open { try transaction.unmatch(open, on: today, at: moment) }
            }
          default:
            let month = try await house.database.read { transaction in
              ClosingRule.nextMonth(
                lastClosed: try transaction.closed(.month, of: house.entity), firstEntry: try transaction.firstEntryDay(of: house.entity))
            }
            if let month { _ = try await house.database.perform(CloseMonth(month, of: house.entity), for: .house, at: moment) }
            _ = try await house.database.perform(SealDays(), for: .house, at: moment)
          }
        } catch let refusal as Refusal {
          let expected = ["ledger.problem.closed", "ledger.problem.monthRuns", "ledger.problem.nothingToClose"]
          #expect(expected.contains(refusal.problems.first?.code ?? ""), "\(refusal)")
        }
        let (sum, closings) = try await house.database.read { transaction in
          (try transaction.balance("", entity: house.entity), try transaction.closings(of: house.entity))
        }
        #expect(sum == .zero)
        #expect(closings.filter { new in closed.contains { $0.id == new.id } } == closed)
        closed = closings
      }
      #expect(try await LedgerCheckTests.faults(house) == [])
      let (items, balance) = try await house.database.read { transaction in
        (try transaction.openItems(entity: house.entity), try transaction.balance("411", entity: house.entity))
      }
      // What is open adds up to what is owed, whatever was matched.
      #expect(items.reduce(Money.zero) { $0 + $1.open } == balance)
      for year in [2025, 2026] {
        let file = try await house.database.read { try $0.fec(of: house.entity, year: year, now: LedgerHouse.now) }[0]
        #expect(FECCheck.faults(of: file) == [])
      }
    }
  }
}
