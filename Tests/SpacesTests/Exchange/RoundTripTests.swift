import Foundation
import Kernel
import People
import Store
import Testing
import Trials

@testable import Spaces

@Suite("The house goes out and comes back") struct RoundTripTests {
  static let exchange = Exchange.peopleAndSpaces
  static let now = DemonstrationHouse.now

  @Test(arguments: TrialStore.engines) func theDemonstrationHouseComesBackTheSame(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let demonstration = try PreparedImport(DemonstrationHouse.exchanged(), by: Self.exchange.importers, at: Self.now)
      _ = try await demonstration.perform(in: database, for: .house, at: Self.now)
      try await liveOn(in: database)
      try await comesBack(database, engine)
    }
  }

  @Test func fromOneEngineToTheOther() async throws {
    guard TrialStore.engines.count == 2 else { return }
    try await TrialStore.with(.sqlite, migrations: DemonstrationHouse.migrations) { database in
      let demonstration = try PreparedImport(DemonstrationHouse.exchanged(), by: Self.exchange.importers, at: Self.now)
      _ = try await demonstration.perform(in: database, for: .house, at: Self.now)
      try await comesBack(database, .postgres)
    }
  }

  /// What no line of the demonstration tells: cells given again under one code, a queue, a let given notice, an option released before it
  /// began, something without a key, terms said anew, a reminder sent, links between cells of the past.
  private func liveOn(in database: any Database) async throws {
    @discardableResult
    func perform<Deed: Act>(_ act: Deed, at now: Instant = Self.now) async throws -> Deed.Outcome {
      try await database.perform(act, for: .house, at: now)
    }
    let today = DemonstrationHouse.today
    let organisation = try await perform(
      AddOrganisation(OrganisationFacts(legalName: "Sans clé", usualName: "Sans \"clé\"; =x", kind: .startUp)))
    // Somebody with two cells or more, on which nobody else counts, leaves.
    let leaving = try await database.read { transaction -> HoldLine? in
      let blocked = Dictionary(grouping: try transaction.blockedLines(in: DaySpan(from: today, until: nil)), by: \.cell)
      let pools = Set(try transaction.rows("SELECT cell FROM hold_pool").map { try $0.get("cell") as ID<Cell> })
      return try transaction.standingHoldLines([.let], on: today).first { line in
        line.cells.count == 2 && line.hold.span.until == nil
          && line.cells.allSatisfy { blocked[$0.id]?.count == 1 && !pools.contains($0.id) }
      }
    }
    let line = try #require(leaving)
    try await perform(EndLet(line.hold.id, on: today + 20, reason: "déménage", silently: true))
    let free = line.cells
    let both = WantedCells.exactly(free.map(\.id))
    let held = try await perform(
      GrantOption(
        organisation: organisation, cells: both, start: .day(today + 100), until: today + 900, expiresOn: today + 10,
        monthlyRent: Money(cents: 123_45), reason: "Deux lignes\net des « guillemets », \"doubles\"", silently: true))
    let waiting = try await perform(
      GrantOption(
        key: "attend un peu", organisation: organisation, cells: both, start: .day(today + 50), expiresOn: today + 400, queuePosition: 1,
        silently: true))
    try await perform(ReplaceTerms(held, monthlyRent: Money(cents: 99_00), reason: "moins cher", queuePosition: nil), at: Self.now + 60)
    _ = try await perform(RemindOfExpiry(), at: Self.now + 120)
    try await perform(ReleaseHold(held, reason: "renonce", silently: true), at: Self.now + 180)
    let served = try await database.read { try $0.holdLine(waiting) }
    #expect(served?.codes.count == 2)
    let let1 = try await perform(FirmUpHold(waiting, until: .before(today + 700), reason: "signé", silently: true), at: Self.now + 240)
    try await perform(EndLet(let1, on: today + 400, reason: "préavis", silently: true), at: Self.now + 300)
    // The two become one after the let, which bears the code of the first, and the links know which is which.
    try await perform(DeclareLink(free[0].id, free[1].id, joined: true, reason: "porte percée"), at: Self.now + 360)
    _ = try await perform(
      MergeCells(
        free.map(\.id), into: free[0].code, on: today + 400,
        works: ReshapingWorks(
          span: DaySpan(from: today + 400, until: today + 420), cost: Money(cents: 1_234_56), note: "Cloison, \"abattue\"")),
      at: Self.now + 420)
  }

  private func comesBack(_ database: any Database, _ engine: Engine) async throws {
    let later = Self.now + 3600
    let files = try await Self.exchange.files(of: database, at: later)
    let archive = try Exchange.archive(files)
    #expect(try Exchange.archive(await Self.exchange.files(of: database, at: later)) == archive)
    let before = try await database.read { (try HouseRecords.lines($0), try HouseRecords.people($0)) }
    #expect(before.0.count > 1000)
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { empty in
      let arriving = try PreparedImport(ExchangedFiles(zip: archive), by: Self.exchange.importers, at: later)
      let parts = try await arriving.perform(in: empty, for: .house, at: later)
      #expect(parts.map(\.changed) == [0, 0] && parts.allSatisfy { $0.added > 0 })
      let after = try await empty.read { (try HouseRecords.lines($0), try HouseRecords.people($0)) }
      expectSame(after.0, before.0)
      expectSame(after.1, before.1)
      // Written again, it is the same to the byte; brought in again, nothing is new on either side.
      let second = try await Self.exchange.files(of: empty, at: later)
      for path in Set(files.keys).union(second.keys).sorted() {
        let isSame = second[path] == files[path]
        #expect(isSame, "\(path) \(difference(second[path], files[path]))")
      }
      #expect(try Exchange.archive(second) == archive)
      for house in [empty, database] {
        let again = try await arriving.perform(in: house, for: .house, at: later)
        #expect(again.allSatisfy { $0.added == 0 && $0.changed == 0 && $0.unchanged > 0 && $0.events == 0 }, "\(again)")
      }
      let faults = try await empty.read { try $0.planFaults(on: DemonstrationHouse.today) }
      #expect(faults.map(\.sentence) == [])
      // No secret, no session, no line of the audit goes out.
      let text = files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
      #expect(!text.contains("password") && !text.contains("scrypt") && !text.contains("digest"))
    }
  }

  private func expectSame(_ found: [String], _ wanted: [String]) {
    let missing = Set(wanted).subtracting(found).sorted()
    let extra = Set(found).subtracting(wanted).sorted()
    #expect(missing.isEmpty && extra.isEmpty, "missing \(missing.prefix(5)) extra \(extra.prefix(5)) of \(missing.count), \(extra.count)")
    #expect(found.count == wanted.count)
  }

  private func difference(_ one: [UInt8]?, _ other: [UInt8]?) -> String {
    let lines = [one, other].map { String(decoding: $0 ?? [], as: UTF8.self).split(separator: "\n") }
    guard let place = zip(lines[0], lines[1]).enumerated().first(where: { $1.0 != $1.1 })?.offset else { return "\(lines.map(\.count))" }
    return "\(lines[0][place]) ≠ \(lines[1][place])"
  }
}
