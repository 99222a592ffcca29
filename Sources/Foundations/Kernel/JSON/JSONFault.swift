/// Where a text stops being JSON (RFC 8259), and what is wrong there. It is found without making anything of the text, so that what would cost too
/// much to read is told as well; Foundation's parsers tell the place in English only, and not always.
package struct JSONFault: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Something that JSON does not have, or not at that place; or a number beyond all numbers.
    case strange
    /// The text ends before it is whole.
    case end
    /// Not UTF-8.
    case encoding
    case tooDeep
    case tooMany
  }
  package let kind: Kind
  /// As an editor counts: from 1, and in characters.
  package let line: Int
  package let column: Int

  /// nil of a text that is JSON, with the mark of UTF-8 before it or without.
  ///
  /// - Parameters:
  ///   - deepest: so many lists and objects may stand in one another.
  ///   - mostValues: so many commas may stand in all of it.
  package init?(in bytes: [UInt8], deepest: Int = 512, mostValues: Int = .max) {
    var scan = JSONScan(bytes, deepest: deepest, mostValues: mostValues)
    guard let kind = scan.fault() else { return nil }
    self.kind = kind
    let before = bytes[scan.start..<scan.place]
    line = before.count { $0 == 10 } + 1
    // What only goes on a character is none.
    column = before.suffix(from: before.lastIndex(of: 10).map { $0 + 1 } ?? before.startIndex).count { $0 & 0xC0 != 0x80 } + 1
  }
}
