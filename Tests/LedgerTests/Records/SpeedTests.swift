import Foundation
import Kernel
import Store
import Testing
import Trials

@testable import Ledger

/// Ten years of a customer among forty: the statement is found by its index, not by reading the books.
@Suite struct SpeedTests {
  @Test(arguments: TrialStore.engines)
  func tenYearsOfACustomerAreFoundAtOnce(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      let first = Month(year: 2016, month: 12)
      for year in 0..<10 {
        try await house.write { transaction in
          for number in 0..<12 {
            let day = (first + (year * 12 + number)).first
            for customer in 0..<40 {
              let who = Auxiliary("C\(10_000 + customer)", "Client \(customer)")
              let document = "FA-\(year)-\(number)-\(customer)"
              try transaction.post(house.invoice(document, net: 1000_00, on: day, of: who), at: LedgerHouse.now)
              if customer > 3 { continue }
              let paid = try transaction.post(house.receipt("R\(document)", 1200_00, on: day + 20, of: who), at: LedgerHouse.now)
              try transaction.match(document: document, credit: try transaction.lines(of: paid)[1].id, on: day + 20, at: LedgerHouse.now)
            }
          }
        }
      }
      var best = Duration.seconds(9)
      for _ in 0..<5 {
        let (taken, lines, closing) = try await house.database.read { transaction in
          let before = processorTime()
          let statement = try transaction.statement(entity: house.entity, auxiliary: "C10000")
          return (processorTime() - before, statement.lines.count, statement.closing)
        }
        #expect(lines == 240)
        #expect(closing == .zero)
        best = min(best, taken)
      }
      // Ten milliseconds of a release build; a debug build decodes rows several times slower.
      #expect(best < .milliseconds(60), "\(best)")
    }
  }
}
