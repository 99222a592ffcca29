import Kernel

/// Looks at a file as an auditor does, and beyond: format, balance of each entry, continuity of numbers, days within the year.
package enum FECCheck {
  /// A sentence for each thing that is wrong, with its line.
  package static func faults(of file: FECFile) -> [String] {
    var faults: [String] = []
    guard let match = file.name.wholeMatch(of: #/(\d{9})FEC(\d{8})\.txt/#), let closing = day(match.2) else {
      return ["\(file.name) is not named SirenFECAAAAMMJJ.txt"]
    }
    let text = String(validating: file.bytes, as: UTF8.self) ?? String(String.UnicodeScalarView(file.bytes.map { Unicode.Scalar($0) }))
    var lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    guard !lines.isEmpty, lines.removeFirst() == FECLine.names else { return ["line 1: not the eighteen names, parted by tabs"] }
    var sums: [String: Int64] = [:]
    var numbers: [Int] = []
    for (place, fields) in lines.enumerated() {
      let at = "line \(place + 2)"
      guard fields.count == 18 else {
        faults.append("\(at): \(fields.count) fields instead of 18")
        continue
      }
      faults += FECCheck.faults(of: fields, closing: closing).map { "\(at): \($0)" }
      guard let debit = cents(fields[11]), let credit = cents(fields[12]) else { continue }
      sums[fields[2], default: 0] += debit - credit
      if let number = Int(fields[2]), numbers.last != number { numbers.append(number) }
    }
    for (number, sum) in sums.sorted(by: { $0.key < $1.key }) where sum != 0 {
      faults.append("entry \(number) does not balance: \(sum) cents")
    }
    if numbers != Array(numbers.indices.map { $0 + 1 }) {
      let gap = zip(numbers, 1...).first { $0 != $1 }
      faults.append("the numbers are not continuous: \(gap.map { "\($0.0) stands where \($0.1) is due" } ?? "")")
    }
    return faults
  }

  private static func faults(of fields: [String], closing: Day) -> [String] {
    var faults: [String] = []
    for place in [0, 1, 2, 4, 5, 8, 10] where fields[place].allSatisfy(\.isWhitespace) { faults.append("\(FECLine.names[place]) is empty") }
    for place in [3, 9, 15] where day(fields[place][...]) == nil { faults.append("\(FECLine.names[place]) is no day: \(fields[place])") }
    if !fields[14].isEmpty, day(fields[14][...]) == nil { faults.append("DateLet is no day: \(fields[14])") }
    if fields[13].isEmpty != fields[14].isEmpty { faults.append("EcritureLet and DateLet do not go together") }
    if !Account.isNumber(String(fields[4].prefix(3))) { faults.append("CompteNum does not begin with three digits: \(fields[4])") }
    for place in [11, 12] where cents(fields[place]) == nil { faults.append("\(FECLine.names[place]) is no amount: \(fields[place])") }
    if let day = day(fields[3][...]), day.year != closing.year { faults.append("EcritureDate \(day) is outside the year \(closing.year)") }
    if (cents(fields[11]) ?? 0) != 0, (cents(fields[12]) ?? 0) != 0 { faults.append("both a debit and a credit") }
    if fields[6].isEmpty != fields[7].isEmpty { faults.append("CompAuxNum and CompAuxLib do not go together") }
    return faults
  }

  private static func day(_ text: Substring) -> Day? {
    guard text.utf8.count == 8, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Day("\(text.prefix(4))-\(text.dropFirst(4).prefix(2))-\(text.suffix(2))")
  }
  /// A decimal comma, two decimals, nothing between thousands.
  private static func cents(_ text: String) -> Int64? {
    guard let match = text.wholeMatch(of: #/(-?\d+),(\d\d)/#) else { return nil }
    return Int64(String(match.1) + String(match.2))
  }
}
