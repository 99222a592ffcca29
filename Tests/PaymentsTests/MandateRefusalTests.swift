import Kernel
import Testing

@testable import Payments

/// Until when the bank of a debtor can be told to refuse a collection: the end of the bank day before (docs/tenant.md).
@Suite struct MandateRefusalTests {
  @Test(arguments: [("2026-12-07", "2026-12-04"), ("2026-12-28", "2026-12-24"), ("2026-12-04", "2026-12-03"), ("2026-04-07", "2026-04-02")])
  func theBankDayBefore(collected: String, refused: String) throws {
    let day = try #require(Day(collected))
    let underWay = MandateOutlook.UnderWay(document: "F-1", amount: Money(cents: 100), day: day)
    #expect(underWay.refusedUntil == Day(refused))
  }
}
