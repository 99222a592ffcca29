import Kernel
import Testing

@testable import Banking

@Suite struct IdentifierTests {
  @Test(arguments: [
    "FR14 2004 1010 0505 0001 3M02 606", "fr7630006000011234567890189", "DE89370400440532013000", "BE68 5390 0754 7034",
    "CH9300762011623852957",
    "GB82WEST12345698765432", "MT84MALT011000012345MTLCAST001S",
  ])
  func accountsAreTaken(_ text: String) throws {
    let iban = try IBAN(checking: text)
    #expect(remainderBy97(iban.text.dropFirst(4) + iban.text.prefix(4)) == 1)
  }

  @Test(arguments: [
    ("", IBAN.Fault.shape), ("FR14", .shape), ("1414 2004 1010 0505 0001 3M02 606", .shape), ("FR14 2004 1010 0505 0001 3é02 606", .shape),
    // Brazil is outside the SEPA area.
    ("BR1800360305000010009795493C1", .country),
    ("FR14 2004 1010 0505 0001 3M02 60", .length), ("DE8937040044053201300012", .length),
    ("FR15 2004 1010 0505 0001 3M02 606", .check), ("DE88370400440532013000", .check),
  ])
  func othersAreRefused(_ text: String, _ fault: IBAN.Fault) { #expect(throws: fault) { try IBAN(checking: text) } }

  /// Account 0500013M026 is 05000134026, M counting 4: (89 × 20041 + 15 × 01005 + 3 × 05000134026 + 06) mod 97 = 0.
  /// With 07 instead, MOD 97 of the whole can be made right, and the key is not.
  @Test func theFrenchKeyIsCheckedToo() throws {
    let number = "20041010050500013M02607"
    let check = 98 - (remainderBy97(number + "FR00") ?? 0)
    #expect(throws: IBAN.Fault.key) { try IBAN(checking: "FR" + (check < 10 ? "0" : "") + "\(check)" + number) }
    let sum: Int = 89 * 20_041 + 15 * 1_005 + 3 * 5_000_134_026 + 6
    #expect(sum % 97 == 0)
  }

  @Test func accountsAreShownInGroupsOrHidden() throws {
    let iban = try IBAN(checking: "FR1420041010050500013M02606")
    #expect(iban.description == "FR14 2004 1010 0505 0001 3M02 606".replacing(" ", with: "\u{A0}"))
    #expect(iban.masked == "FR14 •••• 2606")
    #expect(iban.isInEEA)
    #expect(try !IBAN(checking: "CH9300762011623852957").isInEEA)
  }

  @Test(arguments: [
    ("AGRIFRPP", true), ("agrifrpp882", true), ("AGRIFRP", false), ("AGRIFRPP88", false), ("AGRI1RPP", false), ("AGRIFRPÉ", false),
  ])
  func banksHaveCodes(_ text: String, _ isRight: Bool) { #expect((BIC(checking: text) != nil) == isRight) }

  /// 123456 followed by FR72 is 123456152772; mod 97 that is 1. The business code ZZZ does not count.
  @Test(arguments: [
    ("FR72ZZZ123456", true), ("FR72ABC123456", true), ("fr72 zzz 123456", true), ("FR73ZZZ123456", false), ("FR72ZZZ12345", false),
    ("FR72ZZZ1234567", false), ("DE98ZZZ09999999999", true), ("DE97ZZZ09999999999", false), ("", false),
  ])
  func creditorsAreChecked(_ text: String, _ isRight: Bool) {
    #expect((CreditorIdentifier(checking: text) != nil) == isRight)
    #expect(123_456_152_772 % 97 == 1)
  }

  @Test(arguments: [
    ("KM0-2026-0001", "KM0-2026-0001"), (" km0-1 ", "KM0-1"), ("/KM0", nil), ("KM0/", nil), ("KM//0", nil), ("KM0 1", nil), ("", nil),
    ("KMÖ", nil),
    ("12345678901234567890123456789012345", "12345678901234567890123456789012345"), ("123456789012345678901234567890123456", nil),
  ])
  func mandatesHaveReferences(_ typed: String, _ kept: String?) { #expect(MandateReference(checking: typed)?.text == kept) }

  @Test(arguments: [
    ("Société Générale d’Électricité", "Societe Generale d'Electricite"), ("Œuvre & Cie", "OEuvre + Cie"),
    ("Müller GmbH_Straße", "Muller GmbH-Strasse"),
    ("a//b///c", "a/b/c"), ("/loyer/", "loyer"), ("  deux   blancs ", "deux blancs"), ("50 €", "50 E"), ("Łódź Ærø", "Lodz AEro"),
    ("Αθήνα", "Athena"), ("novembre\n2026", "novembre 2026"), ("100%", "100."), ("\u{1F600}", "."), ("", ""),
  ])
  func textsAreWrittenInSignsThatBanksTake(_ typed: String, _ written: String) {
    #expect(SEPAText.of(typed, limit: 70) == written)
    #expect(SEPAText.isAllowed(SEPAText.of(typed, limit: 70)))
  }

  @Test func textsAreCutToTheirLimit() {
    #expect(SEPAText.of(String(repeating: "é", count: 200), limit: 140).count == 140)
    #expect(SEPAText.of("abc/def", limit: 4) == "abc")
  }

  @Test func banksSettleOnTheirOwnDays() throws {
    func day(_ text: String) throws -> Day { try #require(Day(text)) }
    // Easter 2026 is 5 April; the 14th of July is a bank day, and so is Ascension Day.
    for closed in ["2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2026-12-26", "2026-11-28", "2026-11-29"] {
      #expect(!TargetCalendar.isOpen(try day(closed)), "\(closed)")
    }
    for open in ["2026-07-14", "2026-05-14", "2026-11-11", "2026-12-24", "2026-12-31", "2026-11-30"] {
      #expect(TargetCalendar.isOpen(try day(open)), "\(open)")
    }
    #expect(TargetCalendar.open(onOrAfter: try day("2026-04-03")) == Day(2026, 4, 7))
    // The first bank day after Maundy Thursday is Tuesday after Easter.
    #expect(TargetCalendar.adding(1, to: try day("2026-04-02")) == Day(2026, 4, 7))
    #expect(TargetCalendar.subtracting(1, from: try day("2026-04-07")) == Day(2026, 4, 2))
    #expect(TargetCalendar.adding(0, to: try day("2026-04-03")) == Day(2026, 4, 3))
  }
}
