import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Spaces

/// The terms of a lease that runs become others from a day on: what is issued stays, what follows is asked on the new ones.
@Suite("Amended terms", .serialized) struct AmendTermsTests {
  private func exempt(_ house: LeasingHouse, _ rhythm: Rhythm = Rhythm(.month, .advance)) async throws -> ID<Lease> {
    try await house.perform(SetPremisesRegime(house.building, from: day("2017-01-01"), .exempt, reference: "CGI 261 D, 2°"))
    var draft = house.draft(from: day("2026-01-01"), terms: LeaseTerms(rhythm: rhythm, regime: .exempt, deposit: .zero))
    draft.lines = [LineDraft(.rent, "Loyer", .month(euros("1000")))]
    return try await house.sign(draft, on: day("2025-12-20"))
  }
  private func opt(_ house: LeasingHouse, from text: String) async throws {
    try await house.perform(
      SetPremisesRegime(house.building, from: day(text), .option, declaredOn: day(text) + 9, reference: "CGI 260, 2°"),
      on: day(text))
  }
  private func amend(_ id: ID<Lease>, from text: String, _ change: TermsChange) -> AmendLease {
    AmendLease(id, from: day(text), summary: "Conditions", [.terms(change)])
  }

  @Test(arguments: TrialStore.engines) func theOptionIsTakenUp(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await exempt(house)
      try await house.invoice("2026-01")
      try await house.invoice("2026-02")
      let option = TermsChange(regime: .option)
      // The building has not opted; a lease alone cannot.
      #expect(try await house.codes(of: amend(id, from: "2026-03-01", option), on: day("2026-02-10")) == ["regimeNotOpted"])
      try await opt(house, from: "2026-02-01")
      #expect(try await house.codes(of: amend(id, from: "2026-03-10", option), on: day("2026-02-10")) == ["termsMonth"])
      let asked = try await house.refusal(of: amend(id, from: "2026-02-01", option), on: day("2026-02-10"))
      #expect(asked?.problems.first?.code == "leasing.problem.termsAsked" && asked?.problems.first?.arguments["day"] == "2026-03-01")
      try await house.perform(amend(id, from: "2026-03-01", option), on: day("2026-02-10"))
      #expect(try await house.posted().isEmpty, "what was invoiced stays")
      let march = try await house.charges("2026-03")
      #expect(try await house.charges("2026-02").map(\.vat.category) == [.exempt])
      #expect(march.map(\.vat.category) == [.standard] && march.map { ChargeSum([$0]).total } == [euros("1200")])
      // Nothing that is again as it was; nothing before what was amended already; and the option binds the building nine years.
      #expect(try await house.codes(of: amend(id, from: "2026-04-01", option), on: day("2026-02-11")) == ["noChange"])
      let given = try await house.refusal(of: amend(id, from: "2026-05-01", TermsChange(regime: .exempt)), on: day("2026-02-11"))
      #expect(given?.problems.map(\.code) == ["leasing.problem.regimeOpted"])
      #expect(given?.problems.first?.arguments["day"] == "2035-01-01")
      try await house.perform(amend(id, from: "2026-06-01", TermsChange(paymentDays: 45)), on: day("2026-02-12"))
      #expect(
        try await house.codes(of: amend(id, from: "2026-05-01", TermsChange(proration: .thirty)), on: day("2026-02-12")) == ["termsLater"])
      let facts = try await house.facts(id)
      #expect(facts.lease.terms.regime == .exempt, "what was signed stays written")
      #expect(facts.terms(on: day("2026-02-28")).regime == .exempt && facts.terms(on: day("2026-03-01")).regime == .option)
      #expect(try await house.charges("2026-05").map(\.paymentDays) == [30])
      #expect(try await house.charges("2026-06").map(\.paymentDays) == [45])
    }
  }

  /// January to March were asked for in advance, exempt. From 1 February the rent is taxed: 2,000.00 is given back as it was asked, and the
  /// rest of the quarter asked for with VAT.
  @Test(arguments: TrialStore.engines) func aQuarterInProgressIsCut(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await exempt(house, Rhythm(.quarter, .advance))
      try await house.invoice("2026-01")
      try await opt(house, from: "2026-02-01")
      try await house.perform(
        amend(id, from: "2026-02-01", TermsChange(regime: .option, purchaseOrder: "BC-7")), on: day("2026-01-20"))
      #expect(try await house.posted().map(\.net) == [euros("-2000")])
      let rest = try await house.charges("2026-02")
      #expect(rest.map(\.net) == [euros("2000")] && rest.map(\.vat.category) == [.standard] && rest.map(\.order) == ["BC-7"])
      #expect(rest.first.map { ChargeSum([$0]).vat } == euros("400"))
      #expect(try await house.charges("2026-03").isEmpty)
      #expect(try await house.charges("2026-04").map(\.net) == [euros("3000")])
      // Done twice it does nothing, and once invoiced it stays.
      try await house.invoice("2026-02")
      try await house.database.write {
        try $0.settleDifferences(of: id, reason: "leasing.explain.amended", for: .house, at: LeasingHouse.noon(day("2026-02-03")))
      }
      #expect(try await house.posted().map(\.net) == [euros("-2000")])
    }
  }

  @Test(arguments: TrialStore.engines) func anotherRhythmAndWhatFollowsIt(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await exempt(house)
      try await house.invoice("2026-01")
      try await house.perform(
        amend(id, from: "2026-02-01", TermsChange(frequency: .quarter, paymentDays: 10, proration: .thirty)), on: day("2026-01-20"))
      #expect(try await house.posted().isEmpty)
      #expect(try await house.charges("2026-02").map(\.net) == [euros("2000")])
      #expect(try await house.charges("2026-04").map(\.net) == [euros("3000")])
      // Services without bare premises are taxed by right, whatever is agreed.
      let desk = try await house.sign(
        house.draft("desk", house.bob, [], from: day("2026-01-01"), terms: LeaseTerms(regime: .compulsory, deposit: .zero)),
        on: day("2025-12-20"))
      #expect(
        try await house.codes(of: amend(desk, from: "2026-02-01", TermsChange(regime: .exempt)), on: day("2026-01-20"))
          == ["regimeScheme"])
      // A lease that follows begins on the terms of its day.
      let next = try await house.database.read {
        try $0.draft(after: try $0.leaseFacts(id)!, from: day("2026-06-01"), asAgreed: true).terms
      }
      #expect(next.rhythm == Rhythm(.quarter, .advance) && next.paymentDays == 10 && next.proration == .thirty)
      let page = try await house.database.read { try LeaseView(try $0.leaseFacts(id)!, in: $0, on: day("2026-03-01")).terms.paymentDays }
      #expect(page == 10)
    }
  }

  @Test func thePaperShowsOldAndNew() async throws {
    try await LeasingHouse.with(.sqlite) { house in
      let id = try await exempt(house)
      try await opt(house, from: "2026-02-01")
      try await house.perform(
        amend(id, from: "2026-03-01", TermsChange(regime: .option, timing: .arrears)), on: day("2026-02-10"))
      let texts = try PaperTexts.load()
      let paper = try await house.database.read {
        try $0.leasePaper(PaperName(amendment: 1), of: id, in: .french, texts: texts, at: LeasingHouse.noon(day("2026-02-10")))?.paper
      }
      let words = try Tool.words(try #require(paper).document.printed())
      for said in ["exonéré", "option du bailleur, 20 %", "à échoir", "à terme échu", "CGI, art. 260, 2°"] {
        #expect(words.contains(said), "\(said)")
      }
    }
  }
}
