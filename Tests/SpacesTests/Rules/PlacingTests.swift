import Kernel
import Testing

@testable import Spaces

func day(_ text: String) -> Day { Day(text)! }
func span(_ from: String, _ until: String?) -> DaySpan { DaySpan(from: day(from), until: until.map(day)) }
let mill = ID<Building>("building-23")

func placed(_ number: Int, _ kind: CellKind = .module, from: String = "2017-01-01", until: String? = nil, opens: String? = nil)
  -> PlacingCell
{
  PlacingCell(id: cellID(number), code: "H\(number)", kind: kind, building: mill, span: span(from, until), opens: opens.map(day))
}
func line(_ cell: Int, _ hold: String, _ kind: HoldKind, _ from: String, _ until: String?) -> BlockedSpan {
  BlockedSpan(cell: cellID(cell), hold: ID(hold), holder: kind == .works ? "" : hold, kind: kind, span: span(from, until))
}

@Suite struct PlacingTests {
  let near = Neighbours(cells: gridCells(4, 2), walls: { _ in WallRule(sharedWall: 1000, wallGap: 0) })
  let lease = span("2017-03-01", "2077-03-01")

  func placing(
    _ kind: HoldKind = .let, _ cells: [PlacingCell], _ from: String = "2019-03-01", _ until: String? = nil, expires: String? = nil,
    bound: Bool = false
  ) -> Placing {
    Placing(
      kind: kind, cells: cells, from: day(from), until: until.map(day), expires: expires.map(day), isBound: bound, headLease: lease,
      today: day("2018-06-01"))
  }

  @Test func whatIsRightIsNotRefused() throws {
    let cells = [placed(0), placed(1), placed(5)]
    try placing(.let, cells).refuse(
      neighbours: near, blocked: [line(0, "Alba", .let, "2018-01-01", "2019-03-01"), line(2, "Bora", .let, "2018-01-01", nil)])
    try placing(.option, cells, expires: "2018-12-31").refuse(neighbours: near, blocked: [])
    try placing(.works, [placed(0, .common), placed(7)], "2018-01-01", "2018-02-01").refuse(neighbours: near, blocked: [])
  }

  @Test func everythingWrongIsToldAtOnce() {
    let cells = [placed(0, .technical), placed(2), placed(7, from: "2020-01-01"), placed(6, until: "2019-06-01", opens: "2019-09-01")]
    let wish = placing(.option, cells, "2019-03-01", "2078-01-01", expires: "2018-06-01")
    #expect(
      wish.problems(neighbours: near).map(\.code)
        == [
          "unlettable", "apart", "cellNotYet", "cellGone", "unopened", "pastHeadLease", "expiryPast",
        ].map { "spaces.problem.\($0)" })
    #expect(wish.problems(neighbours: near)[1].arguments["parts"] == "H0 | H2, H6, H7")
  }

  @Test(arguments: [
    (HoldKind.let, "2019-03-01", "2019-03-01" as String?, nil as String?, false, "reversed"),
    (.let, "2077-03-01", nil, nil, false, "afterHeadLease"),
    (.let, "2017-02-28", nil, nil, true, "beforeHeadLease"),
    (.let, "2018-12-31", nil, nil, false, "unopened"),
    (.let, "2018-12-31", nil, nil, true, ""),  // it hangs on a milestone and will move
    (.let, "2019-01-01", nil, nil, false, ""),
    (.let, "2019-01-01", "2077-03-01", nil, false, ""),
    (.let, "2019-01-01", "2077-03-02", nil, false, "pastHeadLease"),
    (.let, "2019-01-01", nil, "2019-01-01", false, "expiryNotTaken"),
    (.offer, "2019-01-01", nil, nil, false, "expiryMissing"),
    (.offer, "2019-01-01", nil, "2018-06-01", false, "expiryPast"),
    (.offer, "2019-01-01", nil, "2018-06-02", false, ""),
    (.option, "2019-01-01", "2020-01-01", "2020-01-02", false, "expiryAfterEnd"),
    (.option, "2019-01-01", nil, "2077-03-01", false, ""),
    (.option, "2019-01-01", nil, "2077-03-02", false, "expiryAfterLease"),
    (.works, "2018-01-01", nil, nil, false, "worksWithoutEnd"),
  ])
  func daysAndExpiry(kind: HoldKind, from: String, until: String?, expires: String?, bound: Bool, code: String) {
    let wish = placing(kind, [placed(0, opens: "2019-01-01")], from, until, expires: expires, bound: bound)
    #expect(wish.problems(neighbours: near).map(\.code) == (code.isEmpty ? [] : ["spaces.problem.\(code)"]))
  }

  @Test func cellsOfNowhere() {
    #expect(placing(.let, []).problems(neighbours: near).map(\.code) == ["spaces.problem.noCells"])
    let abroad = PlacingCell(
      id: cellID(1), code: "X1", kind: .module, building: ID("building-24"), span: span("2017-01-01", nil), opens: nil)
    #expect(placing(.let, [placed(0), abroad]).problems(neighbours: nil).map(\.code) == ["spaces.problem.twoBuildings"])
  }

  @Test func aClashNamesCellHolderKindAndDays() {
    let wish = placing(.let, [placed(0), placed(1)], "2019-03-01", "2020-03-01")
    let blocked = [
      line(1, "Alba", .option, "2020-02-29", nil), line(0, "works", .works, "2019-01-01", "2019-03-02"),
      line(0, "Bora", .let, "2020-03-01", nil),
      line(1, "mine", .option, "2019-01-01", nil),
    ]
    let clashes = wish.clashes(with: blocked, own: [ID("mine")])
    #expect(clashes.map(\.days) == [span("2019-03-01", "2019-03-02"), span("2020-02-29", "2020-03-01")])
    #expect(
      throws: Refusal(
        .conflict,
        [
          Problem("spaces.problem.clash.works", field: "cells", ["cell": "H0", "holder": "", "from": "2019-01-01", "last": "2019-03-01"]),
          Problem("spaces.problem.clash.optionOpen", field: "cells", ["cell": "H1", "holder": "Alba", "from": "2020-02-29"]),
        ])
    ) { try wish.refuse(neighbours: near, blocked: blocked, own: [ID("mine")]) }
  }
}
