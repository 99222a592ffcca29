import Kernel
import Testing

@testable import Spaces

@Suite struct OrganisationPathTests {
  private func path(_ holds: [PlanHold], cells: [PlanCell] = TrialTimeline.cells) -> OrganisationPath {
    OrganisationPath(
      TrialTimeline.make(holders: [TrialTimeline.holder("Ada"), TrialTimeline.holder("Bora")], holds: holds, cells: cells), of: 0)
  }

  @Test func itGrowsMovesLeavesAndComesBack() {
    let path = path([
      TrialTimeline.hold(.let, 0, [0], "2018-01-01", "2018-06-01"),
      TrialTimeline.hold(.let, 0, [1], "2018-03-01", "2019-01-01"),
      TrialTimeline.hold(.let, 0, [4, 5], "2019-01-01", "2019-06-01"),
      TrialTimeline.hold(.let, 0, [5, 6, 7], "2019-06-01", "2020-01-01"),
      TrialTimeline.hold(.let, 0, [8], "2021-01-01"),
      TrialTimeline.hold(.let, 1, [2], "2018-01-01"),
    ])
    #expect(path.steps.map(\.change) == [.arrival, .growth, .reduction, .move, .mixed, .departure, .comeback])
    #expect(path.steps.map(\.cells) == [[0], [0, 1], [1], [4, 5], [5, 6, 7], [], [8]])
    #expect(path.steps.map(\.area.hundredths) == [1500, 3000, 1500, 3000, 4500, 0, 1500])
    #expect(path.steps.map(\.from.description).prefix(3) == ["2018-01-01", "2018-03-01", "2018-06-01"])
    #expect(path.steps.last?.until == nil)
    let mixed = path.steps[4]
    #expect(mixed.entered == [6, 7] && mixed.left == [4])
  }

  @Test func oneLetAfterAnotherInTheSameCellsIsNoStep() {
    let path = path([
      TrialTimeline.hold(.let, 0, [0, 1], "2018-01-01", "2019-01-01"), TrialTimeline.hold(.let, 0, [0], "2019-01-01", "2020-01-01"),
      TrialTimeline.hold(.let, 0, [1], "2019-01-01", "2020-01-01"),
    ])
    #expect(path.steps.map(\.cells) == [[0, 1], []])
    #expect(path.steps[0].until == day("2020-01-01") && path.steps[1].change == .departure)
  }

  @Test func wallsMayChangeAroundIt() {
    // Cells 0 and 1 become one cell on the same floor on 1 July 2019.
    var cells = TrialTimeline.cells
    cells[0] = TrialTimeline.cell(0, .module, span("2017-01-01", "2019-07-01"))
    cells[1] = TrialTimeline.cell(1, .module, span("2017-01-01", "2019-07-01"))
    cells.append(
      PlanCell(id: cellID(99), level: 0, code: "C0-1", outline: room(0, 0, 10, 3), span: span("2019-07-01", nil)))
    let path = path(
      [TrialTimeline.hold(.let, 0, [0, 1], "2018-01-01", "2019-07-01"), TrialTimeline.hold(.let, 0, [12], "2019-07-01")], cells: cells)
    #expect(path.steps.map(\.change) == [.arrival, .reshaped])
    #expect(path.steps[1].area == FloorArea(hundredths: 3000))
  }

  @Test func promisesTellHowTheySlipped() {
    let path = path([
      TrialTimeline.hold(
        .option, 0, [0], "2019-02-04", made: "2018-01-20", id: "o",
        promises: [("2018-01-20", "2018-11-05"), ("2018-10-08", "2019-01-14"), ("2019-01-07", "2019-02-04")], successor: "f"),
      TrialTimeline.hold(
        .offer, 0, [0], "2019-02-04", made: "2019-01-10", id: "f", promises: [("2019-01-10", "2019-02-04")], successor: "l"),
      TrialTimeline.hold(.let, 0, [0], "2019-02-04", made: "2019-01-20", id: "l"),
      TrialTimeline.hold(.option, 0, [9], "2020-09-01", made: "2020-05-01", promises: [("2020-05-01", "2020-09-01")]),
      TrialTimeline.hold(.option, 1, [10], "2020-09-01", made: "2020-05-01"),
    ])
    // From 5 November 2018 to 4 February 2019 are 91 days.
    #expect(path.promises.map(\.slipped) == [91, 0, 0])
    #expect(path.promises.map(\.entry) == [day("2019-02-04"), day("2019-02-04"), nil])
  }

  @Test func whoNeverHadAnythingHasNoStep() {
    let path = path([TrialTimeline.hold(.let, 1, [0], "2018-01-01")])
    #expect(path.steps.isEmpty && path.promises.isEmpty)
  }
}
