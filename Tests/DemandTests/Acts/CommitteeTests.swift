import Kernel
import Store
import Testing
import Trials

@testable import Demand

@Suite struct CommitteeTests {
  /// Scored by two, decided with reasons: the file moves, and the letter goes out as mail and PDF.
  @Test(arguments: TrialStore.engines) func fromAgendaToLetter(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.submitted("Atelix")
      let item = try await house.put(id)
      var refusal = await #expect(throws: Refusal.self) {
        try await house.perform(DecideFile(item, .accept, reasons: "Oui", base: DemandHouse.base))
      }
      #expect(refusal?.problems.first?.code == "demand.problem.quorum")
      let ada: [String: Int64?] = ["project": 4, "team": 3, "solvency": 5, "collective": nil]
      let bob: [String: Int64?] = ["project": 5, "team": 4, "solvency": 3, "collective": 2]
      try await house.perform(ScoreFile(item, points: ada), as: house.viewer(house.juror, nil))
      try await house.perform(ScoreFile(item, points: bob), as: house.viewer(house.rental, .rental))
      try await house.perform(DecideFile(item, .wait, reasons: "Bon dossier, pas de place.", base: DemandHouse.base))
      let file = try #require(try await house.database.read { try $0.application(id) })
      #expect(file.state == .waiting && file.score == 75_75, "77.50 and 74.00")
      let paper = try await house.database.read {
        try $0.first(
          "SELECT e.type, e.content FROM outbox_enclosures e JOIN outbox o ON o.id = e.letter WHERE o.about = \("application/\(id)")")
      }
      let content: String = try #require(paper).get("content")
      #expect(content.hasPrefix("JVBERi0"), "a PDF, in base64")
      let session = try #require(try await house.database.read { try $0.item(item)?.session })
      try await house.perform(CloseCommittee(session, minutes: "Tous d’accord."))
      refusal = await #expect(throws: Refusal.self) {
        try await house.perform(ScoreFile(item, points: bob), as: house.viewer(house.juror, nil))
      }
      #expect(refusal?.problems.first?.code == "demand.problem.sessionClosed")
      let minutes = try await house.database.read { transaction in
        try transaction.minutes(of: try #require(try transaction.session(session)), hiddenFrom: nil).document(in: .french, at: house.now)
          .printed()
      }
      #expect(minutes.starts(with: Array("%PDF".utf8)))
    }
  }

  /// Called alone, a member cannot decide; another is called while the session is open, and the file waits for one session at a time.
  @Test(arguments: TrialStore.engines) func oneMoreMember(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.submitted("Atelix")
      func call(_ title: String, _ files: [ID<Application>]) async throws -> ID<CommitteeSession> {
        try await house.perform(
          CallCommittee(
            day: house.today, title: title, meetingPlace: "", members: [house.juror], applications: files, base: DemandHouse.base))
      }
      let session = try await call("Premier", [id])
      var refusal = await #expect(throws: Refusal.self) { _ = try await call("Second", [id]) }
      #expect(refusal?.problems.first?.code == "demand.problem.onOtherAgenda")
      try await house.perform(AddCommitteeMember(session, house.rental, base: DemandHouse.base))
      refusal = await #expect(throws: Refusal.self) {
        try await house.perform(AddCommitteeMember(session, house.rental, base: DemandHouse.base))
      }
      #expect(refusal?.problems.first?.code == "demand.problem.memberAlready")
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE about = \("committee/\(session)")") == 2, "one letter each")
      let item = try #require(try await house.database.read { try $0.items(of: session) }.first?.id)
      try await house.score(item, 4)
      try await house.perform(DecideFile(item, .adjourn, reasons: "À revoir.", base: DemandHouse.base))
      // Decided there, it may come before another.
      _ = try await call("Second", [id])
      try await house.perform(CloseCommittee(session, minutes: ""))
      refusal = await #expect(throws: Refusal.self) {
        try await house.perform(AddCommitteeMember(session, house.juror, base: DemandHouse.base))
      }
      #expect(refusal?.problems.first?.code == "demand.problem.sessionClosed")
    }
  }

  /// Who left the room neither scores nor sees, nor counts, nor writes the decision.
  @Test(arguments: TrialStore.engines) func recusal(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let id = try await house.submitted("Cousine")
      let item = try await house.put(id)
      try await house.score(item, 5)
      let rental = house.viewer(house.rental, .rental)
      try await house.perform(RecuseFromFile(item, reason: "Parenté"), as: rental)
      #expect(
        try await house.count("SELECT COUNT(*) FROM committee_scores WHERE person = \(house.rental)") == 0, "what they gave is struck")
      for act in [ScoreFile(item, points: ["project": 5])] {
        let refusal = await #expect(throws: Refusal.self) { try await house.perform(act, as: rental) }
        #expect(refusal?.problems.first?.code == "demand.problem.recused")
      }
      var refusal = await #expect(throws: Refusal.self) {
        try await house.perform(DecideFile(item, .accept, reasons: "Oui", base: DemandHouse.base), as: rental)
      }
      #expect(refusal?.problems.first?.code == "demand.problem.recused")
      refusal = await #expect(throws: Refusal.self) {
        try await house.perform(DecideFile(item, .accept, reasons: "Oui", base: DemandHouse.base))
      }
      #expect(refusal?.problems.first?.code == "demand.problem.quorum", "one is left of two")

      let hers = try await house.browser(as: house.rental)
      let his = try await house.browser(as: house.juror)
      #expect(await his.get("/api/committee-items/\(item)").text.contains("\"score\":10000"))
      let seen = await hers.get("/api/committee-items/\(item)").text
      #expect(!seen.contains("\"score\"") && seen.contains("\"scores\":[]") && seen.contains("\"recused\":true"))
      let page = await hers.get("/committee-items/\(item)").text
      #expect(!page.contains("100,00") && page.contains("Vous vous êtes récusé") && !page.contains("score_project"))
      #expect(await his.get("/committee-items/\(item)").text.contains("100,00"))
    }
  }

  /// The score does not come back by another door: the file, the list, their tables.
  @Test(arguments: TrialStore.engines) func whoRecusedLearnsTheScoreNowhere(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      try await house.perform(
        SetDemandParameter("committee.quorum", from: house.today, amount: 1, reference: "Essai"),
        as: house.viewer(house.director, .director))
      let id = try await house.submitted("Cousine")
      let item = try await house.put(id)
      try await house.score(item, 3)
      try await house.perform(RecuseFromFile(item, reason: "Parenté"), as: house.viewer(house.rental, .rental))
      try await house.perform(DecideFile(item, .wait, reasons: "Bien", base: DemandHouse.base))
      let hers = try await house.browser(as: house.rental)
      let other = try await house.browser(as: house.director)
      for path in [
        "/applications/\(id)", "/waiting-list", "/waiting-list.csv", "/applications.csv", "/committees", "/api/applications/\(id)",
        "/api/waiting-list",
      ] {
        let (one, two) = (await hers.get(path), await other.get(path))
        #expect(one.status == 200 && two.status == 200, "\(path)")
        for shown in ["60,00", "12,00", "\"score\":6000", "\"points\":1200"] {
          #expect(!one.text.contains(shown), "\(path) tells \(shown)")
        }
      }
      #expect(await other.get("/applications/\(id)").text.contains("60,00"))
      #expect(await other.get("/api/waiting-list").text.contains("\"points\":1200"))
    }
  }

  @Test(arguments: TrialStore.engines) func aSessionIsNobodyElses(engine: Engine) async throws {
    try await DemandHouse.with(engine) { house in
      let item = try await house.put(try await house.submitted("Atelix"))
      let stranger = try await house.perform(AddStranger())
      let browser = try await house.browser(as: stranger)
      #expect(await browser.get("/committee-items/\(item)").status == 404)
      let refusal = await #expect(throws: Refusal.self) {
        try await house.perform(ScoreFile(item, points: ["project": 1]), as: house.viewer(stranger, nil))
      }
      #expect(refusal == .notFound)
      let juror = try await house.browser(as: house.juror)
      #expect(await juror.get("/committees").text.contains("Comité"))
      #expect(await juror.get("/applications").status == 403, "a member of the committee sees what is before it, not the files of all")
    }
  }
}
