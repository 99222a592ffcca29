import Kernel
import Leasing
import Spaces
import Store

extension OfferEnd: Bindable, Fetchable {}

/// Cells offered to an applicant, until they answer or it expires.
package struct HouseOffer: RowReadable, Sendable, Hashable {
  package let id: ID<HouseOffer>
  package let application: ID<Application>
  package let applicant: String
  package let chain: ID<OfferChainRecord>?
  package let hold: ID<Hold>?
  package let externalKey: String?
  /// The numbers on the doors, as they were when it was made.
  package let cells: String
  package let area: FloorArea
  package let madeAt: Instant
  package let madeBy: String
  package let from: Day
  /// The first day on which it holds no longer.
  package let expiresOn: Day
  package let monthlyRent: Money?
  /// What the lease will be.
  package let scheme: ID<Scheme>?
  /// Its code, and its name in each language.
  package let schemeCode: String?
  private let schemeNames: [Language: String]
  package let misfits: [Misfit]
  package let despite: String
  package let endedAt: Instant?
  package let endedHow: OfferEnd?
  package let endedBy: String?
  package let endedReason: String
  package let counts: Bool

  package init(row: Row) throws {
    id = try row.get("id")
    application = try row.get("application")
    applicant = try row.get("applicant")
    chain = try row.get("chain")
    hold = try row.get("hold")
    externalKey = try row.get("external_key")
    cells = try row.get("cells")
    area = try row.get("area")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    from = try row.get("from_day")
    expiresOn = try row.get("expires_on")
    monthlyRent = try row.get("monthly_rent")
    scheme = try row.get("scheme")
    schemeCode = try row.get("scheme_code")
    var names: [Language: String] = [:]
    for language in Language.allCases { names[language] = try row.get("scheme_\(language.rawValue)") as String? }
    schemeNames = names
    let broken: String = try row.get("misfits")
    misfits = broken.split(separator: " ").compactMap { Misfit(rawValue: String($0)) }
    despite = try row.get("despite")
    endedAt = try row.get("ended_at")
    endedHow = try row.get("ended_how")
    endedBy = try row.get("ended_by")
    endedReason = try row.get("ended_reason")
    counts = try row.get("counts")
  }

  package var subject: String { "offer/\(id)" }
  package func schemeName(in language: Language) -> String? { schemeNames[language] }
  /// Awaits an answer on that day, whatever anybody has written down.
  package func stands(on today: Day) -> Bool { endedAt == nil && today < expiresOn }
  /// How it ended, seen from that day.
  package func end(on today: Day) -> OfferEnd? { endedHow ?? (today >= expiresOn ? .expired : nil) }
}

/// The same cells offered to one after the other.
package struct OfferChainRecord: RowReadable, Sendable, Hashable {
  package let id: ID<OfferChainRecord>
  package let inTurn: Bool
  package let from: Day
  package let until: Day?
  package let monthlyRent: Money?
  package let scheme: ID<Scheme>?
  package let answerDays: Int
  package let note: String
  package let endedAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    inTurn = try row.get("in_turn")
    from = try row.get("from_day")
    until = try row.get("until_day")
    monthlyRent = try row.get("monthly_rent")
    scheme = try row.get("scheme")
    answerDays = try row.get("answer_days")
    note = try row.get("note")
    endedAt = try row.get("ended_at")
  }
}

extension Transaction {
  private var offerColumns: SQL {
    """
    SELECT o.*, a.name AS applicant, s.code AS scheme_code, s.name_fr AS scheme_fr, s.name_en AS scheme_en, s.name_de AS scheme_de
    FROM offers o JOIN applications a ON a.id = o.application LEFT JOIN lease_schemes s ON s.id = o.scheme
    """
  }
  package borrowing func houseOffer(_ id: ID<HouseOffer>) throws -> HouseOffer? { try one("\(offerColumns) WHERE o.id = \(id)") }
  package borrowing func houseOffer(key: String) throws -> HouseOffer? { try one("\(offerColumns) WHERE o.external_key = \(key)") }
  package borrowing func houseOffers(of application: ID<Application>) throws -> [HouseOffer] {
    try all("\(offerColumns) WHERE o.application = \(application) ORDER BY o.made_at, o.id")
  }
  package borrowing func houseOffers(of chain: ID<OfferChainRecord>) throws -> [HouseOffer] {
    try all("\(offerColumns) WHERE o.chain = \(chain) ORDER BY o.made_at, o.id")
  }
  /// Not ended by anybody yet; ask `stands(on:)`.
  package borrowing func openHouseOffers() throws -> [HouseOffer] {
    try all("\(offerColumns) WHERE o.ended_at IS NULL ORDER BY o.made_at, o.id")
  }
  package borrowing func houseOffers() throws -> [HouseOffer] { try all("\(offerColumns) ORDER BY o.made_at DESC, o.id DESC") }
  package borrowing func chain(_ id: ID<OfferChainRecord>) throws -> OfferChainRecord? {
    try one("SELECT * FROM offer_chains WHERE id = \(id)")
  }
  package borrowing func cells(of chain: ID<OfferChainRecord>) throws -> [ID<Cell>] {
    try rows("SELECT cell FROM offer_chain_cells WHERE chain = \(chain) ORDER BY cell").map { try $0.get("cell") }
  }
  /// Counted refusals of each file since it came on the list.
  package borrowing func countedRefusals() throws -> [ID<Application>: Int64] {
    let found = try rows(
      """
      SELECT o.application, COUNT(*) AS many FROM offers o JOIN applications a ON a.id = o.application
      WHERE o.counts = 1 AND o.ended_at >= a.listed_at GROUP BY o.application ORDER BY o.application
      """)
    return Dictionary(uniqueKeysWithValues: try found.map { (try $0.get("application"), try $0.get("many")) })
  }
}
