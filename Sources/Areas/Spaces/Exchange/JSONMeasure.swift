/// What JSON text would cost to read, found without reading it: how deep it is nested and how many values it has.
struct JSONMeasure {
  /// Deeper than any GeoJSON, whose coordinates are the tenth level at most.
  static let deepest = 32
  /// Of one file; each takes some hundred bytes of memory once it is read.
  static let mostValues = 2_000_000

  private(set) var isTooDeep = false
  private(set) var hasTooMany = false
  /// A word that JSON does not have, as `NaN`, or a number beyond all numbers.
  private(set) var isStrange = false
  /// Where it stopped, as an editor counts.
  private(set) var line = 1
  private(set) var column = 1

  init(_ bytes: ArraySlice<UInt8>) {
    var depth = 0
    var values = 0
    var isQuoted = false
    var isEscaped = false
    // The word or number under way.
    var word: [UInt8] = []
    for byte in bytes {
      if !isQuoted {
        if JSONMeasure.isOfWords(byte) {
          if word.count < 400 { word.append(byte) }
        } else if !word.isEmpty {
          isStrange = !JSONMeasure.isKnown(word)
          if isStrange {
            column -= word.count
            return
          }
          word = []
        }
      }
      column += 1
      if byte == 10 { (line, column) = (line + 1, 1) }
      if isQuoted {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isQuoted = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ","): values += 1
      default: break
      }
      isTooDeep = depth > JSONMeasure.deepest
      hasTooMany = values > JSONMeasure.mostValues
      if isTooDeep || hasTooMany { return }
    }
  }

  private static func isOfWords(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."): true
    default: false
    }
  }
  private static func isKnown(_ word: [UInt8]) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    if ["true", "false", "null"].contains(text) { return true }
    // Digits and a point are left to the parser; what has letters may be infinite, or no number at all.
    if word.allSatisfy({ $0 < UInt8(ascii: "A") }) { return word.count < 300 }
    guard let first = word.first, first == UInt8(ascii: "-") || (48...57).contains(first) else { return false }
    return Double(text)?.isFinite ?? false
  }
}

/// `12:40`: line and column of a byte, both counted from 1.
struct LinePlace: CustomStringConvertible {
  let line: Int
  let column: Int

  init(_ index: Int, in bytes: ArraySlice<UInt8>) {
    let before = bytes.prefix(max(0, index))
    line = before.count { $0 == 10 } + 1
    column = before.count - (before.lastIndex(of: 10).map { $0 - before.startIndex + 1 } ?? 0) + 1
  }
  var description: String { "\(line):\(column)" }
}
