import Kernel

/// The days of moments, asked of the calendar once for each quarter of an hour: thousands of holds were made in the same.
struct DayCounting {
  let house: HouseTime
  private var known: [Int64: Day] = [:]

  init(_ house: HouseTime) { self.house = house }

  mutating func day(of seconds: Int64) -> Day {
    // Midnight falls on a full quarter in every time zone, so a quarter lies within one day.
    let quarter = seconds >= 0 ? seconds / 900 : (seconds - 899) / 900
    if let day = known[quarter] { return day }
    let day = house.day(of: Instant(seconds: quarter * 900))
    known[quarter] = day
    return day
  }
}
