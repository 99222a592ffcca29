/// What new cells of a level are numbered after: the codes most of its cells have, not the one of its tea kitchen.
package enum CellCodes {
  /// Of the largest family of codes that differ by their last number alone, the highest; nil where no code has a number.
  package static func last(of codes: [String]) -> String? {
    var families: [String: [(number: Int, code: String)]] = [:]
    for code in codes {
      guard let end = code.lastIndex(where: \.isASCIIDigit) else { continue }
      let digits = code[...end].reversed().prefix(while: \.isASCIIDigit).count
      let start = code.index(end, offsetBy: 1 - digits)
      guard let number = Int(code[start...end]) else { continue }
      families["\(code[..<start])#\(digits)", default: []].append((number, code))
    }
    let largest = families.max { ($0.value.count, $0.key) < ($1.value.count, $1.key) }?.value
    return largest?.max { ($0.number, $1.code) < ($1.number, $0.code) }?.code
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
