import Kernel
import Store
import Testing
import Trials

@testable import Spaces

/// What can be written to a holder follows from the facts, and what matters most comes first.
@Suite struct LetterOccasionTests {
  private func occasions(_ house: SpacesHouse, _ hold: ID<Hold>, on day: Day) async throws -> [LetterOccasion] {
    let (line, promises) = try await house.database.read { (try $0.holdLine(hold), try $0.promises(of: hold)) }
    return LetterOccasion.all(for: try #require(line).hold, promises: promises, on: day)
  }

  @Test(arguments: TrialStore.engines) func anOptionLivesThroughItsLetters(engine: Engine) async throws {
    try await SpacesHouse.with(engine, opened: false) { house in
      let ada = try await house.addOrganisation("Ada")
      let hold = try await house.perform(house.option(ada, house.exactly(1, 2), .milestone(house.milestone, offset: 15)))
      #expect(try await occasions(house, hold, on: SpacesHouse.start) == [.granted, .expiring])
      try await house.perform(SlipMilestone(house.milestone, to: SpacesHouse.opening, reason: "amiante"), on: SpacesHouse.start + 10)
      #expect(try await occasions(house, hold, on: SpacesHouse.start + 10) == [.moved, .granted, .expiring])
      let end = SpacesHouse.day("2020-01-01")
      #expect(try await occasions(house, hold, on: end - 15) == [.moved, .granted, .expiring])
      #expect(try await occasions(house, hold, on: end - 14) == [.expiring, .moved, .granted])
      #expect(try await occasions(house, hold, on: end) == [], "over, it is written about no more")
    }
  }

  @Test(arguments: TrialStore.engines) func whoWaitsIsToldSo(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let (ada, bea) = (try await house.addOrganisation("Ada"), try await house.addOrganisation("Bea"))
      let start = HoldStart.day(SpacesHouse.day("2018-03-01"))
      try await house.perform(house.option(ada, house.exactly(1), start))
      let waiting = try await house.perform(house.option(bea, house.exactly(1), start, queue: 1))
      #expect(try await occasions(house, waiting, on: SpacesHouse.start) == [.waiting, .expiring])
    }
  }
}
