import House
import Kernel
import Payments
import Spaces
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger

extension DepositTests {
  private func pay(_ cents: Int64, for call: DepositCall, on day: Day, at place: Place) async throws {
    try await place.perform(
      RecordReceipt(
        entity: place.landlord, customer: place.tenant, day: day, amount: Money(cents: cents), means: .transfer, documents: [call.number]),
      on: day)
  }
  private func files(of database: any Database, on day: Day) async throws -> [String: [UInt8]] {
    try await House.sample.exchange.files(of: database, at: HouseTime.mulhouse.instant(on: day, hour: 12))
  }
  /// What an empty house has after it read the files of another.
  private func broughtIn(
    _ files: [String: [UInt8]], on day: Day, _ engine: Engine, _ body: (any Database) async throws -> Void
  ) async throws {
    let now = HouseTime.mulhouse.instant(on: day, hour: 12)
    try await TrialStore.with(engine, migrations: House.sample.migrations) { empty in
      let arriving = try PreparedImport(ExchangedFiles(zip: Exchange.archive(files)), by: House.sample.exchange.importers, at: now)
      _ = try await arriving.perform(in: empty, for: .house, at: now)
      try await body(empty)
    }
  }

  /// 600.00 called, 300.00 paid. From 1 June 450.00 are asked: 300 + 300 − 450 = 150.00 of the rest are closed, 150.00 stay to pay. From 1 July
  /// 250.00: the 150.00 left are closed, and 300 − 250 = 50.00 go back. From 1 October 300.00: 300 − (300 − 50) = 50.00 are called.
  @Test(arguments: TrialStore.engines) func theRestOfACallIsClosed(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft(deposit: 600_00))
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      func amend(_ cents: Int64, from text: String, on day: String) async throws {
        try await place.perform(
          AmendLease(lease, from: Day(text)!, summary: "Dépôt", [.terms(TermsChange(deposit: Money(cents: cents)))]), on: Day(day)!)
      }
      /// Asked, held, to call, held too much, to close; open of the call.
      func sums(_ text: String) async throws -> [Int64] {
        try await place.database.read { transaction in
          let found = try #require(try transaction.lease(lease))
          let day = Day(text)!
          return [
            try transaction.depositAsked(of: found, on: day).cents, try transaction.depositMovements(of: lease).held.cents,
            try transaction.depositToCall(of: found, on: day).cents, try transaction.depositExcess(of: found, on: day).cents,
            try transaction.depositRest(of: found, on: day).cents,
            try transaction.open(document: call.number, entity: place.landlord).cents,
          ]
        }
      }
      func close(_ text: String) async throws -> Int { try await place.perform(CloseDepositRests(), on: Day(text)!) }
      func letters() async throws -> [String] {
        try await place.database.read { try $0.rows("SELECT subject FROM outbox ORDER BY id").map { try $0.get("subject") } }
      }
      try await pay(300_00, for: call, on: Place.signed + 3, at: place)
      try await amend(450_00, from: "2025-06-01", on: "2025-05-20")
      #expect(try await sums("2025-05-31") == [600_00, 300_00, 0, 0, 0, 300_00])
      #expect(try await close("2025-05-31") == 0)
      #expect(try await sums("2025-06-01") == [450_00, 300_00, 0, 0, 150_00, 300_00])
      #expect(try await close("2025-06-01") == 1)
      #expect(try await close("2025-06-01") == 0, "the second time does nothing")
      #expect(try await sums("2025-06-01") == [450_00, 300_00, 0, 0, 0, 150_00])
      #expect(try await place.balance(Account.deposits) == -450_00)
      let moves = try await place.database.read { try $0.depositMovements(of: lease) }
      #expect(moves.map(\.amount.cents) == [600_00, 300_00, -150_00] && moves.map(\.word) == ["called", "received", "cancelled"])
      #expect(moves.last?.reason.contains("450,00") == true)
      let known = try #require(try await place.database.read { try $0.depositCall(call.id) })
      #expect(known.reduced == Money(cents: 150_00) && known.asked == Money(cents: 450_00) && known.cancellation == nil)
      #expect(
        try await place.codes(of: CancelDepositCall(call.id, reason: "Erreur"), on: Day("2025-06-02")!) == ["invoicing.problem.depositPaid"]
      )

      try await amend(250_00, from: "2025-07-01", on: "2025-06-20")
      #expect(try await sums("2025-07-01") == [250_00, 300_00, 0, 50_00, 150_00, 150_00])
      #expect(try await close("2025-07-01") == 1)
      #expect(try await sums("2025-07-01") == [250_00, 300_00, 0, 50_00, 0, 0])
      #expect(try await place.balance(Account.deposits) == -300_00)
      let july = Day("2025-07-02")!
      try await place.perform(SettleDeposit(lease, on: july, returned: Money(cents: 50_00)), on: july)
      #expect(try await place.balance(Account.deposits) == -250_00)
      try await amend(300_00, from: "2025-10-01", on: "2025-09-20")
      #expect(try await sums("2025-10-01").prefix(4) == [300_00, 250_00, 50_00, 0])

      // What another house reads of it says the same, to the byte.
      let october = Day("2025-10-02")!
      let told = try await files(of: place.database, on: october)
      let table = try #require(told.first { $0.key.hasSuffix("lease_deposits.csv") })
      #expect(String(decoding: table.value, as: UTF8.self).components("called,-150.00") == 3)
      try await broughtIn(told, on: october, engine) { other in
        let again = try await files(of: other, on: october)
        #expect(again[table.key] == table.value)
      }
      let faults = try await place.database.read { transaction in
        try LeaseCheck.depositsAreCovered.faults(transaction, HouseTime.mulhouse.instant(on: october, hour: 10))
      }
      #expect(faults == [])
    }
  }

  /// 450.00 called and nothing paid; the lease asks for none any more: the whole call is cancelled.
  @Test(arguments: TrialStore.engines) func aCallOfWhichNothingIsLeftIsCancelled(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let june = Day("2025-06-01")!
      try await place.perform(
        AmendLease(lease, from: june, summary: "Dépôt", [.terms(TermsChange(deposit: .zero))]), on: Day("2025-05-20")!)
      #expect(try await place.perform(CloseDepositRests(), on: june) == 1)
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      #expect(call.cancellation?.day == june && call.asked == .zero)
      #expect(try await place.balance(Account.deposits) == 0)
    }
  }

  /// A call that was an error, then the right one, paid: the other house knows that the first is not owed, and asks for nothing more.
  @Test(arguments: TrialStore.engines) func aCancelledCallGoesOutAsCancelled(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let first = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      let day = Place.signed + 2
      try await place.perform(CancelDepositCall(first.id, reason: "Erreur, \"sic\""), on: day)
      try await place.perform(CallLeaseDeposit(lease, text: "Dépôt"), on: day)
      let second = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.last)
      try await pay(450_00, for: second, on: day + 1, at: place)
      let told = try await files(of: place.database, on: day + 2)
      try await broughtIn(told, on: day + 2, engine) { other in
        let again = try await files(of: other, on: day + 2)
        for (path, bytes) in told where path.contains("lease") { #expect(again[path] == bytes, "\(path)") }
        let (moves, open) = try await other.read { transaction in
          let lease = try #require(try transaction.lease(number: "BAIL-2025-0001"))
          return (try transaction.depositMovements(of: lease.id), try transaction.depositToCall(of: lease, on: day + 2))
        }
        #expect(moves.filter(\.isCancelled).map(\.amount.cents) == [-450_00])
        #expect(moves.first(where: \.isCancelled)?.document == first.number && moves.called == Money(cents: 450_00))
        #expect(moves.held == Money(cents: 450_00) && open == .zero)
      }
    }
  }
}

extension String {
  /// How many parts it falls into.
  fileprivate func components(_ separator: String) -> Int { split(separator: separator, omittingEmptySubsequences: false).count }
}
