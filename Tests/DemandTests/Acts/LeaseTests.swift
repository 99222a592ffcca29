import Kernel
import Store
import Testing
import Trials

@testable import Demand
@testable import Invoicing
@testable import Leasing
@testable import People
@testable import Spaces

/// From the offer that was accepted to the lease that is signed: the cells pass from hand to hand, and nobody comes between.
@Suite struct LeaseTests {
  /// Offered two cells for 300.00 a month under a scheme, and accepted.
  private func agreed(_ house: DemandHouse, _ name: String = "Atelix", inTurn: Bool = false) async throws -> (ID<Application>, HouseOffer) {
    let id = try await house.listed(name)
    let scheme = try await house.database.read { try $0.scheme(code: "commercial") }
    _ = try await house.perform(
      OfferCells(
        id, cells: Array(house.cells[0...1]), from: house.today + 20, monthlyRent: Money(cents: 300_00), scheme: scheme?.id,
        base: DemandHouse.base))
    try await house.perform(AnswerOffer(try await house.key(id), accepts: true, base: DemandHouse.base), as: .visitor())
    let offer = try #require(try await house.database.read { try $0.houseOffers(of: id).last })
    return (id, offer)
  }
  private func draft(_ house: DemandHouse, _ offer: HouseOffer, tenant: OrganisationID? = nil, cells: [ID<Cell>]? = nil) async throws
    -> LeaseDraft
  {
    let (organisation, entity) = try await house.database.read { transaction in
      (try transaction.application(offer.application)?.organisation, try transaction.houseEntities(on: house.today).first?.organisation)
    }
    return LeaseDraft(
      scheme: try #require(offer.scheme), entity: try #require(entity), tenant: try #require(tenant ?? organisation),
      cells: cells ?? Array(house.cells[0...1]), from: offer.from,
      lines: [LineDraft(.rent, "Loyer", .month(try #require(offer.monthlyRent)))])
  }
  /// Who keeps the cell on its first day; nil when nobody does.
  private func holder(_ house: DemandHouse, _ place: Int, on day: Day) async throws -> [HoldKind] {
    try await house.database.read { transaction in
      try transaction.blockedLines(of: [house.cells[place]], in: DaySpan(from: day, until: day + 1)).map(\.blocked.kind)
    }
  }

  @Test(arguments: TrialStore.engines) func theCellsPassOnWithoutAGap(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let (id, offer) = try await agreed(house)
      let hold = try #require(offer.hold)
      let first = offer.from
      #expect(offer.schemeCode == "commercial")
      #expect(try await holder(house, 0, on: first) == [.offer])

      let lease = try await house.perform(PrepareLease(try await draft(house, offer), from: hold))
      #expect(try await holder(house, 0, on: first) == [.offer], "a lease in preparation takes nothing away")
      let twice = await #expect(throws: Refusal.self) {
        try await house.perform(PrepareLease(try await draft(house, offer), from: hold))
      }
      #expect(twice?.problems.first?.code == "leasing.problem.promiseTaken")

      // Edited, it still carries out the same promise.
      var later = try await draft(house, offer)
      later.from = offer.from + 10
      try await house.perform(EditLease(lease, later))
      try await house.perform(OfferLease(lease, expiresOn: house.today + 30))
      #expect(try await holder(house, 0, on: first) == [], "ten days later, as the lease says")
      #expect(try await holder(house, 0, on: first + 10) == [.offer])
      #expect(try await holder(house, 1, on: first + 10) == [.offer])
      let heir = try #require(try await house.database.read { try $0.heir(of: hold) })
      #expect(heir.id != hold && heir.span == DaySpan(from: first + 10, until: nil) && heir.monthlyRent == Money(cents: 300_00))
      #expect(try await house.database.read { try $0.lease(takingOver: hold)?.id } == lease)

      // The days that were given for preparing it pass: the file is not taken for one whose lease did not come about.
      house.sleep(days: 29)
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await house.state(id) == .agreed)
      let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: DemandHouse.pdf)
      try await house.perform(SignLease(lease, signatory: "Ève", .paper(paper)))
      #expect(try await holder(house, 0, on: first + 10) == [.let])
      house.sleep(days: 90)
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await house.state(id) == .agreed)
      let kept = await #expect(throws: Refusal.self) {
        try await house.perform(MoveApplication(.file(id), .withdraw, reason: "Essai", base: DemandHouse.base))
      }
      #expect(kept?.problems.first?.code == "demand.problem.firmed", "what is signed is ended by ending the lease")
    }
  }

  /// Nothing is taken from anybody: the hold of another, one that is over.
  @Test(arguments: TrialStore.engines) func onlyOnesOwnPromise(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let (_, offer) = try await agreed(house)
      let hold = try #require(offer.hold)
      let other = await #expect(throws: Refusal.self) {
        try await house.perform(PrepareLease(try await draft(house, offer, tenant: house.resident), from: hold))
      }
      #expect(other?.problems.map(\.code) == ["leasing.problem.promiseOfOther"])
      house.sleep(days: 46)
      let over = await #expect(throws: Refusal.self) { try await house.perform(PrepareLease(try await draft(house, offer), from: hold)) }
      #expect(over?.problems.map(\.code) == ["leasing.problem.promiseOver"])
    }
  }

  /// Who gives up takes the lease in preparation along; one that nobody signs in time waits again, and whose lease is signed after all is agreed.
  @Test(arguments: TrialStore.engines) func whatDoesNotComeAbout(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let (id, offer) = try await agreed(house)
      let lease = try await house.perform(PrepareLease(try await draft(house, offer), from: offer.hold))
      try await house.perform(OfferLease(lease, expiresOn: house.today + 30))
      try await house.perform(MoveApplication(try await house.key(id), .withdraw, base: DemandHouse.base), as: .visitor())
      #expect(try await house.database.read { try $0.lease(lease)?.withdrawnAt } != nil)
      #expect(try await house.count("SELECT COUNT(*) FROM hold_cells") == 0)

      let (late, second) = try await agreed(house, "Tardif")
      let slow = try await house.perform(PrepareLease(try await draft(house, second), from: second.hold))
      house.sleep(days: 46)
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await house.state(late) == .waiting)
      // The days that were promised are over: the lease is written from a later one, and offered again.
      var later = try await draft(house, second)
      later.from = house.today + 5
      try await house.perform(EditLease(slow, later))
      try await house.perform(OfferLease(slow, expiresOn: house.today + 30))
      let paper = LeaseUpload(name: "bail.pdf", type: "application/pdf", bytes: DemandHouse.pdf)
      try await house.perform(SignLease(slow, signatory: "Ève", .paper(paper)))
      try await house.perform(SettleOffers(base: DemandHouse.base))
      #expect(try await house.state(late) == .agreed)
      #expect(try await house.database.read { try $0.lease(slow)?.withdrawnAt } == nil)
    }
  }

  /// From the file one click to the form, filled with what was agreed; from the lease back to the file.
  @Test(arguments: TrialStore.engines) func fromTheFileToTheLeaseAndBack(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let (id, offer) = try await agreed(house)
      let browser = try await house.browser(as: house.rental)
      let file = await browser.get("/applications/\(id)").text
      let path = try #require(file.firstMatch(of: #/href="(\/leases\/new[^"]*)"/#)?.1)
      let form = await browser.get(String(path).replacing("&amp;", with: "&")).text
      let hold = try #require(offer.hold)
      for part in [
        "value=\"\(offer.from)\"", "checked> <strong>C1</strong>", "checked> <strong>C2</strong>", "value=\"300,00\"",
        "name=\"hold\" value=\"\(hold)\"",
        "<option value=\"\(offer.scheme?.text ?? "")\" selected>",
      ] { #expect(form.contains(part), "\(part)") }
      let draft = try await draft(house, offer)
      let fields = [
        "tenant": draft.tenant.text, "entity": draft.entity.text, "scheme": draft.scheme.text, "from": "\(offer.from)",
        "regime": "option", "line1_label": "Loyer", "line1_amount": "300,00", "line1_basis": "month", "hold": hold.text,
      ]
      let picked = try #require(form.firstMatch(of: #/name="cell" value="([^"]+)"[^>]*checked> <strong>C1</#)?.1)
      // What was ticked and typed stays; a cell that is none is told.
      let wrong = await browser.post(
        "/leases", fields.merging(["line1_amount": "x", "cell": String(picked), "cells": "C2 C9"]) { $1 })
      #expect(wrong.status == 422 && wrong.text.contains("name=\"hold\" value=\"\(hold)\""))
      #expect(wrong.text.contains("checked> <strong>C1</strong>") && !wrong.text.contains("checked> <strong>C2</strong>"))
      #expect(wrong.text.contains("value=\"C2 C9\"") && wrong.text.contains("id=\"problem-cells\""))
      let nowhere = await browser.post("/leases", fields.merging(["cell": hold.text]) { $1 })
      #expect(nowhere.status == 422)
      let made = await browser.post("/leases", fields.merging(["cell": String(picked), "cells": "C2"]) { $1 })
      let lease = try #require(made.header("location"))
      #expect(await browser.get(lease).text.contains("href=\"/applications/\(id)\""))
      let after = await browser.get("/applications/\(id)").text
      #expect(after.contains("href=\"\(lease)\"") && !after.contains("/leases/new"))
    }
  }
}
