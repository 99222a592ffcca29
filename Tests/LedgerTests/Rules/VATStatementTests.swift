import Kernel
import Testing

@testable import Ledger

@Suite struct VATStatementTests {
  static func vat(_ base: Int64, _ rate: Int64 = 2000, _ category: VATCategory = .standard) -> LineVAT {
    LineVAT(category, rate: Percentage(basisPoints: rate), base: Money(cents: base))
  }

  /// 1,000 € at 20 % on debits, a credit note of 100 €, 500 € cashed of an invoice on receipts, 300 € exempt: 180 € and 100 € fall due.
  @Test func figuresAddUpToTheAccount() {
    let lines = [
      VATLine(account: "445710", amount: Money(cents: -200_00), vat: Self.vat(1000_00), entry: "1", comesFromWaiting: false),
      VATLine(account: "445710", amount: Money(cents: 20_00), vat: Self.vat(-100_00), entry: "2", comesFromWaiting: false),
      VATLine(account: "445740", amount: Money(cents: 100_00), vat: Self.vat(-500_00), entry: "3", comesFromWaiting: true),
      VATLine(account: "445710", amount: Money(cents: -100_00), vat: Self.vat(500_00), entry: "3", comesFromWaiting: true),
      VATLine(account: "706100", amount: Money(cents: -300_00), vat: Self.vat(300_00, 0, .exempt), entry: "4", comesFromWaiting: false),
      VATLine(account: "445710", amount: Money(cents: -7), vat: nil, entry: "5", comesFromWaiting: false),
    ]
    let figures = VATStatement.figures(of: lines)
    #expect(figures.map(\.basis) == [.debits, .receipts, .untaxed, .unexplained])
    #expect(figures.map(\.base.cents) == [900_00, 500_00, 300_00, 0])
    #expect(figures.map(\.tax.cents) == [180_00, 100_00, 0, 7])
    #expect(figures[0].entries == ["1", "2"])
    #expect(figures.reduce(Money.zero) { $0 + $1.tax } == Money(cents: 280_07))
  }

  @Test func ratesStandApart() {
    let lines = [550, 2000, 1000].map { rate in
      VATLine(account: "445710", amount: Money(cents: -rate), vat: Self.vat(100_00, rate), entry: "\(rate)", comesFromWaiting: false)
    }
    #expect(VATStatement.figures(of: lines).map { $0.rate?.basisPoints } == [2000, 1000, 550])
  }

  @Test func whatIsOwedAges() {
    let today = LedgerHouse.today
    var aging = Aging()
    for (days, cents) in [(0, 1), (30, 10), (31, 100), (60, 1000), (61, 10_000), (90, 100_000), (91, 1_000_000)] {
      aging.add(Money(cents: Int64(cents)), from: today - days, on: today)
    }
    aging.add(Money(cents: -5), from: today, on: today)
    #expect(aging.buckets.map(\.cents) == [11, 1100, 110_000, 1_000_000])
    #expect(aging.total.cents == 1_111_106)
  }
}
