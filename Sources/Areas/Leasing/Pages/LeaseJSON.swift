import Invoicing
import Kernel
import Spaces
import Store
import Web

/// A lease as the API gives it. `until` is the first day without; amounts are in cents, areas in hundredths of m², shares in basis points.
struct LeaseJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let id: ID<LeaseLine>
    let kind: String
    let label: String
    let areaHundredths: Int64?
    let from: Day
    let until: Day?
    let vat: LineVAT
    let isIndexed: Bool
    let basis: String
    let amountCents: Money
  }
  /// The terms from a day on: as they were signed, then as each amendment left them.
  struct Terms: Encodable, Sendable {
    let from: Day
    let frequency: String
    let timing: String
    let proration: String
    let paymentDays: Int
    let vatRegime: VATRegime
    let purchaseOrder: String
    let depositCents: Money
    let payer: OrganisationID
    let index: String?
    let indexBase: String?
    let indexComparison: String?
    let firstRevision: Day?
    let tunnel: Int64?

    init(_ terms: LeaseTerms, from day: Day, payer: OrganisationID) {
      self.payer = payer
      (from, frequency, timing) = (day, terms.rhythm.frequency.rawValue, terms.rhythm.timing.rawValue)
      (proration, paymentDays, vatRegime) = (terms.proration.rawValue, terms.paymentDays, terms.regime)
      (purchaseOrder, depositCents) = (terms.purchaseOrder, terms.deposit)
      let clause = terms.index
      (index, indexBase, indexComparison) = (clause?.index.rawValue, clause.map { "\($0.base)" }, clause?.comparison.rawValue)
      (firstRevision, tunnel) = (clause == nil ? nil : terms.indexDay, clause?.tunnel?.basisPoints)
    }
  }
  /// An amendment, or a notice that was given, under the number that papers are filed for.
  struct Matter: Encodable, Sendable {
    let matter: String
    let day: Day
    let summary: String

    init(_ amendment: LeaseAmendment) {
      (matter, day, summary) = ("\(FiledMatter.amendment(amendment.place))", amendment.day, amendment.summary)
    }
    init(_ notice: LeaseNotice, place: Int) {
      (matter, day, summary) = ("\(FiledMatter.notice(place))", notice.receivedOn, notice.note)
    }
  }
  /// A file that was handed in; its bytes are at `path`.
  struct File: Encodable, Sendable {
    let id: ID<LeaseFile>
    let purpose: LeaseFile.Purpose
    let amendment: Int?
    let noticeBy: String?
    let name: String
    let type: String
    let size: Int
    let digest: String
    let filedAt: Instant
    let filedBy: String
    let path: String

    init(_ file: LeaseFile) {
      (id, purpose, amendment, noticeBy) = (file.id, file.purpose, file.amendment, file.side?.rawValue)
      (name, type, size, digest) = (file.name, file.type, file.size, file.digest)
      (filedAt, filedBy, path) = (file.madeAt, file.madeBy, "/api/leases/\(file.lease)/files/\(file.id)")
    }
  }
  struct Contact: Encodable, Sendable {
    let id: ID<LeaseContact>
    let role: ContactRole
    let name: String
    let email: String
    let phone: String
  }
  let id: ID<Lease>
  let number: String
  let scheme: String
  let kind: LeaseKind
  let state: LeaseState
  let tenant: OrganisationID
  let tenantName: String
  let payer: OrganisationID
  let landlord: OrganisationID
  let landlordName: String
  let cells: [String]
  let from: Day
  let until: Day?
  let term: Day?
  let entry: Day
  let monthlyCents: Money
  let depositAskedCents: Money
  let depositHeldCents: Money
  /// What signing will call; nil once it is signed.
  let depositAtSignatureCents: Money?
  let frequency: String
  let timing: String
  let proration: String
  let vatRegime: VATRegime
  let paymentDays: Int
  let terms: [Terms]
  let index: String?
  let indexBase: String?
  let nextRevision: Day?
  let lines: [Line]
  let contacts: [Contact]
  let matters: [Matter]
  let files: [File]
  let offerExpiresOn: Day?
  let signedAt: Instant?
  let signedBy: String?
  let signedHow: SignedHow?
  let digest: String
  let endedOn: Day?
  let endReason: String?
  let previous: ID<Lease>?
  /// The option or offer it was prepared from.
  let promise: ID<Hold>?
  let allowed: [LeaseDeed]

  init(_ view: LeaseView) {
    let lease = view.lease
    (id, number, scheme, kind, state) = (lease.id, lease.number, view.scheme.code, view.scheme.kind, view.state)
    (tenant, tenantName, payer) = (lease.tenant, view.tenant.name, view.payer.id)
    (landlord, landlordName) = (lease.entity, view.landlord.name)
    cells = view.cells.map(\.code)
    (from, until, term, entry) = (lease.from, lease.span?.until, lease.term, lease.entry)
    (monthlyCents, depositAskedCents, depositHeldCents) = (view.monthly, view.terms.deposit, view.held)
    depositAtSignatureCents = lease.signature == nil ? view.depositAtSignature : nil
    let now = view.terms
    (frequency, timing) = (now.rhythm.frequency.rawValue, now.rhythm.timing.rawValue)
    (proration, vatRegime, paymentDays) = (now.proration.rawValue, now.regime, now.paymentDays)
    terms =
      [Terms(lease.terms, from: lease.from, payer: lease.payer)]
      + view.facts.amended.map {
        Terms(view.facts.terms(around: $0.place)?.after ?? now, from: $0.from, payer: view.facts.payer(on: $0.from))
      }
    (index, indexBase) = (now.index?.index.rawValue, now.index.map { "\($0.base)" })
    nextRevision = view.due?.day
    lines = view.facts.lines.map { line in
      let price = view.facts.price(of: line, on: view.moneyDay)
      return Line(
        id: line.id, kind: line.kind.rawValue, label: line.text, areaHundredths: line.area?.hundredths, from: line.span.from,
        until: line.span.until, vat: line.vat, isIndexed: line.isIndexed, basis: price?.basis.rawValue ?? "month",
        amountCents: price?.amount ?? .zero)
    }
    contacts = view.contacts.map { Contact(id: $0.id, role: $0.role, name: $0.name, email: $0.email, phone: $0.phone) }
    matters = view.amendments.map { Matter($0) } + view.notices.enumerated().map { Matter($1, place: $0 + 1) }
    files = view.files.map(File.init)
    offerExpiresOn = lease.offerExpiresOn
    (signedAt, signedBy, signedHow) = (lease.signature?.at, lease.signature?.by, lease.signature?.how)
    digest = view.digest
    (endedOn, endReason) = (lease.ending?.day, lease.ending?.reason.rawValue)
    (previous, promise) = (lease.previous, view.promise?.id)
    allowed = LeaseDeed.allCases.filter { view.state.allows($0) || ($0 == .renew && view.isRenewableLate) }
  }
}
