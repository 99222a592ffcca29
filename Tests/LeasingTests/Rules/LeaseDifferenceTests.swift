import Kernel
import Testing
import Trials

@testable import Leasing

/// What makes a period good, with the arithmetic of docs/proration.md.
@Suite("Periods made good") struct LeaseDifferenceTests {
  /// What is due now, what was asked so far, what stands of it, what is posted.
  static let cases: [(due: Int64, asked: Int64, standing: Int64, posted: Int64)] = [
    // Ended on 16 January of 31 days: 1,000 × 15/31 = 483.87; nothing was given back: 483.87 − 1,000.
    (483_87, 1000_00, 1000_00, -516_13),
    // Done twice: asked and standing are what is due.
    (483_87, 483_87, 483_87, 0),
    // Credited in full before: nothing is left to give back.
    (483_87, 1000_00, 0, 0),
    // 200 credited before: 800 stands, 483.87 − 800 is given back.
    (483_87, 1000_00, 800_00, -316_13),
    // … and the end is taken back: what the lease gave back is asked again, the 200 are not.
    (1000_00, 683_87, 483_87, 316_13),
    // Credited in full as a favour; a late index asks ten more, and not the favour.
    (1010_00, 1000_00, 0, 10_00),
    // Nothing changed in the lease: what a person gave back stays given.
    (1000_00, 1000_00, 0, 0),
    // Corrected by hand to 1,100, and the amendment that says so comes after: it is asked already.
    (1100_00, 1000_00, 1100_00, 0),
    // A rise of 100 was posted and cancelled by the house: 1,000 stands. The end gives back 1,000 − 500.
    (500_00, 1100_00, 1000_00, -500_00),
    // … and as long as the lease asks 1,100, the cancelled rise is not posted again.
    (1100_00, 1100_00, 1000_00, 0),
  ]

  @Test(arguments: cases) func aPeriodIsMadeGood(_ line: (due: Int64, asked: Int64, standing: Int64, posted: Int64)) {
    let found = LeaseDifference.amount(
      due: Money(cents: line.due), asked: Money(cents: line.asked), standing: Money(cents: line.standing))
    #expect(found == Money(cents: line.posted))
  }

  /// Whatever was asked and given back: the second time posts nothing, and no difference moves what stands past what is due.
  @Test func onceAndNeverPastWhatIsDue() {
    var chance = Chance(seed: 381)
    for _ in 0..<2000 {
      func amount() -> Money { Money(cents: Int64(chance.number(0...200_000))) }
      let (due, asked, standing) = (amount(), amount(), amount())
      let posted = LeaseDifference.amount(due: due, asked: asked, standing: standing)
      #expect(LeaseDifference.amount(due: due, asked: asked + posted, standing: standing + posted) == .zero)
      let (before, after) = (due - standing, due - standing - posted)
      #expect(posted == .zero || (before > .zero ? after >= .zero && after < before : after <= .zero && after > before))
    }
  }
}
