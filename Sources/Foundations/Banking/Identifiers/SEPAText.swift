import Foundation

/// The signs that every bank of the SEPA area hands on: `a-z A-Z 0-9 / - ? : ( ) . , ' +` and the blank (EPC217-08).
package enum SEPAText {
  private static let others = Set("/-?:().,'+ ".utf8)

  package static func isAllowed(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || others.contains($0) }
  }

  /// A reference: of allowed signs, 1 to 35 of them, neither beginning nor ending with a stroke and without two in a row.
  package static func isReference(_ text: some StringProtocol) -> Bool {
    (1...35).contains(text.utf8.count) && isAllowed(text) && !text.hasPrefix("/") && !text.hasSuffix("/") && !text.contains("//")
  }

  /// The text in allowed signs, at most `limit` of them: other alphabets in Latin letters, letters without their accents, other signs by the nearest.
  package static func of(_ text: String, limit: Int) -> String {
    let latin = text.utf8.allSatisfy { $0 < 128 } ? text : latin(text)
    var signs: [UInt8] = []
    for scalar in latin.unicodeScalars {
      if let same = allowed(scalar) {
        signs.append(same)
      } else if let near = nearest[scalar] {
        signs += Array(near.utf8)
      } else {
        signs.append(scalar.properties.isWhitespace ? 32 : 46)
      }
    }
    // One blank where there were several; strokes where none may be are taken away.
    var words = String(decoding: signs, as: UTF8.self).split(separator: " ").joined(separator: " ")
    while words.contains("//") { words = words.replacing("//", with: "/") }
    words = String(words.drop { $0 == "/" || $0 == " " }.prefix(limit))
    while let last = words.last, last == "/" || last == " " { words.removeLast() }
    return words
  }

  /// The text as a reference of at most 35 signs.
  package static func reference(_ text: String) -> String { of(text, limit: 35) }

  private static func allowed(_ scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.isASCII, isAllowed(String(scalar)) else { return nil }
    return UInt8(scalar.value)
  }

  private static func latin(_ text: String) -> String {
    let spelt = text.replacing("œ", with: "oe").replacing("Œ", with: "OE").replacing("æ", with: "ae").replacing("Æ", with: "AE")
      .replacing("ß", with: "ss").replacing("ẞ", with: "SS").replacing("ø", with: "o").replacing("Ø", with: "O").replacing("ł", with: "l")
      .replacing("Ł", with: "L").replacing("đ", with: "d").replacing("Đ", with: "D").replacing("þ", with: "th").replacing("Þ", with: "TH")
      .replacing("ð", with: "d").replacing("Ð", with: "D").replacing("ı", with: "i")
    let letters = spelt.applyingTransform(.toLatin, reverse: false) ?? spelt
    return letters.folding(options: [.diacriticInsensitive, .widthInsensitive], locale: Locale(identifier: "fr_FR"))
  }

  /// What stands nearest to a sign (EPC217-08, annex).
  private static let nearest: [Unicode.Scalar: String] = [
    "&": "+", "_": "-", ";": ",", "\"": "'", "`": "'", "[": "(", "{": "(", "<": "(", "]": ")", "}": ")", ">": ")", "\\": "/", "|": "/",
    "~": "-", "€": "E", "’": "'", "‘": "'", "«": "'", "»": "'", "“": "'", "”": "'", "–": "-", "—": "-", "\u{2011}": "-", "…": "...",
    "°": ".", "º": ".", "ª": ".", "×": "x",
  ]
}
