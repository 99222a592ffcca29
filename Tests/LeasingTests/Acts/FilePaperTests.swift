import Kernel
import People
import Store
import Testing
import Trials
import Web

@testable import Leasing
@testable import Spaces

/// What comes back signed, or by post, is kept with what it belongs to.
@Suite struct FilePaperTests {
  private static let today = day("2025-06-02")
  private static func pdf(_ text: String) -> LeaseUpload {
    LeaseUpload(name: "\(text).pdf", type: "application/pdf", bytes: Array("%PDF-1.7 \(text)".utf8))
  }
  private func amended(_ house: LeasingHouse) async throws -> ID<Lease> {
    let lease = try await house.sign(house.draft())
    let rent = try #require(try await house.facts(lease).lines.first)
    try await house.perform(
      AmendLease(lease, from: day("2025-07-01"), summary: "Hausse", [.price(line: rent.id, .rate(euros("180")))]), on: Self.today)
    return lease
  }
  private func files(_ house: LeasingHouse, _ lease: ID<Lease>) async throws -> [LeaseFile] {
    try await house.database.read { try $0.files(of: lease).filter { $0.purpose != .signature } }
  }

  @Test(arguments: TrialStore.engines) func oneMatterHasItsPapers(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await amended(house)
      let rental = Viewer(person: .fresh(at: LeasingHouse.noon(Self.today)), name: "Dora", grants: [Grant(.rental)], language: .french)
      try await house.perform(FilePaper(lease, for: .amendment(1), Self.pdf("avenant")), on: Self.today, for: rental)
      #expect(try await house.codes(of: FilePaper(lease, for: .amendment(1), Self.pdf("avenant")), on: Self.today) == ["filedAlready"])
      // Another page of the same amendment is another file.
      try await house.perform(FilePaper(lease, for: .amendment(1), Self.pdf("page 2")), on: Self.today)
      for wrong in [FiledMatter.amendment(2), .notice(1)] {
        #expect(try await house.codes(of: FilePaper(lease, for: wrong, Self.pdf("x")), on: Self.today) == ["kernel.problem.choice"])
      }
      let odd = LeaseUpload(name: "x.pdf", type: "application/pdf", bytes: [0xFF, 0xD8, 0xFF])
      #expect(try await house.codes(of: FilePaper(lease, for: .amendment(1), odd), on: Self.today) == ["fileType"])
      let kept = try await files(house, lease)
      #expect(kept.map(\.purpose) == [.amendment, .amendment] && kept.map(\.amendment) == [1, 1])
      #expect(kept.first?.madeBy == "Dora" && kept.first?.name == "avenant.pdf")
      let stored = try #require(try await house.database.read { try $0.file(kept[0].id)?.file })
      #expect(stored == kept[0])
      let resident = Viewer(
        person: .fresh(at: LeasingHouse.noon(Self.today)), name: "Ada", grants: [Grant(.resident, on: house.ada)], language: .french)
      let refused = try await house.refusal(of: FilePaper(lease, for: .amendment(1), Self.pdf("y")), on: Self.today, for: resident)
      #expect(refused?.kind == .notAllowed)
    }
  }

  /// With the amendment or the notice itself; a notice that was taken back keeps its letter, and the next one is the second.
  @Test(arguments: TrialStore.engines) func withWhatItBelongsTo(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await amended(house)
      let (facts, signed) = (try await house.facts(lease), Self.pdf("signé"))
      let change = LeaseChange.reduce(ReductionDraft(.free, from: day("2025-08-01"), until: day("2025-09-01"), reason: "Travaux"))
      try await house.perform(
        AmendLease(lease, from: day("2025-08-01"), summary: "Franchise", [change], paper: signed), on: Self.today)
      #expect(try await files(house, lease).map(\.amendment) == [2])
      let leaving = GiveNotice(
        lease, by: .tenant, receivedOn: Self.today, effectiveOn: day("2025-12-01"), agreed: true, note: "Accord", letter: Self.pdf("congé"))
      try await house.perform(leaving, on: Self.today)
      try await house.perform(WithdrawNotice(lease), on: Self.today + 1)
      let again = GiveNotice(lease, by: .landlord, receivedOn: Self.today + 2, effectiveOn: day("2025-12-01"), agreed: true, note: "Accord")
      try await house.perform(again, on: Self.today + 2)
      try await house.perform(FilePaper(lease, for: .notice(2), Self.pdf("réponse")), on: Self.today + 3)
      let letters = try await files(house, lease).filter { $0.purpose == .notice }
      #expect(letters.map(\.side) == [.tenant, .landlord])
      #expect(facts.lease.id == lease)
    }
  }

  /// Annulled is a lease whose last day comes before its first, 1 February 2025, and no other.
  @Test(arguments: TrialStore.engines) func annulledNamesTheDayItWants(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await house.sign(house.draft())
      for (last, reason, field) in [("2025-02-01", EndReason.annulled, "last"), ("2025-01-31", .other, "reason")] {
        let refused = try await house.refusal(of: EndLease(lease, on: day(last) + 1, reason: reason))
        let problem = try #require(refused?.problems.first)
        #expect(problem.field == field && problem.arguments == ["entry": "2025-02-01"])
      }
      try await house.perform(EndLease(lease, on: day("2025-02-01"), reason: .annulled))
    }
  }
}

extension PaperRouteTests {
  @Test(arguments: TrialStore.engines) func signedPapersAreFiledAndRead(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await house.sign(house.draft())
      let today = day("2025-06-02")
      let rental = try browser(house, [Grant(.rental)], on: today)
      #expect(await !rental.get("/leases/\(lease)").text.contains("/filings"), "nothing to file for")
      let rent = try #require(try await house.facts(lease).lines.first)
      let paper = UploadedFile(field: "file", name: "avenant.pdf", type: "application/pdf", bytes: Array("%PDF-1.7 signé".utf8))
      let amending = ["day": "2025-07-01", "summary": "Hausse", "line": rent.id.text, "amount": "180", "basis": "rate"]
      #expect(await rental.post("/leases/\(lease)/amendment", amending, files: [paper]).status == 303)
      #expect(await rental.post("/leases/\(lease)/filings", ["matter": "amendment-1"]).text.contains("id=\"problem-file\""))
      let again = await rental.post("/leases/\(lease)/filings", ["matter": "amendment-1"], files: [paper])
      #expect(again.status == 409 && again.text.contains("déjà déposé"))
      let page = await rental.get("/leases/\(lease)").text
      #expect(page.contains("Avenant n° 1, signé") && page.contains("déposé par Dora"))
      let told = await rental.get("/api/leases/\(lease)").text
      #expect(told.contains("\"matter\":\"amendment-1\"") && told.contains("\"purpose\":\"amendment\"") && told.contains("\"amendment\":1"))
      let file = try #require(try await house.database.read { try $0.files(of: lease).first { $0.purpose == .amendment } })
      let (tenant, other) = (try browser(house, [Grant(.resident, on: house.ada)]), try browser(house, [Grant(.resident, on: house.bob)]))
      for path in ["/leases/\(lease)/files/\(file.id)", "/api/leases/\(lease)/files/\(file.id)"] {
        #expect(await tenant.get(path).body == paper.bytes)
        #expect(await other.get(path).status == 404)
      }
      #expect(await tenant.post("/leases/\(lease)/filings", ["matter": "amendment-1"], files: [paper]).status == 403)
    }
  }

  /// Who has which cells is shown where a tenant is moved, and where cells are kept beside theirs.
  @Test(arguments: TrialStore.engines) func moveAndGrowthPickTheirCells(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let lease = try await house.sign(house.draft("commercial", house.ada, house.at(3)))
      let today = day("2025-06-02")
      let rental = try browser(house, [Grant(.rental)], on: today)
      let move = await rental.get("/leases/\(lease)/move?cells=C-05").text
      #expect(move.contains("data-picker") && move.contains("value=\"\(house.cells[4])\" data-area=\"1500\" checked"))
      let growth = await rental.get("/leases/\(lease)/growth").text
      #expect(growth.contains("Voisines de C-03"))
      // C-02 and C-04 before C-01, each once.
      let order = ["C-02", "C-04", "C-01"].compactMap { growth.range(of: "<strong>\($0)</strong>")?.lowerBound }
      #expect(order.count == 3 && order == order.sorted())
      #expect(growth.components(separatedBy: "<strong>C-02</strong>").count == 2)
      let far = await rental.post(
        "/leases/\(lease)/growth", ["cell": house.cells[8].text, "from": "2025-07-01", "expires_on": "2025-08-01"])
      #expect(far.status == 422 && far.text.contains("ne touchent pas") && far.text.contains("data-area=\"1500\" checked"))
      #expect(
        await rental.post("/leases/\(lease)/growth", ["from": "2025-07-01", "expires_on": "2025-08-01"]).text.contains("problem-cells"))
      let kept = await rental.post(
        "/leases/\(lease)/growth", ["cell": house.cells[3].text, "from": "2025-07-01", "expires_on": "2025-08-01"])
      #expect(kept.status == 303)
    }
  }
}
