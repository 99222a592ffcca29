import Kernel
import Store
import Web

/// What the page of one building is made of.
struct BuildingKnown: Sendable {
  let all: BuildingsKnown
  let building: Building
  let leases: [HeadLease]
  let rents: [ListRent]
  let milestones: [MilestoneLine]
  let history: [AuditLine]
  /// What stands on its cells today or later.
  let standing: [HoldLine]

  init?(_ transaction: borrowing Transaction, _ id: ID<Building>, on day: Day) throws {
    guard let building = try transaction.building(id) else { return nil }
    self.building = building
    all = try BuildingsKnown(transaction, on: day)
    leases = try transaction.headLeases(of: id)
    rents = try transaction.listRents(of: id)
    milestones = try transaction.milestones(of: id)
    history = try transaction.auditLines(of: building.subject)
    let levels = Set(all.levels(of: id).map(\.id))
    standing = try transaction.standingHoldLines([.option, .offer, .let], on: day).filter { line in
      (line.cells + line.pool).contains { levels.contains($0.level) }
    }
  }

  /// How much stands into the last year of the last lease, and how much has no end of its own.
  var nearTheEnd: (near: Int, open: Int)? {
    guard let end = leases.compactMap(\.span.until).max() else { return nil }
    return (standing.count { $0.hold.span.until.map { $0 > end - 365 } ?? false }, standing.count { $0.hold.span.until == nil })
  }
}

extension Visit {
  /// The last changes of a thing, newest first, in words.
  func keepingHistory(_ lines: [AuditLine]) -> [BuildingPage.History] {
    lines.prefix(20).map {
      BuildingPage.History(at: format.shortMoment($0.at, in: house), who: $0.personName, what: keepingText($0))
    }
  }

  /// A change in words, with what it was about where the line alone would not tell it from its like.
  private func keepingText(_ line: AuditLine) -> String {
    let what = text("spaces.keeping.verb.\(line.verb)")
    let facts = line.after.map { JSONTexts.read($0) } ?? [:]
    let kind = facts["kind"].flatMap { CellKind(rawValue: $0) }.map { text("spaces.plan.kind.\($0.rawValue)") }
    let amount = facts["yearly"].flatMap { Int64($0) }.map { format.money(Money(cents: $0)) }
    let from = facts["from"].flatMap { Day($0) }.map { text("spaces.keeping.rent.since", ["day": format.shortDay($0)]) }
    let about = [kind, facts["reference"], amount, from].compactMap(\.self).filter { !$0.isEmpty }
    return about.isEmpty ? what : text("spaces.keeping.about", ["what": what, "about": about.joined(separator: ", ")])
  }
}
