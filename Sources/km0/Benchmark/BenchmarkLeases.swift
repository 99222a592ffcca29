import Invoicing
import Kernel
import Leasing
import People
import Spaces
import Store

/// A house whose cells are all let, made by its own acts: each tenant has one cell and a lease of four lines; the first has been there for ten
/// years, the others have just come.
struct BenchmarkLeases: Sendable {
  let count: Int
  let entity: OrganisationID
  let scheme: ID<Scheme>
  let cells: [ID<Cell>]

  static let month = Month(year: 2026, month: 11)
  static let oldest = month + -120
  /// In the morning of the second of a month.
  static func morning(of month: Month) -> Instant { HouseTime.mulhouse.instant(on: month.first + 1, hour: 9) }
  private static let opening = (oldest + -2).first

  /// The house, and its tenants in the order of their cells.
  static func fill(
    _ database: any Database, count: Int, report: @escaping @Sendable (String, Int, Int) -> Void
  ) async throws -> (house: BenchmarkLeases, tenants: [OrganisationID]) {
    let house = try await database.write { transaction in
      let entity = try furnish(transaction)
      guard let scheme = try transaction.scheme(code: "commercial") else {
        throw BenchmarkFault(description: "There is no commercial lease among the schemes.")
      }
      return BenchmarkLeases(count: count, entity: entity, scheme: scheme.id, cells: try drawCells(count, transaction))
    }
    var tenants: [OrganisationID] = []
    for start in stride(from: 0, to: count, by: 50) {
      let numbers = start..<min(start + 50, count)
      tenants += try await database.write { transaction in try numbers.map { try house.sign($0, transaction) } }
      report("leases", numbers.upperBound, count)
    }
    try await database.gatherStatistics()
    return (house, tenants)
  }

  private static func furnish(_ transaction: borrowing Transaction) throws -> OrganisationID {
    let now = morning(of: oldest + -1)
    var facts = organisation("SCI Bench", 0)
    facts.vatNumber = facts.siren.flatMap { SIREN($0) }.flatMap { VATNumber.french(of: $0) }.map(\.text)
    let entity = try AddOrganisation(facts).perform(in: transaction, for: .house, at: now)
    _ = try NameHouseEntity(entity, as: .property, HeldSpan(from: opening, until: nil)).perform(in: transaction, for: .house, at: now)
    let terms = EntityTerms(
      entity: entity, from: opening, termDays: 10, vat: .receipts, iban: "FR7630006000011234567890189", bic: "AGRIFRPP",
      indemnityNote: "Indemnité forfaitaire de recouvrement : 40 €", penaltyNote: "Pénalités : taux BCE + 10 points",
      discountNote: "Pas d’escompte")
    try SetEntityTerms(terms).perform(in: transaction, for: .house, at: now)
    for (purpose, prefix) in [(SeriesPurpose.invoices, "F-"), (.deposits, "D-")] {
      _ = try OpenSeries(entity, for: purpose, prefix: prefix, reason: "Série unique").perform(in: transaction, for: .house, at: now)
    }
    return entity
  }

  /// Levels of a hundred modules of 15 m².
  private static func drawCells(_ count: Int, _ transaction: borrowing Transaction) throws -> [ID<Cell>] {
    let now = morning(of: oldest + -1)
    let site = try AddSite(key: "bench", name: "Bench").perform(in: transaction, for: .house, at: now)
    let building = try AddBuilding(key: "b", site: site, BuildingFacts(name: "B")).perform(in: transaction, for: .house, at: now)
    var cells: [ID<Cell>] = []
    while cells.count < count {
      let floor = cells.count / 100
      let facts = LevelFacts(
        name: "Niveau \(floor)", shortName: String(floor), ordinal: floor, outline: .rectangle(x: 0, y: 0, width: 30_000, depth: 50_000),
        commissioning: nil)
      let level = try AddLevel(key: "n\(floor)", building: building, facts).perform(in: transaction, for: .house, at: now)
      let drawn = (0..<min(100, count - cells.count)).map { place in
        let outline = Polygon.rectangle(x: Int64(place % 10) * 3_000, y: Int64(place / 10) * 5_000, width: 3_000, depth: 5_000)
        return DrawnCell(id: nil, code: "C\(cells.count + place)", points: outline.ring, CellFacts(kind: .module, workplaces: 2))
      }
      cells += try RedrawLevel(level, from: opening, cells: drawn).perform(in: transaction, for: .house, at: now)
    }
    return cells
  }

  private func sign(_ number: Int, _ transaction: borrowing Transaction) throws -> OrganisationID {
    let first = number == 0 ? Self.oldest : Self.month
    let now = Self.morning(of: first + -1)
    let tenant = try AddOrganisation(Self.organisation("Locataire \(number)", number + 1)).perform(in: transaction, for: .house, at: now)
    let draft = LeaseDraft(
      scheme: scheme, entity: entity, tenant: tenant, cells: [cells[number]], from: first.first,
      until: nil, terms: LeaseTerms(regime: .option),
      lines: [
        LineDraft(.rent, "Loyer", .rate(Money(cents: 141_75)), area: FloorArea(hundredths: 1500)),
        LineDraft(.services, "Services communs", .month(Money(cents: 30_00)), vat: .standard),
        LineDraft(.provision, "Provision pour charges", .month(Money(cents: 31_50))),
        LineDraft(.propertyTax, "Provision pour taxe foncière", .month(Money(cents: 12_25))),
      ])
    let lease = try PrepareLease(draft).perform(in: transaction, for: .house, at: now)
    try OfferLease(lease, expiresOn: HouseTime.mulhouse.day(of: now) + 30).perform(in: transaction, for: .house, at: now)
    let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7".utf8))
    try SignLease(lease, signatory: "Bench", .paper(paper)).perform(in: transaction, for: .house, at: now)
    return tenant
  }

  /// With a SIREN for trials, whose key holds and that no other here has.
  private static func organisation(_ name: String, _ number: Int) -> OrganisationFacts {
    let stem = "0000" + String(10_001 + number).dropFirst()
    let siren = (0...9).map { stem + String($0) }.first { SIREN($0) != nil }
    var facts = OrganisationFacts(legalName: name, usualName: name, kind: .startUp, siren: siren)
    facts.address = PostalAddress(lines: ["\(number + 1) rue de l’Essai"], postcode: "68100", city: "Mulhouse")
    return facts
  }
}
