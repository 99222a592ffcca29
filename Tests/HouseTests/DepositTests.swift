import Banking
import House
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

/// The guarantee of a lease through all areas: called when it is signed, paid at the bank, settled at the end, given back by transfer.
@Suite struct DepositTests {
  /// A landlord that invoices, a tenant, a cell, and a lease of one year with 450.00 of guarantee, signed on 15 January 2025.
  struct Place {
    let database: any Database
    let landlord: OrganisationID
    let tenant: OrganisationID
    let cell: ID<Cell>
    let other: ID<Cell>
    static let signed = Day("2025-01-15") ?? Day(number: 0)

    @discardableResult
    func perform<Deed: Act>(_ act: Deed, on day: Day = signed) async throws -> Deed.Outcome {
      try await database.perform(act, for: .house, at: HouseTime.mulhouse.instant(on: day, hour: 10))
    }
    func sign(_ draft: LeaseDraft, on day: Day = signed) async throws -> ID<Lease> {
      let id = try await perform(PrepareLease(draft), on: day)
      try await perform(OfferLease(id, expiresOn: day + 30), on: day)
      let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))
      try await perform(SignLease(id, signatory: "Ada", .paper(paper)), on: day)
      return id
    }
    func draft(deposit: Int64 = 450_00, from: Day = signed + 17) async throws -> LeaseDraft {
      let scheme = try #require(try await database.read { try $0.scheme(code: "derogatory") })
      return LeaseDraft(
        scheme: scheme.id, entity: landlord, tenant: tenant, cells: [cell], from: from, until: from.adding(months: 12),
        terms: LeaseTerms(regime: .option, deposit: Money(cents: deposit)), lines: [LineDraft(.rent, "Loyer", .month(Money(cents: 150_00)))]
      )
    }
    func held(_ lease: ID<Lease>) async throws -> Int64 { try await database.read { try $0.depositMovements(of: lease).held.cents } }
    func balance(_ account: String) async throws -> Int64 {
      try await database.read { try $0.balance(account, entity: landlord).cents }
    }
    func codes(of act: some Act, on day: Day = signed) async throws -> [String] {
      do {
        _ = try await perform(act, on: day)
        return []
      } catch let refusal as Refusal { return refusal.problems.map(\.code) }
    }
  }

  func with(_ engine: Engine, address: Bool = true, _ body: (Place) async throws -> Void) async throws {
    try await TrialStore.with(engine, migrations: House.sample.migrations) { database in
      let start = Day("2024-01-02") ?? Day(number: 0)
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome {
        try await database.perform(act, for: .house, at: HouseTime.mulhouse.instant(on: start, hour: 9))
      }
      func add(_ name: String, siren: String, vat: String?, address: Bool = true) async throws -> OrganisationID {
        var facts = OrganisationFacts(
          legalName: name + " SAS", usualName: name, kind: .company, legalForm: .sas, siren: siren, vatNumber: vat)
        if address { facts.address = PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: "Mulhouse") }
        return try await perform(AddOrganisation(facts))
      }
      let landlord = try await add("Murs", siren: "552100554", vat: "FR96552100554")
      _ = try await perform(NameHouseEntity(landlord, as: .property, HeldSpan(from: start, until: nil)))
      try await perform(
        SetEntityTerms(
          EntityTerms(
            entity: landlord, from: start, termDays: 10, vat: .receipts, iban: "FR7630006000011234567890189", bic: "AGRIFRPP", ics: nil,
            indemnityNote: "40 €", penaltyNote: "BCE + 10 points", discountNote: "Pas d’escompte")))
      _ = try await perform(OpenSeries(landlord, for: .invoices, prefix: "F-", reason: "Factures"))
      _ = try await perform(OpenSeries(landlord, for: .deposits, prefix: "D-", reason: "Dépôts, hors TVA"))
      let site = try await perform(AddSite(key: "f", name: "Fonderie", street: "1 rue", postcode: "68100", city: "Mulhouse"))
      let building = try await perform(AddBuilding(key: "b", site: site, BuildingFacts(name: "Bâtiment 23")))
      let level = try await perform(
        AddLevel(
          key: "h", building: building,
          LevelFacts(
            name: "Halle", shortName: "H", ordinal: 0, outline: .rectangle(x: 0, y: 0, width: 60_000, depth: 20_000), commissioning: nil)))
      let cells = try await perform(
        RedrawLevel(
          level, from: start,
          cells: [
            DrawnCell(
              id: nil, code: "C-01", points: Polygon.rectangle(x: 0, y: 0, width: 3000, depth: 5000).ring,
              CellFacts(kind: .module, workplaces: 2)),
            DrawnCell(
              id: nil, code: "C-02", points: Polygon.rectangle(x: 3000, y: 0, width: 3000, depth: 5000).ring,
              CellFacts(kind: .module, workplaces: 2)),
          ]))
      try await body(
        Place(
          database: database, landlord: landlord, tenant: try await add("Ada", siren: "356000000", vat: nil, address: address),
          cell: cells[0], other: cells[1]))
    }
  }

  /// Called: 411 450.00 against 165. Paid by 300.00 and 150.00. Settled: 80.00 kept for a door, 150.00 set off against an invoice of 180.00, 220.00 returned.
  @Test(arguments: TrialStore.engines) func calledPaidSettledReturned(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      #expect(call.number == "D-000001" && call.amount == Money(cents: 450_00) && call.issueDay == Place.signed)
      #expect(try await place.balance(Account.deposits) == -450_00)
      #expect(try await place.held(lease) == 0)
      #expect(try await place.codes(of: CallLeaseDeposit(lease, text: "Dépôt")) == ["leasing.problem.depositCalled"])
      #expect(
        try await place.codes(of: ReceiveDeposit(lease, on: Place.signed, Money(cents: 450_00))) == ["leasing.problem.depositBooked"],
        "money is booked where payments are")
      func pay(_ cents: Int64, for document: String, on day: Day) async throws -> ID<Receipt> {
        try await place.perform(
          RecordReceipt(
            entity: place.landlord, customer: place.tenant, day: day, amount: Money(cents: cents), means: .transfer, documents: [document]),
          on: day)
      }
      _ = try await pay(300_00, for: call.number, on: Place.signed + 3)
      #expect(try await place.held(lease) == 300_00)
      let second = try await pay(150_00, for: call.number, on: Place.signed + 5)
      #expect(try await place.held(lease) == 450_00)
      let moves = try await place.database.read { try $0.depositMovements(of: lease) }
      #expect(moves.map(\.kind) == [.called, .received, .received] && moves.map(\.day) == [0, 3, 5].map { Place.signed + $0 })
      // A payment that bounces is not held any more.
      try await place.perform(ReverseReceipt(second, reason: "AM04", on: Place.signed + 8), on: Place.signed + 8)
      #expect(try await place.held(lease) == 300_00)
      _ = try await pay(150_00, for: call.number, on: Place.signed + 9)

      // The refund is not asked for past the settlement.
      let iban = IBAN(stored: "FR1420041010050500013M02606")
      let direct = AskRefund(
        entity: place.landlord, customer: place.tenant, amount: Money(cents: 450_00), source: .deposit, document: call.number,
        holder: "Ada",
        iban: iban, reason: "Dépôt")
      #expect(try await place.codes(of: direct) == ["payments.problem.depositOfContract"])

      let january = Day("2026-01-05") ?? Day(number: 0)
      _ = try await IssueInvoices(january.month, desk: InvoiceDesk(sources: [LeaseCharges()])).run(
        on: place.database, for: .house, at: HouseTime.mulhouse.instant(on: january, hour: 9))
      let invoice = try #require(
        try await place.database.read { transaction in
          try transaction.openBooks(place.landlord, of: place.tenant).documents.first { $0.kind == .invoice }
        })
      let after = Day("2026-02-10") ?? Day(number: 0)
      // A derogatory lease at its term waits for a decision first.
      try await place.perform(EndLease(lease, on: (Place.signed + 17).adding(months: 12), reason: .term), on: after)
      try await place.perform(
        SettleDeposit(
          lease, on: after, retained: [.init(Money(cents: 80_00), "Porte rayée")], setOff: [.init(Money(cents: 150_00), invoice.number)],
          returned: Money(cents: 220_00)), on: after)
      #expect(try await place.balance(Account.deposits) == 0)
      #expect(try await place.held(lease) == 0)
      #expect(try await place.balance(Account.indemnities) == -80_00)
      let owed = invoice.open
      #expect(try await place.perform(UseMeantCredits(), on: after + 1) == 1)
      #expect(try await place.perform(UseMeantCredits(), on: after + 1) == 0, "the second time does nothing")
      #expect(
        try await place.database.read { try $0.open(document: invoice.number, entity: place.landlord) } == owed - Money(cents: 150_00))

      // What another house reads: the call, the money the books have for it (what bounced is none), and what was given back of it.
      let table = try #require(try await place.database.read { try ExportLeases().files(in: $0)["lease_deposits.csv"] })
      let lines = String(decoding: table, as: UTF8.self).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(lines.filter { $0.contains("received") }.map { $0.first { $0.contains(".") } } == ["300.00", "150.00"])
      #expect(lines.filter { $0.contains("received") }.allSatisfy { $0.contains("D-000001") })
      #expect(lines.count { $0.contains("called") } == 1 && lines.count { !$0.contains("received") && !$0.contains("called") } == 3)

      let found = try #require(try await place.database.read { try $0.lease(lease) })
      #expect(try await place.database.read { try $0.depositToReturn(of: found) } == Money(cents: 220_00))
      _ = try await place.perform(
        AskRefund(
          entity: place.landlord, customer: place.tenant, amount: Money(cents: 220_00), source: .credit, document: found.number,
          holder: "Ada SAS", iban: iban, reason: "Dépôt de garantie"), on: after + 1)
      let day = Day("2026-02-12") ?? Day(number: 0)
      let file = try #require(try await place.perform(MakeTransfers(entity: place.landlord, day: day), on: after + 1))
      let text = try #require(try await place.database.read { try $0.content(of: file) })
      #expect(text.contains("pain.001.001.09") && text.contains("220.00") && text.contains("FR1420041010050500013M02606"))
    }
  }

  /// Without an address nothing can be called; that keeps nobody from signing, and the lease says what is missing.
  @Test(arguments: TrialStore.engines) func signingDoesNotFailForWantOfAnAddress(engine: Engine) async throws {
    try await with(engine, address: false) { place in
      let lease = try await place.sign(try await place.draft())
      let found = try #require(try await place.database.read { try $0.lease(lease) })
      #expect(found.signature != nil)
      #expect(try await place.database.read { try $0.depositCalls(of: lease) }.isEmpty)
      #expect(try await place.database.read { try $0.depositToCall(of: found, on: Place.signed) } == Money(cents: 450_00))
      #expect(try await place.balance(Account.deposits) == 0)
    }
  }

  /// A renewal brings along what is held and calls the rest: 450.00 paid, 600.00 asked, 150.00 called.
  @Test(arguments: TrialStore.engines) func aRenewalCallsTheDifference(engine: Engine) async throws {
    try await with(engine) { place in
      let lease = try await place.sign(try await place.draft())
      let call = try #require(try await place.database.read { try $0.depositCalls(of: lease) }.first)
      try await place.perform(
        RecordReceipt(
          entity: place.landlord, customer: place.tenant, day: Place.signed, amount: call.amount, means: .transfer, documents: [call.number]
        ))
      let day = Day("2025-12-01") ?? Day(number: 0)
      let next = try await place.perform(RenewLease(lease, deposit: Money(cents: 600_00)), on: day)
      try await place.perform(OfferLease(next, expiresOn: day + 20), on: day)
      // Said before it is signed; of a signed lease there is nothing left to announce.
      let told = try await place.database.read { transaction in
        try [lease, next].compactMap { try transaction.lease($0) }.map { try transaction.depositAtSignature(of: $0).cents }
      }
      #expect(told == [0, 150_00])
      let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))
      try await place.perform(SignLease(next, signatory: "Ada", .paper(paper)), on: day)
      #expect(try await place.held(lease) == 0)
      #expect(try await place.held(next) == 450_00)
      #expect(try await place.database.read { try $0.depositCalls(of: next) }.map(\.amount) == [Money(cents: 150_00)])
    }
  }
}
