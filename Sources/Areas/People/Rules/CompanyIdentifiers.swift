import Kernel

/// The nine digits that name a legal entity in the French register (INSEE), with the key checked.
package struct SIREN: Hashable, Sendable, CustomStringConvertible {
  package let digits: String

  /// Takes `732 829 320` with or without blanks or points; nil when it is not nine digits or its key is wrong.
  package init?(_ text: String) {
    let compact = Identifier.compact(text)
    guard compact.count == 9, Identifier.areDigits(compact), !compact.allSatisfy({ $0 == "0" }),
      Identifier.luhnSum(compact).isMultiple(of: 10)
    else { return nil }
    digits = compact
  }

  /// `732 829 320`.
  package var description: String { Identifier.grouped(digits, 3, 3, 3) }
  package static let laPoste = "356000000"

  /// Below 000 100 000, where the register has nobody: numbers with a valid key for what is made up.
  package static func isForTrials(_ digits: String) -> Bool { digits.hasPrefix("0000") }
}

/// The fourteen digits that name one establishment: its SIREN, then five digits whose last is a key.
package struct SIRET: Hashable, Sendable, CustomStringConvertible {
  package let digits: String

  /// nil when it is not fourteen digits, its SIREN is wrong or its key is.
  package init?(_ text: String) {
    let compact = Identifier.compact(text)
    guard compact.count == 14, Identifier.areDigits(compact), SIREN(String(compact.prefix(9))) != nil else { return nil }
    let followsLuhn = Identifier.luhnSum(compact).isMultiple(of: 10)
    // La Poste has more establishments than the key allows: theirs add up, digit by digit, to a multiple of five.
    let followsLaPoste = compact.hasPrefix(SIREN.laPoste) && compact.compactMap(\.wholeNumberValue).reduce(0, +).isMultiple(of: 5)
    guard followsLuhn || followsLaPoste else { return nil }
    digits = compact
  }

  package var siren: String { String(digits.prefix(9)) }
  /// `732 829 320 00074`.
  package var description: String { Identifier.grouped(digits, 3, 3, 3, 5) }
}

/// What the identifiers of companies share.
enum Identifier {
  /// Without the blanks, points and dashes people type, in capitals.
  static func compact(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace && $0 != "." && $0 != "-" && $0 != "\u{202F}" }).uppercased()
  }
  static func areDigits(_ text: some StringProtocol) -> Bool { !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) } }

  /// The sum of Luhn: from the right, every second digit counts double, and a double over nine loses nine.
  static func luhnSum(_ digits: String) -> Int {
    var sum = 0
    for (place, character) in digits.reversed().enumerated() {
      let digit = character.wholeNumberValue ?? 0
      let weighted = place.isMultiple(of: 2) ? digit : digit * 2
      sum += weighted > 9 ? weighted - 9 : weighted
    }
    return sum
  }

  static func grouped(_ text: String, _ lengths: Int...) -> String {
    var rest = Substring(text)
    var groups: [Substring] = []
    for length in lengths {
      groups.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return groups.joined(separator: "\u{00A0}")
  }
}
