import Kernel
import Paper
import People
import Store
import Testing
import Trials
import Web

@testable import Spaces

/// The letter as the holder reads it: asked of the router, read with poppler.
@Suite struct HoldLetterTests {
  /// Lets in whoever the cookie names.
  struct Door: Doorkeeper {
    let viewers: [String: Viewer]
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      (sessionSecret ?? bearerToken).flatMap { viewers[$0] }.map { Guest(viewer: $0, session: nil) }
    }
  }
  struct Front {
    let house: SpacesHouse
    let holder: OrganisationID
    let hold: ID<Hold>

    /// An option of three cells from a milestone that slipped once; the contact reads the language.
    static func with(_ engine: Engine, _ language: Language, name: String = "Ada Größe & Cie", _ body: (Front) async throws -> Void)
      async throws
    {
      try await SpacesHouse.with(engine, opened: false) { house in
        let operating = try await house.perform(
          AddOrganisation(
            OrganisationFacts(legalName: "KM0 Exploitation", usualName: "KM0", kind: .company, legalForm: .sas, siren: "732829320")))
        try await house.perform(NameHouseEntity(operating, as: .operating, HeldSpan(from: SpacesHouse.start - 100, until: nil)))
        let holder = try await house.addOrganisation(name, language)
        let hold = try await house.perform(
          house.option(holder, house.exactly(1, 2, 3), .milestone(house.milestone, offset: 15), rent: Money(cents: 123_450)))
        try await house.perform(
          SlipMilestone(house.milestone, to: SpacesHouse.opening, reason: "Désamiantage des sheds"), on: SpacesHouse.start + 10)
        try await body(Front(house: house, holder: holder, hold: hold))
      }
    }

    func browser(_ grants: [Grant], signedIn: Bool = true) throws -> RouterTrial {
      let viewer = Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "Dora", grants: grants, language: .english)
      let browser = try RouterTrial(
        areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
        doorkeeper: Door(viewers: signedIn ? ["dora": viewer] : [:]), now: { SpacesHouse.noon(SpacesHouse.start + 20) })
      browser.setCookie("session", "dora")
      return browser
    }
  }

  @Test(arguments: TrialStore.engines) func theHolderReadsItInItsLanguage(engine: Engine) async throws {
    let expected: [Language: [String]] = [
      .french: [
        "Objet : Nouvelle date (16 février 2019) pour C-01, C-02, C-03", "Madame, Monsieur,", "le 16 février 2019, et non le 16 avril 2018",
        "Désamiantage des sheds", "Ce que nous vous avions annoncé", "15/01/2018", "25/01/2018", "à partir du 16 avril 2018", "45,00 m²",
        "La direction",
        "SIREN 732 829 320", "Page 1 / ",
      ],
      .english: [
        "Subject: New date (16 February 2019) for C-01, C-02, C-03", "Dear Sir or Madam,", "16 February 2019, not 16 April 2018",
        "45.00 m²",
        "Yours faithfully,",
      ],
      .german: [
        "Betreff: Neuer Termin (16. Februar 2019) für C-01, C-02, C-03", "Sehr geehrte Damen und Herren,",
        "der 16. Februar 2019, nicht der 16. April 2018", "45,00 m²",
        "Mit freundlichen Grüßen",
      ],
    ]
    for (language, parts) in expected {
      try await Front.with(engine, language) { front in
        let reply = try await front.browser([Grant(.resident, on: front.holder)]).get("/holds/\(front.hold)/letter")
        #expect(reply.status == 200)
        #expect(reply.header("content-type") == "application/pdf")
        #expect(reply.header("content-disposition") == "inline; filename=\"moved-C-01-C-02-C-03-2018-02-04.pdf\"")
        let words = try Tool.words(reply.body)
        for part in parts + ["Ada Größe & Cie", "KM0 Exploitation"] { #expect(words.contains(part), "\(part) is not in \(words)") }
        #expect(!words.contains(#/spaces\.[a-z]/#), "no key without its text")
        #expect(!words.contains("{"))
      }
    }
  }

  /// With the dates of three slips, of which the last took the cells with it for another reason again.
  @Test func theLetterOfASlipFillsOnePage() async throws {
    try await Front.with(.sqlite, .french) { front in
      for (number, reason) in ["Retard du permis de construire", "Appel d’offres de charpente infructueux"].enumerated() {
        try await front.house.perform(
          SlipMilestone(front.house.milestone, to: SpacesHouse.opening + 40 * (number + 1), reason: reason),
          on: SpacesHouse.start + 11 + number)
      }
      let browser = try front.browser([Grant(.rental)])
      for language in Language.allCases {
        let reply = await browser.get("/holds/\(front.hold)/letter?about=moved&language=\(language.rawValue)")
        let pages = try Tool.pages(reply.body)
        #expect(pages.count == 1, "\(language): \(pages)")
        #expect(pages[0].contains("C-01, C-02, C-03") && pages[0].contains("permis de construire"))
      }
    }
  }

  @Test func everyOccasionHasItsLetterInEveryLanguage() async throws {
    try await Front.with(.sqlite, .french) { front in
      let browser = try front.browser([Grant(.rental)])
      for about in ["granted", "moved", "expiring"] {
        for language in Language.allCases {
          let reply = await browser.get("/api/holds/\(front.hold)/letter?about=\(about)&language=\(language.rawValue)")
          #expect(reply.status == 200)
          let words = try Tool.words(reply.body)
          #expect(words.contains("C-02"))
          #expect(!words.contains("\u{FFFC}"))
          #expect(!words.contains(#/(spaces|people)\.[a-z]/#) && !words.contains("{"), "\(words)")
          #expect(try Tool.run("qpdf", "--check", "{}", on: reply.body).status == 0)
        }
      }
      let granted = try Tool.words(await browser.get("/holds/\(front.hold)/letter?about=granted").body)
      #expect(granted.contains("1 234,50 €"))
      #expect(await browser.get("/holds/\(front.hold)/letter?about=waiting").status == 404)
      #expect(await browser.get("/holds/\(front.hold)/letter?about=../../etc").status == 404)
    }
  }

  @Test func onlyTheHolderAndThoseWhoSeeRentsReadIt() async throws {
    try await Front.with(.sqlite, .french) { front in
      let path = "/holds/\(front.hold)/letter"
      let other = try await front.house.addOrganisation("Bea")
      #expect(try await front.browser([Grant(.resident, on: other)]).get(path).status == 404)
      #expect(try await front.browser([Grant(.reception)]).get(path).status == 404)
      // A role on the holder is not enough: it must be one that sees rents.
      for role in [Role.incubation, .fab, .club] {
        let browser = try front.browser([Grant(role, on: front.holder)])
        #expect(await browser.get(path).status == 404, "\(role)")
        #expect(await browser.get("/api" + path).status == 404, "\(role)")
        let page = await browser.get("/holds/\(front.hold)").text
        #expect(!page.contains(path), "\(role)")
      }
      for role in [Role.resident, .school, .funder] {
        #expect(try await front.browser([Grant(role, on: front.holder)]).get(path).status == 200, "\(role)")
      }
      #expect(try await front.browser([Grant(.director)]).get(path).status == 200)
      #expect(try await front.browser([], signedIn: false).get(path).status == 303)
      let page = try await front.browser([Grant(.director)]).get("/holds/\(front.hold)").text
      #expect(page.contains("href=\"\(path)\""))
      let reception = try await front.browser([Grant(.reception)]).get("/holds/\(front.hold)").text
      #expect(!reception.contains(path))
    }
  }

  @Test func theSameMomentMakesTheSameLetter() async throws {
    try await Front.with(.sqlite, .french) { front in
      let browser = try front.browser([Grant(.director)])
      let first = await browser.get("/holds/\(front.hold)/letter")
      #expect(await browser.get("/holds/\(front.hold)/letter").body == first.body)
    }
  }

  @Test func hostileNamesAreWrittenAsTheyStand() async throws {
    try await Front.with(.sqlite, .german, name: "<b>Ada</b> {name} %s \u{202E}euro" + String(repeating: "W", count: 180)) { front in
      let reply = try await front.browser([Grant(.director)]).get("/holds/\(front.hold)/letter")
      #expect(reply.status == 200)
      #expect(try Tool.words(reply.body).contains("<b>Ada</b>"))
    }
  }

  /// The letter drops the greeting and the name at the end of the mail, so each mail must have them.
  @Test(arguments: LetterOccasion.allCases) func everyMailBeginsWithAGreetingAndEndsWithAName(_ occasion: LetterOccasion) {
    for language in Language.allCases {
      let names = ["", "Waiting"].map { occasion.rawValue + $0 }
      for name in names where SpaceLetters.texts.has("spaces.letter.\(name).body", in: language) {
        let parts = SpaceLetters.texts.text("spaces.letter.\(name).body", in: language).split(separator: "\n\n")
        #expect(parts.count > 2)
        #expect(parts.first?.contains("{name}") == true)
        #expect(parts.last?.contains("{house}") == true && parts.last?.contains("\n") == false)
      }
    }
  }
}
