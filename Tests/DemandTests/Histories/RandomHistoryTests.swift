import Kernel
import Spaces
import Store
import Testing
import Trials

@testable import Demand

/// Months of applicants by chance: offers, answers, silence, withdrawals, options and lets of others. After each step all that must hold does.
@Suite("Random histories of demand") struct RandomHistoryTests {
  @Test(arguments: [1, 2, 3, 4] as [UInt64]) func months(seed: UInt64) async throws {
    for engine in TrialStore.engines {
      try await DemandHouse.with(engine) { house in
        var chance = Chance(seed: seed)
        var files: [ID<Application>] = []
        for number in 0..<5 {
          files.append(try await house.listed("F\(number)", cells: chance.number(1...3), points: Int64(chance.number(1...5))))
        }
        for step in 0..<60 {
          let what = chance.number(0...10)
          let before = try await house.picture()
          do { try await live(what, &chance, files, house) } catch is Refusal {
            let after = try await house.picture()
            // What expired meanwhile may be written down; a refusal itself changes nothing that holds.
            #expect(after == before, "\(engine), seed \(seed), step \(step), deed \(what): refused, and changed something")
          }
          let faults = try await house.faults()
          #expect(faults == [], "\(engine), seed \(seed), step \(step), deed \(what)")
          if !faults.isEmpty { return }
        }
      }
    }
  }

  private func live(_ what: Int, _ chance: inout Chance, _ files: [ID<Application>], _ house: DemandHouse) async throws {
    let id = files[chance.number(0...files.count - 1)]
    let first = chance.number(0...6)
    let cells = Array(house.cells[first...min(7, first + chance.number(0...2))])
    let base = DemandHouse.base
    switch what {
    case 0...3:
      try await house.perform(
        OfferCells(
          id, cells: cells, from: house.today + chance.number(0...20), despite: chance.number(0...1) == 0 ? "" : "Rien d’autre",
          inTurn: chance.number(0...1) == 0, base: base))
    case 4: try await house.perform(AnswerOffer(.file(id), accepts: chance.number(0...2) == 0, base: base))
    case 5:
      house.sleep(days: chance.number(1...20))
      try await house.perform(SettleOffers(base: base))
    case 6:
      let open = try await house.database.read { try $0.openHouseOffers() }
      if let offer = open.randomElement(using: &chance) { try await house.perform(WithdrawOffer(offer.id, reason: "Essai", base: base)) }
    case 7:
      let moves: [ApplicationMove] = [.withdraw, .remove, .fallThrough, .resume]
      try await house.perform(MoveApplication(.file(id), moves[chance.number(0...3)], reason: "Essai", base: base))
    case 8:
      try await house.perform(
        GrantOption(
          organisation: house.resident, cells: .exactly(cells), start: .day(house.today + 3),
          expiresOn: house.today + chance.number(2...30),
          queuePosition: chance.number(0...1) == 0 ? nil : 1))
    case 9:
      // Somebody gives an offer back, or makes a let of it, in Spaces.
      let holds = try await house.database.read { try $0.openHolds().filter { $0.kind == .offer } }
      guard let hold = holds.randomElement(using: &chance) else { return }
      if chance.number(0...1) == 0 {
        try await house.perform(ReleaseHold(hold.id, reason: "Essai"))
      } else {
        try await house.perform(FirmUpHold(hold.id, into: .let, until: .before(hold.span.from + 40)))
      }
      try await house.perform(SettleOffers(base: base))
    default: try await house.perform(AskForConfirmation(base: base))
    }
  }
}

extension DemandHouse {
  /// Which cells are held for whom over which days, who stands where, and which offers are open.
  func picture() async throws -> [String] {
    let today = today
    return try await database.read { transaction in
      let holds = try transaction.openHolds().filter { $0.stands(on: today) }.map { "\($0.id) \($0.kind) \($0.span)" }
      let files = try transaction.applications().map { "\($0.id) \($0.state)" }
      return holds + files + (try transaction.openHouseOffers().filter { $0.stands(on: today) }.map { "\($0.id)" })
    }
  }

  /// What must hold, whatever happened.
  func faults() async throws -> [String] {
    let today = today
    return try await database.read { transaction in
      var faults: [String] = []
      let offers = try transaction.houseOffers()
      let files = Dictionary(uniqueKeysWithValues: try transaction.applications().map { ($0.id, $0) })
      var holdsOf: [ID<Application>: [Hold]] = [:]
      for offer in offers {
        guard let id = offer.hold, let hold = try transaction.hold(id), let file = files[offer.application] else { continue }
        let stands = hold.endedAt == nil && hold.stands(on: today)
        if stands { holdsOf[file.id, default: []].append(hold) }
        // An open offer is a standing hold, and the other way round.
        if offer.stands(on: today), !stands, hold.endedHow == nil { faults.append("an open offer without its hold") }
        if stands, offer.endedAt != nil, offer.endedHow != .accepted { faults.append("an offer that is over holds cells") }
        if offer.stands(on: today), hold.endedAt == nil, !file.state.isListed { faults.append("a \(file.state) file has an open offer") }
      }
      for (id, holds) in holdsOf {
        guard let file = files[id] else { continue }
        if holds.count > 1 { faults.append("two offers hold for one file") }
        if ![.accepted, .waiting, .agreed].contains(file.state) { faults.append("a \(file.state) file holds cells") }
      }
      let twice: Int =
        try transaction.value(
          """
          SELECT COUNT(*) FROM hold_cells a JOIN hold_cells b ON a.cell_number = b.cell_number AND a.hold < b.hold
          WHERE a.from_number < b.until_number AND b.from_number < a.until_number
          """) ?? 0
      if twice > 0 { faults.append("a cell has two holders") }
      for (id, count) in try transaction.countedRefusals() where count >= 3 {
        if files[id]?.state.isListed == true { faults.append("three refusals, and still on the list") }
      }
      let list = try transaction.waitingList(on: today)
      if list.map(\.rank.place) != Array(1...max(1, list.count)).prefix(list.count).map({ $0 }) { faults.append("places are not 1, 2, 3") }
      for listed in list where listed.rank.points != listed.rank.terms.reduce(0, { $0 + $1.points }) {
        faults.append("points do not add up")
      }
      return faults
    }
  }
}
