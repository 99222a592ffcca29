import Kernel
import Store

@testable import Invoicing
@testable import Leasing
@testable import Payments
@testable import People
@testable import Spaces
@testable import Tenant

/// What a resident has when they rent by contract: a landlord that invoices and collects, and a signed lease.
struct LeaseStory: Sendable {
  let landlord: OrganisationID
  /// Of Ondes, for C-03: 300.00 of rent and 30.00 of services a month, one month of notice.
  let lease: ID<Lease>
  /// Of Braises, for C-06.
  let other: ID<Lease>
  static let iban = "FR1420041010050500013M02606"
}

extension TenantHouse {
  func letting() async throws -> LeaseStory {
    let began = TenantHouse.today - 100
    func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome {
      try await database.perform(act, for: .house, at: HouseTime.mulhouse.instant(on: began - 10, hour: 9))
    }
    var facts = OrganisationFacts(
      legalName: "Murs SCI", usualName: "Murs", kind: .company, siren: "552100554", vatNumber: "FR87552100554")
    facts.address = PostalAddress(lines: ["1 rue de l’Essai"], postcode: "68100", city: "Mulhouse")
    let landlord = try await perform(AddOrganisation(facts))
    _ = try await perform(NameHouseEntity(landlord, as: .property, HeldSpan(from: began - 20, until: nil)))
    try await perform(
      SetEntityTerms(
        EntityTerms(
          entity: landlord, from: began - 20, termDays: 10, vat: .debits, iban: "FR7630006000011234567890189", bic: "AGRIFRPP",
          ics: "FR72ZZZ123456", indemnityNote: "40 €", penaltyNote: "BCE + 10", discountNote: "Aucun")))
    _ = try await perform(OpenSeries(landlord, for: .invoices, prefix: "M-F-", reason: "Factures"))
    let schemes = try await database.read { try $0.schemes() }
    guard let scheme = schemes.first(where: { $0.code == "domiciliation" }) else { throw Refusal.notFound }
    func sign(_ tenant: OrganisationID, _ cell: ID<Cell>, _ rent: Int64) async throws -> ID<Lease> {
      let id = try await perform(
        PrepareLease(
          LeaseDraft(
            scheme: scheme.id, entity: landlord, tenant: tenant, cells: [cell], from: began, until: nil,
            terms: LeaseTerms(regime: .compulsory, deposit: Money(cents: 600_00)),
            lines: [
              LineDraft(.rent, "Loyer", .month(Money(cents: rent))),
              LineDraft(.services, "Services", .month(Money(cents: 30_00)), vat: .standard),
            ])))
      try await perform(OfferLease(id, expiresOn: began + 20))
      try await perform(
        SignLease(
          id, signatory: "Signataire",
          .paper(LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8)))))
      return id
    }
    let story = LeaseStory(
      landlord: landlord, lease: try await sign(ones, cells[2], 300_00), other: try await sign(others, cells[5], 777_00))
    for (tenant, siren) in [(ones, "356000000"), (others, "443061841")] {
      let name = tenant == ones ? "Ondes" : "Braises"
      var known = OrganisationFacts(legalName: name, usualName: name, kind: .startUp, siren: siren)
      known.address = facts.address
      try await perform(ChangeOrganisation(tenant, known))
    }
    // What was owed so far is invoiced, so that the next invoice is that of a month.
    _ = try await IssueInvoices(TenantHouse.today.month, desk: TenantHouse.desk).run(
      on: database, for: .house, at: TenantHouse.now - 1800)
    return story
  }
}
