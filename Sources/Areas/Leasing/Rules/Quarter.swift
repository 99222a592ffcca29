import Kernel

/// A civil quarter, as indices are published by.
package struct Quarter: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Quarters since year 0.
  package let number: Int

  package init(number: Int) { self.number = number }
  package init(year: Int, quarter: Int) { number = year * 4 + quarter - 1 }

  /// `2026-Q2`, or `2026-T2`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 7, bytes[4] == 45, bytes[5] == UInt8(ascii: "Q") || bytes[5] == UInt8(ascii: "T"),
      bytes[0..<4].allSatisfy({ (48...57).contains($0) }), let year = Int(text.prefix(4)), year > 0, (49...52).contains(bytes[6])
    else { return nil }
    self.init(year: year, quarter: Int(bytes[6]) - 48)
  }
  package init(of day: Day) { self.init(year: day.year, quarter: (day.month.month - 1) / 3 + 1) }

  package var year: Int { number / 4 }
  package var quarter: Int { number % 4 + 1 }
  package var span: DaySpan {
    let first = Month(year: year, month: (quarter - 1) * 3 + 1)
    return DaySpan(from: first.first, until: (first + 3).first)
  }
  /// INSEE publishes in the last days of the quarter after: the day on which it has surely done so, where the true one is not known.
  package var presumedPublication: Day { (self + 1).span.last ?? span.from }

  package var description: String { padded(year) + "-Q\(quarter)" }
  private func padded(_ year: Int) -> String { String(repeating: "0", count: max(0, 4 - String(year).count)) + String(year) }

  package static func < (left: Quarter, right: Quarter) -> Bool { left.number < right.number }
  package static func + (quarter: Quarter, count: Int) -> Quarter { Quarter(number: quarter.number + count) }
  package static func - (left: Quarter, right: Quarter) -> Int { left.number - right.number }
}

/// The indices rents may follow.
package enum RentIndex: String, Sendable, CaseIterable, Codable {
  /// Shops and crafts, base 100 in the first quarter of 2008.
  case ilc = "ILC"
  /// Offices, liberal professions, logistics, base 100 in the first quarter of 2010.
  case ilat = "ILAT"

  /// What INSEE calls it in its data base.
  package var series: String { self == .ilc ? "001532540" : "001617112" }
  /// What its title must say.
  package var title: String { self == .ilc ? "loyers commerciaux" : "loyers des activites tertiaires" }
}

/// A published value, in hundredths of a point: 13801 is 138.01.
package struct IndexPoint: Hashable, Sendable {
  package let index: RentIndex
  package let quarter: Quarter
  package let hundredths: Int64
  package let publishedOn: Day?

  package init(_ index: RentIndex, _ quarter: Quarter, _ hundredths: Int64, publishedOn: Day? = nil) {
    (self.index, self.quarter, self.hundredths, self.publishedOn) = (index, quarter, hundredths, publishedOn)
  }
  package var publication: Day { publishedOn ?? quarter.presumedPublication }
  /// `138.01`
  package var text: String { pointText(hundredths) }
}

/// `138.01` of 13801.
package func pointText(_ hundredths: Int64) -> String {
  "\(hundredths / 100)." + (hundredths % 100 < 10 ? "0" : "") + "\(hundredths % 100)"
}
