import Kernel
import Testing

@testable import Demand

@Suite struct UnmetDemandTests {
  static func wish(
    _ cells: Int = 3, received: String = "2026-01-10", earliest: String = "2026-03-01", served: String? = nil, lost: String? = nil,
    cause: LossCause? = nil, hasFile: Bool = true
  ) -> DemandWish {
    DemandWish(
      receivedOn: Day(received) ?? Day(number: 0), cells: cells, area: FloorArea(hundredths: Int64(cells) * 15_00), kind: nil,
      earliest: Day(earliest) ?? Day(number: 0), latest: nil, servedOn: served.flatMap { Day($0) }, lostOn: lost.flatMap { Day($0) },
      cause: cause, hasFile: hasFile)
  }
  static func months(_ wishes: [DemandWish], from: Int = 1, through: Int = 8, today: String = "2027-01-15") -> [DemandMonth] {
    UnmetDemand.months(
      wishes, from: Month(year: 2026, month: from), through: Month(year: 2026, month: through), today: Day(today) ?? Day(number: 0))
  }

  /// The example of docs/demand.md, month by month.
  @Test func theWorkedExample() {
    let months = Self.months([Self.wish(lost: "2026-06-20", cause: .tooLate)])
    #expect(months.map(\.asked.wishes) == [1, 0, 0, 0, 0, 0, 0, 0])
    #expect(months.map(\.waiting.cells) == [0, 0, 3, 3, 3, 0, 0, 0])
    #expect(months.map { $0.lost[.tooLate]?.cells ?? 0 } == [0, 0, 0, 0, 0, 3, 0, 0])
    #expect(months.map(\.unmet.cells) == [0, 0, 3, 3, 3, 3, 0, 0])
    #expect(months[3].unmetBySize[.few]?.wishes == 1 && months[3].unmetBySize[.two] == nil)
  }

  @Test func whatWasServedWaitsNoLonger() {
    let months = Self.months([Self.wish(served: "2026-05-31")])
    #expect(months.map(\.waiting.wishes) == [0, 0, 1, 1, 0, 0, 0, 0])
    #expect(months.map(\.served.cells) == [0, 0, 0, 0, 3, 0, 0, 0])
    #expect(months.allSatisfy { $0.unmet.cells == $0.waiting.cells })
  }

  /// A refusal on merit, or a change of plans, is no argument for another building.
  @Test(arguments: [LossCause.notAdmitted, .changedMind]) func someLossesAreNoDemand(cause: LossCause) {
    let months = Self.months([Self.wish(lost: "2026-02-20", cause: cause)])
    #expect(months.allSatisfy { $0.unmet.wishes == 0 })
    #expect(months[1].lost[cause]?.wishes == 1)
  }

  @Test func anEnquiryWithoutAFileIsLostButNeverWaits() {
    let months = Self.months([Self.wish(lost: "2026-04-02", cause: .noRoom, hasFile: false)])
    #expect(months.map(\.unmet.cells) == [0, 0, 0, 3, 0, 0, 0, 0])
  }

  /// Of the running month what is known today, of months to come nothing.
  @Test func nothingIsSaidOfTheFuture() {
    let months = Self.months([Self.wish(earliest: "2026-04-10")], today: "2026-04-12")
    #expect(months.map(\.waiting.wishes) == [0, 0, 0, 1, 0, 0, 0, 0])
  }

  @Test(arguments: [(1, SizeClass.one), (2, .two), (3, .few), (4, .few), (5, .several), (8, .several), (9, .many), (60, .many)])
  func classes(cells: Int, expected: SizeClass) { #expect(SizeClass(cells: cells) == expected) }

  /// Whatever the wishes, the sizes add up to what waits and what was lost for the house's reasons.
  @Test func sizesAddUp() {
    let causes: [LossCause?] = [nil] + LossCause.allCases
    let wishes = causes.enumerated().flatMap { place, cause in
      (1...9).map { Self.wish($0, lost: cause == nil ? nil : "2026-0\(place % 8 + 1)-15", cause: cause) }
    }
    for month in Self.months(wishes) {
      let lost = LossCause.allCases.filter(\.isUnmet).reduce(DemandCount()) { $0 + (month.lost[$1] ?? DemandCount()) }
      #expect(month.unmet == month.waiting + lost)
    }
  }
}
