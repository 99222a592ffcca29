import Kernel
import Testing
import Trials
import Web

@Suite struct FormTests {
  @Test func formIsShownWithItsValueAndSaved() async throws {
    let browser = try trialBrowser()
    let page = await browser.get("/")
    #expect(page.status == 200)
    #expect(page.text.contains("value=\"stored\""))
    #expect(page.text.contains("<label for=\"field-name\">Nom mot"))
    #expect(page.text.contains("&lt;A&gt; mot"))
    #expect(!page.text.contains("role=\"alert\""))
    let saved = await browser.post("/", ["name": "Eve & co"])
    #expect(saved.status == 303)
    let next = await browser.get("/")
    #expect(next.text.contains("Fait\u{202F}: Eve &amp; co"))
    #expect(!(await browser.get("/")).text.contains("Fait\u{202F}:"))
  }

  @Test func formIsShownAgainWithWhatWasTyped() async throws {
    let browser = try trialBrowser()
    _ = await browser.get("/")
    let refused = await browser.post("/", ["name": "much longer than twenty \"characters\""])
    #expect(refused.status == 422)
    #expect(refused.text.contains("value=\"much longer than twenty &quot;characters&quot;\""))
    #expect(refused.text.contains("aria-invalid=\"true\""))
    #expect(refused.text.contains("href=\"#field-name\""))
    #expect(refused.text.contains("id=\"problem-name\">Ce texte est trop long\u{202F}: 20"))
    let clash = await browser.post("/", ["name": "taken"])
    #expect(clash.status == 409)
    #expect(clash.text.contains("Pris\u{202F}: {what} &lt;Bob&gt;"))
    let bare = await browser.post("/bare", ["name": ""])
    #expect(bare.status == 422)
    #expect(bare.text.contains("Ce champ est à remplir."))
  }

  @Test func pagesOfTheTrialAreaPassTheirChecks() throws {
    let area = TrialArea.area(try TrialArea.folder())
    let checks = try PageChecks(of: area)
    #expect(checks.templateComplaints() == [])
    #expect(checks.escapingComplaints() == [])
  }
}
