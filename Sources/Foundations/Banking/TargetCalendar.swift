import Kernel

/// The days on which banks settle with each other in euros (T2, formerly TARGET): not on Saturdays, Sundays, 1 January, Good Friday,
/// Easter Monday, 1 May, 25 and 26 December. Public holidays of a country count for nothing.
package enum TargetCalendar {
  package static func isOpen(_ day: Day) -> Bool {
    if day.weekday >= 6 { return false }
    let (year, month, date) = day.parts
    switch (month, date) {
    case (1, 1), (5, 1), (12, 25), (12, 26): return false
    default:
      let easter = Holidays.easterSunday(year)
      return day != easter - 2 && day != easter + 1
    }
  }

  /// The day itself, or the next that is open.
  package static func open(onOrAfter day: Day) -> Day {
    var day = day
    while !isOpen(day) { day = day + 1 }
    return day
  }

  /// So many open days later; the first counts from the day after.
  package static func adding(_ count: Int, to day: Day) -> Day {
    var day = day
    for _ in 0..<count { day = open(onOrAfter: day + 1) }
    return day
  }

  /// So many open days earlier.
  package static func subtracting(_ count: Int, from day: Day) -> Day {
    var day = day
    for _ in 0..<count {
      day = day - 1
      while !isOpen(day) { day = day - 1 }
    }
    return day
  }
}
