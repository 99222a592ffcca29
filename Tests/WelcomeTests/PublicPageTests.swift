import Kernel
import Store
import Testing
import Trials
import Web

@testable import Welcome

@Suite struct PublicPageTests {
  static let open = ["/", "/free", "/directory", "/legal", "/privacy", "/enquiry"]

  /// A house that has written nothing still says what it is.
  @Test(arguments: TrialStore.engines) func anUnwrittenHouseIsNoEmptyPage(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      for language in Language.allCases {
        for path in Self.open {
          let reply = await visitor.get("\(path)?lang=\(language.rawValue)")
          #expect(reply.status == 200)
          #expect(
            reply.text.contains("<html lang=\"\(language.rawValue)\"") && reply.text.contains("<meta name=\"description\""), "\(path)")
          #expect(reply.text.contains("hreflang=\"x-default\"") && reply.text.contains("href=\"/legal\""), "\(path)")
          #expect(!reply.text.replacing("welcome.css", with: "").contains("welcome.") && !reply.text.contains("noindex"), "\(path)")
        }
      }
      let home = await visitor.get("/?lang=fr").text
      #expect(home.contains("<svg") && home.contains("Atelier") && home.contains("1 rue de l’Essai") && !home.contains("Discret"))
      #expect(home.contains("2 libres aujourd’hui"))
      #expect(await visitor.get("/legal?lang=fr").text.contains("732\u{A0}829\u{A0}320"))
      #expect(!(await visitor.get("/legal?lang=fr").text.contains("Cette page est à écrire")))
      #expect(await visitor.get("/privacy?lang=fr").text.contains("36 mois"))
      #expect(await visitor.get("/robots.txt").text.contains("Disallow: /api/"))
      #expect(await visitor.get("/sign-in").text.contains("noindex"))
    }
  }

  @Test(arguments: TrialStore.engines) func theHouseWritesItsPages(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let director = try await house.browser(signedIn: true)
      #expect(await director.get("/legal").text.contains("Cette page est à écrire"))
      #expect(await director.get("/public-pages/home/fr").text.contains(">Deutsch</a>"))
      let words = ["title": "Ma <maison>", "body": "Un mot.\n\n## Suite\n\n<script>alert(1)</script>"]
      let preview = await director.post("/public-pages/home/fr", words.merging(["preview": "1"]) { $1 })
      #expect(preview.status == 200 && preview.text.contains("class=\"preview\"") && preview.text.contains("Ma &lt;maison&gt;"))
      #expect(try await house.count("SELECT COUNT(*) FROM public_pages") == 0)
      #expect(await director.post("/public-pages/home/fr", words).header("location") == "/")
      let visitor = try await house.browser()
      let home = await visitor.get("/?lang=en").text
      // Not written in English: the words are French, and say so.
      #expect(home.contains("<html lang=\"en\"") && home.contains("<div lang=\"fr\">") && home.contains("Ma &lt;maison&gt;"))
      #expect(!home.contains("<script>alert") && home.contains("content=\"Un mot.\""))
      #expect(await visitor.get("/public-pages/home/fr").status == 303)
      #expect(await director.get("/public-pages/home/xx").status == 404)
      #expect(await director.json("PUT", "/api/public-pages/home/de", #"{"title": "", "body": "Text"}"#).status == 422)
      #expect(await director.json("PUT", "/api/public-pages/home/de", #"{"title": "Haus", "body": "Text"}"#).status == 204)
      #expect(await visitor.get("/?lang=de").text.contains("<h1>Haus</h1>"))
    }
  }

  @Test(arguments: TrialStore.engines) func freeSpacesByKindAndSizeWithRentsWhenPublished(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      let free = await visitor.get("/free?lang=fr").text
      #expect(free.contains("C-02, C-03") && !free.contains("150,00"))
      #expect(free.contains("Complet\u{A0}: aucune libération") && free.contains("1 autre se libère le 22 février 2027"))
      #expect(await visitor.get("/free?kind=office").text.contains("class=\"empty\""))
      #expect(await visitor.get("/free?area=15,01").text.contains("class=\"empty\""))
      let wrong = await visitor.get("/free?area=nonsense&kind=%3Cb%3E")
      #expect(wrong.status == 422 && wrong.text.contains("href=\"#field-area\"") && wrong.text.contains("value=\"nonsense\""))
      #expect(await visitor.post("/free/rents", ["published": "1"]).status != 200)
      let director = try await house.browser(signedIn: true)
      _ = await director.get("/free")
      #expect(await director.post("/free/rents", ["published": "1"]).status == 303)
      #expect(await visitor.get("/free?lang=fr").text.contains("150,00"))
      #expect(await visitor.get("/api/free").text.contains("\"rent\":15000"))
      #expect(await director.post("/free/rents", ["published": "0"]).status == 303)
      #expect(await director.json("PUT", "/api/free/rents", "{}").status == 422)
      for isPublished in [true, false] {
        #expect(await director.json("PUT", "/api/free/rents", #"{"published":\#(isPublished)}"#).status == 204)
        #expect(try await house.database.read { try $0.publishesRents(on: WelcomeHouse.today) } == isPublished)
      }
      #expect(!(await visitor.get("/free?lang=fr").text.contains("150,00")))
    }
  }

  @Test(arguments: TrialStore.engines) func theDirectoryShowsThoseWhoAgreed(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      let all = await visitor.get("/directory?lang=fr").text
      #expect(all.contains("Atelier") && all.contains("Fictif") && !all.contains("Discret"))
      #expect(await visitor.get("/directory?q=ONDES&lang=en").text.contains("Makes waves."))
      #expect(await visitor.get("/directory?activity=Ondes").text.contains("Fabrique") == false)
      #expect(await visitor.get("/directory?activity=Autre&lang=fr").text.contains("Personne ne correspond"))
      #expect(await visitor.get("/api/directory").text.contains("\"invented\":true"))
    }
  }

  @Test(arguments: TrialStore.engines) func pagesComeAsFilesAndGoAsFiles(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let files = [
        "pages/home.fr.md": "# Maison\n\nDes mots.", "pages/legal.en.md": "# Legal\n\nWords.", "notes.md": "rien", "home.xx.md": "rien",
      ]
      let act = try ImportPublicPages(files.mapValues { Array($0.utf8) })
      #expect(try await house.database.perform(act, for: .house, at: WelcomeHouse.now) == .init(written: 2, unchanged: 0))
      #expect(try await house.database.perform(act, for: .house, at: WelcomeHouse.now) == .init(written: 0, unchanged: 2))
      let out = try await house.database.read { try $0.publicPages() }.map(\.file)
      #expect(out.map(\.path) == ["pages/home.fr.md", "pages/legal.en.md"])
      let again = try ImportPublicPages(Dictionary(uniqueKeysWithValues: out.map { ($0.path, $0.bytes) }))
      #expect(try await house.database.perform(again, for: .house, at: WelcomeHouse.now).written == 0)
      for wrong in [Array("sans titre".utf8), [0xFF, 0xFE], [UInt8](repeating: 97, count: 60_000), Array("# a\u{0}".utf8)] {
        #expect(throws: Refusal.self) { try ImportPublicPages(["home.fr.md": wrong]) }
      }
    }
  }
}
