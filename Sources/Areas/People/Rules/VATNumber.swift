import Kernel

/// A value added tax number: of a member state of the Union, of Northern Ireland or of Switzerland.
/// The key is checked for France and Switzerland, the shape for the others.
package struct VATNumber: Hashable, Sendable, CustomStringConvertible {
  /// Without blanks, in capitals: `FR44732829320`.
  package let text: String

  package init?(_ typed: String) {
    let compact = Identifier.compact(typed)
    guard compact.count >= 4, compact.count <= 16 else { return nil }
    let country = String(compact.prefix(2))
    let rest = String(compact.dropFirst(2))
    switch country {
    case "FR": guard VATNumber.isFrench(rest) else { return nil }
    case "CH": guard VATNumber.isSwiss(rest) else { return nil }
    default:
      guard let shapes = VATNumber.shapes[country], shapes.contains(where: { VATNumber.matches(rest, $0) }) else { return nil }
    }
    text = compact
  }

  package var country: String { String(text.prefix(2)) }
  /// The SIREN inside a French number, Monaco's excepted; nil for any other country.
  package var siren: String? {
    guard country == "FR", text.dropFirst(4).prefix(3) != "000" else { return nil }
    return String(text.dropFirst(4))
  }
  /// `FR 44 732829320`.
  package var description: String {
    country == "FR" ? Identifier.grouped(text, 2, 2, 9) : Identifier.grouped(text, 2, text.count - 2)
  }

  /// The number of a French company follows from its SIREN: key = (12 + 3 × (SIREN mod 97)) mod 97.
  package static func french(of siren: SIREN) -> VATNumber? {
    guard let number = Int(siren.digits) else { return nil }
    let key = (12 + 3 * (number % 97)) % 97
    return VATNumber("FR" + (key < 10 ? "0" : "") + String(key) + siren.digits)
  }

  private static func isFrench(_ rest: String) -> Bool {
    guard rest.count == 11, let number = Int(rest.dropFirst(2)), Identifier.areDigits(rest.dropFirst(2)) else { return false }
    let isMonaco = rest.dropFirst(2).hasPrefix("000")
    guard isMonaco || SIREN(String(rest.dropFirst(2))) != nil else { return false }
    let key = rest.prefix(2)
    if Identifier.areDigits(key) { return Int(key) == (12 + 3 * (number % 97)) % 97 }
    // Keys with letters, without I and O: the pair is counted in a base of its own and compared modulo 11.
    let alphabet = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
    let places = key.compactMap { alphabet.firstIndex(of: $0) }
    guard places.count == 2 else { return false }
    let check = places[0] < 10 ? places[0] * 24 + places[1] - 10 : places[0] * 34 + places[1] - 100
    return (number + 1 + check / 11) % 11 == check % 11
  }

  /// `E` and nine digits whose weighted sum is a multiple of eleven, then perhaps the tax's name.
  private static func isSwiss(_ rest: String) -> Bool {
    guard rest.hasPrefix("E"), ["", "MWST", "TVA", "IVA"].contains(rest.dropFirst(10)) else { return false }
    let digits = rest.dropFirst().prefix(9)
    guard digits.count == 9, Identifier.areDigits(digits) else { return false }
    let weights = [5, 4, 3, 2, 7, 6, 5, 4, 1]
    let products = zip(digits, weights).map { ($0.wholeNumberValue ?? 0) * $1 }
    return products.reduce(0, +).isMultiple(of: 11)
  }

  /// `9` stands for a digit, `A` for a letter, `X` for either, `*` also for `+`; anything else for itself in lower case.
  private static func matches(_ text: String, _ shape: String) -> Bool {
    guard text.count == shape.count else { return false }
    return zip(text, shape).allSatisfy { character, wanted in
      let isDigit = character.isASCII && character.isNumber
      let isLetter = character.isASCII && character.isLetter
      return switch wanted {
      case "9": isDigit
      case "A": isLetter
      case "X": isDigit || isLetter
      case "*": isDigit || isLetter || character == "+" || character == "*"
      default: character == Character(wanted.uppercased())
      }
    }
  }

  private static func digits(_ counts: Int...) -> [String] { counts.map { String(repeating: "9", count: $0) } }
  private static let shapes: [String: [String]] = [
    "AT": ["u99999999"], "BE": digits(10), "BG": digits(9, 10), "CY": ["99999999A"], "CZ": digits(8, 9, 10), "DE": digits(9),
    "DK": digits(8), "EE": digits(9), "EL": digits(9), "ES": ["X9999999X"], "FI": digits(8), "HR": digits(11), "HU": digits(8),
    "IE": ["9999999A", "9999999AA", "9*99999A"], "IT": digits(11), "LT": digits(9, 12), "LU": digits(8), "LV": digits(11),
    "MT": digits(8), "NL": ["999999999b99"], "PL": digits(10), "PT": digits(9), "RO": digits(2, 3, 4, 5, 6, 7, 8, 9, 10),
    "SE": digits(12), "SI": digits(8), "SK": digits(10), "XI": digits(9, 12),
  ]
}
