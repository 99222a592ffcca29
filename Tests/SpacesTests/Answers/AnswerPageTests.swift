import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

@Suite struct AnswerPageTests {
  /// The four pages alone: those beside them have their own checks.
  @Test func templatesTextsAndHostileInput() throws {
    let whole = Spaces.area(shelf: PlanShelf())
    let pages: [any Page.Type] = [SearchPage.self, OccupancyPage.self, CellPage.self, PathPage.self]
    let area = Area(name: whole.name, resources: whole.resources, pages: pages)
    let checks = try PageChecks(of: area, alongside: [People.area()])
    let own = pages.map { "\($0.template).mustache" }
    #expect(checks.templateComplaints().filter { complaint in own.contains { complaint.hasPrefix($0) } } == [])
    #expect(checks.escapingComplaints() == [])
    let texts = try checks.textComplaints(sources: "Sources/Areas/Spaces")
    #expect(texts.filter { $0.contains(/^spaces\.(find|months|story|path)\./) } == [])
  }

  @Test(arguments: TrialStore.engines) func occupancyByMonth(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let director = try answers.browser("director")
      let page = await director.get("/occupancy?first=2019&last=2020")
      #expect(page.status == 200 && page.text.contains("Par loyer") && page.text.contains("/plan?day=2019-03-01"))
      // Four of ten cells are let since January 2019.
      #expect(page.text.contains("40\u{A0}%") && page.text.contains("4 sur 10"))
      #expect(page.text.matches(of: /<tr[ >]/).count == 25)
      let resident = await (try answers.browser("resident")).get("/occupancy")
      #expect(resident.status == 200 && !resident.text.contains("Par loyer") && !resident.text.contains("€"))
      let json = await director.get("/api/occupancy?first=2019&last=2019")
      #expect(json.text.contains("\"money\":{\"basisPoints\":4133,\"part\":62000,\"whole\":150000}"))
      #expect(json.text.matches(of: /"day":/).count == 12)
      // The plan of a day has the figures of the same day, those promised before the opening too.
      for day in ["2018-01-01", "2018-06-01", "2018-12-01", "2019-03-01"] {
        let plan = await director.get("/api/plan?day=\(day)").text
        let own = plan.firstMatch(of: /"occupancy":(\{.*?"promisedCells":\d+\})/).map { String($0.1) } ?? "none"
        let series = await director.get("/api/occupancy?first=\(day.prefix(4))&last=\(day.prefix(4))").text
        #expect(own.contains(day) && series.contains(own), "\(own) is not in \(series)")
      }
      let open = await (try answers.browser()).get("/api/occupancy?first=2019&last=2019")
      #expect(open.status == 200 && !open.text.contains("money"))
      let csv = (await director.get("/occupancy.csv?first=2019&last=2019")).text.split(separator: "\r\n")
      #expect(csv.count == 13 && csv[1].hasPrefix("2019-01;\"40,00\";4;10;"))
      let part = await director.get("/api/occupancy?first=2019&last=2019&part=level/h1")
      #expect(part.text.contains("\"part\":\"level/h1\"") && part.text.contains("\"whole\":10"))
      // An address that is cut or made up shows the house, and says of all it asks what cannot be.
      let wrong = await director.get("/occupancy?first=x&last=99999999999999999999&part=%3Cb%3E")
      #expect(wrong.status == 422 && ["first", "last", "part"].allSatisfy { wrong.text.contains("href=\"#field-\($0)\"") })
      let refused = await director.get("/api/occupancy?part=x&first=1066")
      #expect(refused.status == 422 && refused.text.contains("\"part\"") && refused.text.contains("entre 1900 et 2199"))
      #expect((await director.get("/occupancy?part=%00")).status == 400)
    }
  }

  @Test(arguments: TrialStore.engines) func theStoryOfACell(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let cells = answers.house.cells
      try await answers.house.perform(
        MergeCells(
          [cells[6], cells[7]], into: "C-78", on: SpacesHouse.day("2020-08-01"),
          works: ReshapingWorks(
            span: DaySpan(from: SpacesHouse.day("2020-07-01"), until: SpacesHouse.day("2020-08-01")),
            cost: Money(cents: 6800_00), note: "cloison abattue")), on: AnswerHouse.today)
      let director = try answers.browser("director")
      let visitor = try answers.browser()
      let seen = await director.get("/cells/\(cells[4])")
      #expect(seen.status == 200 && seen.text.contains("&lt;b&gt;Zed&lt;/b&gt;") && !seen.text.contains("<b>Zed"))
      #expect(seen.text.contains("170\u{A0}€ par mois") && seen.text.contains("entre nous") && seen.text.contains("/edit"))
      #expect(seen.text.contains("C-04") && seen.text.contains("5 m de mur"))
      let open = await visitor.get("/cells/\(cells[4])")
      #expect(open.status == 200 && open.text.contains("Location"))
      for secret in ["Zed", "entre nous", "170\u{A0}€", "/holds/", "/edit"] { #expect(!open.text.contains(secret), "\(secret)") }
      #expect((await visitor.get("/cells/\(cells[0])")).text.contains("/organisations/\(answers.ada)/path"))
      let merged = await director.get("/cells/\(cells[6])")
      #expect(merged.text.contains("C-07, C-08 → C-78") && merged.text.contains("6\u{202F}800\u{A0}€"))
      #expect(!(await visitor.get("/cells/\(cells[6])")).text.contains("6\u{202F}800"))
      #expect((await director.get("/cells/\(cells[6])?day=2021-01-01")).text.contains("N’existe pas ce jour-là"))
      let json = await director.get("/api/cells/\(cells[4])?day=2020-09-01")
      #expect(json.status == 200 && json.text.contains("\"monthlyRent\":17000") && json.text.contains("\"wall\":5000"))
      let plain = await visitor.get("/api/cells/\(cells[4])")
      for secret in ["monthlyRent", "Zed", "\"hold\":\""] { #expect(!plain.text.contains(secret), "\(secret)") }
      #expect((await director.get("/cells/\(ID<Cell>.fresh(at: TrialStore.opening))")).status == 404)
      #expect((await director.get("/cells/nothing")).status == 404)
    }
  }

  @Test(arguments: TrialStore.engines) func thePathOfAnOrganisation(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let visitor = try answers.browser()
      let page = await visitor.get("/organisations/\(answers.ada)/path")
      #expect(page.status == 200 && page.text.contains("S’agrandit") && page.text.contains("3 cellules, 45\u{A0}m²"))
      #expect(!page.text.contains("Personnes déclarées") && !page.text.contains("/holds/"))
      // Not listed: for a visitor not there, as if it never was.
      for address in [
        "/organisations/\(answers.hidden)/path", "/organisations/\(answers.hidden)/path.csv", "/api/organisations/\(answers.hidden)/path",
      ] {
        #expect((await visitor.get(address)).status == 404)
      }
      let resident = await (try answers.browser("resident")).get("/organisations/\(answers.hidden)/path")
      #expect(resident.status == 200 && resident.text.contains("&lt;b&gt;Zed&lt;/b&gt;") && !resident.text.contains("<b>Zed"))
      // What is promised to another is no resident's business.
      #expect(!resident.text.contains("Option du 15 janvier 2018") && !resident.text.contains("€"))
      let director = await (try answers.browser("director")).get("/organisations/\(answers.hidden)/path")
      #expect(director.text.contains("Option du 15 janvier 2018"))
      let json = await visitor.get("/api/organisations/\(answers.ada)/path")
      #expect(json.text.contains("\"change\":\"growth\"") && json.text.contains("\"area\":4500"))
      let csv = (await visitor.get("/organisations/\(answers.ada)/path.csv")).text.split(separator: "\r\n")
      #expect(csv.count == 3 && csv[2].hasPrefix("2019-01-01;;S’agrandit;C-01 C-02 C-03;3;\"45,00\";C-03;"))
    }
  }
}
