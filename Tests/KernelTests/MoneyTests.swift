import Kernel
import Testing

@Suite("Money") struct MoneyTests {
  @Test(
    "Half a cent goes away from zero",
    arguments: [
      // 1.01 € / 2 = 0.505 → 0.51; negative amounts mirror positive ones.
      (101, 1, 2, 51), (-101, 1, 2, -51), (100, 1, 3, 33), (200, 1, 3, 67), (-200, 1, 3, -67), (0, 7, 9, 0),
      (100, -1, 8, -13), (99, 1, 8, 12), (Int64.max, 1, 1, Int64.max),
    ] as [(Int64, Int64, Int64, Int64)])
  func fraction(cents: Int64, numerator: Int64, denominator: Int64, expected: Int64) {
    #expect(Money(cents: cents).fraction(numerator, of: denominator).cents == expected)
  }

  @Test func splitLosesNothing() {
    // 1.00 € by 3: 33.33… each, the residue of one cent to the first.
    #expect(Money(cents: 100).split(into: 3).map(\.cents) == [34, 33, 33])
    #expect(Money(cents: -100).split(into: 3).map(\.cents) == [-34, -33, -33])
    // 10.00 € by 1:2:4 is 142.86, 285.71, 571.43 cents: floors 142, 285, 571, two cents to the remainders .86 and .71.
    #expect(Money(cents: 1000).split(by: [1, 2, 4]).map(\.cents) == [143, 286, 571])
    #expect(Money(cents: 5).split(by: [0, 1, 0]).map(\.cents) == [0, 5, 0])
    for cents in [-1_000_003, -7, 0, 1, 999_999_999] as [Int64] {
      #expect(Money(cents: cents).split(by: [15, 30, 0, 7, 48]).reduce(Money.zero, +) == Money(cents: cents))
    }
  }

  @Test func percentages() {
    #expect(Percentage(basisPoints: 2000).of(Money(cents: 12_345)).cents == 2469)
    #expect(Percentage(1, of: 3) == Percentage(basisPoints: 3333))
    #expect(Percentage(2, of: 3) == Percentage(basisPoints: 6667))
    #expect(Percentage(1, of: 0) == nil)
  }
}
