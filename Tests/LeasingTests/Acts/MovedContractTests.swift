import Kernel
import Store
import Testing
import Trials

@testable import Leasing
@testable import Spaces

/// What goes along when a tenant moves: the periods of the contract, prices agreed for later, the names of the cells.
@Suite("Moved contracts") struct MovedContractTests {
  private func move(_ lease: ID<Lease>, _ lines: [LineDraft], in house: LeasingHouse, paper: Bool = true) -> MoveTenant {
    MoveTenant(
      lease, to: house.at(2), entry: day("2025-06-16"), exit: day("2025-06-21"), lines: lines, deposit: euros("450"), signatory: "Ada",
      paper: paper ? LeasingHouse.paper : nil)
  }

  /// From 1 February 2025 for nine years, moved on 16 June 2025: notice of 20 July 2027 is in time for 1 February 2028, the end of the first period
  /// (six months end on 20 January), and not for 16 June 2028, three years after the entry.
  @Test(arguments: TrialStore.engines) func periodsGoOn(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let old = try await house.sign(house.draft())
      let new = try await house.perform(move(old, house.draft().lines, in: house), on: day("2025-06-02")).lease
      let told = day("2027-07-20")
      let outlook = try #require(try await house.database.read { try $0.outlook(new, on: told) })
      #expect(outlook.contractBegin == day("2025-02-01") && outlook.leaving?.on == day("2028-02-01"))
      let byEntry = GiveNotice(new, by: .tenant, receivedOn: told, effectiveOn: day("2028-06-16"))
      #expect(try await house.codes(of: byEntry, on: told) == ["noticeEarly"])
      #expect(try await house.codes(of: GiveNotice(new, by: .tenant, receivedOn: told, effectiveOn: day("2028-02-01")), on: told) == [])
    }
  }

  /// 120.00 per m², 180.00 by an amendment from 1 July; moved on 16 June from C-01 to C-02. The headings are offered with that step and the new lease
  /// has it: 15 m² × 180.00 / 12 = 225.00 a month from July on. Left out, the quote says that it falls away.
  @Test(arguments: TrialStore.engines) func pricesAgreedForLaterGoAlong(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var draft = house.draft()
      draft.lines[0].text = "Loyer C-01"
      let old = try await house.sign(draft)
      let rent = try #require(try await house.facts(old).lines.first)
      let today = day("2025-06-02")
      try await house.perform(
        AmendLease(old, from: day("2025-07-01"), summary: "Hausse", [.price(line: rent.id, .rate(euros("180")))]), on: today)
      let offered = try await house.facts(old).lineDrafts(on: day("2025-06-16"))
      #expect(offered[0].steps.map(\.from) == [day("2025-07-01")] && offered[0].steps.map(\.price) == [.rate(euros("180"))])
      // Who enters after that day begins with it.
      #expect(try await house.facts(old).lineDrafts(on: day("2025-08-01"))[0].price == .rate(euros("180")))
      var without = offered
      without[0].steps = []
      func quote(_ lines: [LineDraft]) async throws -> MoveQuote {
        try await house.database.quote(move(old, lines, in: house, paper: false), for: .house, at: LeasingHouse.noon(today))
      }
      let dropped = try await quote(without)
      #expect(dropped.later.map(\.isKept) == [false] && dropped.later.map(\.rate) == [euros("180")])
      #expect(try await quote(offered).later.map(\.isKept) == [true])
      let new = try await house.perform(move(old, offered, in: house), on: today).lease
      let facts = try await house.facts(new)
      #expect(facts.lines.map(\.text) == ["Loyer C-02", "Services"])
      #expect(facts.schedule?.monthly(on: day("2025-06-20"), rentOnly: true) == euros("150"))
      #expect(facts.schedule?.monthly(on: day("2025-07-01"), rentOnly: true) == euros("225"))
    }
  }
}

/// The same on the pages of the house.
extension PaperRouteTests {
  @Test(arguments: TrialStore.engines) func formsSayWhatTheyWant(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let offered = try await house.perform(PrepareLease(house.draft("commercial", house.bob, house.at(3))))
      try await house.perform(OfferLease(offered, expiresOn: LeasingHouse.start + 30))
      let rental = try browser(house, [Grant(.rental)])
      // Who has a paper to attach is told of the paper, beside it.
      let page = await rental.get("/leases/\(offered)").text
      #expect(page.contains("type=\"file\"") && !page.contains("id=\"field-accepted\""))
      let bare = await rental.post("/leases/\(offered)/signature", ["signatory": "Bob"])
      #expect(bare.status == 422 && bare.text.contains("Joignez le bail signé") && bare.text.contains("id=\"problem-file\""))
      #expect(!bare.text.contains("field-digest") && !bare.text.contains("#field-accepted"))

      let lease = try await house.sign(house.draft())
      let rent = try #require(try await house.facts(lease).lines.first)
      let today = day("2025-06-02")
      try await house.perform(
        AmendLease(lease, from: day("2025-07-16"), summary: "Hausse", [.price(line: rent.id, .rate(euros("180")))]), on: today)
      let later = try browser(house, [Grant(.rental)], on: today)
      let form = await later.get("/leases/\(lease)/move").text
      #expect(form.contains("value=\"2025-07-16\"") && form.contains("value=\"180,00\""))
      let quoted = await later.post(
        "/leases/\(lease)/move",
        [
          "quote": "1", "cells": "C-02", "entry": "2025-06-16", "exit": "2025-06-20", "deposit": "450", "line1_label": "Loyer",
          "line1_kind": "rent", "line1_amount": "120", "line1_basis": "rate", "line1_area": "15",
        ])
      #expect(quoted.text.contains("n’est pas repris") && quoted.text.contains("Prix convenu à partir du"))
    }
  }
}
