import Kernel
import Store

extension LeaseKind: Bindable, Fetchable {}

/// A way of letting, as the house offers it.
package struct Scheme: RowReadable, Sendable, Hashable {
  package let id: ID<Scheme>
  /// `pepiniere`, as files name it.
  package let code: String
  package let kind: LeaseKind
  private let names: [Language: String]

  package init(row: Row) throws {
    id = try row.get("id")
    code = try row.get("code")
    kind = try row.get("kind")
    names = [.french: try row.get("name_fr"), .english: try row.get("name_en"), .german: try row.get("name_de")]
  }
  package func name(in language: Language) -> String { names[language] ?? code }
}

/// Where the VAT of a scheme comes from.
package enum SchemeVAT: String, Sendable, CaseIterable, Bindable, Fetchable {
  /// From the regime of the building.
  case premises
  /// Services and equipped premises are taxed whatever the building is.
  case compulsory
}

/// What a scheme is for leases that begin on its day or later; never changed, followed by another.
package struct SchemeVersion: RowReadable, Sendable, Hashable {
  package let id: ID<SchemeVersion>
  package let scheme: ID<Scheme>
  package let from: Day
  package let terms: SchemeTerms

  package init(row: Row) throws {
    id = try row.get("id")
    scheme = try row.get("scheme")
    from = try row.get("from_day")
    terms = try SchemeTerms(row: row)
  }
}

/// What can be said of a scheme from a day on. Ages, stays and terms are in months.
package struct SchemeTerms: RowReadable, Sendable, Hashable {
  /// The age of the firm on entry.
  package var ageLeast: Int?
  package var ageMost: Int?
  package var stayLeast: Int?
  /// Successive leases included.
  package var stayMost: Int?
  package var firstTerm: Int?
  package var renewalStep: Int?
  package var ladder: PriceLadder?
  package var notice: NoticeRule
  package var exit: ID<Scheme>?
  /// Hundredths of a month of rent.
  package var depositMonths: Int64
  /// Goes on after its term until somebody ends it.
  package var isTacit: Bool
  package var vat: SchemeVAT
  package var reference: String

  package init(
    ageLeast: Int? = nil, ageMost: Int? = nil, stayLeast: Int? = nil, stayMost: Int? = nil, firstTerm: Int? = nil, renewalStep: Int? = nil,
    ladder: PriceLadder? = nil, notice: NoticeRule, exit: ID<Scheme>? = nil, depositMonths: Int64, isTacit: Bool, vat: SchemeVAT,
    reference: String
  ) {
    (self.ageLeast, self.ageMost, self.stayLeast, self.stayMost) = (ageLeast, ageMost, stayLeast, stayMost)
    (self.firstTerm, self.renewalStep, self.ladder, self.notice) = (firstTerm, renewalStep, ladder, notice)
    (self.exit, self.depositMonths, self.isTacit, self.vat, self.reference) = (exit, depositMonths, isTacit, vat, reference)
  }

  package init(row: Row) throws {
    ageLeast = try row.get("age_least")
    ageMost = try row.get("age_most")
    stayLeast = try row.get("stay_least")
    stayMost = try row.get("stay_most")
    firstTerm = try row.get("first_term")
    renewalStep = try row.get("renewal_step")
    let steps: String = try row.get("ladder")
    ladder = steps.isEmpty ? nil : PriceLadder(steps)
    notice = NoticeRule(
      months: try row.get("notice_months"), days: try row.get("notice_days"), onlyEachThreeYears: try row.get("notice_triennial"))
    exit = try row.get("exit_scheme")
    depositMonths = try row.get("deposit_months")
    isTacit = try row.get("tacit")
    vat = try row.get("vat")
    reference = try row.get("reference")
  }
}

extension Transaction {
  package borrowing func schemes() throws -> [Scheme] { try all("SELECT * FROM lease_schemes ORDER BY code") }
  package borrowing func scheme(_ id: ID<Scheme>) throws -> Scheme? { try one("SELECT * FROM lease_schemes WHERE id = \(id)") }
  package borrowing func scheme(code: String) throws -> Scheme? { try one("SELECT * FROM lease_schemes WHERE code = \(code)") }
  /// Oldest first.
  package borrowing func schemeVersions(of scheme: ID<Scheme>) throws -> [SchemeVersion] {
    try all("SELECT * FROM scheme_versions WHERE scheme = \(scheme) ORDER BY from_day")
  }
  package borrowing func schemeVersions() throws -> [SchemeVersion] { try all("SELECT * FROM scheme_versions ORDER BY scheme, from_day") }
  package borrowing func schemeVersion(_ id: ID<SchemeVersion>) throws -> SchemeVersion? {
    try one("SELECT * FROM scheme_versions WHERE id = \(id)")
  }
  /// What the scheme is for a lease that begins on that day.
  package borrowing func schemeVersion(of scheme: ID<Scheme>, on day: Day) throws -> SchemeVersion? {
    try one("SELECT * FROM scheme_versions WHERE scheme = \(scheme) AND from_day <= \(day) ORDER BY from_day DESC LIMIT 1")
  }
}
