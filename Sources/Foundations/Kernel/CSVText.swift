/// Separated text as `CSVTable` reads it again (RFC 4180): commas, one line a row, quotes only where they are needed.
/// Nothing is guarded against spreadsheets here: what is written has to come back as it was.
package enum CSVText {
  package static func bytes(_ header: [String], _ rows: [[String?]]) -> [UInt8] {
    var text = line(header)
    for row in rows { text += line(row) }
    return Array(text.utf8)
  }

  package static func line(_ cells: [String?]) -> String { cells.map { cell($0 ?? "") }.joined(separator: ",") + "\n" }

  private static func cell(_ text: String) -> String {
    let isSpecial = text.utf8.contains { [34, 44, 59, 10, 13].contains($0) }
    let isPadded = text.first?.isWhitespace == true || text.last?.isWhitespace == true
    return isSpecial || isPadded ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}

extension Instant {
  /// `2026-11-24T09:30:00Z`; nil for anything else.
  package init?(exactly text: String) {
    guard let instant = Instant(iso: text), instant.iso == text else { return nil }
    self = instant
  }
}

extension FloorArea {
  /// `14.20`, as tables carry it.
  package var decimal: String { decimalHundredths(hundredths) }
}

extension Money {
  /// `1250.00`, as tables carry it.
  package var decimal: String { decimalHundredths(cents) }
}

private func decimalHundredths(_ number: Int64) -> String {
  let rest = number.magnitude % 100
  return (number < 0 ? "-" : "") + "\(number.magnitude / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
}
