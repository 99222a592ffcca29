import Foundation
import Kernel
import Testing
import Trials
import Web

@Suite struct RendererTests {
  @Test(arguments: [
    ("{{> absent}}", "trial-thing.mustache:1: there is no partial absent"),
    ("a\nb {{t.trial.absent}}", "trial-thing.mustache:2: no text trial.absent in fr, en, de"),
    ("\n\n{{asset.absent_css}}", "trial-thing.mustache:3: there is no asset absent_css"),
    ("a\n{{#rows}}\n{{/row}}", "trial-thing.mustache:3: sectionCloseNameIncorrect"),
  ])
  func theHouseDoesNotStartWithAFault(template: String, fault: String) throws {
    let folder = try TrialArea.folder(template: template)
    let error = #expect(throws: PageFaults.self) { try Renderer(areas: [TrialArea.area(folder)]) }
    #expect(error?.faults == [fault])
  }

  @Test func textsAreCheckedAtStart() throws {
    for (path, content) in [
      ("Texts/more.fr.json", "{ \"trial\": { \"word\": \"x\" } }"), ("Texts/a.it.json", "{}"), ("Texts/b.fr.json", "{"),
    ] {
      let folder = try TrialArea.folder(files: [path: content])
      #expect(throws: PageFaults.self) { try Texts.load(from: [folder]) }
    }
    let texts = try Texts.load(from: [
      try TrialArea.folder(files: ["Texts/n.fr.json": #"{"n": {"one": "{count} ligne", "other": "{count} lignes"}}"#])
    ])
    #expect(["0", "1", "2"].map { texts.text("n", in: .french, ["count": $0]) } == ["0 ligne", "1 ligne", "2 lignes"])
    #expect(texts.text("absent.key", in: .french) == "absent.key")
  }

  @Test func escapingGoesByBytes() {
    #expect(escapedHTML("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;")
    // A quote with a combining accent is one character, and would slip past an escape that goes by characters.
    #expect(!escapedHTML("\"\u{301} onclick=x").utf8.contains(UInt8(ascii: "\"")))
    #expect(!escapedHTML("<\u{338}script>").utf8.contains(UInt8(ascii: "<")))
  }

  @Test(arguments: [
    ("{{#rows}}{{name}}{{/rows}}", "trial-thing.mustache:1: name needs a leading dot in a loop"),
    ("{{#rows}}{{title}}{{/rows}}", "trial-thing.mustache:1: title belongs to an outer object"),
    ("{{titel}}", "trial-thing.mustache:1: titel is unknown"), ("{{#rows}}{{.nam}}{{/rows}}", "trial-thing.mustache:1: .nam is unknown"),
    ("{{{title}}}", "trial-thing.mustache:1: title goes out unescaped: what our own Swift built is named …HTML or …SVG"),
    ("{{rows}}", "trial-thing.mustache:1: rows is a list, not a text"),
  ])
  func theChecksFindWhatMustacheSwallows(template: String, complaint: String) throws {
    let checks = try PageChecks(of: TrialArea.area(try TrialArea.folder(template: template)))
    #expect(checks.templateComplaints().contains(complaint))
  }

  @Test func theChecksFindWhatComesOutUnescaped() throws {
    let checks = try PageChecks(of: TrialArea.area(try TrialArea.folder(template: "<p>{{{title}}}</p>")))
    #expect(!checks.escapingComplaints().isEmpty)
  }

  @Test func aTextAreaKeepsItsLines() throws {
    let renderer = try Renderer(areas: [TrialArea.area(try TrialArea.folder())])
    let page = ThingPage(title: "", note: nil, name: Field("name", .textarea, label: "", value: "\n  a\nb"), rows: [])
    #expect(renderer.draw(page, in: Surroundings(language: .french)).contains(">&#10;\n  a\nb</textarea>"))
  }

  @Test func webHasItsTextsInEveryLanguage() throws {
    let texts = try Renderer(areas: []).texts
    #expect(texts.keys(in: .french) == texts.keys(in: .english) && texts.keys(in: .french) == texts.keys(in: .german))
    for status in [400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503] {
      for part in ["title", "text"] { #expect(texts.has("web.error.\(status).\(part)", in: .french)) }
    }
    let source = try String(contentsOfFile: "Sources/Foundations/Kernel/Input.swift", encoding: .utf8)
    for match in source.matches(of: /"(kernel\.problem\.[a-z]+)"/) { #expect(texts.has(String(match.1), in: .german)) }
  }
}
