import Foundation
import Kernel
import Testing

@testable import Banking

@Suite struct StatementTests {
  static func sample(_ version: String) throws -> String {
    let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Samples/statement-\(version).xml")
    return try String(contentsOf: url, encoding: .utf8)
  }
  private func read(_ text: String) throws -> [BankStatement] { try BankStatement.read(Array(text.utf8)) }
  private func fault(_ text: String) -> StatementFault? {
    do {
      _ = try read(text)
      return nil
    } catch { return error as? StatementFault }
  }

  /// 10 000.00 + 1 280.06 + 450.50 − 80.05 − 3 000.00 − 9.90 = 8 640.61; what is only announced does not count.
  @Test(arguments: ["02", "08"]) func bothVersionsSayTheSame(_ version: String) throws {
    let statement = try #require(try read(Self.sample(version)).first)
    #expect(statement.identity == "KM0-2026-12-\(version)")
    #expect(statement.iban.text == "FR7630006000011234567890189")
    #expect(statement.opening == BankStatement.Balance(Money(cents: 10_000_00), on: try #require(Day(2026, 12, 1))))
    #expect(statement.closing.amount == Money(cents: 8_640_61))
    #expect(statement.entries.map(\.amount.cents) == [1_280_06, 450_50, -80_05, -3_000_00, -9_90])

    let batch = statement.entries[0]
    #expect(batch.batch == "KM0-20261201-1-2")
    #expect(batch.movements.map(\.amount.cents) == [1_200_00, 1, 80_05])
    #expect(batch.movements.map(\.endToEnd) == ["2026-0001", "2026-0002", "2026-0006"])
    #expect(batch.movements[2].counterparty == "Bois et Cie")
    #expect(batch.code == "PMNT/IDDT/ESDD")

    let transfer = statement.entries[1].movements[0]
    #expect(transfer.endToEnd == nil)
    #expect(transfer.counterparty == "Ferme de l'Etoile & fils")
    #expect(transfer.counterpartyIBAN == "DE89370400440532013000")
    #expect(transfer.text == "Loyer decembre facture 2026-0007")

    let returned = statement.entries[2]
    #expect(returned.isReversal)
    #expect(returned.movements[0].returnReason == "AM04")
    #expect(returned.movements[0].counterparty == "Bois et Cie")
    #expect(ReturnReason(rawValue: "AM04")?.endsMandate == false)
    #expect(ReturnReason.MD01.endsMandate)

    #expect(statement.entries[3].movements[0].references == ["R-2026-0001"])
    #expect(statement.entries[3].movements[0].counterparty == "Ferme de l'Etoile")
    #expect(statement.entries[4].movements.isEmpty)
    #expect(statement.entries[4].text == "Frais de tenue de compte")
    #expect(statement.entries[4].bankReference == "B-5")
  }

  @Test func severalStatementsInOneFile() throws {
    let text = try Self.sample("08")
    let start = try #require(text.range(of: "  <Stmt>")), end = try #require(text.range(of: "</Stmt>\n"))
    let second = text[start.lowerBound..<end.upperBound].replacing("KM0-2026-12-08", with: "KM0-2026-12-09")
    #expect(try read(text.replacing("</Stmt>\n", with: "</Stmt>\n" + second)).map(\.identity) == ["KM0-2026-12-08", "KM0-2026-12-09"])
  }

  /// A batch whose parts do not add up is not trusted: the line stays whole, for a person.
  @Test func aBatchThatDoesNotAddUpHasNoParts() throws {
    let wrong = try Self.sample("08").replacing("<Amt Ccy=\"EUR\">0.01</Amt>", with: "<Amt Ccy=\"EUR\">0.02</Amt>")
    #expect(try read(wrong)[0].entries[0].movements.isEmpty)
    #expect(try read(wrong)[0].entries[0].amount == Money(cents: 1_280_06))
  }

  @Test func whatIsNoStatementIsRefused() throws {
    let good = try Self.sample("08")
    func expect(_ code: StatementFault.Code, _ text: String, _ name: String) {
      let found = fault(text)
      #expect(found?.code == code, "\(name): \(String(describing: found))")
    }
    expect(.balance, good.replacing("8640.61", with: "8640.62"), "closing")
    expect(.balance, good.replacing("450.5<", with: "450.6<"), "an entry")
    expect(.currency, good.replacing("<Ccy>EUR</Ccy>", with: "<Ccy>CHF</Ccy>"), "currency of the account")
    expect(.currency, good.replacing("<Amt Ccy=\"EUR\">9.90", with: "<Amt Ccy=\"USD\">9.90"), "currency of an entry")
    expect(.account, good.replacing("FR7630006000011234567890189", with: "FR7630006000011234567890188"), "account")
    expect(.amount, good.replacing("9.90", with: "nine"), "amount")
    expect(.amount, good.replacing("9.90", with: "9.905"), "fractions of a cent")
    expect(.amount, good.replacing(">DBIT<", with: ">BOTH<"), "sign")
    expect(.day, good.replacing("2026-12-02", with: "2026-13-02"), "day")
    expect(.missing, good.replacing("OPBD", with: "XXXX"), "opening")
    expect(.missing, good.replacing("CLBD", with: "XXXX"), "closing")
    expect(.notXML, String(good.dropLast(30)), "cut short")
    expect(.notXML, "", "empty")
    expect(.notXML, "PK\u{3}\u{4}", "a zip")
    expect(.notStatement, good.replacing("camt.053.001.08", with: "pain.008.001.08"), "another message")
    expect(.notStatement, "<html><body/></html>", "a page")
    expect(.empty, "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>", "no statement")
  }

  @Test func hostileFilesAreRefused() throws {
    let good = try Self.sample("08")
    let laughs = """
      <?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">
      <!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]><Document>&lol3;</Document>
      """
    #expect(fault(laughs)?.code == .hostile)
    let outside = "<!DOCTYPE Document [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
    #expect(fault(good.replacing("?>\n", with: "?>\n" + outside).replacing("Frais", with: "&x;"))?.code == .hostile)
    #expect(fault(good.replacing("?>\n", with: "?>\n<!DOCTYPE Document SYSTEM \"http://example.org/x.dtd\">\n"))?.code == .hostile)
    #expect(fault(good.replacing("Frais", with: "&x;"))?.code == .notXML)
    #expect(fault(good.replacing("Frais", with: String(repeating: "a", count: 30_000)))?.code == .hostile)
    let deep = String(repeating: "<a>", count: 10_000)
    #expect(fault(good.replacing("<NtryRef>1</NtryRef>", with: deep))?.code == .hostile)
    #expect(throws: StatementFault(.large, line: 1, detail: "64000000")) {
      try BankStatement.read([UInt8](repeating: 32, count: 64_000_001))
    }
  }

  /// Ten thousand lines are read in one go, and add up.
  @Test func longStatementsAreRead() throws {
    let good = try Self.sample("08")
    let start = try #require(good.range(of: "   <Ntry>\n    <NtryRef>5")), end = try #require(good.range(of: "   <Ntry>\n    <NtryRef>6"))
    let fee = String(good[start.lowerBound..<end.lowerBound])
    let many = good.replacing(fee, with: String(repeating: fee, count: 10_000)).replacing(
      "8640.61</Amt><CdtDbtInd>CRDT", with: "90349.49</Amt><CdtDbtInd>DBIT")
    // 8 650.51 − 10 000 × 9.90 = −90 349.49
    let statement = try #require(try read(many).first)
    #expect(statement.entries.count == 10_004)
    #expect(statement.closing.amount == Money(cents: -90_349_49))
  }

  /// Bytes changed at random never break the reader: it reads or refuses.
  @Test func damagedFilesDoNotBreakIt() throws {
    let good = Array(try Self.sample("02").utf8)
    var state: UInt64 = 20_261_128
    for _ in 0..<2_000 {
      var bytes = good
      for _ in 0..<3 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
      }
      do { _ = try BankStatement.read(bytes) } catch { #expect(error is StatementFault) }
    }
  }
}
