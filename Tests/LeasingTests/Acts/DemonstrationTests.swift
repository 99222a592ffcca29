import Foundation
import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import People
@testable import Spaces

/// The leases of the demonstration house, on the holds of its events: since February 2019, with the true indices.
@Suite("The demonstration house's leases") struct DemonstrationTests {
  @Test func sinceFebruary2019() async throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../demo")
    var files: [String: [UInt8]] = [:]
    let walk = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    while let file = walk.nextObject() as? URL {
      if ["csv", "geojson", "json"].contains(file.pathExtension) { files[file.lastPathComponent] = Array(try Data(contentsOf: file)) }
    }
    let now = LeasingHouse.noon(day("2026-11-24"))
    try await TrialStore.with(.sqlite, migrations: LeasingHouse.migrations) { database in
      let prepared = try PreparedImport(try ExchangedFiles(files), by: [.people, .spaces], at: now)
      _ = try await prepared.perform(in: database, for: .house, at: now)
      let act = ImportLeases(try LeaseFiles(files))
      let brought = try await database.perform(act, for: .house, at: now)
      #expect(brought.added > 100 && brought.unchanged == 0)
      // A second import changes nothing.
      let again = try await database.perform(act, for: .house, at: now)
      #expect(again.added == 0 && again.unchanged == brought.added)
      // Lived month by month: every revision once, and the month done again does nothing.
      var month = Month(year: 2020, month: 1)
      var revised = 0
      while month <= Month(year: 2026, month: 11) {
        let at = LeasingHouse.noon((month + 1).first - 1)
        let outcome = try await database.indexLeases(in: month, for: .house, at: min(at, now))
        revised += outcome.done.count
        for refused in outcome.refused { #expect(refused.refusal.problems.first?.code == "leasing.problem.indexUnknown") }
        if month.month == 6 { #expect(try await database.indexLeases(in: month, for: .house, at: min(at, now)).done.isEmpty) }
        month = month + 1
      }
      #expect(revised > 200)
      for check in LeaseCheck.all {
        let faults = try await database.read { try check.faults($0, now) }
        // Three certificates of the demonstration ran out: something to do, and no fault of the records.
        #expect(faults.count == (check.name == LeaseCheck.premisesAreInsured.name ? 3 : 0), "\(check.name): \(faults)")
      }
      let charges = try await database.read { try LeaseCharges().charges(billableIn: Month("2026-11")!, of: nil, in: $0) }
      #expect(charges.count > 100)
      #expect(Set(charges.map(\.origin)).count == charges.count)
    }
  }

  /// A month of a thousand leases is read whole.
  @Test(arguments: TrialStore.engines) func aThousandLeases(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var draft = house.draft("domiciliation", house.ada, [], terms: LeaseTerms(regime: .compulsory))
      draft.from = day("2025-02-01")
      let base = draft
      try await house.database.write { transaction in
        let checked = try transaction.check(base, on: LeasingHouse.start)
        for place in 0..<1000 {
          let id = ID<Lease>.fresh(at: LeasingHouse.noon(LeasingHouse.start))
          var own = checked.draft
          own.number = "T-\(place)"
          let one = CheckedLease(
            draft: own, version: checked.version, until: checked.until, term: checked.term, entry: checked.entry, ladder: [])
          try transaction.write(one, as: id, for: .house, at: LeasingHouse.noon(LeasingHouse.start))
          try transaction.writeSignature(
            of: id, by: "Ada", how: .paper, digest: nil, for: .house, at: LeasingHouse.noon(LeasingHouse.start))
        }
      }
      let charges = try await house.charges("2026-03")
      #expect(charges.count == 2000)
    }
  }
}
