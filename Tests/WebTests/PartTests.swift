import Testing
import Trials
import Web

/// What a template sees of the stored properties of a page, whatever their types are.
struct PartTests {
  struct EveryKindPage: Page {
    enum Colour: String, Sendable { case red, green }
    struct Branch: Sendable {
      let name: String
      let isLast: Bool
      let branches: [Branch]
    }
    final class Shared: Sendable {
      let name = "shared"
    }
    struct Free: Sendable {}
    static let template = "trial-thing"
    static let sample = EveryKindPage()

    let title = "a title too long to stand in the string itself"
    let isShown = true
    let isHidden = false
    let count = -3
    let large: UInt64 = .max
    let none: String? = nil
    let some: Int? = 7
    let innermost: String?? = "deep"
    let colour: Colour? = .green
    let word: any Sendable = "any word"
    let truth: any Sendable = false
    let branch: any Sendable = Branch(name: "of any type", isLast: true, branches: [])
    let shared = Shared()
    let pair = (1, "two")
    let words: [String?] = ["one", nil, "three"]
    let tree = [
      Branch(name: "a", isLast: false, branches: [Branch(name: "a1", isLast: true, branches: [])]),
      Branch(name: "b", isLast: true, branches: []),
    ]
    let nothing: [Branch] = []
    let free = Free()
    let last = "last"
  }

  @Test(arguments: [
    ("{{title}}", "a title too long to stand in the string itself"), ("{{#isShown}}yes{{/isShown}}{{^isHidden}}no{{/isHidden}}", "yesno"),
    ("{{count}} {{large}}", "-3 18446744073709551615"), ("[{{none}}{{^none}}none{{/none}}]", "[none]"), ("{{some}}", "7"),
    ("{{innermost}}", "deep"), ("{{colour}}", "green"), ("{{word}}{{^truth}} not{{/truth}}", "any word not"),
    ("{{branch.name}}{{#branch.isLast}}!{{/branch.isLast}}", "of any type!"), ("{{shared.name}}", "shared"),
    ("{{pair}}", "(1, &quot;two&quot;)"), ("{{#words}}{{.}};{{/words}}", "one;three;"),
    ("{{#tree}}{{.name}}({{#.branches}}{{.name}}{{#.isLast}}!{{/.isLast}}{{/.branches}}){{/tree}}", "a(a1!)b()"),
    ("{{^nothing}}empty{{/nothing}}", "empty"), ("{{#free}}there{{/free}}", "there"), ("{{last}}", "last"), ("{{absent}}", ""),
  ])
  func everyPropertyIsSeenAsItIs(template: String, drawn: String) throws {
    let renderer = try Renderer(folders: [try TrialArea.folder(template: template)], pages: [EveryKindPage.self])
    // Twice: the first drawing learns the type, the second knows it.
    for _ in 1...2 { #expect(renderer.draw(EveryKindPage.sample, in: Surroundings(language: .french)) == drawn) }
  }
}
