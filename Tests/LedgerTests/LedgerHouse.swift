import Kernel
import People
import Post
import Store
import Testing
import Trials
import Work

@testable import Ledger

/// Two legal entities and two customers on a database of their own, at a settled time.
struct LedgerHouse: Sendable {
  let database: any Database
  let entity: OrganisationID
  let other: OrganisationID
  let ada: OrganisationID
  let bob: OrganisationID
  /// 24 November 2026, 9:30 in UTC.
  static let now = Instant(iso: "2026-11-24T09:30:00Z") ?? Instant(seconds: 0)
  static let today = HouseTime.mulhouse.day(of: now)
  static let migrations =
    Audit.migrations + Outbox.migrations + Jobs.migrations + People.area().migrations + LedgerTables.migrations

  static func with(_ engine: Engine, _ body: @Sendable (LedgerHouse) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: migrations) { database in
      func add(_ name: String, _ kind: OrganisationKind, siren: String? = nil) async throws -> OrganisationID {
        try await database.perform(
          AddOrganisation(OrganisationFacts(legalName: name, usualName: name, kind: kind, siren: siren)), for: .house,
          at: now - 86_400 * 3000)
      }
      let entity = try await add("Maison SAS", .company, siren: "732829320")
      let other = try await add("Murs SCI", .company)
      for (id, function) in [(entity, HouseFunction.operating), (other, .property)] {
        _ = try await database.perform(
          NameHouseEntity(id, as: function, HeldSpan(from: today - 3000, until: nil)), for: .house, at: now - 86_400 * 3000)
      }
      let house = LedgerHouse(
        database: database, entity: entity, other: other, ada: try await add("Ada SAS", .startUp), bob: try await add("Bob SARL", .startUp))
      try await body(house)
    }
  }

  /// Reads or writes in one transaction.
  func write<Answer: Sendable>(_ body: @escaping @Sendable (borrowing Transaction) throws -> Answer) async throws -> Answer {
    try await database.write(body)
  }

  static let customer = Auxiliary("C00001", "Ada SAS")

  /// An invoice of rent at 20 % on debits: 411 debit, 706 and 44571 credit.
  func invoice(
    _ number: String, net: Int64, on day: Day, of customer: Auxiliary = customer, origin: String? = nil,
    vatAccount: String = Account.collectedVAT
  ) -> EntryDraft {
    let (net, vat) = (Money(cents: net), Money(cents: net).fraction(20, of: 100))
    return EntryDraft(
      entity: entity, book: .sales, day: day, piece: number, pieceDay: day, text: "Facture \(number) \(customer.name)",
      lines: [
        .debit(Account.customers, net + vat, auxiliary: customer, document: number), .credit(Account.rent, net),
        .credit(vatAccount, vat, document: number, vat: LineVAT(.standard, rate: Percentage(basisPoints: 2000), base: net)),
      ], origin: origin ?? "invoice/\(number)")
  }
  /// Money on the bank for a document.
  func receipt(_ reference: String, _ cents: Int64, on day: Day, of customer: Auxiliary = customer, document: String? = nil) -> EntryDraft {
    EntryDraft(
      entity: entity, book: .bank, day: day, piece: reference, pieceDay: day, text: "Virement \(customer.name)",
      lines: [
        .debit(Account.bank, Money(cents: cents)),
        .credit(Account.customers, Money(cents: cents), auxiliary: customer, document: document),
      ], origin: "receipt/\(reference)")
  }

  static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }
}

/// The refusal that work ends in, or nil.
func refusal(_ work: () async throws -> Void) async throws -> Refusal? {
  do {
    try await work()
    return nil
  } catch let refusal as Refusal {
    return refusal
  }
}
