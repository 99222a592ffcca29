import Kernel

/// Figures as invoices in XML write them: a point, no blanks.
enum Figures {
  /// `354.38`, always two decimals.
  static func amount(_ amount: Money) -> String { decimal(amount.cents, places: 2, least: 2) }
  /// `30`, `2.25`.
  static func quantity(_ thousandths: Int64) -> String { decimal(thousandths, places: 3, least: 0) }
  /// `11.8125`, two decimals at least.
  static func price(_ price: UnitPrice) -> String { decimal(price.millionths, places: 6, least: 2) }
  /// `5.50`.
  static func percent(_ rate: Percentage) -> String { decimal(rate.basisPoints, places: 2, least: 2) }
  /// `20261124`, format 102 of UNTDID 2379.
  static func compact(_ day: Day) -> String { day.description.filter { $0 != "-" } }

  static func decimal(_ value: Int64, places: Int, least: Int) -> String {
    var digits = Array(String(value.magnitude).utf8)
    if digits.count <= places { digits.insert(contentsOf: repeatElement(48, count: places + 1 - digits.count), at: 0) }
    var kept = places
    while kept > least, digits.last == 48 {
      digits.removeLast()
      kept -= 1
    }
    if kept > 0 { digits.insert(46, at: digits.count - kept) }
    return (value < 0 ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }
}
