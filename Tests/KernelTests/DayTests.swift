import Kernel
import Testing

@Suite("Days") struct DayTests {
  @Test func epochAndBack() {
    #expect(Day(1970, 1, 1)?.number == 0)
    #expect(Day("2000-03-01")?.number == 11_017)
    for number in stride(from: -719_162, through: 2_932_896, by: 97) {
      let (year, month, day) = Day(number: number).parts
      #expect(Day(year, month, day)?.number == number)
    }
  }

  @Test(arguments: [
    "2026-02-29", "2026-13-01", "2026-00-10", "2026-06-31", "26-06-01", "2026-6-1", "2026-06-01 ", "+026-06-01", "", "2026/06/01",
    "0000-01-01",
  ])
  func refused(text: String) { #expect(Day(text) == nil) }

  @Test func leapYears() {
    #expect(Day("2024-02-29") != nil)
    #expect(Day("1900-02-29") == nil)
    #expect(Day("2000-02-29") != nil)
    #expect(Month("2024-02")?.length == 29)
    #expect(Month("2100-02")?.length == 28)
  }

  @Test(
    "A month on is the same day or the month's last",
    arguments: [
      ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"), ("2026-11-24", 2, "2027-01-24"),
      ("2026-12-31", 12, "2027-12-31"), ("2024-02-29", 12, "2025-02-28"),
    ])
  func adding(from: String, months: Int, expected: String) throws {
    #expect(try #require(Day(from)).adding(months: months).description == expected)
  }

  @Test func weekdays() throws {
    #expect(try #require(Day("2026-11-23")).weekday == 1)
    #expect(try #require(Day("1970-01-01")).weekday == 4)
    #expect(Day(number: -4).weekday == 7)
  }

  @Test(
    "The wall clock changes the day",
    arguments: [
      ("2026-07-01T22:30:00Z", "2026-07-02", "00:30"), ("2026-01-01T22:30:00Z", "2026-01-01", "23:30"),
      // The hour that comes twice, on 25 October.
      ("2026-10-25T00:30:00Z", "2026-10-25", "02:30"), ("2026-10-25T01:30:00Z", "2026-10-25", "02:30"),
    ])
  func houseTime(instant: String, day: String, clock: String) throws {
    let moment = try #require(Instant(iso: instant))
    #expect(HouseTime.mulhouse.day(of: moment).description == day)
    #expect(HouseTime.mulhouse.clock(of: moment) == clock)
    #expect(moment.iso == instant)
  }

  @Test("Easter", arguments: ["2017-04-16", "2018-04-01", "2019-04-21", "2024-03-31", "2026-04-05", "2027-03-28", "2038-04-25"])
  func easter(text: String) throws {
    let easter = try #require(Day(text))
    #expect(Holidays.easterSunday(easter.year) == easter)
    #expect(easter.weekday == 7)
  }

  @Test func holidaysOfAlsace() {
    let days = Holidays.alsace(2026)
    // Good Friday, Easter Monday, Ascension, Whit Monday and the fixed ones, with 26 December.
    for text in ["2026-04-03", "2026-04-06", "2026-05-14", "2026-05-25", "2026-12-26", "2026-07-14"] {
      #expect(Day(text).map(days.contains) == true, "\(text)")
    }
    #expect(days.count == 13)
  }
}
