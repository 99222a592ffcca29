import Foundation
import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import People
@testable import Spaces

/// What one house exports, an empty one of the other engine imports: and exports the same bytes.
@Suite("Leases as files", .serialized) struct ExportTests {
  /// Everything the area gives out and what it rests on, read at one moment.
  private func files(_ database: any Database, at now: Instant) async throws -> [String: [UInt8]] {
    try await database.read { transaction in
      var files: [String: [UInt8]] = [:]
      for exporter in [Exporter.people, .spaces, .leases] { files.merge(try exporter.files(transaction, now)) { first, _ in first } }
      return files
    }
  }
  private func bring(_ files: [String: [UInt8]], into database: any Database, at now: Instant) async throws -> [ImportedPart] {
    let named = Dictionary(uniqueKeysWithValues: files.map { ($0.key.split(separator: "/").last.map(String.init) ?? $0.key, $0.value) })
    return try await PreparedImport(try ExchangedFiles(named), by: [.people, .spaces, .leases], at: now)
      .perform(in: database, for: .house, at: now)
  }
  private func ofLeases(_ files: [String: [UInt8]]) -> [String: String] {
    files.filter { LeaseFiles.names.contains($0.key) }.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  /// A life of leases: revised, amended, frozen, under notice, moved, renewed, withdrawn, only drafted.
  private func live(_ house: LeasingHouse) async throws {
    try await house.perform(
      SetPremisesRegime(house.building, from: day("2025-01-01"), .option, declaredOn: day("2025-01-10"), reference: "CGI 260, 2°"))
    try await house.perform(
      AddScheme(
        code: "studio", .desk, names: [.french: "Studio", .german: "Atelier"], from: day("2025-01-01"),
        SchemeTerms(
          firstTerm: 6, notice: NoticeRule(months: 2, days: 0, onlyEachThreeYears: false), exit: house.schemes["pepiniere"],
          depositMonths: 100, isTacit: true, vat: .compulsory, reference: "Règlement intérieur")))
    var terms = LeasePaperTests.indexed
    terms.note = "Deux lignes\net « guillemets » ; \"droits\", virgule"
    let first = try await house.sign(house.draft(terms: terms))
    try await house.perform(AddContact(first, .daily, name: "Ada L.", email: "ada@example.org", phone: "+33 3 89 00 00 00"))
    try await house.perform(ReceiveDeposit(first, on: day("2025-02-01"), euros("450")), on: day("2025-02-01"))
    try await house.perform(
      AddInsurance(first, insurer: "Axa", policy: "7", span: DaySpan(from: day("2025-02-01"), until: day("2026-02-01"))),
      on: day("2025-02-01"))
    try await house.perform(
      AmendLease(
        first, from: day("2025-06-01"), summary: "Services",
        [.add(LineDraft(.services, "Ménage", .month(euros("20")), vat: .standard))]), on: day("2025-05-20"))
    try await house.perform(
      AmendLease(first, from: day("2025-07-01"), summary: "Paiement", [.terms(TermsChange(paymentDays: 10, purchaseOrder: "BC-1"))]),
      on: day("2025-06-20"))
    try await house.perform(
      FreezeLease(first, over: DaySpan(from: day("2025-08-01"), until: day("2025-09-01")), reason: "Travaux"), on: day("2025-07-01"))
    try await house.perform(IndexLease(first, on: day("2026-02-01")), on: day("2026-02-10"))
    try await house.perform(
      AmendLease(
        first, from: day("2026-03-01"), summary: "Indice",
        [
          .terms(
            TermsChange(
              index: IndexChange(IndexClause(.ilc, base: quarter("2025-Q3"), .sameQuarter, tunnel: Percentage(basisPoints: 300))),
              deposit: euros("440"), payer: house.bob))
        ]), on: day("2026-02-11"))
    try await house.perform(
      GiveNotice(first, by: .tenant, receivedOn: day("2026-02-11"), effectiveOn: day("2028-02-01")), on: day("2026-02-11"))
    try await house.perform(WithdrawNotice(first), on: day("2026-02-12"))
    let second = try await house.sign(house.draft("derogatory", house.bob, house.at(4), until: day("2026-02-01")))
    let third = try await house.perform(RenewLease(second, scheme: house.schemes["commercial"]), on: day("2026-01-10"))
    try await house.perform(OfferLease(third, expiresOn: day("2026-02-20")), on: day("2026-01-10"))
    try await house.perform(SignLease(third, signatory: "Bob", .paper(LeasingHouse.paper)), on: day("2026-01-11"))
    try await house.perform(PrepareLease(house.draft("commercial", house.bob, house.at(6))), on: day("2026-02-12"))
    let given = try await house.perform(PrepareLease(house.draft("commercial", house.bob, house.at(7))), on: day("2026-02-12"))
    try await house.perform(WithdrawLease(given, reason: "Renonce"), on: day("2026-02-12"))
  }

  @Test(arguments: TrialStore.engines) func theSameComesBack(engine: Engine) async throws {
    let now = LeasingHouse.noon(day("2026-02-12"))
    try await LeasingHouse.with(engine) { house in
      try await live(house)
      let out = try await files(house.database, at: now)
      let told = ofLeases(out)
      #expect(Set(told.keys).isSuperset(of: LeaseRecords.parts.map(\.file).filter { $0 != "lease_notices.csv" }))
      for other in TrialStore.engines {
        try await TrialStore.with(other, migrations: LeasingHouse.migrations) { database in
          let parts = try await bring(out, into: database, at: now)
          #expect((parts.last?.added ?? 0) > 5)
          let back = ofLeases(try await files(database, at: now))
          for (name, text) in told.sorted(by: { $0.key < $1.key }) { #expect(back[name] == text, "\(name)") }
          #expect(back.keys.sorted() == told.keys.sorted())
          // Again: nothing is doubled, nothing changes.
          let again = try await bring(out, into: database, at: now)
          #expect(again.last?.added == 0)
          #expect(ofLeases(try await files(database, at: now)) == told)
          // It asks for the same money.
          let here = try await house.charges("2026-03").map { "\($0.text) \($0.net.cents) \($0.span)" }.sorted()
          let there = try await database.read { try LeaseCharges().charges(billableIn: Month("2026-03")!, of: nil, in: $0) }
            .map { "\($0.text) \($0.net.cents) \($0.span)" }.sorted()
          #expect(here == there && !here.isEmpty)
        }
      }
      // What it gave out, the house itself knows.
      #expect(try await bring(ofLeases(out).mapValues { Array($0.utf8) }, into: house.database, at: now).last?.added == 0)
    }
  }

  /// Every cell of a file is looked at, and all that is wrong is told by file, line and column.
  @Test func allFaultsAtOnce() async throws {
    try await LeasingHouse.with(.sqlite) { house in
      try await house.sign(house.draft())
      let now = LeasingHouse.noon(day("2026-02-12"))
      let out = ofLeases(try await files(house.database, at: now))
      func fields(_ change: (inout [String: String]) -> Void) async throws -> [String] {
        var files = out
        change(&files)
        do {
          _ = try await bring(files.mapValues { Array($0.utf8) }, into: house.database, at: now)
          return []
        } catch let refusal as Refusal { return refusal.problems.compactMap(\.field) }
      }
      #expect(
        try await fields { files in
          files["leases.csv"] = files["leases.csv"]?.replacing("month,advance", with: "week,later")
          files["lease_prices.csv"] = files["lease_prices.csv"]?.replacing("120.00", with: "1.5")
        } == ["leases.csv:2:frequency", "leases.csv:2:timing", "lease_prices.csv:2:rate"])
      #expect(
        try await fields { $0["lease_contacts.csv"] = "lease,role,name,email,phone\nno-such-lease,daily,Ada,,\n" }
          == ["lease_contacts.csv:2:lease"])
      #expect(
        try await fields { $0["index_values.csv"] = $0["index_values.csv"]?.replacing("137.12", with: "137.13") }.first?.hasSuffix(":value")
          == true)
      #expect(
        try await fields { $0["lease_schemes.csv"] = $0["lease_schemes.csv"]?.replacing("C. com. art. L145-5-1", with: "autre") }.first?
          .hasSuffix(":reference") == true)
    }
  }

  /// The demonstration house: what its files tell, lived once, goes out and comes back.
  @Test func theDemonstrationComesBack() async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../demo")
    var read: [String: [UInt8]] = [:]
    let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    while let file = walk.nextObject() as? URL {
      if ["csv", "geojson", "json"].contains(file.pathExtension) { read[file.lastPathComponent] = Array(try Data(contentsOf: file)) }
    }
    let now = LeasingHouse.noon(day("2026-11-24"))
    try await TrialStore.with(.sqlite, migrations: LeasingHouse.migrations) { database in
      _ = try await bring(read, into: database, at: now)
      let out = try await files(database, at: now)
      try await TrialStore.with(.sqlite, migrations: LeasingHouse.migrations) { other in
        _ = try await bring(out, into: other, at: now)
        #expect(ofLeases(try await files(other, at: now)) == ofLeases(out))
      }
    }
  }
}
