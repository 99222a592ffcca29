import Kernel

/// Something about letting that has to be thought of by a day. See docs/obligations.md.
package struct Obligation: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable, Codable {
    /// The term of a lease of which nobody said what follows: a renewal, a way out.
    case term
    /// The last day of a lease that ends.
    case ends
    /// The last day on which notice can be given for the next way out of a commercial lease.
    case notice
    /// The last day a scheme lets somebody stay.
    case limit
    /// The last day before whoever is left in place has a statutory lease.
    case stop
    /// The rent is revised.
    case index
    /// The day from which the building's VAT is another than that of the lease, which no amendment took up.
    case vat
    /// The last day a certificate covers the premises; of premises that nothing covers, the first day without.
    case insurance
    /// Inventories that are still to be made.
    case entry, exit
    /// Of a lease that is over, the guarantee is to be settled.
    case deposit
    /// The last day of an offer for signature; of an option on a neighbouring space.
    case signature, growth
    /// The committee meets.
    case committee
    /// The last day to settle the charges of a year with tenants (C. com. R145-36).
    case settlement
  }
  package let kind: Kind
  package let day: Day
  /// `lease/…`, as in the audit.
  package let subject: String
  package let path: String
  /// The number of the lease, the title of the meeting.
  package let title: String
  package let tenant: String
  package let cells: [String]
  /// The stay is limited: its term is final, not one step of many.
  package let isFinal: Bool
  /// To what a notice leads; since when something is lacking.
  package let other: Day?
  /// It was so before this program: the page shows it, nobody is written to.
  package let isQuiet: Bool

  package init(
    _ kind: Kind, on day: Day, of subject: String, path: String, title: String, tenant: String = "", cells: [String] = [],
    isFinal: Bool = false, other: Day? = nil, isQuiet: Bool = false
  ) {
    (self.kind, self.day, self.subject, self.path, self.title) = (kind, day, subject, path, title)
    (self.tenant, self.cells, self.isFinal, self.other, self.isQuiet) = (tenant, cells, isFinal, other, isQuiet)
  }

  package func isLate(on today: Day) -> Bool { day < today }
}

/// On which days somebody is written to about an obligation.
package enum ReminderStages {
  /// Before its day; the last is that of the day itself or of the day after. Empty where a page is enough, or another area writes.
  package static func lead(_ obligation: Obligation) -> [Day] {
    let day = obligation.day
    if obligation.isQuiet { return [] }
    switch obligation.kind {
    // C. com. L145-5 for derogatory leases; the same care for every stay that is limited.
    case .term where obligation.isFinal: return StayCounter.alarms(before: day + 1).map(\.day) + [day + 1]
    case .term: return [day.adding(months: -6), day.adding(months: -1)]
    case .ends: return [day.adding(months: -1)]
    case .notice: return [day.adding(months: -3), day.adding(months: -1)]
    case .stop: return [day - 7, day + 1]
    case .index: return [day.adding(months: -1)]
    case .vat: return [day.adding(months: -1), day]
    case .insurance: return [day.adding(months: -1), day + 1]
    case .deposit: return [day.adding(months: 1)]
    case .committee: return [day - 3]
    case .settlement: return [day.adding(months: -1), day + 1]
    case .limit, .entry, .exit, .signature, .growth: return []
    }
  }

  /// The last stage that has come, counted from 1; nil before the first. What was missed meanwhile is not made up for: its words would be false.
  package static func due(_ obligation: Obligation, on today: Day) -> Int? {
    let count = lead(obligation).filter { $0 <= today }.count
    return count == 0 ? nil : count
  }
}
