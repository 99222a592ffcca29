import Kernel
import Store
import Testing
import Trials
import Web

@testable import Spaces

@Suite struct SearchPageTests {
  @Test(arguments: TrialStore.engines) func aDirectorFindsAPlaceAndGivesIt(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let browser = try answers.browser("director")
      let empty = await browser.get("/search")
      #expect(empty.status == 200 && !empty.text.contains("id=\"found\""))
      // Free are C-04 alone, and C-07 to C-10 in a row.
      let page = await browser.get("/search?count=2&area=25&from=2020-07-01&near=c-05")
      #expect(page.status == 200)
      #expect(page.text.contains("3 places trouvées") && page.text.contains("C-07, C-08"))
      // 15 m² at 120 € a year and m² are 150 € a month.
      #expect(page.text.contains("300\u{A0}€ par mois"))
      #expect(page.text.contains("name=\"near\" type=\"text\" value=\"c-05\""))
      #expect(page.text.matches(of: /class="c [^"]*is-marked"/).count == 2)
      #expect(page.text.contains("Toutes les combinaisons"))
      let link = try #require(page.text.firstMatch(of: /href="(\/holds\/new\?kind=option[^"]*)"/).map { String($0.1) })
      let form = await browser.get(link.replacing("&amp;", with: "&"))
      let ticked = form.text.matches(of: /checked> <strong>(C-[0-9]+)</).map { String($0.1) }
      #expect(ticked == ["C-07", "C-08"] && form.text.contains("value=\"2020-07-01\""))
      let second = await browser.get("/search?count=2&from=2020-07-01&near=c-05&answer=2")
      #expect(second.text.contains("Place 2"))
      let until = await browser.get("/search?count=2&from=2020-07-01&last=2020-12-31")
      let bound = try #require(until.text.firstMatch(of: /href="(\/holds\/new\?kind=let[^"]*)"/).map { String($0.1) })
      #expect((await browser.get(bound.replacing("&amp;", with: "&"))).text.contains("value=\"2020-12-31\""))
    }
  }

  @Test(arguments: TrialStore.engines) func visitorsLearnWhatThePlanTellsThem(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let browser = try answers.browser()
      let page = await browser.get("/search?count=1&from=2020-07-01&near=Ada")
      #expect(page.status == 200 && page.text.contains("C-04"))
      #expect(!page.text.contains("/holds/new") && page.text.contains("/enquiry?about="))
      #expect(!page.text.contains("€") || !page.text.contains("par mois</span>"))
      #expect(!page.text.contains("Zed"))
      // Of who is not listed not even the name is known.
      let hidden = await browser.get("/search?count=1&from=2020-07-01&near=Zed")
      #expect(hidden.status == 422 && hidden.text.contains("Ni cellule ni organisation"))
      #expect((await (try answers.browser("director")).get("/search?count=1&from=2020-07-01&near=Zed")).status == 200)
      let json = await browser.get("/api/search?count=2&from=2020-07-01")
      #expect(json.status == 200 && json.text.contains("\"exact\":true") && !json.text.contains("monthlyRent"))
      #expect(!json.text.contains("\"reason\":\"rent\""))
      let seen = await (try answers.browser("director")).get("/api/search?count=2&from=2020-07-01")
      #expect(seen.text.contains("\"monthlyRent\":30000"))
    }
  }

  @Test(arguments: TrialStore.engines) func everyMistakeIsToldBesideItsField(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let browser = try answers.browser()
      let page = await browser.get(
        "/search?count=99&area=%3Cb%3E&from=2020-02-30&last=x&kind=common&noise=9&part=attic&near=Personne%22%3E")
      #expect(page.status == 422)
      for field in ["count", "area", "from", "last", "noise", "near"] {
        #expect(page.text.contains("id=\"problem-\(field)\""), "\(field)")
        #expect(page.text.contains("href=\"#field-\(field)\""), "\(field)")
      }
      #expect(page.text.contains("href=\"#field-kind\"") && page.text.contains("href=\"#field-part\""))
      #expect(page.text.contains("value=\"99\"") && page.text.contains("value=\"&lt;b&gt;\""))
      #expect(page.text.contains("value=\"Personne&quot;&gt;\""))
      let empty = await browser.get("/search?count=&area=")
      #expect(empty.status == 422 && empty.text.contains("Indiquez un nombre de cellules, une surface, ou les deux."))
      let reversed = await browser.get("/search?count=1&from=2020-07-01&last=2020-06-01")
      #expect(reversed.status == 422 && reversed.text.contains("id=\"problem-last\""))
      let json = await browser.get("/api/search?count=0&area=-1")
      #expect(json.status == 422 && json.text.contains("\"field\":\"count\"") && json.text.contains("\"field\":\"area\""))
      #expect((await browser.get("/api/search")).status == 422)
      #expect((await browser.get("/search.csv?count=a")).status == 422)
    }
  }

  @Test(arguments: TrialStore.engines) func noneIsExplainedWithWhatThereIs(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let browser = try answers.browser("director")
      _ = try await answers.house.perform(
        EndLet(
          try await answers.house.database.read { try $0.holdLines(of: answers.house.cells[4]) }[0].hold.id,
          on: SpacesHouse.day("2021-01-01"), reason: "départ"), on: AnswerHouse.today)
      let page = await browser.get("/search?count=6&from=2020-07-01")
      #expect(page.status == 200 && page.text.contains("0 place trouvée"))
      #expect(page.text.contains("au plus 4 cellules, 60\u{A0}m²") && page.text.contains("C-07, C-08, C-09, C-10"))
      #expect(page.text.contains("Aucun jour plus tardif"))
      try await answers.house.perform(ReleaseHold(answers.option, reason: "renoncement"), on: AnswerHouse.today)
      let later = await browser.get("/search?count=7&from=2020-07-01")
      #expect(later.text.contains("1er janvier 2021"))
      let path = try #require(later.text.firstMatch(of: /href="(\/search\?[^"]*from=2021-01-01[^"]*)"/).map { String($0.1) })
      #expect((await browser.get(path.replacing("&amp;", with: "&"))).text.contains("1 place trouvée"))
    }
  }

  @Test(arguments: TrialStore.engines) func theTableIsACSV(engine: Engine) async throws {
    try await AnswerHouse.with(engine) { answers in
      let rows = (await (try answers.browser("director")).get("/search.csv?count=2&from=2020-07-01")).text.split(separator: "\r\n")
      #expect(rows.count == 4 && rows[1].contains("C-07 C-08") && rows[1].hasSuffix(";\"300,00\""))
      let open = (await (try answers.browser()).get("/search.csv?count=2&from=2020-07-01")).text.split(separator: "\r\n")
      #expect(open[0].split(separator: ";").count == rows[0].split(separator: ";").count - 1)
    }
  }
}
