import Kernel
import Store

@testable import People
@testable import Spaces

/// A house on one engine that lives through a history.
struct World {
  let house: SpacesHouse
  let organisations: [OrganisationID]
  private(set) var today = SpacesHouse.start
  private var number = 0

  init(_ house: SpacesHouse, organisations: [OrganisationID]) { (self.house, self.organisations) = (house, organisations) }

  /// What came of a step, in words that are the same on both engines. Throws what is no refusal.
  mutating func live(_ step: Step) async throws -> String {
    today = today + step.pause
    number += 1
    do {
      try await perform(step.deed)
      return "done"
    } catch let refusal as Refusal {
      return "refused: \(refusal.kind) "
        + refusal.problems.map { "\($0.field ?? "-") \($0.code) \($0.arguments.sorted { $0.key < $1.key })" }.sorted().joined(
          separator: "; ")
    }
  }

  private func perform(_ deed: Step.Deed) async throws {
    let cells = try await ids("SELECT id FROM cells ORDER BY number", of: Cell.self)
    let holds = try await ids("SELECT id FROM holds ORDER BY id", of: Hold.self)
    func act<Deed: Act>(_ act: Deed) async throws { _ = try await house.database.perform(act, for: .house, at: SpacesHouse.noon(today)) }
    func cell(_ place: Int) -> ID<Cell> { cells[place % cells.count] }
    func hold(_ place: Int) throws -> ID<Hold> {
      if holds.isEmpty { throw Refusal.notFound }
      return holds[place % holds.count]
    }
    func wanted(_ terms: Step.Terms) -> WantedCells {
      terms.among.map { .among(count: $0, terms.cells.map(cell)) } ?? .exactly(terms.cells.map(cell))
    }
    func start(_ terms: Step.Terms) -> HoldStart {
      terms.hangs ? .milestone(house.milestone, offset: terms.from) : .day(today + terms.from)
    }
    func until(_ terms: Step.Terms) -> Day? { terms.length.map { today + max(1, terms.from) + $0 } }
    func rent(_ terms: Step.Terms) -> Money? { terms.rent.map { Money(cents: Int64($0) * 100) } }
    switch deed {
    case .option(let terms, let queue):
      try await act(
        GrantOption(
          organisation: organisations[terms.organisation], cells: wanted(terms), start: start(terms), until: until(terms),
          expiresOn: today + terms.expires, monthlyRent: rent(terms), reason: "essai", queuePosition: queue))
    case .offer(let terms):
      try await act(
        MakeOffer(
          organisation: organisations[terms.organisation], cells: wanted(terms), start: start(terms), until: until(terms),
          expiresOn: today + terms.expires, monthlyRent: rent(terms)))
    case .let_(let terms):
      try await act(
        LetSpace(
          organisation: organisations[terms.organisation], cells: terms.cells.map(cell), start: start(terms), until: until(terms),
          monthlyRent: rent(terms)))
    case .works(let terms):
      try await act(TakeOutOfService(cells: terms.cells.map(cell), start: start(terms), until: until(terms), reason: "sol"))
    case .firm(let place, let kind, let chosen, let expires):
      try await act(
        FirmUpHold(
          try hold(place), into: kind, cells: chosen.map { $0.map(cell) }, expiresOn: kind == .offer ? today + expires : nil, reason: "oui")
      )
    case .release(let place): try await act(ReleaseHold(try hold(place), reason: "non"))
    case .transfer(let place, let other, let days):
      try await act(TransferHold(try hold(place), to: organisations[other], from: days.map { today + $0 }))
    case .extend(let place, let days): try await act(ExtendOption(try hold(place), expiresOn: today + days))
    case .terms(let place, let rent, let queue):
      try await act(ReplaceTerms(try hold(place), monthlyRent: Money(cents: Int64(rent) * 100), reason: "mieux", queuePosition: queue))
    case .end(let place, let days): try await act(EndLet(try hold(place), on: today + days, reason: "départ"))
    case .slip(let days): try await act(SlipMilestone(house.milestone, to: today + days, reason: "retard"))
    case .reach: try await act(ReachMilestone(house.milestone, on: today))
    case .merge(let places, let days): try await act(MergeCells(places.map(cell), into: "M-\(number)", on: today + days))
    case .split(let place, let days): try await act(SplitCell(cell(place), into: try await halves(of: cell(place)), on: today + days))
    case .redraw(let place, let days, let isGone):
      try await act(
        RedrawLevel(house.level, from: today + days, cells: try await drawn(on: today + days, changing: cell(place), isGone: isGone)))
    case .link(let first, let second, let joined): try await act(DeclareLink(cell(first), cell(second), joined: joined))
    case .leaseUntil(let years):
      try await act(
        SetHeadLease(
          try await ids("SELECT id FROM head_leases", of: HeadLease.self).first, building: house.building, landlord: "SERM", tenant: "KM0",
          reference: "BE", span: DaySpan(from: SpacesHouse.day("2017-01-01"), until: today + years * 365)))
    case .expire: try await act(ExpireHolds())
    }
  }

  private func ids<Thing>(_ sql: SQL, of _: Thing.Type) async throws -> [ID<Thing>] {
    try await house.database.read { try $0.rows(sql).map { try $0.get("id") } }
  }

  private func halves(of id: ID<Cell>) async throws -> [DrawnCell] {
    guard let cell = try await house.database.read({ try $0.cell(id) }) else { throw Refusal.notFound }
    let (low, high) = cell.outline.bounds
    let middle = (low.x + high.x) / 2
    return [(low.x, middle), (middle, high.x)].enumerated().map { place, sides in
      let ring = Polygon.rectangle(x: sides.0, y: low.y, width: max(1, sides.1 - sides.0), depth: high.y - low.y).ring
      return DrawnCell(code: "S-\(number)-\(place)", points: ring, CellFacts(kind: .module))
    }
  }

  /// The level as it is on the day, but for one cell: gone, or moved to the second row.
  private func drawn(on day: Day, changing id: ID<Cell>, isGone: Bool) async throws -> [DrawnCell] {
    let there = try await house.database.read { try $0.cells(of: house.level) }.filter { $0.span.contains(day) }
    return there.compactMap { cell in
      if cell.id == id, isGone { return nil }
      let ring =
        cell.id == id ? Polygon.rectangle(x: Int64(number % 15) * 4000, y: 10_000, width: 3000, depth: 5000).ring : cell.outline.ring
      return DrawnCell(id: cell.id, code: cell.code, points: ring, CellFacts(cell))
    }
  }

  /// Everything that can be seen of holds and cells, without identities.
  func picture() async throws -> [String] {
    try await house.database.read { transaction in
      let ids: [ID<Hold>] = try transaction.rows("SELECT id FROM holds ORDER BY id").map { try $0.get("id") }
      let places = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($1, $0) })
      let lines = Dictionary(uniqueKeysWithValues: try transaction.holdLines(ids).map { ($0.hold.id, $0) })
      let promises = try transaction.promises(of: ids)
      var all = ids.compactMap { lines[$0] }.map { line -> String in
        let hold = line.hold
        let said = (promises[hold.id] ?? []).map { "\($0.span)" }.joined(separator: ", ")
        return
          "\(hold.kind) \(line.organisation ?? "-") \(line.codes) \(line.poolCodes) \(hold.span) expires \(hold.expiresOn?.description ?? "-") "
          + "queue \(hold.queuePosition ?? 0) rent \(hold.monthlyRent?.cents ?? -1) \(hold.endedHow?.rawValue ?? "open") "
          + "then \(hold.successor.flatMap { places[$0] } ?? -1) said \(said)"
      }
      all += try transaction.cells().sorted { $0.number < $1.number }.map { "\($0.code) \($0.span) \($0.outline.text) \($0.kind)" }
      all += try transaction.blockedLines(in: DaySpan(from: Day(number: -100_000), until: nil)).map {
        "\($0.code) \($0.span) \(places[$0.hold] ?? -1)"
      }.sorted()
      for count in ["SELECT COUNT(*) FROM audit", "SELECT COUNT(*) FROM outbox", "SELECT version FROM plan_version"] as [SQL] {
        all.append("\(count.text): \(try transaction.value(count, as: Int.self) ?? 0)")
      }
      return all
    }
  }

  func faults() async throws -> [String] {
    let told = try await house.database.read { [today] in try SpacesHouse.faults($0, today: today) }
    // What the timetable would do that day, without keeping it.
    let queue = try await house.database.rehearse(ExpireHolds(silently: true), for: .house, at: SpacesHouse.noon(today)) {
      [today] transaction, _ in
      let faults = try SpacesHouse.queueFaults(transaction, today: today)
      return faults
    }
    return told + queue
  }
}
