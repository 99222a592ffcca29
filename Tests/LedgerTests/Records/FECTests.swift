import Kernel
import People
import Store
import Testing
import Trials

@testable import Ledger

@Suite struct FECTests {
  /// An invoice of 2025 left unpaid, and in 2026 one paid in full.
  static func written(_ house: LedgerHouse) async throws {
    try await house.write { transaction in
      let now = LedgerHouse.now
      try transaction.post(house.invoice("FA-0", net: 100_00, on: LedgerHouse.day("2025-12-01")), at: now)
      try transaction.post(house.invoice("FA-1", net: 1000_50, on: LedgerHouse.day("2026-05-04")), at: now)
      let paid = try transaction.post(house.receipt("R1", 1200_60, on: LedgerHouse.day("2026-05-10"), document: "FA-1"), at: now)
      try transaction.match(document: "FA-1", credit: try transaction.lines(of: paid)[1].id, on: LedgerHouse.day("2026-05-10"), at: now)
    }
  }

  @Test(arguments: TrialStore.engines)
  func theFileOpensWithWhatWasThereAndFollowsValidation(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await Self.written(house)
      let files = try await house.database.read { try $0.fec(of: house.entity, year: 2026, now: LedgerHouse.now) }
      #expect(files.map(\.name) == ["732829320FEC20261231.txt", "732829320FEC20261231-description.txt"])
      let lines = String(decoding: files[0].bytes, as: UTF8.self).split(separator: "\r\n").map {
        $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      }
      #expect(lines[0] == FECLine.names)
      // Opening: 120 € owed by Ada, 20 € VAT, 100 € income of 2025 carried forward.
      let opening: [[String]] = lines[1...3].map { [$0[0], $0[4], $0[6], $0[11], $0[12]] }
      let expected: [[String]] = [
        ["AN", "411000", "C00001", "120,00", "0,00"], ["AN", "445710", "", "0,00", "20,00"], ["AN", "110000", "", "0,00", "100,00"],
      ]
      #expect(opening == expected)
      #expect(lines[1][10] == "À nouveau au 1er janvier 2026")
      let sale: [String] = [
        "VE", "Ventes", "1", "20260504", "411000", "Clients", "C00001", "Ada SAS", "FA-1", "20260504", "Facture FA-1 Ada SAS", "1200,60",
        "0,00",
        "A", "20260510", "20261124", "", "",
      ]
      #expect(lines[4] == sale)
      // The names, three lines of opening, three of the invoice, two of the receipt.
      #expect(lines.count == 9)
      #expect(FECCheck.faults(of: files[0]) == [])
      let latin = try await house.database.read { try $0.fec(of: house.entity, year: 2026, encoding: .latin9, now: LedgerHouse.now) }
      #expect(FECCheck.faults(of: latin[0]) == [])
      #expect(latin[0].bytes.contains(0xC0) && !files[0].bytes.contains(0xC0))
    }
  }

  @Test(arguments: TrialStore.engines) func anEntityIsNamedAsPeopleNameIt(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      func named(_ name: String) async throws -> OrganisationID { try await house.database.read { try $0.books(named: name) } }
      for name in ["Maison SAS", "maison sas", "732829320", house.entity.text] { #expect(try await named(name) == house.entity, "\(name)") }
      #expect(try await named("Murs SCI") == house.other)
      let refused = try await refusal { _ = try await named("Ada SAS") }
      #expect(refused?.problems.first?.code == "ledger.problem.entity")
      #expect(refused?.problems.first?.arguments["known"] == "Maison SAS (732829320), Murs SCI")
    }
  }

  @Test func withoutASIRENThereIsNoName() async throws {
    try await LedgerHouse.with(.sqlite) { house in
      let refused = try await refusal {
        _ = try await house.database.read { try $0.fec(of: house.other, year: 2026, now: LedgerHouse.now) }
      }
      #expect(refused?.problems.first?.code == "ledger.problem.noSIREN")
    }
  }

  /// A bad sample of each kind is refused, so that the check can fail.
  @Test func theCheckFindsWhatIsWrong() async throws {
    try await LedgerHouse.with(.sqlite) { house in
      try await Self.written(house)
      let file = try await house.database.read { try $0.fec(of: house.entity, year: 2026, now: LedgerHouse.now) }[0]
      let text = String(decoding: file.bytes, as: UTF8.self)
      func faults(_ from: String, _ to: String) -> String {
        FECCheck.faults(of: FECFile(name: file.name, bytes: Array(text.replacing(from, with: to).utf8))).joined(separator: "\n")
      }
      #expect(faults("1200,60\t0,00\tA", "1200,61\t0,00\tA").contains("entry 1 does not balance: 1 cents"))
      #expect(faults("BQ\tBanque\t2\t", "BQ\tBanque\t3\t").contains("3 stands where 2 is due"))
      #expect(faults("1200,60", "1200.60").contains("Debit is no amount"))
      #expect(faults("20260510\t512000", "20250510\t512000").contains("outside the year"))
      #expect(faults("20260504\t411000", "20260532\t411000").contains("EcritureDate is no day"))
      #expect(faults("\t512000\t", "\tBANK\t").contains("three digits"))
      #expect(faults("Ventes", " ").contains("JournalLib is empty"))
      #expect(faults("EcritureLib\tDebit", "EcritureLib\tMontant").contains("eighteen names"))
      #expect(faults("\tC00001\tAda SAS\tFA-1", "\tC00001\t\tFA-1").contains("do not go together"))
      #expect(FECCheck.faults(of: FECFile(name: "fec.txt", bytes: file.bytes)).count == 1)
    }
  }
}
