import Foundation

extension HouseTime {
  /// The moment at which the wall clock of the house shows this time on this day. Of the hour that comes twice in autumn the first;
  /// a time that spring leaves out is as many minutes later.
  package func instant(on day: Day, hour: Int, minute: Int = 0) -> Instant {
    let asIfGMT = Int64(day.number) * 86_400 + Int64(hour) * 3600 + Int64(minute) * 60
    // The offset a day earlier is the one before a change of that night, if there is any.
    let before = offset(at: asIfGMT - 86_400)
    let first = asIfGMT - before
    if offset(at: first) == before { return Instant(seconds: first) }
    let second = asIfGMT - offset(at: first)
    return Instant(seconds: offset(at: second) == offset(at: first) ? second : first)
  }

  private func offset(at seconds: Int64) -> Int64 {
    Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
  }
}
