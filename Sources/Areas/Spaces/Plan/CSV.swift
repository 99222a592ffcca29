import Kernel

/// Comma-separated lines as RFC 4180 has them, in UTF-8 with the mark that lets spreadsheets see it.
enum CSV {
  static func bytes(_ lines: [[String]]) -> [UInt8] {
    var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]
    for line in lines {
      for (place, field) in line.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(contentsOf: quoted(field).utf8)
      }
      bytes += [13, 10]
    }
    return bytes
  }

  /// A field a spreadsheet would take for a formula is given a leading apostrophe.
  private static func quoted(_ field: String) -> String {
    var text = field
    if let first = text.utf8.first, "=+-@\t\r".utf8.contains(first) { text = "'" + text }
    let isPlain = !text.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13 }
    return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
  }

  /// `15.25`.
  static func hundredths(_ number: Int64) -> String {
    let rest = String(number.magnitude % 100)
    return "\(number < 0 ? "-" : "")\(number.magnitude / 100).\(rest.count == 1 ? "0" + rest : rest)"
  }
}
