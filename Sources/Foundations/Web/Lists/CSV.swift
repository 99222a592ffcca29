/// Tables as French spreadsheets open them: UTF-8 with its mark, semicolons, CRLF.
package enum CSV {
  package static let type = "text/csv; charset=utf-8"

  package static func bytes(_ header: [String], _ rows: [[String]]) -> [UInt8] {
    var text = "\u{FEFF}" + line(header)
    for row in rows { text += line(row) }
    return Array(text.utf8)
  }

  private static func line(_ cells: [String]) -> String { cells.map(cell).joined(separator: ";") + "\r\n" }

  private static func cell(_ text: String) -> String {
    let guarded = isFormula(text) ? "'" + text : text
    let needsQuotes = guarded.utf8.contains { [34, 59, 10, 13, 44, 9].contains($0) }
    return needsQuotes ? "\"" + guarded.replacing("\"", with: "\"\"") + "\"" : guarded
  }

  /// What a spreadsheet would run: it begins with a sign of a formula and is no plain number.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.utf8.first, [61, 43, 45, 64, 9, 13, 10].contains(first) else { return false }
    let isNumber = text.utf8.count > 1 && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || $0 == 44 || $0 == 46 }
    return !(isNumber && (first == 45 || first == 43))
  }
}

extension Answer {
  /// `name` is that of the file: `spaces-2026-11-24.csv`.
  package static func csv(_ header: [String], _ rows: [[String]], name: String) -> Answer {
    .file(CSV.bytes(header, rows), type: CSV.type, name: name)
  }
}
