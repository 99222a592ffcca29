import Kernel
import Testing

@testable import Demand

@Suite struct WishTests {
  static let day = Day("2027-01-01") ?? Day(number: 0)
  static let cell = WishedCell(kind: "module", level: "l", area: FloorArea(hundredths: 15_00), noise: 1, hasWindow: true, power: nil)

  static var wish: Wish {
    var wish = Wish(earliest: day)
    (wish.cells, wish.area, wish.kind, wish.level) = (2, FloorArea(hundredths: 30_00), "module", "l")
    (wish.noise, wish.needsWindow, wish.monthlyBudget, wish.latest) = (1, true, Money(cents: 500_00), day + 90)
    return wish
  }

  @Test func whatMeetsEverythingBreaksNothing() {
    #expect(
      Self.wish.misfits([Self.cell, Self.cell], from: Self.day, monthlyRent: Money(cents: 500_00), isConnected: true) == [])
  }

  /// One constraint broken at a time names that one, and no other.
  @Test func eachConstraintIsNamed() {
    let dark = WishedCell(kind: "module", level: "l", area: FloorArea(hundredths: 15_00), noise: 1, hasWindow: false, power: 9)
    let loud = WishedCell(kind: "module", level: "l", area: FloorArea(hundredths: 15_00), noise: 2, hasWindow: true, power: 9)
    let office = WishedCell(kind: "office", level: "m", area: FloorArea(hundredths: 15_00), noise: 1, hasWindow: true, power: 9)
    let small = WishedCell(kind: "module", level: "l", area: FloorArea(hundredths: 13_49), noise: 1, hasWindow: true, power: nil)
    var powered = Self.wish
    powered.power = 3
    let day = Self.day
    let table: [(Wish, [WishedCell], Day, Int64, Bool, [Misfit])] = [
      (Self.wish, [Self.cell, Self.cell, Self.cell], day, 0, true, [.count]), (Self.wish, [Self.cell], day, 0, true, [.count, .area]),
      (Self.wish, [small, small], day, 0, true, [.area]), (Self.wish, [Self.cell, dark], day, 0, true, [.window]),
      (Self.wish, [Self.cell, loud], day, 0, true, [.noise]), (Self.wish, [Self.cell, office], day, 0, true, [.kind, .level]),
      (Self.wish, [Self.cell, Self.cell], day, 500_01, true, [.budget]), (Self.wish, [Self.cell, Self.cell], day, 0, false, [.contiguity]),
      (Self.wish, [Self.cell, Self.cell], day - 1, 0, true, [.early]), (Self.wish, [Self.cell, Self.cell], day + 91, 0, true, [.late]),
      // A power nobody wrote down is not promised.
      (powered, [Self.cell, Self.cell], day, 0, true, [.power]),
    ]
    for (wish, cells, from, rent, isConnected, expected) in table {
      #expect(wish.misfits(cells, from: from, monthlyRent: Money(cents: rent), isConnected: isConnected) == expected, "\(expected)")
    }
  }

  /// By how much: 554.00 against 500.00, 26.00 m² against 30.00, three cells against two, a day too early, six kilowatts of nine.
  @Test func howFarItIsOff() {
    let small = WishedCell(kind: "module", level: "l", area: FloorArea(hundredths: 13_00), noise: 1, hasWindow: true, power: 3)
    var powered = Self.wish
    powered.power = 9
    let rent = Money(cents: 554_00)
    #expect(
      powered.broken([small, small], from: Self.day - 1, monthlyRent: rent, isConnected: true)
        == [
          Broken(.area, .area(FloorArea(hundredths: 4_00))), Broken(.power, .number(3)), Broken(.budget, .money(Money(cents: 54_00))),
          Broken(.early, .days(1)),
        ])
    #expect(
      Self.wish.broken([Self.cell, Self.cell, Self.cell], from: Self.day, monthlyRent: nil, isConnected: true)
        == [Broken(.count, .number(1))])
    #expect(Broken(.count, .number(1)).arguments == ["gap": "+1"] && Broken(.count, .number(-2)).arguments == ["gap": "−2"])
    #expect(Broken(.budget, .money(Money(cents: 54_00))).problem.arguments == ["gap": "54.00"])
  }

  @Test(arguments: [(nil, 46_00, 4), (nil, 45_00, 3), (nil, 1, 1), (2, 90_00, 2), (nil, nil, 1)] as [(Int?, Int64?, Int)])
  func size(cells: Int?, area: Int64?, expected: Int) {
    var wish = Wish(earliest: Self.day)
    (wish.cells, wish.area) = (cells, area.map(FloorArea.init(hundredths:)))
    #expect(wish.size == expected)
  }
}
