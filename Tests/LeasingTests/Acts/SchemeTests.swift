import Kernel
import Store
import Testing
import Trials

@testable import Leasing

/// Schemes are data: the house adds its own, and says later what one is from a day on; what was signed keeps what it was signed under.
@Suite("Schemes of the house", .serialized) struct SchemeTests {
  private let studio = SchemeTerms(
    ageMost: 60, stayMost: 18, firstTerm: 6, renewalStep: 6, ladder: PriceLadder("6000 10000"),
    notice: NoticeRule(months: 2, days: 0, onlyEachThreeYears: false), depositMonths: 150, isTacit: false, vat: .compulsory,
    reference: "Règlement intérieur, art. 4")

  @Test(arguments: TrialStore.engines) func oneOfItsOwnAndAVersionAfterIt(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var terms = studio
      terms.exit = house.schemes["hotel-12"]
      let add = AddScheme(code: "studio-18", .pepiniere, names: [.french: "Studio", .german: "Atelier"], from: day("2025-01-01"), terms)
      let id = try await house.perform(add)
      let scheme = try #require(try await house.database.read { try $0.scheme(id) })
      #expect([scheme.name(in: .french), scheme.name(in: .english), scheme.name(in: .german)] == ["Studio", "Studio", "Atelier"])
      #expect(try await house.codes(of: add) == ["schemeThere"])
      // A lease follows it: six months at 60 % of 150.00, a guarantee of one month and a half, no more than 18 months in all.
      var draft = house.draft("desk", from: day("2025-02-01"), terms: LeaseTerms(regime: .compulsory, foundedOn: day("2023-01-01")))
      (draft.scheme, draft.lines) = (id, [LineDraft(.rent, "Loyer", .month(euros("150")))])
      let lease = try await house.sign(draft)
      #expect(try await house.facts(lease).lease.until == day("2025-08-01"))
      #expect(try await house.charges("2025-03").map(\.net) == [euros("90")])
      draft.until = day("2026-09-01")
      draft.cells = house.at(2)
      #expect(try await house.codes(of: PrepareLease(draft)) == ["stay"])
      // From 1 July another notice and another step: the lease that runs keeps the two months it was signed under.
      var later = terms
      later.notice = NoticeRule(months: 3, days: 0, onlyEachThreeYears: false)
      later.renewalStep = 3
      try await house.perform(SetSchemeTerms(id, from: day("2025-07-01"), later), on: day("2025-06-01"))
      #expect(
        try await house.codes(of: SetSchemeTerms(id, from: day("2025-07-01"), later), on: day("2025-06-01")) == ["versionThere"])
      let kept = try await house.database.read { try $0.schemeVersion(try $0.lease(lease)!.version) }
      #expect(kept?.from == day("2025-01-01") && kept?.terms.notice.months == 2)
      let next = try await house.perform(RenewLease(lease), on: day("2025-07-10"))
      let renewed = try await house.database.read { try $0.schemeVersion(try $0.lease(next)!.version) }
      #expect(renewed?.terms.notice.months == 3, "what is signed anew is signed under what is said now")
    }
  }

  @Test(arguments: TrialStore.engines) func everythingThatIsWrongAtOnce(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var terms = studio
      (terms.ageLeast, terms.stayMost, terms.reference, terms.depositMonths) = (61, 5, " ", 130_00)
      #expect(
        try await house.codes(of: AddScheme(code: "Studio 18", .pepiniere, names: [:], from: day("2025-01-01"), terms))
          == [
            "schemeCode", "kernel.problem.missing", "kernel.problem.missing", "reversed", "reversed", "kernel.problem.range",
          ])
      // What the law says of a kind holds for one of the house as well.
      for (kind, code) in [
        (LeaseKind.derogatory, "derogatoryMost"), (.commercial, "commercialLeast"), (.domiciliation, "domiciliationLeast"),
      ] {
        var terms = studio
        (terms.ladder, terms.stayMost, terms.firstTerm) = (nil, kind == .derogatory ? 48 : nil, 12)
        #expect(try await house.codes(of: AddScheme(code: "own", kind, names: [.french: "A"], from: day("2025-01-01"), terms)) == [code])
      }
      let resident = Viewer(person: PersonID("p"), name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      let act = AddScheme(code: "own", .desk, names: [.french: "A"], from: day("2025-01-01"), studio)
      let refused = try await house.refusal(of: act, for: resident)
      #expect(refused?.kind == .notAllowed)
    }
  }

  /// Declared on any day of a month it takes effect on the first of it, and may end from 1 January of the ninth year after the declaration:
  /// 2026 + 9 = 2035. That the premises were equipped in between changes nothing.
  @Test(arguments: TrialStore.engines) func theOptionOfABuilding(engine: Engine) async throws {
    let table = [
      ("2026-03-10", "2026-03-01", "2035-01-01"), ("2026-03-01", "2026-03-01", "2035-01-01"), ("2026-12-31", "2026-12-01", "2035-01-01"),
      ("2027-01-01", "2027-01-01", "2036-01-01"),
    ]
    for (declared, effect, end) in table {
      try await LeasingHouse.with(engine) { house in
        func option(from: Day) -> SetPremisesRegime {
          SetPremisesRegime(house.building, from: from, .option, declaredOn: day(declared), reference: "CGI 260, 2°")
        }
        for wrong in [day(effect) - 1, day(effect) + 1, (day(declared).month + 1).first] {
          #expect(try await house.codes(of: option(from: wrong), on: day(declared)) == ["optionMonth"], "\(declared)")
        }
        try await house.perform(option(from: day(effect)), on: day(declared))
        let known = try await house.database.read { try $0.premisesRegime(of: house.building, on: day(effect)) }
        #expect(known?.endableFrom == day(end), "\(declared)")
        func exempt(from: Day) -> SetPremisesRegime { SetPremisesRegime(house.building, from: from, .exempt, reference: "CGI 261 D, 2°") }
        let refusal = try await house.refusal(of: exempt(from: day(end) - 1), on: day(end))
        #expect(refusal?.problems.first?.code == "leasing.problem.optionBinds" && refusal?.problems.first?.arguments["day"] == end)
        try await house.perform(
          SetPremisesRegime(house.building, from: day("2028-01-01"), .compulsory, reference: "Locaux équipés"), on: day("2028-01-01"))
        #expect(try await house.codes(of: exempt(from: day("2030-01-01")), on: day("2030-01-01")) == ["optionBinds"])
        try await house.perform(exempt(from: day(end)), on: day(end))
      }
    }
  }
}
