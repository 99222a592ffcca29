import Testing

@testable import People

@Suite struct CompanyIdentifierTests {
  @Test(arguments: [
    // 7+(3→6)+2+(8→7)+2+(9→9)+3+(2→4)+0 = 40, a multiple of ten.
    ("732 829 320", "732829320"),
    // 4+8+3+0+6+2+8+8+1 = 40.
    ("443061841", "443061841"),
    ("404.833.048", "404833048"),
    ("356000000", "356000000"),
  ])
  func sirenWithItsKey(typed: String, digits: String) { #expect(SIREN(typed)?.digits == digits) }

  @Test(arguments: ["732829321", "73282932", "7328293200", "000000000", "73282932O", "", "٧٣٢٨٢٩٣٢٠"])
  func sirenWithoutKey(typed: String) { #expect(SIREN(typed) == nil) }

  @Test(arguments: [
    ("732 829 320 00074", true),  // Luhn sum 50
    ("73282932000075", false),  // 51
    ("35600000000048", true),  // La Poste's seat follows Luhn: 30
    ("35600000049837", true),  // La Poste: Luhn gives 48, but 3+5+6+4+9+8+3+7 = 45 is a multiple of five
    ("35600000049838", false),  // neither: the digits give 46, Luhn 49
    ("73282932100074", false),  // its SIREN has the wrong key
    ("7328293200007", false),
  ])
  func siret(typed: String, isGood: Bool) { #expect((SIRET(typed) != nil) == isGood) }

  @Test func numbersAreWrittenInGroups() throws {
    #expect(try #require(SIREN("732829320")).description == "732\u{A0}829\u{A0}320")
    #expect(try #require(SIRET("73282932000074")).description == "732\u{A0}829\u{A0}320\u{A0}00074")
    #expect(try #require(VATNumber("fr 44 732829320")).description == "FR\u{A0}44\u{A0}732829320")
  }

  @Test(arguments: [
    ("FR44732829320", true),  // 732829320 mod 97 = 43; (12 + 3 × 43) mod 97 = 141 mod 97 = 44
    ("FR64443061841", true),  // 443061841 mod 97 = 82; (12 + 246) mod 97 = 64
    ("FR45732829320", false),
    ("FR44732829321", false),  // the SIREN is wrong
    ("FRK7399859412", true),  // K is 19 without I and O: 19 × 34 + 7 - 100 = 553; (399859412 + 1 + 50) and 553 leave 3 by eleven
    ("FRK7732829320", false),
    ("DE 123456789", true), ("DE12345678", false), ("ATU12345678", true), ("AT12345678", false), ("NL123456789B01", true),
    ("ESX1234567X", true), ("BE0123456789", true), ("GB123456789", false), ("XX123", false), ("", false),
    ("CHE-116.281.710 MWST", true),  // 5 + 4 + 18 + 4 + 56 + 6 + 35 + 4 + 0 = 132 = 12 × 11
    ("CHE123456788", true),  // 176 = 16 × 11
    ("CHE123456789", false),  // 177
  ])
  func vatNumber(typed: String, isGood: Bool) { #expect((VATNumber(typed) != nil) == isGood, "\(typed)") }

  @Test func frenchNumberFollowsFromTheSiren() throws {
    let siren = try #require(SIREN("732829320"))
    let number = try #require(VATNumber.french(of: siren))
    #expect(number.text == "FR44732829320")
    #expect(number.siren == "732829320")
  }
}
