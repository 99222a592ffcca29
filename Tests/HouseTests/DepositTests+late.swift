import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import Payments
@testable import People

/// Money that comes for a lease when another has followed it.
extension DepositTests {
  /// Money that comes for the old lease after another was signed is held for that one, as far as it asks: of 450.00, 300.00 come before the
  /// renewal and 150.00 after; the new lease asks 400.00, so 100.00 of the late money are its own and 50.00 go back. What bounces is gone there too.
  @Test(arguments: TrialStore.engines) func lateMoneyFollowsTheRenewal(engine: Engine) async throws {
    try await with(engine) { place in
      let first = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: first) }.first)
      func pay(_ cents: Int64, on day: Day) async throws -> ID<Receipt> {
        try await place.perform(
          RecordReceipt(
            entity: place.landlord, customer: place.tenant, day: day, amount: Money(cents: cents), means: .transfer,
            documents: [call.number]),
          on: day)
      }
      func renew(_ lease: ID<Lease>, deposit: Int64, on day: Day) async throws -> ID<Lease> {
        let next = try await place.perform(RenewLease(lease, deposit: Money(cents: deposit)), on: day)
        try await place.perform(OfferLease(next, expiresOn: day + 20), on: day)
        let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))
        try await place.perform(SignLease(next, signatory: "Ada", .paper(paper)), on: day)
        return next
      }
      _ = try await pay(300_00, on: Place.signed + 3)
      let december = Day("2025-12-01") ?? Day(number: 0)
      let second = try await renew(first, deposit: 400_00, on: december)
      #expect(try await place.held(first) == 0)
      #expect(try await place.held(second) == 300_00)
      let late = try await pay(150_00, on: december + 10)
      #expect(try await place.held(first) == 50_00)
      #expect(try await place.held(second) == 400_00)
      let moves = try await place.database.read { try $0.depositMovements(of: second) }
      #expect(moves.map(\.kind) == [.transferred, .transferred] && moves.map(\.amount.cents) == [300_00, 100_00])
      #expect(moves.last?.day == december + 10 && moves.last?.other == first)
      let found = try #require(try await place.database.read { try $0.lease(second) })
      #expect(try await place.database.read { try $0.depositToCall(of: found, on: Place.signed) } == .zero)
      try await place.perform(ReverseReceipt(late, reason: "AM04", on: december + 12), on: december + 12)
      #expect(try await place.held(first) == 0)
      #expect(try await place.held(second) == 300_00)
      // Over two renewals: what comes after both goes to the last.
      _ = try await pay(150_00, on: december + 20)
      let third = try await renew(second, deposit: 450_00, on: Day("2026-12-01") ?? Day(number: 0))
      #expect(try await place.held(second) == 0)
      #expect(try await place.held(third) == 400_00)
      #expect(try await place.database.read { try $0.depositCalls(of: third) }.map(\.amount) == [Money(cents: 50_00)])
    }
  }

  /// The guarantee was called and nothing paid of it when two leases had followed: 450.00 that come then are held for the last of the three.
  @Test(arguments: TrialStore.engines) func lateMoneyGoesToTheLastOfTheChain(engine: Engine) async throws {
    try await with(engine) { place in
      let first = try await place.sign(try await place.draft())
      let calls = try await place.database.read { try $0.depositCalls(of: first) }
      let call = try #require(calls.first)
      var leases = [first]
      for day in [Day("2025-12-01"), Day("2026-12-01")].compactMap(\.self) {
        let next = try await place.perform(RenewLease(leases[leases.count - 1], deposit: Money(cents: 450_00)), on: day)
        try await place.perform(OfferLease(next, expiresOn: day + 20), on: day)
        let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))
        try await place.perform(SignLease(next, signatory: "Ada", .paper(paper)), on: day)
        leases.append(next)
      }
      let paid = Day("2026-12-20") ?? Day(number: 0)
      try await place.perform(
        RecordReceipt(
          entity: place.landlord, customer: place.tenant, day: paid, amount: Money(cents: 450_00), means: .transfer,
          documents: [call.number]),
        on: paid)
      var held: [Int64] = []
      for lease in leases { held.append(try await place.held(lease)) }
      #expect(held == [0, 0, 450_00])
      let third = leases[2]
      let known = try await place.database.read { try $0.lease(third) }
      let last = try #require(known)
      #expect(try await place.database.read { try $0.heldInBooks(for: last) }.map(\.amount) == [Money(cents: 450_00)])
    }
  }
}
