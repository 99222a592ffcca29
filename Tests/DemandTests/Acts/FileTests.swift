import Kernel
import People
import Store
import Testing
import Trials

@testable import Demand

@Suite struct FileTests {
  /// Opened by the house, completed by its applicant through the link of the mail, and no sooner submitted.
  @Test(arguments: TrialStore.engines) func aFileIsCompletedThroughItsLink(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.perform(OpenApplication(house.facts("Atelix", cells: nil), base: DemandHouse.base))
      let key = try await house.key(id)
      var refusal = await #expect(throws: Refusal.self) {
        try await house.perform(MoveApplication(key, .submit, base: DemandHouse.base), as: .visitor())
      }
      #expect(refusal?.problems.count == 4, "no size, three papers: \(refusal?.problems.map(\.code) ?? [])")
      var facts = house.facts("Atelix", cells: 3)
      facts.jobs = 5
      try await house.perform(ChangeApplication(key, organisation: house.resident, facts), as: .visitor())
      for kind in [PaperKind.identity, .registration, .businessPlan] {
        try await house.perform(
          AddPaper(key, kind: kind, name: "x.pdf", bytes: DemandHouse.pdf + [UInt8(kind.rawValue.count)], expiresOn: nil), as: .visitor())
      }
      try await house.perform(MoveApplication(key, .submit, base: DemandHouse.base), as: .visitor())
      let file = try #require(try await house.database.read { try $0.application(id) })
      #expect(file.state == .submitted && file.facts.jobs == 5)
      #expect(file.organisation == nil, "whose they are to the house is not theirs to say")
      // Once it is with the committee, only the house changes it.
      refusal = await #expect(throws: Refusal.self) {
        try await house.perform(ChangeApplication(key, organisation: nil, facts), as: .visitor())
      }
      #expect(refusal?.kind == .conflict)
      try await house.perform(SendFileLink(id, revoking: true, base: DemandHouse.base))
      refusal = await #expect(throws: Refusal.self) { try await house.perform(ConfirmWish(key, base: DemandHouse.base), as: .visitor()) }
      #expect(refusal == .notFound, "a revoked link opens nothing")
    }
  }

  /// What a file may not be, told at once and without a trace.
  @Test(arguments: TrialStore.engines) func papersAreLookedAt(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.perform(OpenApplication(house.facts("Atelix"), base: DemandHouse.base))
      let table: [([UInt8], Day?, [String])] = [
        ([], nil, ["kernel.problem.missing"]), (Array("MZ program".utf8), nil, ["demand.problem.paperType"]),
        (DemandHouse.pdf + [UInt8](repeating: 0, count: PaperType.mostBytes), nil, ["demand.problem.paperLarge"]),
        (Array("<html>".utf8), house.today, ["demand.problem.paperType", "demand.problem.paperExpired"]),
      ]
      for (bytes, expires, codes) in table {
        let refusal = await #expect(throws: Refusal.self) {
          try await house.perform(AddPaper(.file(id), kind: .identity, name: "x", bytes: bytes, expiresOn: expires))
        }
        #expect(refusal?.problems.map(\.code) == codes)
      }
      let first = try await house.perform(AddPaper(.file(id), kind: .identity, name: "x.pdf", bytes: DemandHouse.pdf, expiresOn: nil))
      let second = try await house.perform(AddPaper(.file(id), kind: .identity, name: "x.pdf", bytes: DemandHouse.pdf, expiresOn: nil))
      #expect(first == second, "the same paper twice is one")
      try await house.perform(TurnDownPaper(first, of: id, reason: "Illisible", base: DemandHouse.base))
      let missing = try await house.database.read { try $0.wholeFile(id, on: house.today)?.missing(on: house.today) }
      #expect(missing?.contains(.identity) == true)
      #expect(try await house.count("SELECT COUNT(*) FROM paper_contents") == 1)
    }
  }

  /// Six months on they are asked, a month later they are inactive, and back with the day they came back on.
  @Test(arguments: TrialStore.engines) func whoDoesNotConfirmFallsAsleep(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let silent = try await house.listed("Silence")
      let faithful = try await house.listed("Fidèle")
      let ask = AskForConfirmation(base: DemandHouse.base)
      house.sleep(days: 179)
      #expect(try await house.perform(ask) == .init(asked: 0, lapsed: 0))
      house.sleep(days: 1)
      #expect(try await house.perform(ask) == .init(asked: 2, lapsed: 0))
      #expect(try await house.perform(ask) == .init(asked: 0, lapsed: 0), "asked once")
      try await house.perform(ConfirmWish(try await house.key(faithful), base: DemandHouse.base), as: .visitor())
      house.sleep(days: 29)
      #expect(try await house.perform(ask) == .init(asked: 0, lapsed: 0))
      house.sleep(days: 1)
      #expect(try await house.perform(ask) == .init(asked: 0, lapsed: 1))
      #expect(try await house.state(silent) == .inactive)
      #expect(try await house.state(faithful) == .waiting)
      try await house.perform(ConfirmWish(try await house.key(silent), base: DemandHouse.base), as: .visitor())
      let back = try #require(try await house.database.read { try $0.application(silent) })
      #expect(back.state == .waiting && back.listedOn == house.today, "seniority begins anew")
    }
  }

  @Test(arguments: TrialStore.engines) func whoIsGoneIsForgottenAndTheWishStays(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.listed("Oubli")
      try await house.perform(MoveApplication(.file(id), .withdraw, reason: "Parti", base: DemandHouse.base))
      #expect(try await house.perform(ForgetApplications()) == 0)
      house.sleep(days: 37 * 31)
      #expect(try await house.perform(ForgetApplications()) == 1)
      let about = "application/\(id)"
      for (what, sql): (String, SQL) in [
        ("letters", "SELECT COUNT(*) FROM outbox WHERE about = \(about)"), ("papers", "SELECT COUNT(*) FROM application_papers"),
        ("contents", "SELECT COUNT(*) FROM paper_contents"), ("links", "SELECT COUNT(*) FROM application_links"),
        ("enclosures", "SELECT COUNT(*) FROM outbox_enclosures"),
        ("names", "SELECT COUNT(*) FROM applications WHERE name || contact || email || search_key <> ''"),
      ] { #expect(try await house.count(sql) == 0, "\(what)") }
      #expect(try await house.database.read { try $0.wishes().map(\.cells) } == [2])
    }
  }
}
