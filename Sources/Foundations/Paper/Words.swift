/// Text with emphasis and links. Every sign stands for itself: there is no markup.
package struct Words: Sendable, Hashable, ExpressibleByStringLiteral {
  package enum Manner: Sendable, Hashable {
    case plain, strong, muted
    /// Muted and in small print, under the words it explains.
    case fine
    case link(String)
  }
  struct Run: Sendable, Hashable {
    let text: String
    let manner: Manner
  }
  private(set) var runs: [Run]

  package init(_ text: String, _ manner: Manner = .plain) { runs = text.isEmpty ? [] : [Run(text: text, manner: manner)] }
  package init(stringLiteral text: String) { self.init(text) }

  package static func strong(_ text: String) -> Words { Words(text, .strong) }
  package static func muted(_ text: String) -> Words { Words(text, .muted) }
  package static func fine(_ text: String) -> Words { Words(text, .fine) }
  /// Leads to a web or mail address.
  package static func link(_ text: String, to address: String) -> Words { Words(text, .link(address)) }

  package static func + (left: Words, right: Words) -> Words {
    var both = left
    both.runs += right.runs
    return both
  }

  var isEmpty: Bool { runs.isEmpty }
  /// Without its emphasis.
  var plain: String { runs.map(\.text).joined() }
  var length: Int { runs.reduce(0) { $0 + $1.text.utf8.count } }
}

extension String {
  /// As it is printed and written into metadata: signs that steer instead of saying something (controls, and overrides of the writing
  /// direction, by which a name could turn round the price beside it) become the sign for what cannot be shown.
  var printable: String {
    if !unicodeScalars.contains(where: { $0.isSteering }) { return self }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalars.append(scalar.isSteering ? "\u{FFFD}" : scalar) }
    return String(scalars)
  }
  /// Pango's time for a paragraph grows with the square of its length, so one of many pages is dealt out in paragraphs of a page or so.
  var dealt: String {
    let most = 3000
    if utf8.count <= most { return self }
    var scalars = String.UnicodeScalarView()
    var length = 0
    for scalar in unicodeScalars {
      length = scalar == "\n" || scalar == "\u{2029}" ? 0 : length + 1
      if length > most, scalar == " " || length > most + 200 {
        scalars.append("\n")
        length = 0
        if scalar == " " { continue }
      }
      scalars.append(scalar)
    }
    return String(scalars)
  }
  /// For what is one line whatever it holds.
  var oneLine: String { String(printable.map { $0.isNewline || $0 == "\t" ? " " : $0 }) }
}

extension Unicode.Scalar {
  fileprivate var isSteering: Bool {
    switch value {
    case 0x09, 0x0A, 0x0D: false
    case 0x00...0x1F, 0x7F...0x9F: value != 0x85
    case 0x202A...0x202E, 0x2066...0x2069: true
    case 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: true
    default: value & 0xFFFE == 0xFFFE
    }
  }
}
