import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

@Suite("Those who wait for cells") struct QueueTests {
  static let d = SpacesHouse.day

  @Test(arguments: TrialStore.engines, [true, false]) func aLetThatEndsServesTheQueueOnItsDay(engine: Engine, byTheTimetable: Bool)
    async throws
  {
    try await SpacesHouse.with(engine) { house in
      let (ada, bob, cleo) = (
        try await house.addOrganisation("Ada"), try await house.addOrganisation("Bob"), try await house.addOrganisation("Cleo")
      )
      let end = Self.d("2018-03-01")
      try await house.perform(LetSpace(organisation: ada, cells: [house.cells[0]], start: .day(SpacesHouse.start), until: end))
      let waiting = try await house.perform(house.option(bob, house.exactly(1), .day(Self.d("2018-01-01")), queue: 1))
      try await house.perform(ExpireHolds(), on: end - 1)
      #expect(try await house.line(waiting).hold.isWaiting)
      // Nobody expired and nobody acted: the day alone frees the cell.
      if byTheTimetable {
        try await house.perform(ExpireHolds(), on: end)
        let served = try await house.line(waiting)
        #expect(served.codes == ["C-01"] && served.hold.span == DaySpan(from: end, until: nil))
        #expect(try await house.subjects().contains { $0.contains("le tour de Bob") })
      }
      let refused = try await house.refusal(of: LetSpace(organisation: cleo, cells: [house.cells[0]], start: .day(end)), on: end)
      #expect(refused?.problems.first?.arguments["holder"] == "Bob")
      // What asks for nothing of his serves him too, and is done.
      try await house.perform(LetSpace(organisation: cleo, cells: [house.cells[4]], start: .day(end)), on: end)
      #expect(try await house.line(waiting).codes == ["C-01"])
      try await house.expectSound(on: end)
    }
  }

  @Test(arguments: TrialStore.engines) func worksThatEndServeTheQueueToo(engine: Engine) async throws {
    try await SpacesHouse.with(engine) { house in
      let ada = try await house.addOrganisation("Ada")
      let end = Self.d("2018-02-01")
      let works = TakeOutOfService(cells: [house.cells[2]], start: .day(SpacesHouse.start), until: end, reason: "sol")
      try await house.perform(works)
      let waiting = try await house.perform(house.option(ada, house.exactly(3), .day(SpacesHouse.start), queue: 1))
      try await house.perform(ExpireHolds(), on: end)
      #expect(try await house.line(waiting).codes == ["C-03"])
      try await house.expectSound(on: end)
    }
  }
}
