import Kernel
import Testing
import Trials

@testable import Web

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
    // The summary names the field by its label and leads to it; programs are told the text alone.
    #expect(clash.text.contains("<a href=\"#field-name\">Nom mot\u{202F}: pris\u{202F}: {what} &lt;Bob&gt;</a>"))
    let missing = await browser.post("/", ["name": ""])
    #expect(missing.text.contains("<a href=\"#field-name\">Nom mot\u{202F}: ce champ est à remplir.</a>"))
    #expect(missing.text.contains("id=\"problem-name\">Ce champ est à remplir.</p>"))
    let bare = await browser.post("/bare", ["name": ""])
    #expect(bare.status == 422)
    #expect(bare.text.contains("Ce champ est à remplir."))
  }

  @Test(arguments: [
    (Language.french, "Ce champ est à remplir.", "E-mail\u{202F}: ce champ est à remplir."),
    (.english, "Please fill this in.", "E-mail: please fill this in."),
    (.german, "Bitte füllen Sie dieses Feld aus.", "E-mail: Bitte füllen Sie dieses Feld aus."),
    (.french, "SIREN faux.", "E-mail\u{202F}: SIREN faux."), (.french, "{who} y est.", "E-mail\u{202F}: Ada y est."),
    (.french, "À {who} de voir.", "E-mail\u{202F}: à Ada de voir."),
  ])
  func aLineOfTheSummaryGoesOnBehindItsLabel(language: Language, pattern: String, expected: String) throws {
    let texts = try Renderer(areas: []).texts
    let text = pattern.replacing("{who}", with: "Ada")
    let line = ProblemLine(text: text, href: "#field-email", field: "email", pattern: pattern)
    #expect(line.named(by: ["email": Field("email", .email, label: "E-mail")], in: language, texts).text == expected)
    // What is no field of the page is told as it is, and nothing leads to what is hidden.
    #expect(line.named(by: [:], in: language, texts).text == text)
    let hidden = line.named(by: ["email": Field("email", .hidden, label: "")], in: language, texts)
    #expect(hidden.text == text && hidden.href == nil)
  }

  /// Two amounts that are wrong are named with what they stand under, or with their hints; one alone is not.
  @Test func problemsOfOneLabelAreToldApartByTheirLegends() {
    struct Group: Sendable {
      let legend: String?
      let fields: [Field]
    }
    struct Groups: Page {
      static let template = "groups"
      static let sample = Groups(groups: [])
      let title = "Essai"
      let groups: [Group]
    }
    func field(_ name: String, _ label: String, hint: String? = nil, isWrong: Bool = true) -> Field {
      Field(name, .text, label: label, hint: hint, problem: isWrong ? "Non." : nil)
    }
    let page = Groups(groups: [
      Group(legend: "Ligne 1", fields: [field("net-1", "Net"), field("text-1", "Texte")]),
      Group(legend: "Ligne 2", fields: [field("net-2", "Net"), field("text-2", "Texte", isWrong: false)]),
      Group(legend: nil, fields: [field("net-3", "Net")]),
      Group(legend: "Arrivées", fields: [field("one", "Par mois", hint: "1 cellule"), field("two", "Par mois", hint: "2 cellules")]),
    ])
    let labels = fields(shownBy: page).mapValues(\.label)
    #expect(
      labels == [
        "net-1": "Ligne 1 – Net", "net-2": "Ligne 2 – Net", "net-3": "Net", "text-1": "Texte", "text-2": "Texte",
        "one": "Par mois (1 cellule)", "two": "Par mois (2 cellules)",
      ])
  }

  @Test func pagesOfTheTrialAreaPassTheirChecks() throws {
    let area = TrialArea.area(try TrialArea.folder())
    let checks = try PageChecks(of: area)
    #expect(checks.templateComplaints() == [])
    #expect(checks.escapingComplaints() == [])
  }
}
