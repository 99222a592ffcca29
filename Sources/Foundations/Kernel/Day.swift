/// A civil date, without time or zone, counted in days since 1970-01-01.
package struct Day: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let number: Int

  package init(number: Int) { self.number = number }

  /// The civil date; nil when there is no such day (31 June), or outside the years 1 to 9999.
  package init?(_ year: Int, _ month: Int, _ day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Month(year: year, month: month).length else { return nil }
    number = Day.count(year, month, day)
  }

  /// `2026-11-24`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      text.utf8.allSatisfy({ (48...57).contains($0) || $0 == 45 }),
      let year = Int(String(decoding: parts[0], as: UTF8.self)), let month = Int(String(decoding: parts[1], as: UTF8.self)),
      let day = Int(String(decoding: parts[2], as: UTF8.self))
    else { return nil }
    self.init(year, month, day)
  }

  package init?(_ text: String) {
    var text = text
    guard let day = text.withUTF8({ Day(bytes: $0) }) else { return nil }
    self = day
  }

  /// The same, for the thousands of days that come out of a database.
  package init?(bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count == 10, bytes[4] == 45, bytes[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      var number = 0
      for place in range {
        guard (48...57).contains(bytes[place]) else { return nil }
        number = number * 10 + Int(bytes[place] - 48)
      }
      return number
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    self.init(year, month, day)
  }

  // Days from civil and back, in the proleptic Gregorian calendar, with years that begin in March.
  static func count(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  package var year: Int { parts.year }
  package var month: Month { Month(year: parts.year, month: parts.month) }
  /// 1 is Monday, 7 is Sunday.
  package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

  /// `2026-11-24`.
  package var description: String {
    let (year, month, day) = parts
    guard (0...9999).contains(year) else { return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }
    // Thousands are written to a page: ten bytes at once, which need no memory of their own.
    return String(unsafeUninitializedCapacity: 10) { bytes in
      func write(_ number: Int, at place: Int) {
        bytes.initializeElement(at: place, to: UInt8(48 + number / 10))
        bytes.initializeElement(at: place + 1, to: UInt8(48 + number % 10))
      }
      write(year / 100, at: 0)
      write(year % 100, at: 2)
      write(month, at: 5)
      write(day, at: 8)
      for place in [4, 7] { bytes.initializeElement(at: place, to: UInt8(ascii: "-")) }
      return 10
    }
  }

  package static func < (left: Day, right: Day) -> Bool { left.number < right.number }
  package static func + (day: Day, count: Int) -> Day { Day(number: day.number + count) }
  package static func - (day: Day, count: Int) -> Day { Day(number: day.number - count) }
  package static func - (left: Day, right: Day) -> Int { left.number - right.number }

  /// The same day `count` months on, or the last day of that month when it is shorter: 31 January + 1 is 28 February.
  package func adding(months count: Int) -> Day {
    let (_, _, day) = parts
    let target = month + count
    return Day(number: target.first.number + min(day, target.length) - 1)
  }
}

/// A civil month.
package struct Month: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Months since year 0.
  package let number: Int

  package init(number: Int) { self.number = number }
  package init(year: Int, month: Int) { number = year * 12 + month - 1 }

  /// `2026-11`; nil for anything else.
  package init?(_ text: some StringProtocol) {
    guard let day = Day("\(text)-01") else { return nil }
    self = day.month
  }

  package var year: Int { number / 12 }
  package var month: Int { number % 12 + 1 }
  package var first: Day { Day(number: Day.count(year, month, 1)) }
  package var length: Int { (self + 1).first - first }
  package var span: DaySpan { DaySpan(from: first, until: (self + 1).first) }
  package var description: String { padded(year, 4) + "-" + padded(month, 2) }

  package static func < (left: Month, right: Month) -> Bool { left.number < right.number }
  package static func + (month: Month, count: Int) -> Month { Month(number: month.number + count) }
  package static func - (left: Month, right: Month) -> Int { left.number - right.number }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Day: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let day = Day(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day")
    }
    self = day
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension Month: Codable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let month = Month(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a month")
    }
    self = month
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
