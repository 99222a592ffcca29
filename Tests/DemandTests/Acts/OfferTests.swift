import Kernel
import Spaces
import Store
import Testing
import Trials

@testable import Demand

@Suite struct OfferTests {
  private func offer(_ house: DemandHouse, _ id: ID<Application>, _ cells: ClosedRange<Int>, inTurn: Bool = false, despite: String = "")
    -> OfferCells
  {
    OfferCells(
      id, cells: cells.map { house.cells[$0] }, from: house.today + 1, monthlyRent: Money(cents: 300_00), despite: despite, inTurn: inTurn,
      base: DemandHouse.base)
  }
  private func open(_ house: DemandHouse) async throws -> [ID<Application>: HouseOffer] {
    let today = house.today
    return try await house.database.read { transaction in
      Dictionary(
        uniqueKeysWithValues: try transaction.openHouseOffers().filter { $0.stands(on: today) }.map { ($0.application, $0) })
    }
  }

  /// Held until the answer; accepted by the link of the mail, it is kept for the lease.
  @Test(arguments: TrialStore.engines) func offeredAcceptedAndKept(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.listed("Atelix")
      _ = try await house.perform(offer(house, id, 0...1))
      let held = try #require(try await open(house)[id]?.hold)
      let clash = await #expect(throws: Refusal.self) {
        try await house.perform(LetSpace(organisation: house.resident, cells: [house.cells[1]], start: .day(house.today + 5)))
      }
      #expect(clash?.kind == .conflict, "nobody else has them meanwhile")
      let twice = await #expect(throws: Refusal.self) { try await house.perform(offer(house, id, 4...5)) }
      #expect(twice?.problems.first?.code == "demand.problem.hasOffer")
      house.sleep(days: 13)
      try await house.perform(AnswerOffer(try await house.key(id), accepts: true, base: DemandHouse.base), as: .visitor())
      #expect(try await house.state(id) == .agreed)
      let hold = try #require(try await house.database.read { try $0.hold(held) })
      #expect(hold.stands(on: house.today + 44) && !hold.stands(on: house.today + 45), "45 days for the lease")
      // The lease does not come about: the cells go back, and the file waits again.
      house.sleep(days: 46)
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await house.state(id) == .waiting)
    }
  }

  /// Fourteen days of silence count as a refusal, three refusals end the stay; what broke a wish is not counted.
  @Test(arguments: TrialStore.engines) func refusalsAreCounted(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.listed("Difficile")
      let unfit = await #expect(throws: Refusal.self) { try await house.perform(offer(house, id, 0...2)) }
      #expect(unfit?.problems.map(\.code) == ["demand.problem.misfit.count"])
      func refusals() async throws -> Int64 { try await house.database.read { try $0.countedRefusals()[id] ?? 0 } }

      _ = try await house.perform(offer(house, id, 0...2, despite: "Il n’y a pas plus petit"))
      try await house.perform(AnswerOffer(.file(id), accepts: false, base: DemandHouse.base))
      #expect(try await refusals() == 0, "three cells were not what was asked")
      _ = try await house.perform(offer(house, id, 0...1))
      try await house.perform(AnswerOffer(.file(id), accepts: false, reason: "Trop sombre", base: DemandHouse.base))
      #expect(try await refusals() == 1)
      _ = try await house.perform(offer(house, id, 0...1))
      house.sleep(days: 14)
      #expect(try await open(house)[id] == nil, "it holds nothing from the day on, whether or not that is written down")
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await refusals() == 2)
      _ = try await house.perform(offer(house, id, 0...1))
      try await house.perform(AnswerOffer(.file(id), accepts: false, base: DemandHouse.base))
      #expect(try await house.state(id) == .removed)
      #expect(try await house.count("SELECT COUNT(*) FROM holds WHERE ended_at IS NULL") == 0)
      let wish = try #require(try await house.database.read { try $0.wishes().first })
      #expect(wish.cause == .refusedOffers && wish.lostOn == house.today)
    }
  }

  /// The same cells go to the next of the list whom they suit, in one transaction; the chain ends with the acceptance.
  @Test(arguments: TrialStore.engines) func inTurn(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let first = try await house.listed("Premier", points: 5)
      let large = try await house.listed("Grand", cells: 5, points: 5)
      let second = try await house.listed("Second", points: 3)
      let third = try await house.listed("Troisième", points: 1)
      let order = try await house.database.read { try $0.waitingList(on: house.today).map(\.application.id) }
      #expect(order == [first, large, second, third])
      _ = try await house.perform(offer(house, first, 0...1, inTurn: true))
      try await house.perform(AnswerOffer(.file(first), accepts: false, base: DemandHouse.base))
      #expect(Set(try await open(house).keys) == [second], "not Grand, whom two cells do not suit")
      house.sleep(days: 14)
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(Set(try await open(house).keys) == [third], "silence is an answer too")
      try await house.perform(AnswerOffer(try await house.key(third), accepts: true, base: DemandHouse.base), as: .visitor())
      #expect(try await house.state(third) == .agreed)
      #expect(try await house.count("SELECT COUNT(*) FROM offer_chains WHERE ended_at IS NULL") == 0)
      #expect(try await house.count("SELECT COUNT(*) FROM offers") == 3)
    }
  }

  /// An option that waited in the queue for the cells comes before the next of the list.
  @Test(arguments: TrialStore.engines) func theQueueOfOptionsComesFirst(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let first = try await house.listed("Premier", points: 5)
      let second = try await house.listed("Second")
      _ = try await house.perform(offer(house, first, 0...1, inTurn: true))
      let waiting = try await house.perform(
        GrantOption(
          organisation: house.resident, cells: .exactly(Array(house.cells[0...1])), start: .day(house.today + 1),
          expiresOn: house.today + 60,
          queuePosition: 1))
      try await house.perform(AnswerOffer(.file(first), accepts: false, base: DemandHouse.base))
      let hold = try #require(try await house.database.read { try $0.hold(waiting) })
      #expect(hold.space != nil && hold.queuePosition == nil)
      #expect(try await open(house)[second] == nil)
      #expect(try await house.count("SELECT COUNT(*) FROM offer_chains WHERE ended_at IS NULL") == 0)
    }
  }

  @Test(arguments: TrialStore.engines) func whoLeavesHoldsNothing(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      for move in [ApplicationMove.withdraw, .remove] {
        let id = try await house.listed("\(move)")
        _ = try await house.perform(offer(house, id, 0...1))
        try await house.perform(MoveApplication(.file(id), move, reason: "Essai", base: DemandHouse.base))
        #expect(try await house.count("SELECT COUNT(*) FROM hold_cells") == 0, "\(move)")
      }
      let agreed = try await house.listed("agreed")
      _ = try await house.perform(offer(house, agreed, 0...1))
      try await house.perform(AnswerOffer(.file(agreed), accepts: true, base: DemandHouse.base))
      try await house.perform(MoveApplication(try await house.key(agreed), .withdraw, base: DemandHouse.base), as: .visitor())
      #expect(try await house.count("SELECT COUNT(*) FROM hold_cells") == 0)
    }
  }
}
