import Archive
import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// One visitor with a role, whoever asks.
private struct OneDoorkeeper: Doorkeeper {
  let role: Role
  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    guard sessionSecret != nil || bearerToken != nil else { return nil }
    return Guest(
      viewer: Viewer(person: PersonID("p"), name: "Ariane", grants: [Grant(role)]), session: sessionSecret.map { SessionKey(digest: $0) })
  }
}

@Suite("The page of exchanges") struct ExchangePageTests {
  private func browser(_ database: any Database, _ role: Role = .director) async throws -> RouterTrial {
    let browser = try RouterTrial(
      areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: database, doorkeeper: OneDoorkeeper(role: role),
      now: { DemonstrationHouse.now })
    browser.setCookie("session", "s")
    _ = await browser.get("/exchange")
    return browser
  }
  private func file(_ changes: [String: String?] = [:]) throws -> UploadedFile {
    let entries = TinyHouse.files(changes).sorted { $0.key < $1.key }.map { ZipEntry(path: $0.key, bytes: $0.value) }
    return UploadedFile(field: "archive", name: "maison <b>.zip", type: "application/zip", bytes: try Zip.write(entries))
  }
  private func cells(_ database: any Database) async throws -> Int { try await database.read { try $0.cells().count } }

  @Test(arguments: TrialStore.engines) func firstALookThenTheImport(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let browser = try await browser(database)
      #expect(await browser.get("/exchange/house.zip").status == 409)
      let seen = await browser.post("/exchange", [:], files: [try file()])
      #expect(seen.status == 200 && seen.text.contains("Ce qui changerait") && seen.text.contains("maison &lt;b&gt;.zip"))
      #expect(try await cells(database) == 0)
      let match = try #require(seen.text.firstMatch(of: /name="archive" value="([A-Za-z0-9+\/=]+)"/))
      let done = await browser.post("/exchange/import", ["archive": String(match.1), "name": "maison.zip"])
      #expect(done.status == 303 && done.header("location") == "/exchange")
      #expect(try await cells(database) == 3)
      #expect(await browser.get("/exchange").text.contains("Import terminé"))

      let archive = await browser.get("/exchange/house.zip")
      #expect(archive.header("content-type") == "application/zip")
      #expect(archive.header("content-disposition")?.contains("km0-2026-11-24.zip") == true)
      let files = try ExchangedFiles(zip: archive.body)
      #expect(files.unknown.isEmpty && files.named["cells.csv"] != nil && files.named["unit.geojson"] != nil)
      let same = await browser.post("/exchange", [:], files: [UploadedFile(field: "archive", name: "a.zip", type: "", bytes: archive.body)])
      #expect(same.status == 200 && same.text.contains("telle que l’archive la décrit"))
    }
  }

  @Test func faultsStandByFileAndLine() async throws {
    try await TrialStore.with(.sqlite, migrations: DemonstrationHouse.migrations) { database in
      let browser = try await browser(database)
      let bad = try file(["cells.csv": TinyHouse.cells.replacing("A2,b,b-0,module", with: "A2,b,b-0,<script>")])
      let refused = await browser.post("/exchange", [:], files: [bad])
      #expect(refused.status == 422 && refused.text.contains("cells.csv:3:kind") && refused.text.contains("Rien n’a été écrit"))
      #expect(!refused.text.contains("<script>"))
      #expect(await browser.post("/exchange", [:], files: []).status == 422)
      let junk = UploadedFile(field: "archive", name: "x.zip", type: "", bytes: Array("PK".utf8))
      #expect(await browser.post("/exchange", [:], files: [junk]).text.contains("pas une archive"))
      #expect(await browser.post("/exchange/import", ["archive": "%%%"]).status == 422)
      #expect(await browser.post("/exchange/import", ["archive": "UEsDBA=="]).status == 422)
      #expect(try await cells(database) == 0)
    }
  }

  @Test func programsDoTheSame() async throws {
    try await TrialStore.with(.sqlite, migrations: DemonstrationHouse.migrations) { database in
      let browser = try await browser(database)
      let headers = ["content-type": "application/zip", "authorization": "Bearer t"]
      let bytes = try file().bytes
      let seen = await browser.send("POST", "/api/exchange/preview", headers, bytes)
      #expect(seen.status == 200 && seen.text.contains("\"parts\""))
      #expect(try await cells(database) == 0)
      #expect(await browser.send("POST", "/api/exchange", headers, bytes).text == seen.text)
      #expect(try await cells(database) == 3)
      let out = await browser.send("GET", "/api/exchange", headers)
      #expect(out.header("content-type") == "application/zip" && out.body.starts(with: Array("PK".utf8)))
      let bad = await browser.send("POST", "/api/exchange", headers, try file(["levels.csv": "key\nb-0\n"]).bytes)
      #expect(bad.status == 422 && bad.text.contains("levels.csv:1:building"))
      let large = [UInt8](repeating: 0, count: ExchangedFiles.largestArchive / 3 * 4 + 65_537)
      #expect(await browser.send("POST", "/api/exchange", headers, large).status == 413)
      let development = try await self.browser(database, .development)
      #expect(await development.get("/exchange").status == 403)
      #expect(await development.get("/exchange/house.zip").status == 403)
    }
  }
}
