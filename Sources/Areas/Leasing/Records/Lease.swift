import Kernel
import Store

extension Proration: Bindable, Fetchable {}
extension Rhythm.Frequency: Bindable, Fetchable {}
extension Rhythm.Timing: Bindable, Fetchable {}
extension IndexClause.Comparison: Bindable, Fetchable {}
extension EndReason: Bindable, Fetchable {}

/// How a lease follows the one before.
package enum Succession: String, Sendable, CaseIterable, Codable, Bindable, Fetchable { case renewal, move }

/// How a signature came.
package enum SignedHow: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// Accepted by an account, with the digest of what was shown.
  case account
  /// A paper was uploaded.
  case paper
  /// It was there before this program.
  case `import`
}

/// A contract of occupation. What it is on a day is derived; see `state(on:)`.
package struct Lease: RowReadable, Sendable, Hashable {
  package struct Signature: Sendable, Hashable {
    package let at: Instant
    package let by: String
    package let person: PersonID?
    package let how: SignedHow
    /// SHA-256 of what was accepted.
    package let digest: String?
  }
  package struct Ending: Sendable, Hashable {
    /// The first day without.
    package let day: Day
    package let at: Instant
    package let reason: EndReason
    package let note: String
  }
  package let id: ID<Lease>
  /// As the tenant knows it: `BAIL-2019-0012`.
  package let number: String
  package let key: String?
  package let version: ID<SchemeVersion>
  package let entity: OrganisationID
  package let tenant: OrganisationID
  package let payer: OrganisationID
  package let language: Language
  package let from: Day
  /// As it was agreed; nil of one that goes on until somebody ends it.
  package let until: Day?
  /// The end of the term that is written in it.
  package let term: Day?
  /// The first day of the stay it belongs to, from which years are counted.
  package let entry: Day
  package let terms: LeaseTerms
  package let previous: ID<Lease>?
  package let succession: Succession?
  package let preparedAt: Instant
  package let preparedBy: String
  package let offeredAt: Instant?
  package let offerExpiresOn: Day?
  package let withdrawnAt: Instant?
  package let withdrawnReason: String?
  package let signature: Signature?
  package let ending: Ending?

  package init(row: Row) throws {
    id = try row.get("id")
    number = try row.get("number")
    key = try row.get("external_key")
    version = try row.get("version")
    entity = try row.get("entity")
    tenant = try row.get("tenant")
    payer = try row.get("payer")
    language = try row.get("language")
    from = try row.get("from_day")
    until = try row.get("until_day")
    term = try row.get("term_day")
    entry = try row.get("entry_day")
    terms = try LeaseTerms(row: row)
    previous = try row.get("previous")
    succession = try row.get("succession")
    preparedAt = try row.get("prepared_at")
    preparedBy = try row.get("prepared_by")
    offeredAt = try row.get("offered_at")
    offerExpiresOn = try row.get("offer_expires_on")
    withdrawnAt = try row.get("withdrawn_at")
    withdrawnReason = try row.get("withdrawn_reason")
    let signedAt: Instant? = try row.get("signed_at")
    if let signedAt {
      signature = Signature(
        at: signedAt, by: try row.get("signed_by"), person: try row.get("signed_person"), how: try row.get("signed_how"),
        digest: try row.get("signed_digest"))
    } else {
      signature = nil
    }
    let endedOn: Day? = try row.get("ended_on")
    if let endedOn {
      ending = Ending(day: endedOn, at: try row.get("ended_at"), reason: try row.get("end_reason"), note: try row.get("end_note"))
    } else {
      ending = nil
    }
  }

  package var subject: String { "lease/\(id)" }
  /// As far as it was agreed, whatever came of it.
  package var agreed: DaySpan { DaySpan(from: from, until: until) }
  /// The days on which the tenant has the premises; nil of one that was annulled.
  package var span: DaySpan? { DaySpan(checking: from, until: DaySpan.earlier(until, ending?.day)) }

  package func state(on day: Day, noticed: Bool = false) -> LeaseState {
    if signature == nil {
      if withdrawnAt != nil { return .withdrawn }
      if offeredAt != nil, let offerExpiresOn, day < offerExpiresOn { return .offered }
      return .draft
    }
    guard let span else { return .ended }
    if span.until.map({ $0 <= day }) ?? false { return .ended }
    if noticed || ending != nil { return .noticed }
    return day < span.from ? .upcoming : .running
  }
}
