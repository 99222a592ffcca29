import Kernel
import People
import Store

extension LeaseFacts {
  /// Who is invoiced for the periods of a day.
  package func payer(on day: Day) -> OrganisationID { amended.last { $0.from <= day && $0.payer != nil }?.payer ?? lease.payer }
}

/// Who pays for a lease, one after the other: each with the first day of theirs.
package struct LeasePayers: Sendable, Hashable {
  package struct Turn: Sendable, Hashable {
    package let from: Day
    package let payer: OrganisationID
  }
  package let all: [Turn]

  init(_ lease: Lease, _ amended: [AmendedTerms]) {
    var turns = [Turn(from: lease.from, payer: lease.payer)]
    for change in amended {
      if let payer = change.payer { turns.append(Turn(from: change.from, payer: payer)) }
    }
    all = turns
  }
  package func payer(on day: Day) -> OrganisationID { (all.last { $0.from <= day } ?? all[0]).payer }
  /// The days of a span by who pays for them.
  package func cut(_ span: DaySpan) -> [(payer: OrganisationID, span: DaySpan)] {
    var found: [(payer: OrganisationID, span: DaySpan)] = []
    for (place, turn) in all.enumerated() {
      let until = place + 1 < all.count ? all[place + 1].from : nil
      let days = DaySpan(checking: place == 0 ? min(span.from, turn.from) : turn.from, until: until)
      if let own = days?.intersection(span) { found.append((payer: turn.payer, span: own)) }
    }
    return found
  }
}

extension Transaction {
  package borrowing func payers(of lease: Lease) throws -> LeasePayers { LeasePayers(lease, try amendedTerms(of: lease.id)) }

  /// Found by the name of who pays now as well.
  borrowing func findByPayer(_ payer: OrganisationID, _ lease: ID<Lease>) throws {
    let key: String = try value("SELECT search_key FROM leases WHERE id = \(lease)") ?? ""
    let names = try organisationNames(of: [payer]).joined(separator: " ").folded
    try run("UPDATE leases SET search_key = \(key + " " + names) WHERE id = \(lease)")
  }
}

extension LeasingTables {
  static let amendedPayer = Migration(
    "leasing 015: who pays since an amendment",
    "ALTER TABLE lease_terms ADD COLUMN payer TEXT REFERENCES organisations (id)")
}

extension Transaction {
  /// The names of those who pay one after the other; nothing of a lease whose payer no amendment changed.
  borrowing func payerNames(of facts: LeaseFacts) throws -> [OrganisationID: String] {
    var found: [OrganisationID: String] = [:]
    guard facts.amended.contains(where: { $0.payer != nil }) else { return found }
    for id in [facts.lease.payer] + facts.amended.compactMap(\.payer) { found[id] = try organisation(id)?.name }
    return found
  }
}

extension LeaseFacts {
  /// The names of who paid before an amendment and who pays after it; nil of one that left it.
  func payers(around change: AmendedTerms, named names: [OrganisationID: String]) -> (before: String, after: String)? {
    guard let payer = change.payer else { return nil }
    let before = amended.prefix { $0.place != change.place }.last { $0.payer != nil }?.payer ?? lease.payer
    return (names[before] ?? "", names[payer] ?? "")
  }
}
