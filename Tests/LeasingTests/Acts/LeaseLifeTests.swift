import Kernel
import Store
import Testing
import Trials

@testable import Leasing
@testable import Spaces

@Suite("Leases from draft to end") struct LeaseLifeTests {
  @Test(arguments: TrialStore.engines) func preparedOfferedSigned(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.perform(PrepareLease(house.draft("commercial", house.ada, house.at(1, 2))))
      let facts = try await house.facts(id)
      #expect(facts.lease.number == "BAIL-2025-0001")
      // Nine years, then on and on: the term is written, the end is not.
      #expect(facts.lease.term == day("2034-02-01") && facts.lease.until == nil)
      #expect(facts.yearlyRent(on: day("2025-02-01")) == euros("3600"))
      #expect(try await house.state(id, on: LeasingHouse.start) == .draft)
      #expect(try await house.charges("2025-02").isEmpty)
      // An offer holds the cells: nobody else gets them, and signing cannot fail for want of them.
      try await house.perform(OfferLease(id, expiresOn: day("2025-02-01")))
      #expect(try await house.state(id, on: day("2025-01-31")) == .offered)
      let other = try await house.perform(PrepareLease(house.draft("commercial", house.bob, house.at(2))))
      #expect(try await house.refusal(of: OfferLease(other, expiresOn: day("2025-02-01")))?.kind == .conflict)
      let digest = try await house.database.read { try $0.digest(of: try $0.leaseFacts(id)!) }
      let tenant = Viewer(person: PersonID("p"), name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      let stranger = Viewer(person: PersonID("q"), name: "Bob", grants: [Grant(.resident, on: house.bob)])
      #expect(try await house.refusal(of: SignLease(id, signatory: "Bob", .account(digest: digest)), for: stranger)?.kind == .notFound)
      #expect(try await house.codes(of: SignLease(id, signatory: "Ada L.", .account(digest: "0")), for: tenant) == ["changedMeanwhile"])
      try await house.perform(SignLease(id, signatory: "Ada L.", .account(digest: digest)), on: day("2025-01-20"), for: tenant)
      let signed = try await house.facts(id).lease
      #expect(signed.signature?.how == .account && signed.signature?.digest == digest && signed.signature?.by == "Ada L.")
      #expect(signed.signature?.at == LeasingHouse.noon(day("2025-01-20")))
      #expect(try await house.letCodes(house.ada, on: day("2025-02-01")) == ["C-01", "C-02"])
      #expect(try await house.letCodes(house.ada, on: day("2040-02-01")) == ["C-01", "C-02"])
      let rent = try await house.database.read { try $0.lets(of: id).first?.monthlyRent }
      #expect(rent == euros("300"))
      #expect(try await house.charges("2025-02").map(\.net) == [euros("300"), euros("30")])
      #expect(try await house.state(id, on: day("2025-01-31")) == .upcoming)
      #expect(try await house.state(id, on: day("2025-02-01")) == .running)
      #expect(try await house.codes(of: SignLease(id, signatory: "Ada L.", .account(digest: digest)), for: tenant) == ["state.upcoming"])
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsWrongIsToldAtOnce(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      var draft = house.draft("precarious", house.ada, [])
      draft.entity = house.bob
      draft.terms.index = IndexClause(.ilat, base: quarter("2024-Q3"), .sameQuarter, tunnel: Percentage(basisPoints: 300))
      draft.lines = [LineDraft(.rent, "", .rate(euros("120")))]
      let all = try await house.codes(of: PrepareLease(draft))
      #expect(Set(all) == ["entity", "spaces.problem.noCells", "lineText", "lineArea", "ground", "tunnel"])
      var young = house.draft("pepiniere", terms: LeaseTerms(regime: .compulsory))
      #expect(try await house.codes(of: PrepareLease(young)) == ["founded"])
      young.terms.foundedOn = day("2021-01-01")
      #expect(try await house.codes(of: PrepareLease(young)) == ["tooOld"])
      // Three months at least for an address.
      let address = house.draft("domiciliation", house.ada, [], until: day("2025-04-30"))
      #expect(try await house.codes(of: PrepareLease(address)) == ["tooShort"])
      // Retail made since 28 May 2026: a quarter of 1,800.00 is 450.00, one cent more is too much.
      var shop = house.draft("commercial", from: day("2026-07-01"), terms: LeaseTerms(deposit: euros("450.01"), isRetail: true))
      #expect(try await house.codes(of: PrepareLease(shop), on: day("2026-06-01")) == ["depositCap"])
      shop.terms.deposit = euros("450")
      #expect(try await house.codes(of: PrepareLease(shop), on: day("2026-06-01")) == [])
      let guest = Viewer(person: PersonID("q"), name: "Bob", grants: [Grant(.resident, on: house.bob)])
      #expect(try await house.refusal(of: PrepareLease(house.draft()), for: guest)?.kind == .notAllowed)
    }
  }

  @Test(arguments: TrialStore.engines) func derogatoryLeasesEndAfterThreeYears(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let first = try await house.sign(house.draft("derogatory", until: day("2027-02-01")))
      // 24 months used; twelve more are allowed, not thirteen.
      let long = RenewLease(first, until: day("2028-03-01"))
      #expect(try await house.codes(of: long, on: day("2026-12-01")) == ["stay"])
      let next = try await house.perform(RenewLease(first), on: day("2026-12-01"))
      #expect(try await house.facts(next).lease.until == day("2028-02-01"))
      try await house.perform(OfferLease(next, expiresOn: day("2027-01-01")), on: day("2026-12-01"))
      try await house.perform(SignLease(next, signatory: "Ada", .paper(LeasingHouse.paper)), on: day("2026-12-02"))
      #expect(try await house.facts(first).lease.ending?.reason == .renewed)
      #expect(try await house.letCodes(house.ada, on: day("2027-01-31")) == ["C-01"])
      #expect(try await house.letCodes(house.ada, on: day("2028-01-31")) == ["C-01"])
      #expect(try await house.letCodes(house.ada, on: day("2028-02-01")) == [])
      // The deposit is called once: what was held goes along.
      #expect(try await house.codes(of: RenewLease(next), on: day("2028-01-01")) == ["stay"])
      // Its way out is a commercial lease.
      let out = try await house.perform(RenewLease(next, scheme: house.schemes["commercial"], deposit: euros("450")), on: day("2028-01-01"))
      #expect(try await house.facts(out).lease.term == day("2037-02-01"))
      // Elsewhere in the house the count begins anew.
      #expect(
        try await house.codes(
          of: PrepareLease(house.draft("derogatory", house.ada, house.at(5), from: day("2028-03-01"))), on: day("2028-01-01")) == [])
    }
  }

  @Test(arguments: TrialStore.engines) func noticeWithdrawnAndKept(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft("pepiniere", terms: LeaseTerms(regime: .compulsory, foundedOn: day("2024-06-01"))))
      let tenant = Viewer(person: PersonID("p"), name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      let today = day("2025-05-10")
      let early = GiveNotice(id, by: .tenant, receivedOn: today, effectiveOn: day("2025-06-09"))
      #expect(try await house.codes(of: early, on: today, for: tenant) == ["noticeEarly"])
      try await house.perform(GiveNotice(id, by: .tenant, receivedOn: today, effectiveOn: day("2025-06-16")), on: today, for: tenant)
      #expect(try await house.state(id, on: today) == .noticed)
      #expect(try await house.letCodes(house.ada, on: day("2025-06-15")) == ["C-01"])
      #expect(try await house.letCodes(house.ada, on: day("2025-06-16")) == [])
      // 50 % in the first year: 75.00 a month; to the 15th of June 15/30: 37.50, and 15.00 of services.
      #expect(try await house.charges("2025-06").map(\.net) == [euros("37.50"), euros("15")])
      #expect(try await house.codes(of: RenewLease(id), on: today) == ["state.noticed"])
      try await house.perform(WithdrawNotice(id), on: day("2025-06-01"))
      #expect(try await house.charges("2025-06").map(\.net) == [euros("75"), euros("30")])
      #expect(try await house.letCodes(house.ada, on: day("2026-01-31")) == ["C-01"])
      // Given again, the cells are promised to another: now it cannot be withdrawn.
      try await house.perform(
        GiveNotice(id, by: .tenant, receivedOn: day("2025-07-01"), effectiveOn: day("2025-09-01")), on: day("2025-07-01"))
      try await house.sign(house.draft("commercial", house.bob, house.at(1), from: day("2025-09-01")), on: day("2025-07-02"))
      #expect(try await house.refusal(of: WithdrawNotice(id), on: day("2025-07-03"))?.kind == .conflict)
      #expect(try await house.state(id, on: day("2025-09-01")) == .ended)
      #expect(try await house.facts(id).lease.ending?.reason == .notice)
    }
  }

  @Test(arguments: TrialStore.engines) func movedAsOneAct(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft("commercial", house.ada, house.at(1)))
      try await house.perform(ReceiveDeposit(id, on: day("2025-02-01"), euros("450")), on: day("2025-02-01"))
      try await house.sign(house.draft("commercial", house.bob, house.at(2)))
      let today = day("2025-06-02")
      let lines = [LineDraft(.rent, "Loyer", .rate(euros("120")), area: FloorArea(hundredths: 3000), isIndexed: true)]
      func move(_ cells: [ID<Cell>], paper: LeaseUpload?) -> MoveTenant {
        MoveTenant(
          id, to: cells, entry: day("2025-06-16"), exit: day("2025-06-21"), lines: lines, deposit: euros("900"), signatory: "Ada",
          paper: paper)
      }
      let before = try await house.picture()
      // Rent of June on both sides: (150.00 + 30.00) to the 20th, 100.00 + 20.00; 300.00 from the 16th, 150.00.
      let quote = try await house.database.quote(move(house.at(4, 5), paper: nil), for: .house, at: LeasingHouse.noon(today))
      #expect(quote.overlapDays == 5 && quote.oldRent == euros("120") && quote.newRent == euros("150"))
      #expect(quote.depositDifference == euros("450"))
      #expect(try await house.picture() == before, "a quote changed something")
      // To cells that are taken: nothing happens at all.
      #expect(try await house.refusal(of: MoveBySignedPaper(move(house.at(2, 3), paper: LeasingHouse.paper)), on: today)?.kind == .conflict)
      #expect(try await house.refusal(of: MoveBySignedPaper(move(house.at(4, 5), paper: nil)), on: today)?.kind == .invalid)
      let new = try await house.perform(MoveBySignedPaper(move(house.at(4, 5), paper: LeasingHouse.paper)), on: today)
      #expect(try await house.letCodes(house.ada, on: day("2025-06-15")) == ["C-01"])
      #expect(try await house.letCodes(house.ada, on: day("2025-06-18")) == ["C-01", "C-04", "C-05"])
      #expect(try await house.letCodes(house.ada, on: day("2025-06-21")) == ["C-04", "C-05"])
      #expect(try await house.facts(id).lease.ending?.reason == .moved)
      let fresh = try await house.facts(new).lease
      #expect(fresh.previous == id && fresh.succession == .move && fresh.term == day("2034-02-01"))
      let (old, come) = try await house.database.read { (try $0.depositMovements(of: id).held, try $0.depositMovements(of: new).held) }
      #expect(old == .zero && come == euros("450"))
    }
  }

  @Test(arguments: TrialStore.engines) func growthAndInventoryAndDeposit(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft("derogatory", house.ada, house.at(3)))
      let today = day("2025-03-01")
      let apart = GrantGrowth(id, cells: house.at(6), from: day("2025-06-01"), expiresOn: day("2025-09-01"))
      #expect(try await house.codes(of: apart, on: today) == ["noNeighbour"])
      let hold = try await house.perform(
        GrantGrowth(id, cells: house.at(4), from: day("2025-06-01"), expiresOn: day("2025-09-01"), monthlyRent: euros("150")), on: today)
      let line = LineDraft(.rent, "Loyer C-04", .rate(euros("120")), area: FloorArea(hundredths: 1500))
      try await house.perform(
        TakeGrowth(id, hold: hold, from: day("2025-07-01"), line: line, summary: "Cellule voisine"), on: day("2025-06-20"))
      #expect(try await house.letCodes(house.ada, on: day("2025-07-01")) == ["C-03", "C-04"])
      #expect(try await house.charges("2025-06").map(\.net) == [euros("150"), euros("30")])
      #expect(try await house.charges("2025-07").map(\.net) == [euros("150"), euros("30"), euros("150")])
      try await house.perform(ReceiveDeposit(id, on: today, euros("450")), on: today)
      #expect(try await house.codes(of: ReceiveDeposit(id, on: today, euros("0.01")), on: today) == ["depositMore"])
      let photo = LeaseUpload(name: "mur.png", type: "image/png", bytes: Photos.png)
      let entry = RecordInventory(
        id, .entry, on: today, present: "Ada, Claire", keys: 2, items: [InventoryItem("Sol", .good)], photos: [photo])
      let inventory = try await house.perform(entry, on: today)
      #expect(try await house.codes(of: entry, on: today) == ["inventoryDone"])
      let kept = try await house.database.read { transaction in try transaction.file(transaction.photos(of: inventory)[0])?.file }
      #expect(kept?.size == Photos.png.count && kept?.type == "image/png")
      // Everything that is wrong with the pictures is told at once, each by its name.
      let fake = LeaseUpload(name: "x.png", type: "image/png", bytes: Array("<script>".utf8))
      let cut = LeaseUpload(name: "y.jpg", type: "image/jpeg", bytes: Array(Photos.jpeg.dropLast(9)))
      #expect(
        try await house.codes(
          of: RecordInventory(id, .exit, on: today, present: "A", keys: 0, items: [InventoryItem("Sol", .worn)], photos: [fake, cut]),
          on: today) == ["photo.type", "photo.truncated"])
      // The end of its term, then the guarantee to the cent.
      let after = day("2026-02-10")
      #expect(try await house.state(id, on: after) == .undecided, "derogatory")
      #expect(
        try await house.codes(of: SettleDeposit(id, on: day("2025-12-01"), returned: euros("450")), on: day("2025-12-01")) == [
          "depositNotMore", "excessSum",
        ])
      try await house.perform(EndLease(id, on: day("2026-02-01"), reason: .term), on: after)
      #expect(try await house.state(id, on: after) == .ended)
      #expect(try await house.codes(of: SettleDeposit(id, on: after, returned: euros("449.99")), on: after) == ["depositSum"])
      try await house.perform(
        SettleDeposit(
          id, on: after, retained: [.init(euros("80"), "Porte rayée")], setOff: [.init(euros("150"), "F-2026-0012")], returned: euros("220")
        ), on: after)
      #expect(try await house.database.read { try $0.depositMovements(of: id).held } == .zero)
      #expect(try await house.codes(of: SettleDeposit(id, on: after, returned: .zero), on: after) == ["depositNone"])
    }
  }
}
