import Kernel
import Testing

@testable import Spaces

/// The examples of docs/milestones.md.
@Suite struct RentLostTests {
  @Test(arguments: [
    ("2018-04-01", "2019-02-01", Int64(300_000)),  // ten months
    ("2018-04-01", "2018-05-16", 44_516),  // a month, and 15 of the 31 days of May: 145.16
    ("2018-04-01", "2018-04-01", 0),
    ("2018-01-31", "2018-02-28", 30_000),  // a month after the 31st is the last of February
    ("2019-02-01", "2018-04-01", -300_000),  // it comes earlier
    ("2018-04-16", "2018-05-01", 15_000),  // 15 of the 30 days from 16 April to 16 May
  ])
  func ofThreeHundredEurosAMonth(from old: String, to new: String, cents: Int64) {
    #expect(Money(cents: 30_000).delayed(from: day(old), to: day(new)) == Money(cents: cents))
  }
}
