import Kernel
import Testing

@testable import Spaces

@Suite struct SlipTests {
  func hanging(
    _ name: String, _ kind: HoldKind, _ cells: [PlacingCell], _ from: String, _ until: String?, offset: Int = 0, expires: String? = nil
  ) -> HangingHold {
    HangingHold(
      hold: ID(name), holder: name, kind: kind, offset: offset, span: span(from, until), expires: expires.map(day), cells: cells)
  }

  @Test func aSlipMovesEverythingThatHangsOnIt() {
    // From spring 2018 to February 2019: 1 April 2018 + 306 days = 1 February 2019.
    let holds = [
      hanging("open", .option, [placed(0)], "2018-04-01", nil),
      hanging("later", .option, [placed(1)], "2018-04-16", "2020-04-16", offset: 15),  // 731 days
      hanging("signed", .let, [placed(2)], "2018-04-01", "2021-04-01"),
    ]
    let slip = SlipRule.slip(to: day("2019-02-01"), holds: holds, blocked: [])
    #expect(slip.isPossible && slip.notices.isEmpty)
    #expect(slip.redated.map(\.hold.holder) == ["later", "open", "signed"])
    #expect(slip.redated.map(\.days) == [306, 306, 306])
    // 16 February 2019 + 731 days = 16 February 2021: the length is kept, the signed end is not touched.
    #expect(slip.redated.map(\.after) == [span("2019-02-16", "2021-02-16"), span("2019-02-01", nil), span("2019-02-01", "2021-04-01")])
  }

  @Test func itIsRefusedWholeWithEveryClash() {
    let holds = [
      hanging("Alba", .option, [placed(0), placed(1)], "2018-04-01", "2018-10-01"),
      hanging("Bora", .let, [placed(2)], "2018-04-01", "2018-09-01"),
      hanging("Cora", .option, [placed(3, until: "2019-01-01")], "2018-04-01", "2018-10-01"),
    ]
    let blocked = [
      line(0, "Dune", .let, "2018-10-01", nil), line(1, "Elan", .offer, "2018-12-01", "2019-01-01"),
      line(0, "Alba", .option, "2018-04-01", "2018-10-01"),
    ]
    // 1 April to 1 September is 153 days later: Alba has [1 September 2018, 3 March 2019).
    let slip = SlipRule.slip(to: day("2018-09-01"), holds: holds, blocked: blocked)
    #expect(!slip.isPossible)
    #expect(slip.problems.map(\.code) == ["slipPassesEnd", "slipCellGone", "clash.letOpen", "clash.offer"].map { "spaces.problem.\($0)" })
    #expect(slip.clashes.map(\.code) == ["H0", "H1"])
  }

  @Test func twoThatHangOnOneMilestoneMayMeet() {
    // The let ends on a signed day, the option follows it 100 days after the milestone: a slip of more than 100 days … the let stays, no clash;
    // coming earlier, the option runs into the let.
    let holds = [
      hanging("first", .let, [placed(0)], "2018-04-01", "2018-07-10"),
      hanging("then", .option, [placed(0)], "2018-07-10", nil, offset: 100),
    ]
    #expect(SlipRule.slip(to: day("2018-04-02"), holds: holds, blocked: []).isPossible)
    let early = SlipRule.slip(to: day("2018-03-31"), holds: holds, blocked: [])
    #expect(early.clashes.map(\.days) == [span("2018-07-09", "2018-07-10")])
  }

  /// | let until | was to begin | now begins | days without a place |
  @Test(
    arguments: [
      ("2028-10-01", "2028-10-01", "2029-01-01", 92), ("2028-10-15", "2028-10-01", "2029-01-01", 78),
      // It had no place before the slip either, or has one until the end.
      ("2028-09-30", "2028-10-01", "2029-01-01", nil), ("2029-01-01", "2028-10-01", "2029-01-01", nil),
    ] as [(String, String, String, Int?)])
  func aSlipOpensAGap(end: String, old: String, new: String, days: Int?) {
    let gap = SlipRule.gap(
      of: "Lumifonte", housedUntil: day(end), old: DaySpan(from: day(old), until: nil), new: DaySpan(from: day(new), until: nil))
    #expect(gap?.arguments["days"] == days.map(String.init))
    #expect(gap.map { $0.code == "spaces.notice.gap" && $0.arguments["from"] == end } ?? true)
  }

  @Test func noticesDoNotStopIt() {
    let holds = [hanging("Alba", .option, [placed(0)], "2018-04-01", nil, expires: "2018-06-01")]
    let dated = [hanging("Bora", .let, [placed(1)], "2018-05-01", nil)]
    let slip = SlipRule.slip(to: day("2018-06-01"), holds: holds, blocked: [], dated: dated)
    #expect(slip.isPossible)
    #expect(slip.notices.map(\.code) == ["spaces.notice.expiresBefore", "spaces.notice.doorsClosed"])
  }

  @Test func theHeadLeaseBindsTheNewDaysToo() {
    let holds = [hanging("Alba", .option, [placed(0)], "2018-04-01", "2027-04-01")]
    let lease = span("2017-03-01", "2027-06-01")
    // 61 days later it ends on 1 June 2027, with the lease; a day more is too many.
    #expect(SlipRule.slip(to: day("2018-06-01"), holds: holds, blocked: [], headLeases: [lease]).isPossible)
    #expect(
      SlipRule.slip(to: day("2018-06-02"), holds: holds, blocked: [], headLeases: [lease]).problems.map(\.code) == [
        "spaces.problem.slipPastHeadLease"
      ])
  }

  @Test func theHeadLeaseBindsBothEnds() {
    // Two leases with a year between them, the second in two that meet.
    let leases = [span("2030-01-01", "2040-01-01"), span("2017-03-01", "2027-06-01"), span("2028-06-01", "2030-01-01")]
    #expect(HeadLeaseDays.stretches(of: leases) == [span("2017-03-01", "2027-06-01"), span("2028-06-01", "2040-01-01")])
    #expect(HeadLeaseDays.stretches(of: [span("2017-03-01", nil), span("2030-01-01", "2040-01-01")]) == [span("2017-03-01", nil)])
    #expect(HeadLeaseDays.stretch(from: day("2018-01-01"), of: []) == nil)
    let holds = [hanging("Alba", .option, [placed(0, from: "2010-01-01")], "2018-04-01", "2019-04-01")]
    let table: [(String, [String])] = [
      ("2017-03-01", []), ("2017-02-28", ["slipBeforeHeadLease"]), ("2026-06-01", []), ("2026-06-02", ["slipPastHeadLease"]),
      // In the year between nothing begins; what goes on past the meeting of two leases may.
      ("2027-06-01", ["slipBeforeHeadLease"]), ("2028-06-01", []), ("2029-12-01", []), ("2040-01-01", ["slipPastHeadLease"]),
    ]
    for (said, codes) in table {
      let slip = SlipRule.slip(to: day(said), holds: holds, blocked: [], headLeases: leases)
      #expect(slip.problems.map(\.code) == codes.map { "spaces.problem.\($0)" }, "\(said)")
    }
  }

  @Test func theSevenOpeningsOfKM0LoseNoDay() {
    // Every day that was said of the opening, in order; two years from it stay two years, and going back gives the first promise again.
    let said = ["2015-09-01", "2016-10-01", "2017-10-01", "2018-04-01", "2018-10-01", "2019-01-01", "2019-02-01"]
    var hold = hanging("Alba", .option, [placed(0, from: "2014-01-01")], "2015-09-16", "2017-09-16", offset: 15)
    for text in said.dropFirst() + said.prefix(1) {
      let slip = SlipRule.slip(to: day(text), holds: [hold], blocked: [])
      #expect(slip.redated.map(\.after) == [DaySpan(from: day(text) + 15, until: day(text) + 15 + 731)])
      hold = HangingHold(hold: hold.hold, holder: "Alba", kind: .option, offset: 15, span: slip.redated[0].after, cells: hold.cells)
    }
    #expect(hold.span == span("2015-09-16", "2017-09-16"))
  }

  @Test func nobodyOvertakesInTheQueue() {
    func wish(_ name: String, _ position: Int?, _ cells: [Int], _ count: Int? = nil) -> QueuedWish {
      QueuedWish(
        hold: ID(name), position: position, madeAt: Instant(seconds: 0), cells: cells.map(cellID), count: count,
        span: span("2020-01-01", nil))
    }
    let order = QueueOrder([wish("c", nil, [2]), wish("b", 3, [1, 2]), wish("a", 1, [0, 1]), wish("d", 7, [3, 4], 1)])
    #expect(order.wishes.map(\.hold.text) == ["a", "b", "d", "c"])
    #expect(order.positions == [ID("a"): 1, ID("b"): 2, ID("d"): 3, ID("c"): 4])
    // Cell 0 is let: a waits for 0 and 1, so b may not take 1; b waits for 2, so c may not take it; d gets 3.
    let served = order.next(blocked: [line(0, "x", .let, "2019-01-01", nil)])
    #expect(served.map(\.hold.text) == ["d"] && served.map(\.cells) == [[cellID(3)]])
    #expect(order.next(blocked: []).map(\.hold.text) == ["a", "d"])
    #expect(QueueOrder([]).next(blocked: []).isEmpty)
  }
}
