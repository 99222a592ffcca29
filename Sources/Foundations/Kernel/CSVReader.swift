/// Walks over separated text and gives one row after the other, the header first.
struct CSVReader {
  private let bytes: [UInt8]
  private let separator: UInt8
  private let limits: CSVTable.Limits
  private var place = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")

  init(_ text: String, limits: CSVTable.Limits) {
    bytes = Array(text.utf8)
    self.limits = limits
    let header = bytes.prefix { $0 != 10 && $0 != 13 }
    let semicolons = header.count { $0 == UInt8(ascii: ";") }
    let commas = header.count { $0 == UInt8(ascii: ",") }
    separator = semicolons > commas ? UInt8(ascii: ";") : UInt8(ascii: ",")
  }

  /// The next row that is not empty; nil at the end.
  mutating func next() throws(CSVTable.Fault) -> (number: Int, cells: [String])? {
    while place < bytes.count {
      let number = line
      let cells = try row()
      if cells != [""] { return (number, cells) }
    }
    return nil
  }

  private mutating func row() throws(CSVTable.Fault) -> [String] {
    var cells: [String] = []
    while true {
      if cells.count >= limits.columns { throw fault("kernel.problem.csvColumns", limits.columns) }
      cells.append(try cell())
      guard place < bytes.count else { return cells }
      let byte = bytes[place]
      place += 1
      if byte == separator { continue }
      if byte == 13, place < bytes.count, bytes[place] == 10 { place += 1 }
      line += 1
      return cells
    }
  }

  /// Reads up to the separator or the end of the line, which it leaves in place.
  private mutating func cell() throws(CSVTable.Fault) -> String {
    while place < bytes.count, bytes[place] == 32 || bytes[place] == 9 { place += 1 }
    if place < bytes.count, bytes[place] == CSVReader.quote { return try quoted() }
    let start = place
    while place < bytes.count, bytes[place] != separator, bytes[place] != 10, bytes[place] != 13 { place += 1 }
    var end = place
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    if end - start > limits.cell { throw fault("kernel.problem.csvCell", limits.cell) }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private mutating func quoted() throws(CSVTable.Fault) -> String {
    let first = line
    var content: [UInt8] = []
    place += 1
    while true {
      guard place < bytes.count else { throw CSVTable.Fault(code: "kernel.problem.csvQuote", line: first) }
      let byte = bytes[place]
      place += 1
      if byte == CSVReader.quote {
        guard place < bytes.count, bytes[place] == CSVReader.quote else { break }
        place += 1
      }
      if byte == 10 { line += 1 }
      content.append(byte)
      if content.count > limits.cell { throw CSVTable.Fault(code: "kernel.problem.csvCell", line: first, ["limit": String(limits.cell)]) }
    }
    while place < bytes.count, bytes[place] == 32 || bytes[place] == 9 { place += 1 }
    if place < bytes.count, bytes[place] != separator, bytes[place] != 10, bytes[place] != 13 {
      throw CSVTable.Fault(code: "kernel.problem.csvQuote", line: line)
    }
    return String(decoding: content, as: UTF8.self)
  }

  private func fault(_ code: String, _ limit: Int) -> CSVTable.Fault {
    CSVTable.Fault(code: code, line: line, ["limit": String(limit)])
  }
}
