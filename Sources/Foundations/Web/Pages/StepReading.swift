/// What is wrong with a template, by the names Mustache itself gives to it.
enum StepFault: String, Error {
  case sectionCloseNameIncorrect, unfinishedName, expectedSectionEnd
  /// Mustache knows it, and no template of the house needs it.
  case unusedTag
}

/// Reads a template into steps. A tag that opens or closes a section, or names a partial, and stands alone on its line takes the line
/// with it, just as the Mustache of Hummingbird does it: a test holds the two to the same bytes.
struct StepReader {
  private let bytes: [UInt8]
  private var place = 0
  /// Where the last name begins, for a fault's line.
  private var tagStart = 0

  private static let newLine = UInt8(ascii: "\n")

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Of the fault.
  var line: Int { 1 + bytes[..<min(tagStart, bytes.count)].count { $0 == StepReader.newLine } }

  mutating func steps() throws(StepFault) -> [Step] { try steps(of: nil, startsLine: true) }

  private mutating func steps(of section: String?, startsLine: Bool) throws(StepFault) -> [Step] {
    var steps: [Step] = []
    var isLineStart = startsLine
    var indent = ""
    while place < bytes.count {
      if isLineStart { indent = take { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") } }
      let text = textUntilTag()
      if place < bytes.count, bytes[place] == StepReader.newLine {
        steps.append(.text(indent + text + "\n"))
        isLineStart = true
        place += 1
        continue
      }
      if !text.isEmpty {
        steps.append(.text(indent + text))
        indent = ""
        isLineStart = false
      }
      if place >= bytes.count { break }
      place += 2
      tagStart = place
      let sign = place < bytes.count ? bytes[place] : 0
      var takesLine = false
      func keepIndent() {
        if !indent.isEmpty { steps.append(.text(indent)) }
        indent = ""
      }
      switch sign {
      case UInt8(ascii: "#"), UInt8(ascii: "^"):
        place += 1
        let name = try self.name()
        takesLine = isLineStart && endLine()
        if !takesLine { keepIndent() }
        let inside = try self.steps(of: name, startsLine: takesLine)
        steps.append(sign == UInt8(ascii: "#") ? .section(PartName(name), inside) : .inverted(PartName(name), inside))
      case UInt8(ascii: "/"):
        place += 1
        guard try name() == section else { throw .sectionCloseNameIncorrect }
        if !(isLineStart && endLine()) { keepIndent() }
        return steps
      case UInt8(ascii: "!"):
        while place < bytes.count, !isAt("}}") { place += 1 }
        if place >= bytes.count { throw .unfinishedName }
        place += 2
        takesLine = isLineStart && endLine()
      case UInt8(ascii: ">"):
        place += 1
        let name = try self.name()
        keepIndent()
        takesLine = isLineStart && endLine()
        steps.append(.partial(name))
      case UInt8(ascii: "{"):
        place += 1
        keepIndent()
        steps.append(.value(PartName(try name(ending: "}}}")), isEscaped: false))
      case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "%"), UInt8(ascii: "*"):
        throw .unusedTag
      default:
        keepIndent()
        steps.append(.value(PartName(try name()), isEscaped: true))
      }
      isLineStart = takesLine
    }
    if section != nil { throw .expectedSectionEnd }
    return steps
  }

  private func isAt(_ text: String) -> Bool { bytes[place...].starts(with: text.utf8) }

  private mutating func take(while condition: (UInt8) -> Bool) -> String {
    let start = place
    while place < bytes.count, condition(bytes[place]) { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func textUntilTag() -> String {
    let start = place
    while place < bytes.count, bytes[place] != StepReader.newLine, !isAt("{{") { place += 1 }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  private mutating func name(ending: String = "}}") throws(StepFault) -> String {
    _ = take { $0 == UInt8(ascii: " ") }
    let name = take { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
        true
      default: false
      }
    }
    _ = take { $0 == UInt8(ascii: " ") }
    guard !name.isEmpty, isAt(ending) else { throw .unfinishedName }
    place += ending.utf8.count
    return name
  }

  /// Whether nothing but blanks follows on the line, which is then passed.
  private mutating func endLine() -> Bool {
    if place >= bytes.count { return true }
    var end = place
    while end < bytes.count, bytes[end] == UInt8(ascii: " ") || bytes[end] == UInt8(ascii: "\t") { end += 1 }
    guard end < bytes.count, bytes[end] == StepReader.newLine else { return false }
    place = end + 1
    return true
  }
}
