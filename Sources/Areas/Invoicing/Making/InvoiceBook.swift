import Banking
import EInvoice
import Kernel
import People
import Store

/// Everything that stands on an invoice besides its lines, read once for a whole run.
struct InvoiceBook: Sendable {
  let day: Day
  private let organisations: [OrganisationID: Organisation]
  private let terms: [OrganisationID: EntityTerms]
  private let customers: [OrganisationID: CustomerTerms]
  private let series: [OrganisationID: [SeriesPurpose: InvoiceSeries]]
  private let mandates: [Pair: DebitMandate]
  /// Where somebody without a number in the register is written to.
  private let mails: [OrganisationID: String]
  /// Whom the contracts of a customer name for invoices.
  private let billing: [OrganisationID: [String]]

  private struct Pair: Hashable {
    let entity: OrganisationID
    let customer: OrganisationID
  }

  /// `only` are those whose names are needed; nil reads all.
  init(
    _ transaction: borrowing Transaction, on day: Day, only: [OrganisationID]? = nil, mandates sources: [any MandateSource],
    charges: [any ChargeSource] = []
  ) throws {
    self.day = day
    let known = try only.map { try transaction.organisations($0) } ?? transaction.organisations(within: .everything)
    organisations = Dictionary(uniqueKeysWithValues: known.map { ($0.id, $0) })
    var terms: [OrganisationID: EntityTerms] = [:]
    for one in try transaction.entityTerms() where one.from <= day && terms[one.entity] == nil { terms[one.entity] = one }
    self.terms = terms
    customers = Dictionary(uniqueKeysWithValues: try transaction.customerTerms().map { ($0.customer, $0) })
    var series: [OrganisationID: [SeriesPurpose: InvoiceSeries]] = [:]
    for one in try transaction.invoiceSeries() { series[one.entity, default: [:]][one.purpose] = one }
    self.series = series
    var mandates: [Pair: DebitMandate] = [:]
    for source in sources {
      for entity in terms.keys {
        for (customer, mandate) in try source.mandates(of: entity, on: day, in: transaction) {
          mandates[Pair(entity: entity, customer: customer)] = mandate
        }
      }
    }
    self.mandates = mandates
    mails = try InvoiceBook.mails(transaction, on: day)
    var billing: [OrganisationID: [String]] = [:]
    for source in charges { billing.merge(try source.billingAddresses(on: day, in: transaction)) { $0 + $1 } }
    self.billing = billing
  }

  private static func mails(_ transaction: borrowing Transaction, on day: Day) throws -> [OrganisationID: String] {
    let rows = try transaction.rows(
      """
      SELECT m.organisation, MIN(p.email) AS email FROM memberships m JOIN persons p ON p.id = m.person
      JOIN organisations o ON o.id = m.organisation
      WHERE o.siren IS NULL AND m.from_day <= \(day) AND (m.until_day IS NULL OR m.until_day > \(day)) GROUP BY m.organisation
      """)
    return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.get("organisation"), try $0.get("email")) })
  }

  /// The address of whoever belongs to an organisation that no directory knows.
  func mail(of id: OrganisationID) -> String? { customers[id]?.email ?? mails[id] }

  /// Where invoices are mailed: whom the contracts name, else where the organisation wants them.
  func addresses(of customer: OrganisationID) -> [String] {
    billing[customer] ?? customers[customer]?.email.map { [$0] } ?? []
  }

  func organisation(_ id: OrganisationID) -> Organisation? { organisations[id] }
  func terms(of entity: OrganisationID) -> EntityTerms? { terms[entity] }
  func customer(_ id: OrganisationID) -> CustomerTerms? { customers[id] }
  func mandate(of customer: OrganisationID, for entity: OrganisationID) -> DebitMandate? {
    mandates[Pair(entity: entity, customer: customer)]
  }
  func series(of entity: OrganisationID, for type: InvoiceType) -> InvoiceSeries? {
    let own = series[entity] ?? [:]
    return type == .creditNote ? own[.credits] ?? own[.invoices] : own[.invoices]
  }
  func depositSeries(of entity: OrganisationID) -> InvoiceSeries? { series[entity]?[.deposits] }

  func nature(of id: OrganisationID) -> CustomerNature {
    if let set = customers[id]?.nature { return set }
    guard let organisation = organisations[id] else { return .business }
    if organisation.facts.kind == .publicBody || organisation.facts.legalForm == .publicBody { return .public }
    let isAssociation = organisation.facts.legalForm?.isAssociation ?? false
    // An association without a number in the register is no taxable person the directory could know.
    return isAssociation && organisation.facts.siren == nil ? .consumer : .business
  }

  func language(of id: OrganisationID) -> Language { customers[id]?.language ?? .french }

  /// Where no contract says another number.
  func usualDays(of customer: OrganisationID, for entity: OrganisationID) -> Int {
    customers[customer]?.termDays ?? terms[entity]?.termDays ?? 0
  }
  func dueDay(for customer: OrganisationID, of entity: OrganisationID) -> Day { day + usualDays(of: customer, for: entity) }
  /// What is debited falls due on the day of its collection: the next on which banks are open.
  func dueDay(of draft: DocumentDraft, issued: Day? = nil) -> Day {
    let due = (issued ?? day) + (draft.paymentDays ?? usualDays(of: draft.customer, for: draft.entity))
    return debit(of: draft.customer, for: draft.entity) == nil ? due : TargetCalendar.open(onOrAfter: due)
  }
  /// The mandate under which it is debited, of an entity that may.
  func debit(of customer: OrganisationID, for entity: OrganisationID) -> DebitMandate? {
    terms(of: entity)?.ics == nil ? nil : mandate(of: customer, for: entity)
  }
}

/// An area that knows who pays by direct debit. Read when an invoice is made, so that the invoice announces its collection.
package protocol MandateSource: Sendable {
  func mandates(
    of entity: OrganisationID, on day: Day, in transaction: borrowing Transaction
  ) throws -> [OrganisationID: DebitMandate]
  /// What the bank, or the debtor, was told of collecting a document from `day` on.
  func debit(of document: String, entity: OrganisationID, on day: Day, in transaction: borrowing Transaction) throws -> DocumentDebit?
}

/// How far the collection of a document has come.
package enum DocumentDebit: Hashable, Sendable {
  /// The bank is to take it on that day, and has neither paid nor refused it.
  case underWay(Day)
  /// The debtor was told of that day; the bank knows nothing yet.
  case announced(Day)
}

/// The mandate under which a customer is debited: its reference (RUM) and the debtor's account.
package struct DebitMandate: Hashable, Sendable {
  package let reference: String
  package let debtorIBAN: String?

  package init(reference: String, debtorIBAN: String?) { (self.reference, self.debtorIBAN) = (reference, debtorIBAN) }
}
