import Kernel
import Store
import Testing
import Trials

@testable import People

@Suite struct PostalAddressTests {
  private func told(_ fields: [String: String]) -> (address: PostalAddress, problems: [String]) {
    var reader = InputReader(Input(fields))
    let address = reader.postalAddress()
    return (address, reader.problems.items.map { "\($0.field ?? "") \($0.code)" })
  }

  /// The table of `docs/people.md`.
  @Test func whatIsTakenAndWhatIsTold() {
    #expect(told([:]).address.isEmpty)
    #expect(told(["country": "fr"]).problems == [])
    let home = told(["street": " 30 rue François Spoerry \r\n\r\n", "postcode": "68100", "city": "Mulhouse"])
    #expect(home.address == PostalAddress(lines: ["30 rue François Spoerry"], postcode: "68100", city: "Mulhouse", country: "FR"))
    #expect(home.problems == [])
    let abroad = told(["street": "12 Steinenvorstadt", "country": "ch", "city": "Basel"])
    #expect((abroad.address.country, abroad.address.cityLine) == ("CH", "Basel"))
    #expect(abroad.problems == [])
    #expect(told(["postcode": "68100"]).problems == ["city kernel.problem.missing"])
    #expect(told(["city": "Mulhouse", "postcode": "6810"]).problems == ["postcode people.problem.postcode"])
    #expect(told(["city": "Mulhouse"]).problems == ["postcode kernel.problem.missing"])
    #expect(told(["street": "a\nb\nc\nd", "city": "Basel", "country": "CH"]).problems == ["street people.problem.street"])
    #expect(told(["city": "M", "postcode": "68100", "country": "XX"]).problems == ["country people.problem.country"])
    let faults = told(["street": String(repeating: "x", count: 101), "country": "XX"]).problems
    #expect(faults == ["street people.problem.street", "country people.problem.country", "city kernel.problem.missing"])
  }

  @Test func countriesAreThoseOfISO() {
    #expect(CountryCode.all.count == 249)
    #expect(Set(CountryCode.all).count == 249)
    #expect(CountryCode.all == CountryCode.all.sorted())
    for code in ["FR", "DE", "CH", "GB", "GR"] { #expect(CountryCode.all.contains(code)) }
    for code in ["UK", "EU", "EL", "XK", "fr"] { #expect(!CountryCode.all.contains(code)) }
  }

  @Test func whatIsInventedBearsNoNumberOfTheRegister() {
    func problems(_ fields: [String: String]) -> [String] {
      var reader = InputReader(Input(fields.merging(["legal_name": "A", "kind": "startUp", "invented": "1"]) { own, _ in own }))
      _ = reader.organisationFacts()
      return reader.problems.items.compactMap(\.field)
    }
    // 000 010 785: key 5, VAT key (12 + 3 × (10785 mod 97)) mod 97 = 66.
    #expect(problems(["siren": "000010785", "siret": "00001078500012", "vat_number": "FR66000010785"]) == [])
    #expect(problems(["siren": "732829320"]) == ["invented"])
    #expect(problems(["vat_number": "FR44732829320"]) == ["invented"])
    #expect(problems(["siren": "000010786"]) == ["siren"])
  }

  @Test(arguments: TrialStore.engines) func anImportWithoutColumnsKeepsWhatIsKnown(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let whole = """
        key,legal_name,kind,siren,street,postcode,city,country,share_capital,register_place,register_number,publication_director
        a,Atelier,company,732829320,"Les sheds
        30 rue François Spoerry",68100,Mulhouse,,"10000.00",Mulhouse,,Ada
        """
      func load(_ text: String) async throws -> ImportOutcome {
        try await house.perform(ImportPeople(ImportTables(["organisations.csv": Array(text.utf8)]), today: PeopleHouse.today))
      }
      func facts() async throws -> OrganisationFacts? { try await house.database.read { try $0.organisation(key: "a") }?.facts }
      #expect(try await load(whole).added == 1)
      let known = try #require(try await facts())
      #expect(known.address == PostalAddress(lines: ["Les sheds", "30 rue François Spoerry"], postcode: "68100", city: "Mulhouse"))
      #expect(known.register == RegisterFacts(shareCapital: Money(cents: 1_000_000), place: "Mulhouse", publicationDirector: "Ada"))
      #expect(known.registerEntry == "Mulhouse 732\u{A0}829\u{A0}320")
      #expect(try await load("key,legal_name,kind,siren\na,Atelier,company,732829320").unchanged == 1)
      #expect(try await load("key,legal_name,kind,siren,street\na,Atelier,company,732829320,").changed == 1)
      let emptied = try #require(try await facts())
      #expect(emptied.address.isEmpty)
      #expect(emptied.register == known.register)
      // What leaves comes back the same.
      #expect(try await load(whole).changed == 1)
      let out = try await house.database.read { try ExportPeople().files(in: $0) }
      #expect(try await load(String(decoding: out["organisations.csv"] ?? [], as: UTF8.self)).unchanged == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func whoADocumentIsMadeOutTo(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let today = PeopleHouse.today
      var facts = OrganisationFacts(legalName: "Atelier SAS", usualName: "Atelier", kind: .startUp, legalForm: .sas, siren: "732829320")
      facts.address = PostalAddress(lines: ["1 rue Daguerre"], postcode: "68200", city: "Mulhouse")
      facts.register.place = "Mulhouse"
      let atelier = try await house.perform(AddOrganisation(facts))
      let bare = try await house.addOrganisation("Nue")
      let ada = try await house.perform(AddPerson(PersonFacts(name: "Ada", email: "ada@km0.example", language: .german)))
      let bob = try await house.addPerson("Bob", "bob@km0.example")
      for person in [ada, bob] {
        try await house.perform(AddMembership(of: person, in: atelier, title: nil, HeldSpan(from: today - 5, until: nil)))
      }
      func party() async throws -> BillingParty? { try await house.database.read { try $0.billingParty(atelier, on: today) } }
      let before = try #require(try await party())
      #expect((before.legalName, before.siren, before.email, before.language) == ("Atelier SAS", "732829320", "ada@km0.example", .german))
      #expect(before.address?.cityLine == "68200 Mulhouse")
      #expect(before.registerEntry == "Mulhouse 732\u{A0}829\u{A0}320")
      // A role on the organisation goes before belonging to it.
      try await house.perform(GrantRole(.resident, to: bob, on: atelier, HeldSpan(from: today, until: nil)))
      #expect(try await party()?.email == "bob@km0.example")
      let both = try await house.database.read { try $0.billingParties([atelier, bare, .fresh(at: PeopleHouse.now)], on: today) }
      #expect(Set(both.keys) == [atelier, bare])
      #expect(both[bare]?.address == nil && both[bare]?.contact == nil && both[bare]?.language == .french)
    }
  }
}
