import Kernel
import Solver
import Store
import Testing
import Trials
import Web

@testable import Planning
@testable import Spaces

/// The history of a house, and the futures that follow from it: the numbers of docs/second-building.md.
@Suite struct FitTests {
  static let january = Month(year: 2024, month: 1)

  @Test func staysAreCutWhereTwoMonthsLack() {
    let stays = StaysReading.stays([0, 2, 2, 0, 3, 0, 0, 1, 1])
    #expect(
      stays == [
        DemandFit.Stay(cells: [2, 2, 2, 3], isOver: true),
        DemandFit.Stay(cells: [1, 1], isOver: false),
      ])
    #expect(
      StaysReading.stays([]) == []
        && StaysReading.stays([1, 0]) == [DemandFit.Stay(cells: [1], isOver: true)])
  }

  @Test func whoIsStillThereCountsInTheMean() {
    func stay(_ months: Int, over: Bool) -> DemandFit.Stay {
      DemandFit.Stay(cells: Array(repeating: 1, count: months), isOver: over)
    }
    let fit = DemandFit(
      arrivals: [], stays: [stay(10, over: true), stay(20, over: true), stay(30, over: false)],
      from: Self.january, months: 24, classes: [])
    #expect(fit.stayed == 60 && fit.ended == 2)
    // Of three, one is gone after 10 months, another after 20: 1, 2/3, 1/3 stay. By the mean of 30 months, (29/30)^12 = 66.6 %.
    #expect(fit.survival.map(\.months) == [6, 12, 24])
    #expect(
      fit.survival.map(\.observed) == [1000, 667, 333] && fit.survival[1].fitted == 666
        && fit.survival.map(\.atRisk) == [3, 2, 1])
  }

  @Test func arrivalsSeasonAndGrowthAreCounted() {
    let arrivals = (0..<24).flatMap { month in
      Array(
        repeating: DemandFit.Arrival(month: Self.january + month, cells: month % 2 == 0 ? 1 : 3),
        count: 2)
    }
    let fit = DemandFit(
      arrivals: arrivals + [DemandFit.Arrival(month: Self.january + 30, cells: 1)],
      stays: [
        DemandFit.Stay(
          cells: Array(repeating: 1, count: 60) + Array(repeating: 2, count: 60), isOver: false)
      ], from: Self.january,
      months: 24, classes: [("one", 1...1), ("few", 3...4), ("many", 9...64)])
    #expect(
      fit.sizes.map(\.name) == ["one", "few"] && fit.sizes.map(\.arrivals) == [1000, 1000]
        && fit.sizes.map(\.cells) == [1, 3])
    // Two each month, no chance about it.
    #expect(fit.dispersion == 0 && fit.byYear == ["2024": 24, "2025": 24])
    #expect(fit.growths == 1 && fit.growth == 10)
    #expect(DemandFit.season([36] + Array(repeating: 0, count: 10) + [204]).first == 1727)
    #expect(DemandFit.season(Array(repeating: 5, count: 12)) == Array(repeating: 1000, count: 12))
  }

  @Test(arguments: TrialStore.engines) func aStudyIsMadePlayedAndShown(engine: Engine) async throws {
    try await PlanningHouse.with(engine) { house in
      // Asked for in spring: this month is not over, and does not count.
      try await house.database.write {
        try $0.run("UPDATE applications SET received_on = '2026-03-15'")
      }
      let browser = try await house.browser()
      #expect(await browser.get("/second-building").text.contains("Aucune étude encore"))
      let form = await browser.get("/second-building/new")
      #expect(
        form.status == 200 && form.text.contains("arrivals_few")
          && !form.text.contains("planning.future"))
      let wrong = await browser.post(
        "/second-building",
        [
          "name": "", "horizon": "5", "arrivals_few": "many", "second_cells": "40",
          "second_opens": "",
        ])
      #expect(wrong.status == 422 && wrong.text.contains("value=\"many\""))
      for field in ["name", "horizon", "arrivals_few", "second_opens"] {
        #expect(wrong.text.contains("id=\"problem-\(field)\""), "\(field)")
      }
      let fields = [
        "name": "Bâtir <b>?", "horizon": "36", "futures": "60", "arrivals_few": "0,80",
        "stay_few": "30", "second_cells": "20",
        "second_opens": "2027-12", "second_row": "7", "phases": "2", "phase_months": "6", "typed": "1",
      ]
      let path = try #require(await browser.post("/second-building", fields).header("location"))
      #expect(await browser.get(path).text.contains("id=\"running\""))
      #expect(try await house.work() == 1)
      let done = await browser.get(path).text
      for part in [
        "Bâtir &lt;b&gt;", "Maison dépassée", "m²·mois refusés", "Kaufman", "band-one",
        "Un cinquième d’arrivées", "Sans second bâtiment", "Bâtiment 2</th>", "3 à 4", "comptées 3", "toutes tailles ensemble",
        "Année par année", "2027</th>", ">déc. 2026</th>", "déc. 2026 – févr. 2027", "planning-chart narrow",
      ] {
        #expect(done.contains(part), "\(part)")
      }
      #expect(
        !done.contains("planning.future") && !done.contains("planning.chart")
          && !done.contains("planning.column"))
      let study = try #require(try await house.database.read { try $0.futures().first })
      let result = try #require(study.result)
      // What the building saves: the same futures without it refuse more.
      let alone = try #require(result.alone)
      #expect(alone.lostRent.count == 36 && alone.lost > result.wholeLost && alone.wholeLostRent > result.wholeLostRent)
      #expect(
        result.futures == 60 && result.outgrown.count == 36
          && result.outgrown == result.outgrown.sorted())
      #expect(
        study.study.model.phases == [
          FutureModel.Phase(month: 12, cells: 10), FutureModel.Phase(month: 18, cells: 10),
        ])
      #expect(
        study.study.model.season == Array(repeating: 1000, count: 12)
          && study.study.model.capacity == 12 && study.study.model.rowLength == 7)
      #expect(done.contains("Modules par rangée"))
      #expect(
        result.variants.count == FutureVariant.allCases.count
          && result.checks.allSatisfy { abs($0.simulated - $0.known) <= 30 })
      // The same again gives the same, however the threads share the work.
      let again = try #require(await browser.post("/second-building", fields).header("location"))
      try await house.work()
      let other = try #require(
        try await house.database.read { try $0.futures() }.first { again.hasSuffix($0.id.text) })
      #expect(other.result == result)
      #expect(await browser.get("\(path)/months.csv").text.contains("2026-12;"))
      #expect(await browser.get("/second-building.csv").text.contains("Bâtir"))
      #expect(await browser.get("/api\(path)").text.contains("\"outgrown\""))
      #expect(await browser.get("/api/second-building").text.contains("\"survival\""))
      #expect(await browser.json("POST", "/api\(path)/stop", "{}").status == 204)
      #expect(
        await browser.json(
          "POST", "/api/second-building", #"{"name": "Tôt", "futures": 20, "horizon": 12}"#
        ).status == 201)
      try await house.work()
      let early = try #require(try await house.database.read { try $0.futures() }.first { $0.name == "Tôt" })
      #expect(early.result?.alone == nil)
      let without = await browser.get("/second-building/\(early.id)").text
      #expect(!without.contains("Bâtiment 2</th>") && !without.contains("Sans second bâtiment"))
      #expect(
        await browser.get("/second-building/019ab000-0000-7000-8000-000000000001").status == 404)
    }
  }
}
