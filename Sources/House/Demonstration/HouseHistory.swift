import Invoicing
import Kernel
import Leasing
import Ledger
import Payments
import People
import Post
import Spaces
import Store

/// The money of the demonstration house from its opening to today, lived again by the acts of the house with a hand clock. What was posted
/// meanwhile counts as sent: no mail leaves for the past.
struct HouseHistory: Sendable {
  let files: HistoryFiles
  let desk: InvoiceDesk
  let occupancy: any OccupancySource

  private static let fact = "history"

  init(_ files: [String: [UInt8]], desk: InvoiceDesk, occupancy: any OccupancySource) throws {
    self.files = try HistoryFiles(files)
    (self.desk, self.occupancy) = (desk, occupancy)
  }

  /// Each step in a transaction of its own, so that a load cut short goes on where it was.
  func live(in database: any Database, until now: Instant, report: Importer.Report) async throws {
    if files.entities.isEmpty { return }
    let deeds = files.deeds.compactMap { Day($0["on"]) }
    let steps = HistoryCalendar(first: Month(year: 2019, month: 2)).steps(until: now, deeds: deeds)
    let last = try await database.read { transaction in try transaction.houseFact(Self.fact) }
    let done = last.flatMap { key in steps.firstIndex { $0.key == key } }.map { $0 + 1 } ?? 0
    for (place, step) in steps.enumerated().dropFirst(done) {
      report("history", place, steps.count)
      do {
        try await database.write { transaction in
          try perform(step, in: transaction)
          // Whatever a hand clock wrote to somebody, it wrote long ago.
          try transaction.countAsSent(queuedUntil: step.at)
          try transaction.remember(Self.fact, step.key, at: step.at)
        }
      } catch let refusal as Refusal {
        throw UnreadableImport(
          description: "The history of the house stops at \(step.key): "
            + refusal.problems.map { "\($0.code) \($0.field ?? "") \($0.arguments)" }.joined(separator: ", "))
      }
    }
    report("history", steps.count, steps.count)
  }

  private func perform(_ step: HistoryStep, in transaction: borrowing Transaction) throws {
    let day = HouseTime.mulhouse.day(of: step.at)
    let hand = try HandOfHouse(on: day, at: step.at, in: transaction)
    switch step.deed {
    case .setUp: try HistorySettings(files: files).perform(hand, in: transaction)
    case .revise(let month): try HistoryLeases().revise(month, hand, in: transaction)
    case .issue(let month): _ = try IssueWholeMonth(month, desk: desk).perform(in: transaction, for: hand.rental, at: step.at)
    case .callDeposits(let month): try HistoryLeases().callDeposits(month, hand, in: transaction)
    case .useCredits: try HistoryMoney(files: files).useCredits(hand, in: transaction)
    case .statement(let from, let last): try HistoryBank(files: files, hand: hand).live(from, last, in: transaction)
    case .remind: try HistoryMoney(files: files).remind(hand, in: transaction)
    case .collect(let day): try HistoryMoney(files: files).collect(on: day, hand, in: transaction)
    case .giveBack(let day): try HistoryMoney(files: files).giveBack(on: day, hand, in: transaction)
    case .settle(let year): try HistorySettlement(files: files, occupancy: occupancy).settle(year, hand, in: transaction)
    case .close(let month): try HistoryBooks().close(month, hand, in: transaction)
    case .closeYear(let year): try HistoryBooks().closeYear(year, hand, in: transaction)
    case .seal: _ = try SealDays().perform(in: transaction, for: .house, at: step.at)
    case .byHand(let place): try HistoryDeeds(files: files).perform(files.deeds[place], hand, in: transaction)
    }
  }
}

/// Who does things in the house on a day, and the entities that have books.
struct HandOfHouse: Sendable {
  let day: Day
  let at: Instant
  /// Whoever lets and invoices.
  let rental: Viewer
  let director: Viewer
  let keys: OrganisationKeys

  init(on day: Day, at: Instant, in transaction: borrowing Transaction) throws {
    (self.day, self.at) = (day, at)
    rental = try transaction.holder(of: .rental, on: day)
    director = try transaction.holder(of: .director, on: day)
    keys = try OrganisationKeys(in: transaction)
  }
}

/// Organisations by the keys of the files, and back.
struct OrganisationKeys: Sendable {
  let ids: [String: OrganisationID]
  let keys: [OrganisationID: String]

  init(in transaction: borrowing Transaction) throws {
    ids = try transaction.organisationKeys()
    keys = Dictionary(ids.map { ($0.value, $0.key) }) { first, _ in first }
  }

  func id(_ key: String, _ field: String) throws -> OrganisationID {
    guard let id = ids[key] else { throw Refusal.invalid("kernel.problem.choice", field: field, ["key": key]) }
    return id
  }
}

extension Transaction {
  /// Who holds a role on the whole house on a day, the one that was granted first; the house itself where nobody does.
  fileprivate borrowing func holder(of role: Role, on day: Day) throws -> Viewer {
    let row = try first(
      """
      SELECT p.id, p.name FROM role_grants g JOIN persons p ON p.id = g.person
      WHERE g.role = \(role) AND g.organisation IS NULL AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day))
      ORDER BY g.from_day, p.name_key, p.id LIMIT 1
      """)
    guard let row else { return .house }
    return Viewer(person: try row.get("id"), name: try row.get("name"), grants: [Grant(role)])
  }
}
