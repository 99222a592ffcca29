import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// What is plainly said of a milestone is corrected, and one on which nothing hangs is taken away.
@Suite struct MilestoneTests {
  static let d = SpacesHouse.day

  private static func add(_ name: String, in house: SpacesHouse) async throws -> ID<Milestone> {
    try await house.perform(AddMilestone(key: name, building: house.building, name: name, kind: .works, day: d("2018-09-01")))
  }

  @Test(arguments: TrialStore.engines) func nameAndKindAreCorrected(engine: Engine) async throws {
    try await SpacesHouse.with(engine, opened: false) { house in
      let roof = try await Self.add("Toitrue", in: house)
      let hold = try await house.perform(house.option(house.addOrganisation("Alba"), house.exactly(1), .milestone(roof, offset: 0)))
      let version = try await house.database.read { try $0.planVersion() }
      try await house.perform(ChangeMilestone(roof, name: "Toiture", kind: .commissioning))
      #expect(try await house.line(hold).milestone == "Toiture")
      let line = try await house.database.read { try #require(try $0.milestone(roof)) }
      #expect(line.milestone.kind == .commissioning && line.day == Self.d("2018-09-01") && line.times == 1, "its day is not touched")
      #expect(try await house.database.read { try $0.planVersion() } > version, "the plan names what a hold hangs on")
      let audit = try await house.database.read { try $0.auditLines(of: "milestone/\(roof)").first }
      #expect(audit?.verb == "spaces.milestone.change")
      #expect(audit?.before == #"{"kind":"works","name":"Toitrue"}"# && audit?.after == #"{"kind":"commissioning","name":"Toiture"}"#)

      // What is said already is not said twice.
      let picture = try await house.picture()
      try await house.perform(ChangeMilestone(roof, name: "Toiture", kind: .commissioning))
      #expect(try await house.picture() == picture)
      #expect(try await house.refusal(of: ChangeMilestone(roof, name: " ", kind: .works))?.problems.map(\.field) == ["name"])
      #expect(
        try await house.refusal(of: ChangeMilestone(.fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "x", kind: .works)) == .notFound)

      // The level that opens with it would open with works.
      let works = try await house.refusal(of: ChangeMilestone(house.milestone, name: "Ouverture", kind: .works))
      #expect(works?.kind == .conflict && works?.problems.first?.field == "kind")
      #expect(works?.problems.first?.arguments == ["name": "Ouverture", "levels": "Halle"])
      try await house.perform(ChangeMilestone(house.milestone, name: "Mise en service", kind: .commissioning))

      // Reached, it moves no more; how it is called is still corrected.
      try await house.perform(ReachMilestone(roof, on: Self.d("2018-01-10")))
      try await house.perform(ChangeMilestone(roof, name: "Toiture livrée", kind: .works))
      #expect(try await house.line(hold).milestone == "Toiture livrée")
    }
  }

  @Test(arguments: TrialStore.engines) func whatNothingHangsOnIsTakenAway(engine: Engine) async throws {
    try await SpacesHouse.with(engine, opened: false) { house in
      let first = try await Self.add("Façade", in: house)
      try await house.perform(SlipMilestone(first, to: Self.d("2018-11-01"), reason: "pluie"))
      #expect(
        try await house.refusal(
          of: RemoveMilestone(first),
          for: Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "Ada", grants: [Grant(.reception)]))?.kind
          == .notAllowed)
      try await house.perform(RemoveMilestone(first))
      let left = try await house.database.read { transaction in
        (
          try transaction.milestones().map(\.milestone.name),
          try transaction.value("SELECT COUNT(*) FROM milestone_dates WHERE milestone = \(first)", as: Int64.self),
          try transaction.auditLines(of: "milestone/\(first)").first
        )
      }
      #expect(left.0 == ["Ouverture"] && left.1 == 0)
      #expect(left.2?.verb == "spaces.milestone.remove" && left.2?.before?.contains("2018-09-01 2018-11-01") == true)
      #expect(try await house.refusal(of: RemoveMilestone(first)) == .notFound)

      // A level opens with one.
      let opens = try await house.refusal(of: RemoveMilestone(house.milestone))
      #expect(opens?.problems.first?.arguments == ["name": "Ouverture", "things": "Halle"])

      // An option hangs on another, and did so once it is over; what chooses among several hangs as well.
      let second = try await Self.add("Toiture", in: house)
      let alba = try await house.addOrganisation("Alba")
      let hold = try await house.perform(house.option(alba, house.exactly(1, 2), .milestone(second, offset: 0)))
      let wish = WantedCells.among(count: 2, [house.cells[3], house.cells[4], house.cells[5]])
      try await house.perform(house.option(alba, wish, .milestone(second, offset: 30)))
      let things = ["name": "Toiture", "things": "Alba – C-01 C-02, Alba – C-04 C-05 C-06"]
      let hangs = try await house.refusal(of: RemoveMilestone(second))
      #expect(hangs?.kind == .conflict && hangs?.problems.first?.arguments == things)
      try await house.perform(ReleaseHold(hold, reason: "essai"))
      #expect(try await house.refusal(of: RemoveMilestone(second))?.problems.first?.arguments == things, "the past keeps its milestone")
    }
  }
}
