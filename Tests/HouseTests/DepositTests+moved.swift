import Banking
import Kernel
import Payments
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Ledger
@testable import People
@testable import Spaces

/// The guarantee when the tenant moves, when a call was an error, and when a part of it pays an invoice.
extension DepositTests {
  private func pay(_ cents: Int64, for document: String, in place: Place, on day: Day) async throws {
    _ = try await place.perform(
      RecordReceipt(
        entity: place.landlord, customer: place.tenant, day: day, amount: Money(cents: cents), means: .transfer, documents: [document]),
      on: day)
  }
  private func missing(_ lease: ID<Lease>, in place: Place, on day: Day) async throws -> [String] {
    try await place.database.read { transaction in
      guard let facts = try transaction.leaseFacts(lease) else { return ["nothing"] }
      return try LeaseView(facts, in: transaction, on: day).missing
    }
  }
  private func toReturn(_ lease: ID<Lease>, in place: Place) async throws -> Money {
    try await place.database.read { transaction in
      guard let lease = try transaction.lease(lease) else { throw Refusal.notFound }
      return try transaction.depositToReturn(of: lease)
    }
  }

  /// 450.00 are held: 100.00 kept, 7.94 set off against an invoice, 342.06 returned. From that moment on 342.06 and no cent more can be given back,
  /// while the 7.94 wait for the night that pays the invoice with them.
  @Test(arguments: TrialStore.engines) func whatIsSetOffIsNotReturned(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      try await pay(450_00, for: call.number, in: place, on: Place.signed + 3)
      let january = Day("2026-01-05") ?? Day(number: 0)
      _ = try await IssueInvoices(january.month, desk: InvoiceDesk(sources: [LeaseCharges()])).run(
        on: place.database, for: .house, at: HouseTime.mulhouse.instant(on: january, hour: 9))
      let books = try await place.database.read { try $0.openBooks(place.landlord, of: place.tenant) }
      let invoice = try #require(books.documents.first { $0.kind == .invoice })
      let after = Day("2026-02-10") ?? Day(number: 0)
      try await place.perform(EndLease(lease, on: (Place.signed + 17).adding(months: 12), reason: .term), on: after)
      func settling(_ setOff: Money) -> SettleDeposit {
        SettleDeposit(
          lease, on: after, retained: [.init(Money(cents: 100_00), "Porte")], setOff: [.init(setOff, invoice.number)],
          returned: Money(cents: 350_00) - setOff)
      }
      #expect(try await place.codes(of: settling(invoice.open + Money(cents: 1)), on: after).contains("leasing.problem.setOffMore"))
      try await place.perform(settling(Money(cents: 7_94)), on: after)
      #expect(try await toReturn(lease, in: place) == Money(cents: 342_06))
      func refund(_ cents: Int64) -> AskRefund {
        AskRefund(
          entity: place.landlord, customer: place.tenant, amount: Money(cents: cents), source: .credit, holder: "Ada",
          iban: IBAN(stored: "FR1420041010050500013M02606"), reason: "Dépôt")
      }
      #expect(try await place.codes(of: refund(350_00), on: after) == ["payments.problem.most"])
      _ = try await place.perform(refund(342_06), on: after)
      #expect(try await place.codes(of: refund(1), on: after) == ["payments.problem.most"])
      #expect(try await place.perform(UseMeantCredits(), on: after + 1) == 1)
      let open = try await place.database.read { try $0.open(document: invoice.number, entity: place.landlord) }
      #expect(open == invoice.open - Money(cents: 7_94))
      #expect(try await toReturn(lease, in: place) == Money(cents: 342_06))
    }
  }

  /// 450.00 were called and paid when the tenant moves to a place that asks 500.00: the new lease calls 50.00, the old one nothing. The new lease is
  /// annulled: its call is cancelled with its entry, keeps its number, and the 450.00 are settled where they are held.
  @Test(arguments: TrialStore.engines) func aMoveLeavesNothingToCall(engine: Engine) async throws {
    try await with(engine) { place in
      let old = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: old) }.first)
      try await pay(450_00, for: call.number, in: place, on: Place.signed + 3)
      let today = Day("2025-06-02") ?? Day(number: 0)
      let new = try await place.perform(
        MoveTenant(
          old, to: [place.other], entry: today + 14, exit: today + 19, lines: [LineDraft(.rent, "Loyer", .month(Money(cents: 150_00)))],
          deposit: Money(cents: 500_00), signatory: "Ada",
          paper: LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))), on: today
      ).lease
      let more = try #require(try await place.database.read { try $0.depositCalls(of: new) }.first)
      #expect(more.amount == Money(cents: 50_00))
      #expect(try await place.held(old) == 0)
      #expect(try await place.held(new) == 450_00)
      #expect(try await place.codes(of: CallLeaseDeposit(old, text: "Dépôt"), on: today) == ["leasing.problem.depositCalled"])
      #expect(try await !missing(old, in: place, on: today).contains { $0.hasPrefix("deposit") })
      #expect(try await missing(new, in: place, on: today).contains("deposit"))

      try await place.perform(EndLease(new, on: today + 14, reason: .annulled), on: today)
      #expect(try await missing(new, in: place, on: today) == ["depositCancel"])
      #expect(try await place.codes(of: CancelDepositCall(call.id, reason: "Erreur"), on: today) == ["invoicing.problem.depositPaid"])
      #expect(try await place.codes(of: CancelDepositCall(more.id, reason: " "), on: today) == ["kernel.problem.missing"])
      try await place.perform(CancelDepositCall(more.id, reason: "Bail annulé"), on: today)
      #expect(try await place.codes(of: CancelDepositCall(more.id, reason: "Encore"), on: today) == ["invoicing.problem.depositCancelled"])
      let kept = try #require(try await place.database.read { try $0.depositCall(more.id) })
      #expect(kept.number == more.number && kept.cancellation?.day == today && kept.cancellation?.reason == "Bail annulé")
      #expect(try await place.balance(Account.deposits) == -450_00)
      #expect(try await place.database.read { try $0.openBooks(place.landlord, of: place.tenant).documents }.isEmpty)
      let moves = try await place.database.read { try $0.depositMovements(of: new) }
      #expect(moves.called == .zero && moves.held == Money(cents: 450_00))
      #expect(try await missing(new, in: place, on: today) == ["settlement"])
      try await place.perform(SettleDeposit(new, on: today, returned: Money(cents: 450_00)), on: today)
      #expect(try await place.balance(Account.deposits) == 0)
      #expect(try await toReturn(new, in: place) == Money(cents: 450_00))
    }
  }

  /// A call that was an error is cancelled while the lease runs: the guarantee is to be called again, under the next number.
  @Test(arguments: TrialStore.engines) func aCancelledCallIsCalledAgain(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      try await place.perform(CancelDepositCall(call.id, reason: "Mauvais montant"))
      #expect(try await missing(lease, in: place, on: Place.signed).contains("depositCallAgain"))
      _ = try await place.perform(CallLeaseDeposit(lease, text: "Dépôt"))
      let calls = try await place.database.read { try $0.depositCalls(of: lease) }
      #expect(calls.map(\.number) == ["D-000001", "D-000002"] && calls.map { $0.cancellation == nil } == [false, true])
      try await pay(450_00, for: "D-000002", in: place, on: Place.signed + 1)
      #expect(try await place.held(lease) == 450_00)
    }
  }
}
