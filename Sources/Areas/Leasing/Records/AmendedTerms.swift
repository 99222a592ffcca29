import Kernel
import People
import Store

/// What an amendment changes of the terms beside prices; nil: as before.
package struct TermsChange: Sendable, Hashable {
  package var regime: VATRegime?
  package var frequency: Rhythm.Frequency?
  package var timing: Rhythm.Timing?
  package var paymentDays: Int?
  package var proration: Proration?
  package var purchaseOrder: String?
  package var index: IndexChange?
  package var deposit: Money?
  /// As the scheme says, at the rent of the day.
  package var isDepositUsual = false
  /// Who is invoiced.
  package var payer: OrganisationID?

  package init(
    regime: VATRegime? = nil, frequency: Rhythm.Frequency? = nil, timing: Rhythm.Timing? = nil, paymentDays: Int? = nil,
    proration: Proration? = nil, purchaseOrder: String? = nil, index: IndexChange? = nil,
    deposit: Money? = nil, isDepositUsual: Bool = false, payer: OrganisationID? = nil
  ) {
    (self.regime, self.frequency, self.timing) = (regime, frequency, timing)
    (self.paymentDays, self.proration, self.purchaseOrder, self.index) = (paymentDays, proration, purchaseOrder, index)
    (self.deposit, self.isDepositUsual, self.payer) = (deposit, isDepositUsual, payer)
  }

  package var isEmpty: Bool { self == TermsChange() }

  package func applied(to terms: LeaseTerms) -> LeaseTerms {
    var after = terms
    after.regime = regime ?? terms.regime
    after.rhythm = Rhythm(frequency ?? terms.rhythm.frequency, timing ?? terms.rhythm.timing)
    after.paymentDays = paymentDays ?? terms.paymentDays
    after.proration = proration ?? terms.proration
    after.purchaseOrder = purchaseOrder ?? terms.purchaseOrder
    after.deposit = deposit ?? terms.deposit
    if let index { (after.index, after.indexDay) = (index.clause, index.day) }
    return after
  }
}

/// The terms of a lease from a day on, as an amendment left them. What was signed stays written in the lease itself.
package struct AmendedTerms: RowReadable, Sendable, Hashable {
  package let lease: ID<Lease>
  /// Of the amendment.
  package let place: Int
  package let from: Day
  package let regime: VATRegime
  package let rhythm: Rhythm
  package let paymentDays: Int
  package let proration: Proration
  package let purchaseOrder: String
  /// nil: as before.
  package let index: IndexChange?
  /// nil: as before.
  package let deposit: Money?
  package let payer: OrganisationID?

  package init(row: Row) throws {
    lease = try row.get("lease")
    place = try row.get("place")
    from = try row.get("from_day")
    regime = try row.get("vat_regime")
    rhythm = Rhythm(try row.get("frequency"), try row.get("timing"))
    paymentDays = try row.get("payment_days")
    proration = try row.get("proration")
    purchaseOrder = try row.get("purchase_order")
    index = try IndexChange.read(row)
    deposit = try row.get("deposit")
    payer = try row.get("payer")
  }

  /// - Parameter terms: as they were before it.
  package func applied(to terms: LeaseTerms) -> LeaseTerms {
    TermsChange(
      regime: regime, frequency: rhythm.frequency, timing: rhythm.timing, paymentDays: paymentDays, proration: proration,
      purchaseOrder: purchaseOrder, index: index, deposit: deposit
    ).applied(to: terms)
  }
}

extension LeaseFacts {
  /// The terms in force on a day.
  package func terms(on day: Day) -> LeaseTerms { terms(through: amended.prefix { $0.from <= day }) }
  private func terms(through amended: some Sequence<AmendedTerms>) -> LeaseTerms { amended.reduce(lease.terms) { $1.applied(to: $0) } }

  /// The terms before an amendment and after it; nil of one that left them alone.
  package func terms(around place: Int) -> (before: LeaseTerms, after: LeaseTerms)? {
    guard let index = amended.firstIndex(where: { $0.place == place }) else { return nil }
    let before = terms(through: amended.prefix(index))
    return (before, amended[index].applied(to: before))
  }

  /// What of it the schedule goes by. Payment days and references cut no period.
  var amendedSchedule: [ScheduledTerms] {
    var before = lease.terms
    var found: [ScheduledTerms] = []
    for change in amended {
      let after = change.applied(to: before)
      defer { before = after }
      let opens = after.rhythm != before.rhythm || after.regime != before.regime || change.payer != nil
      if !opens, after.proration == before.proration { continue }
      found.append(ScheduledTerms(from: change.from, proration: after.proration, rhythm: after.rhythm, opensPeriod: opens))
    }
    return found
  }
}

extension Transaction {
  /// In the order of their days; of one day, the last counts.
  package borrowing func amendedTerms(of lease: ID<Lease>) throws -> [AmendedTerms] {
    try all("SELECT * FROM lease_terms WHERE lease = \(lease) ORDER BY from_day, place")
  }
}

extension LeasingTables {
  static let amendedTerms = Migration(
    "leasing 010: terms as amendments left them",
    """
    CREATE TABLE lease_terms (
      id TEXT PRIMARY KEY, lease TEXT NOT NULL REFERENCES leases (id), place BIGINT NOT NULL, from_day TEXT NOT NULL,
      vat_regime TEXT NOT NULL CHECK (vat_regime IN ('option', 'compulsory', 'exempt')),
      frequency TEXT NOT NULL CHECK (frequency IN ('month', 'quarter')), timing TEXT NOT NULL CHECK (timing IN ('advance', 'arrears')),
      payment_days BIGINT NOT NULL CHECK (payment_days BETWEEN 0 AND 60),
      proration TEXT NOT NULL CHECK (proration IN ('actual', 'thirty')), purchase_order TEXT NOT NULL, made_at BIGINT NOT NULL,
      made_by TEXT NOT NULL, UNIQUE (lease, place), FOREIGN KEY (lease, place) REFERENCES lease_amendments (lease, place)
    )
    """)
}
