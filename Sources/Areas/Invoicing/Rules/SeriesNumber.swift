/// The numbers of a series: its prefix and the place, six digits at least, never starting again (docs/numbering.md).
package enum SeriesNumber {
  /// BR-FR-01: a number has at most 35 signs; places up to 999 999 999 leave room.
  package static let longestPrefix = 20

  package static func text(prefix: String, place: Int64) -> String {
    let digits = String(place)
    return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// BR-FR-02: letters, digits and `+ - _ /`. A prefix ends with a sign that is no digit, so that no two series can make the same number.
  package static func isPrefix(_ text: String) -> Bool {
    guard (1...longestPrefix).contains(text.utf8.count), let last = text.utf8.last, !(48...57).contains(last) else { return false }
    return text.utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || [43, 45, 47, 95].contains(byte)
    }
  }
}
