/// Public holidays of Alsace: those of France (code du travail, L3133-1), Good Friday and 26 December (L3134-13).
package enum Holidays {
  package static func alsace(_ year: Int) -> Set<Day> {
    let easter = easterSunday(year)
    let fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26)]
    return Set(fixed.compactMap { Day(year, $0.0, $0.1) } + [easter - 2, easter + 1, easter + 39, easter + 50])
  }

  /// Easter of the Gregorian calendar (the anonymous algorithm of 1876).
  package static func easterSunday(_ year: Int) -> Day {
    let a = year % 19
    let b = year / 100
    let c = year % 100
    let d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30
    let e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7
    let f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114
    return Day(number: Day.count(year, f / 31, f % 31 + 1))
  }
}
