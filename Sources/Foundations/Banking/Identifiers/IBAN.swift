import Kernel

/// The number of an account in the SEPA area (ISO 13616), without blanks.
package struct IBAN: Hashable, Sendable, CustomStringConvertible {
  package enum Fault: String, Error, Sendable, CaseIterable {
    /// Neither letters and digits in the right places.
    case shape
    /// A country outside the SEPA area, which neither direct debit nor transfer reaches.
    case country
    case length
    /// The two check digits: MOD 97 is not 1.
    case check
    /// The RIB key at the end of a French number.
    case key
  }
  package let text: String

  /// Takes it as people write it, in groups and in small letters.
  package init(checking typed: String) throws(Fault) {
    let text = String(typed.uppercased().unicodeScalars.filter { !$0.properties.isWhitespace })
    let bytes = Array(text.utf8)
    guard bytes.count >= 15, bytes.count <= 34, bytes.prefix(2).allSatisfy(IBAN.isLetter), bytes[2...3].allSatisfy(IBAN.isDigit),
      bytes.allSatisfy({ IBAN.isLetter($0) || IBAN.isDigit($0) })
    else { throw .shape }
    guard let length = IBAN.lengths[String(text.prefix(2))] else { throw .country }
    if bytes.count != length { throw .length }
    if remainderBy97(text.dropFirst(4) + text.prefix(4)) != 1 { throw .check }
    if ["FR", "MC"].contains(text.prefix(2)), !RIBKey.isRight(text.dropFirst(4)) { throw .key }
    self.text = text
  }

  /// Takes text that was checked before it was stored.
  package init(stored text: String) { self.text = text }

  package var country: String { String(text.prefix(2)) }
  /// Within the European Economic Area neither the bank's code nor an address is needed.
  package var isInEEA: Bool { IBAN.economicArea.contains(country) }
  /// In groups of four, as on paper.
  package var description: String { IBAN.grouped(text) }
  /// What may be shown to those who only need to recognise it: the country, and the last four signs.
  package var masked: String { "\(text.prefix(4)) •••• \(text.suffix(4))" }

  package static func grouped(_ text: String) -> String {
    String(text.enumerated().flatMap { index, sign -> [Character] in index > 0 && index % 4 == 0 ? ["\u{A0}", sign] : [sign] })
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Signs of an IBAN in each country of the SEPA area (EPC409-09, with the IBAN registry).
  static let lengths = [
    "AD": 24, "AL": 28, "AT": 20, "BE": 16, "BG": 22, "CH": 21, "CY": 28, "CZ": 24, "DE": 22, "DK": 18, "EE": 20, "ES": 24, "FI": 18,
    "FR": 27, "GB": 22, "GI": 23, "GR": 27, "HR": 21, "HU": 28, "IE": 22, "IS": 26, "IT": 27, "LI": 21, "LT": 20, "LU": 20, "LV": 21,
    "MC": 27, "MD": 24, "ME": 22, "MK": 19, "MT": 31, "NL": 18, "NO": 15, "PL": 28, "PT": 25, "RO": 24, "RS": 22, "SE": 24, "SI": 19,
    "SK": 24, "SM": 27, "VA": 22,
  ]
  static let economicArea: Set = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT",
    "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
  ]
}

/// The key at the end of a French account number: (89 × bank + 15 × branch + 3 × account + key) mod 97 = 0.
enum RIBKey {
  /// 23 signs: 5 of the bank, 5 of the branch, 11 of the account, 2 of the key.
  static func isRight(_ number: Substring) -> Bool {
    let digits = number.utf8.compactMap(digit)
    guard digits.count == 23, number.utf8.prefix(10).allSatisfy({ (48...57).contains($0) }),
      number.utf8.suffix(2).allSatisfy({ (48...57).contains($0) })
    else { return false }
    func value(_ range: Range<Int>) -> Int { digits[range].reduce(0) { ($0 * 10 + $1) % 97 } }
    return (89 * value(0..<5) + 15 * value(5..<10) + 3 * value(10..<21) + value(21..<23)) % 97 == 0
  }

  /// A letter of an account counts 1 to 9: A and J one, B, K and S two, and so on.
  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 48...57: Int(byte - 48)
    case 65...73: Int(byte - 65) + 1
    case 74...82: Int(byte - 74) + 1
    case 83...90: Int(byte - 83) + 2
    default: nil
    }
  }
}
