import Invoicing
import Kernel
import Spaces
import Store

/// One heading of a lease about to be written.
package struct LineDraft: Sendable, Hashable {
  package enum Price: Sendable, Hashable {
    /// By the square metre and year.
    case rate(Money)
    case year(Money)
    case month(Money)
  }
  /// A later price, by the same basis.
  package struct Step: Sendable, Hashable {
    package var from: Day
    package var price: Price
    /// Its number in the form.
    package var row: Int

    package init(from: Day, _ price: Price, row: Int = 1) { (self.from, self.price, self.row) = (from, price, row) }
  }
  package var kind: ChargeKind
  package var text: String
  package var price: Price
  package var steps: [Step] = []
  package var area: FloorArea?
  /// nil: with the lease.
  package var from: Day?
  package var until: Day?
  package var vat: LineVAT
  package var isIndexed: Bool

  package init(
    _ kind: ChargeKind, _ text: String, _ price: Price, area: FloorArea? = nil, from: Day? = nil, until: Day? = nil,
    vat: LineVAT = .premises,
    isIndexed: Bool = false
  ) {
    (self.kind, self.text, self.price, self.area) = (kind, text, price, area)
    (self.from, self.until, self.vat, self.isIndexed) = (from, until, vat, isIndexed)
  }

  var rent: RentPrice { rent(at: price) }
  func rent(at price: Price) -> RentPrice {
    switch price {
    case .rate(let rate): RentPrice(rate: rate, area: area ?? .zero)
    case .year(let amount): RentPrice(.year, amount)
    case .month(let amount): RentPrice(.month, amount)
    }
  }
  var rate: Money? { price.rate }
}

extension LineDraft.Price {
  var rate: Money? { if case .rate(let rate) = self { rate } else { nil } }
  var amount: Money {
    switch self {
    case .rate(let amount), .year(let amount), .month(let amount): amount
    }
  }
  /// Another amount by the same basis.
  func with(_ amount: Money) -> LineDraft.Price {
    switch self {
    case .rate: .rate(amount)
    case .year: .year(amount)
    case .month: .month(amount)
    }
  }
}

/// A reduction about to be written.
package struct ReductionDraft: Sendable, Hashable {
  package var kind: Reduction.Kind
  package var from: Day
  package var until: Day?
  package var share: Percentage
  package var reason: String

  package init(_ kind: Reduction.Kind, from: Day, until: Day?, share: Percentage = Percentage(basisPoints: 10_000), reason: String) {
    (self.kind, self.from, self.until, self.share, self.reason) = (kind, from, until, share, reason)
  }
}

/// A lease as it is asked for.
package struct LeaseDraft: Sendable, Hashable {
  package var scheme: ID<Scheme>
  package var entity: OrganisationID
  package var tenant: OrganisationID
  /// nil: the tenant pays.
  package var payer: OrganisationID?
  package var language: Language
  package var cells: [ID<Cell>]
  package var from: Day
  /// The first day without; nil: by the first term of the scheme.
  package var until: Day?
  package var terms: LeaseTerms
  package var lines: [LineDraft]
  package var reductions: [ReductionDraft]
  package var previous: ID<Lease>?
  package var succession: Succession?
  package var key: String?
  package var number: String?

  package init(
    scheme: ID<Scheme>, entity: OrganisationID, tenant: OrganisationID, payer: OrganisationID? = nil, language: Language = .french,
    cells: [ID<Cell>], from: Day, until: Day? = nil, terms: LeaseTerms = LeaseTerms(), lines: [LineDraft],
    reductions: [ReductionDraft] = [], previous: ID<Lease>? = nil, succession: Succession? = nil, key: String? = nil, number: String? = nil
  ) {
    (self.scheme, self.entity, self.tenant, self.payer, self.language) = (scheme, entity, tenant, payer, language)
    (self.cells, self.from, self.until, self.terms, self.lines) = (cells, from, until, terms, lines)
    (self.reductions, self.previous, self.succession, self.key, self.number) = (reductions, previous, succession, key, number)
  }
}

/// A draft that may be written, with what the scheme adds to it.
struct CheckedLease {
  let draft: LeaseDraft
  let version: SchemeVersion
  let until: Day?
  let term: Day?
  let entry: Day
  let ladder: [Reduction]
}
