import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import People
@testable import Tenant

/// One building of 100 m², of which Ondes held 40 m² and Braises 30 m² all of 2025.
private struct Ground: OccupancySource {
  let tenancies: [Tenancy]

  func buildings(in _: borrowing Transaction) throws -> [SettledBuilding] { [SettledBuilding(id: "b23", name: "Bâtiment <23>")] }
  func ground(of _: String, letBy _: OrganisationID, in _: DaySpan, in _: borrowing Transaction) throws -> SplitGround {
    SplitGround(surface: 100_00 * 365, share: 2 * 365, tenancies: tenancies)
  }
}

/// The yearly settlement as the tenant reads it: nothing before it is settled, nothing of another's, and the invoice that follows.
@Suite struct ChargeSideTests {
  @Test(arguments: TrialStore.engines) func aYearIsReadOnceItIsSettled(engine: Engine) async throws {
    try await TenantHouse.with(engine) { house in
      let story = try await house.letting()
      let year = DaySpan(from: Month(year: 2025, month: 1).first, until: Month(year: 2026, month: 1).first)
      func perform<Deed: Act>(_ act: Deed) async throws -> Deed.Outcome {
        try await house.database.perform(act, for: .house, at: TenantHouse.now - 900)
      }
      func issue() async throws {
        _ = try await IssueInvoices(TenantHouse.today.month, desk: TenantHouse.desk).run(
          on: house.database, for: .house, at: TenantHouse.now - 600)
      }
      // Provisions of 3,600 € and 2,800 €; heating cost 9,125 €: 40 % are 3,650 €, 30 % are 2,737.50 €.
      try await house.database.write { transaction in
        for (customer, cents) in [(house.ones, 3600_00), (house.others, 2800_00)] as [(OrganisationID, Int64)] {
          _ = try transaction.post(
            ChargeDraft(
              entity: story.landlord, customer: customer, origin: "p/\(customer)", kind: .provision, text: "Provision 2025", span: year,
              billableFrom: TenantHouse.today, net: Money(cents: cents), vat: VATTreatment(.standard, rate: Percentage(basisPoints: 2000))),
            by: .house, at: TenantHouse.now - 1000)
        }
      }
      try await issue()
      let place = SettledYear(entity: story.landlord, building: "b23", year: 2025)
      _ = try await perform(
        EnterCost(place, kind: .heating, key: .surface, label: "Chauffage <b>", paper: "CU-7", net: Money(cents: 9125_00)))
      let (ada, bob) = (try await house.browser(of: house.ada), try await house.browser(of: house.bob))
      // What the house still reckons is not the tenant's to see.
      #expect(await ada.get("/my/charges").text.contains("Aucun décompte encore"))
      #expect(await ada.get("/my/charges/statement").status == 404)
      #expect(await ada.get("/api/my/charges").text == "[]")

      let ground = Ground(tenancies: [
        Tenancy(customer: house.ones, premises: "C-03", area: FloorArea(hundredths: 40_00), span: year),
        Tenancy(customer: house.others, premises: "C-06", area: FloorArea(hundredths: 30_00), span: year),
      ])
      _ = try await perform(SettleCharges(place, source: ground, text: "Régularisation 2025"))
      let mine = await ada.get("/my/charges")
      for part in [
        "Décompte 2025", "Bâtiment &lt;23&gt;", "Chauffage &lt;b&gt;", "CU-7", "m² × jours", "9\u{202F}125,00", "14\u{202F}600",
        "36\u{202F}500", "3\u{202F}650,00", "3\u{202F}600,00", "50,00\u{A0}€ à payer", "votre prochaine facture", "Murs",
      ] { #expect(mine.text.contains(part), "\(part)") }
      #expect(!mine.text.contains("2\u{202F}737,50") && !mine.text.contains("C-06"))
      #expect(await bob.get("/my/charges").text.contains("62,50\u{A0}€ à vous rendre"))
      #expect(await ada.get("/my").text.contains("Votre décompte de charges 2025 est prêt"))
      #expect(await ada.get("/my/documents").text.contains("Décompte de charges 2025"))
      // The paper, alone and by its year; none of a year that was not settled, nor of another's organisation.
      for query in ["", "?year=2025", "?year=2025&building=b23&entity=\(story.landlord)"] {
        let paper = await ada.get("/my/charges/statement\(query)")
        #expect(paper.status == 200 && paper.text.hasPrefix("%PDF"), "\(query)")
      }
      for query in ["?year=2024", "?building=b24", "?entity=\(house.ones)", "?organisation=\(house.others)"] {
        #expect(await ada.get("/my/charges/statement\(query)").status == 404, "\(query)")
      }
      for path in ["/my/charges", "/api/my/charges", "/api/my/charges/statement"] {
        #expect(await ada.get("\(path)?organisation=\(house.others)").status == 404, "\(path)")
      }
      #expect(await ada.get("/api/my/charges/statement").text.hasPrefix("%PDF"))

      try await issue()
      let told = await ada.get("/api/my/charges").text
      for part in [
        "\"year\":2025", "\"costsCents\":365000", "\"provisionsCents\":360000", "\"balanceCents\":5000", "\"weight\":14600",
        "\"whole\":36500",
        "\"invoiceNumber\":\"M-F-",
      ] { #expect(told.contains(part), "\(part)") }
      let after = await ada.get("/my/charges").text
      #expect(!after.contains("votre prochaine facture") && after.contains("M-F-"))
    }
  }
}
