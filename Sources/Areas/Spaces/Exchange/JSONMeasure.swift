/// What JSON text would cost to read, found without reading it: how deep it is nested and how many values it has.
struct JSONMeasure {
  /// Deeper than any GeoJSON, whose coordinates are the tenth level at most.
  static let deepest = 32
  /// Of one file; each takes some hundred bytes of memory once it is read.
  static let mostValues = 2_000_000

  private(set) var isTooDeep = false
  private(set) var hasTooMany = false
  /// Where it stopped, as an editor counts.
  private(set) var line = 1
  private(set) var column = 1

  init(_ bytes: ArraySlice<UInt8>) {
    var depth = 0
    var values = 0
    var isQuoted = false
    var isEscaped = false
    for byte in bytes {
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
