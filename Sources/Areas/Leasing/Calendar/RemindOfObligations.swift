import Invoicing
import Kernel
import People
import Post
import Store
import Work

/// Writes to those concerned about what has to be thought of: to the house one letter with everything new, to tenants one for each lease.
/// Each stage of each obligation is told of once; run again, it writes nothing.
package struct RemindOfObligations: Act {
  package let sources: [any ObligationSource]
  package let base: String

  package init(sources: [any ObligationSource] = [], base: String) { (self.sources, self.base) = (sources, base) }

  /// How many obligations were told of.
  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    var count = 0
    let own = try told(transaction.obligations(within: .everything, on: today), in: transaction, on: today, at: now)
    count += own.count
    if !own.isEmpty {
      for keeper in try transaction.leaseKeepers(on: today) {
        try transaction.post(LeaseLetters.house(own, to: keeper, on: today, base: base), about: "obligations/\(today)", at: now)
      }
    }
    let byLease = Dictionary(grouping: own.filter { LeaseLetters.concernsTenants.contains($0.kind) || $0.isFinal }, by: \.subject)
    for (subject, obligations) in byLease.sorted(by: { $0.key < $1.key }) {
      guard let lease = try transaction.lease(ID<Lease>(String(subject.dropFirst("lease/".count)))) else { continue }
      for recipient in try transaction.recipients(of: lease, on: today) {
        try transaction.post(LeaseLetters.tenant(obligations, to: recipient, on: today, base: base), about: subject, at: now)
      }
    }
    for source in sources {
      let found = try told(source.obligations(from: today, for: .house, in: transaction), in: transaction, on: today, at: now)
      count += found.count
      for obligation in found {
        for recipient in try source.concerned(by: obligation, in: transaction) {
          try transaction.post(LeaseLetters.house([obligation], to: recipient, on: today, base: base), about: obligation.subject, at: now)
        }
      }
    }
    return count
  }

  /// Those of which a stage has come that nobody was told of.
  private func told(
    _ all: [Obligation], in transaction: borrowing Transaction, on today: Day, at now: Instant
  ) throws -> [Obligation] {
    try all.filter { obligation in
      guard let stage = ReminderStages.due(obligation, on: today) else { return false }
      return try transaction.run(
        """
        INSERT INTO obligation_reminders (subject, kind, day, stage, sent_at)
        VALUES (\(obligation.subject), \(obligation.kind.rawValue), \(obligation.day), \(stage), \(now))
        ON CONFLICT (subject, kind, day, stage) DO NOTHING
        """) > 0
    }
  }
}

extension Transaction {
  /// Those of the house who keep leases.
  package borrowing func leaseKeepers(on day: Day) throws -> [LeaseRecipient] {
    try rows(
      """
      SELECT DISTINCT p.id, p.name, p.name_key, p.email, p.language FROM role_grants g JOIN persons p ON p.id = g.person
      WHERE g.organisation IS NULL AND g.role IN \(list: Permission.writeLeases.roles.sorted { $0.rawValue < $1.rawValue })
        AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day)) ORDER BY p.name_key, p.id
      """
    ).map { LeaseRecipient(name: try $0.get("name"), email: try $0.get("email"), language: try $0.get("language")) }
  }

  /// Whom the lease names for its daily life, else the people of the tenant.
  borrowing func recipients(of lease: Lease, on day: Day) throws -> [LeaseRecipient] {
    let named = try contacts(of: lease.id).filter { $0.role == .daily && !$0.email.isEmpty }
    if !named.isEmpty { return named.map { LeaseRecipient(name: $0.name, email: $0.email, language: lease.language) } }
    return try contacts(of: lease.tenant, on: day).map { LeaseRecipient(name: $0.name, email: $0.email, language: $0.language) }
  }
}

/// What falls due by itself in this area.
enum LeasingTimetable {
  static func jobs(_ sources: [any ObligationSource], _ mandates: [any MandateSource], base: String) -> [JobKind] {
    [
      JobKind("leasing.remind") { _, database, now in
        _ = try await database.perform(RemindOfObligations(sources: sources, base: base), for: .house, at: now)
      },
      JobKind("leasing.depositRests") { _, database, now in
        _ = try await database.perform(CloseDepositRests(mandates: mandates), for: .house, at: now)
      },
    ]
  }
  /// Reminders in the morning, before the offices open; what an amendment of the day asks no more is closed before anything is collected.
  static let entries = [
    TimetableEntry("leasing.remind", .daily(hour: 6, minute: 30)), TimetableEntry("leasing.depositRests", .daily(hour: 0, minute: 25)),
  ]
}
