/// Steps over a text value by value, and stops where it is no JSON.
struct JSONScan {
  private enum Next {
    case value, key, colon, comma, nothing
    /// A value, or the end of the list that has just begun; a key, or the end of the object.
    case first, firstKey
  }
  private let bytes: [UInt8]
  private let deepest: Int
  private let mostValues: Int
  /// Behind the mark of UTF-8.
  let start: Int
  private(set) var place: Int
  private var next = Next.value
  /// What it stands in, from the outside; true of an object.
  private var open: [Bool] = []
  private var values = 0

  init(_ bytes: [UInt8], deepest: Int, mostValues: Int) {
    (self.bytes, self.deepest, self.mostValues) = (bytes, deepest, mostValues)
    start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    place = start
  }

  mutating func fault() -> JSONFault.Kind? {
    while true {
      while place < bytes.count, isBlank(bytes[place]) { place += 1 }
      if place == bytes.count { return next == .nothing ? nil : .end }
      if let kind = step(UnicodeScalar(bytes[place])) { return kind }
    }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  private mutating func step(_ sign: UnicodeScalar) -> JSONFault.Kind? {
    switch (next, sign) {
    case (.first, "]"), (.firstKey, "}"): close()
    case (.comma, "]") where open.last == false, (.comma, "}") where open.last == true: close()
    case (.comma, ","):
      values += 1
      if values > mostValues { return .tooMany }
      place += 1
      next = open.last == true ? .key : .value
    case (.colon, ":"):
      place += 1
      next = .value
    case (.key, "\""), (.firstKey, "\""):
      next = .colon
      return string()
    case (.value, _), (.first, _): return value(sign)
    default: return strange
    }
    return nil
  }

  private mutating func value(_ sign: UnicodeScalar) -> JSONFault.Kind? {
    switch sign {
    case "{", "[":
      if open.count == deepest { return .tooDeep }
      open.append(sign == "{")
      place += 1
      next = sign == "{" ? .firstKey : .first
      return nil
    case "\"":
      next = afterValue
      return string()
    case "t": return word("true")
    case "f": return word("false")
    case "n": return word("null")
    case "-", "0"..."9": return number()
    default: return strange
    }
  }
  private mutating func close() {
    open.removeLast()
    place += 1
    next = afterValue
  }
  private var afterValue: Next { open.isEmpty ? .nothing : .comma }

  /// What stands here does not belong here, or is not even text.
  private var strange: JSONFault.Kind { bytes[place] == 0 || (bytes[place] > 127 && width == nil) ? .encoding : .strange }

  private mutating func word(_ word: StaticString) -> JSONFault.Kind? {
    let wanted = word.withUTF8Buffer { Array($0) }
    let found = bytes[place...].prefix(wanted.count)
    if found.elementsEqual(wanted) {
      place += wanted.count
      next = afterValue
      return nil
    }
    if place + found.count < bytes.count || !wanted.starts(with: found) { return .strange }
    return cutOff()
  }

  private mutating func number() -> JSONFault.Kind? {
    let from = place
    _ = takes("-")
    let startsWithNought = place < bytes.count && bytes[place] == UInt8(ascii: "0")
    let whole = digits()
    if whole == 0 { return wanting }
    if startsWithNought, whole > 1 {
      place = from
      return .strange
    }
    if takes("."), digits() == 0 { return wanting }
    let hasPower = takes("e", "E")
    if hasPower {
      _ = takes("+", "-")
      if digits() == 0 { return wanting }
    }
    if hasPower || place - from > 300, Double(String(decoding: bytes[from..<place], as: UTF8.self))?.isFinite != true {
      place = from
      return .strange
    }
    next = afterValue
    return nil
  }
  private mutating func digits() -> Int {
    let from = place
    while place < bytes.count, (48...57).contains(bytes[place]) { place += 1 }
    return place - from
  }
  private mutating func takes(_ signs: UnicodeScalar...) -> Bool {
    guard place < bytes.count, signs.contains(UnicodeScalar(bytes[place])) else { return false }
    place += 1
    return true
  }
  /// A digit is missing here.
  private var wanting: JSONFault.Kind { place == bytes.count ? .end : strange }
  private mutating func cutOff() -> JSONFault.Kind {
    place = bytes.count
    return .end
  }

  private mutating func string() -> JSONFault.Kind? {
    place += 1
    while place < bytes.count {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place += 1
        return nil
      case 0..<32: return strange
      case UInt8(ascii: "\\"): if let kind = escape() { return kind }
      case 32..<128: place += 1
      default:
        guard let width else { return .encoding }
        place += width
      }
    }
    return .end
  }

  private mutating func escape() -> JSONFault.Kind? {
    if place + 1 == bytes.count { return cutOff() }
    switch UnicodeScalar(bytes[place + 1]) {
    case "\"", "\\", "/", "b", "f", "n", "r", "t":
      place += 2
      return nil
    case "u":
      guard let number = unit(at: place) else { return bytes.count - place < 6 ? cutOff() : .strange }
      // Two of them for what lies beyond 16 bits; half a pair alone is no text.
      let isPair = (0xD800..<0xDC00).contains(number)
      if isPair, !(0xDC00..<0xE000).contains(unit(at: place + 6) ?? 0) { return bytes.count - place < 12 ? cutOff() : .strange }
      if (0xDC00..<0xE000).contains(number) { return .strange }
      place += isPair ? 12 : 6
      return nil
    default: return .strange
    }
  }
  /// The number of `\uXXXX`.
  private func unit(at place: Int) -> Int? {
    guard place + 6 <= bytes.count, bytes[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
    let digits = bytes[(place + 2)..<(place + 6)]
    guard digits.allSatisfy({ UnicodeScalar($0).properties.isASCIIHexDigit }) else { return nil }
    return Int(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  /// How many bytes the character takes that begins here, which is beyond ASCII; nil where none begins.
  private var width: Int? {
    let width = bytes[place] < 0xE0 ? 2 : bytes[place] < 0xF0 ? 3 : 4
    guard place + width <= bytes.count, let text = String(validating: bytes[place..<(place + width)], as: UTF8.self) else { return nil }
    return text.unicodeScalars.count == 1 ? width : nil
  }
}
