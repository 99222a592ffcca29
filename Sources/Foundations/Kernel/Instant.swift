import Foundation

/// A moment, in whole seconds of UTC since 1970.
package struct Instant: Hashable, Sendable, Comparable, Codable {
  package let seconds: Int64

  package init(seconds: Int64) { self.seconds = seconds }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let instant = Instant(iso: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a moment")
    }
    self = instant
  }
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso)
  }

  /// `2026-11-24T09:30:00Z`.
  package init?(iso text: String) {
    guard text.utf8.count == 20, text.hasSuffix("Z"), let day = Day(text.prefix(10)) else { return nil }
    let clock = text.dropFirst(11).dropLast().split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0..<60).contains(clock[2]) else { return nil }
    seconds = Int64(day.number) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  package var iso: String {
    let (day, second) = utc
    var date = day.description
    // Thousands are written to a list: all bytes at once.
    return String(unsafeUninitializedCapacity: date.utf8.count + 10) { bytes in
      var place = date.withUTF8 { bytes.initialize(from: $0).index }
      func write(_ sign: StaticString, _ number: Int) {
        bytes.initializeElement(at: place, to: sign.utf8Start.pointee)
        bytes.initializeElement(at: place + 1, to: UInt8(48 + number / 10))
        bytes.initializeElement(at: place + 2, to: UInt8(48 + number % 10))
        place += 3
      }
      write("T", second / 3600)
      write(":", second / 60 % 60)
      write(":", second % 60)
      bytes.initializeElement(at: place, to: UInt8(ascii: "Z"))
      return place + 1
    }
  }

  private var utc: (day: Day, second: Int) {
    let number = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    return (Day(number: Int(number)), Int(seconds - number * 86_400))
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.seconds < right.seconds }
  package static func + (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds + seconds) }
  package static func - (instant: Instant, seconds: Int64) -> Instant { Instant(seconds: instant.seconds - seconds) }
  package static func - (left: Instant, right: Instant) -> Int64 { left.seconds - right.seconds }

  /// The clock of the machine. Only what starts a request, a job or a command may look at it; everything else is handed `now`.
  package static var clock: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}

/// Moments from the first to the one before the last: `[from, until)`.
package struct TimeSpan: Hashable, Sendable {
  package let from: Instant
  package let until: Instant

  /// nil when it would end on or before it begins.
  package init?(checking from: Instant, until: Instant) {
    guard from < until else { return nil }
    self.from = from
    self.until = until
  }
  package func overlaps(_ other: TimeSpan) -> Bool { from < other.until && other.from < until }
}

/// The wall clock of the house: one IANA time zone.
package struct HouseTime: Sendable {
  package let zone: TimeZone

  package init(zone: TimeZone) { self.zone = zone }
  package static let mulhouse = HouseTime(zone: TimeZone(identifier: "Europe/Paris") ?? .gmt)

  package func day(of instant: Instant) -> Day {
    let local = instant + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds))))
    let number = local.seconds >= 0 ? local.seconds / 86_400 : (local.seconds - 86_399) / 86_400
    return Day(number: Int(number))
  }

  /// `09:30` on the wall.
  package func clock(of instant: Instant) -> String {
    let local = instant + Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(instant.seconds))))
    let second = Int((local.seconds % 86_400 + 86_400) % 86_400)
    return padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2)
  }
}
