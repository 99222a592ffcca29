import Kernel
import Testing

@Suite("What was typed") struct InputTests {
  enum Colour: String { case red, blue }

  @Test func everyProblemAtOnce() {
    var reader = InputReader(
      Input([
        "name": "  ", "day": "2026-02-30", "from": "2026-05-02", "last": "2026-05-01", "count": "12", "area": "1,234", "colour": "green",
        "long": String(repeating: "é", count: 201),
      ]))
    _ = reader.requiredText("name")
    _ = reader.requiredDay("day")
    _ = reader.span("from", last: "last")
    _ = reader.integer("count", in: 1...10)
    _ = reader.hundredths("area")
    _ = reader.choice("colour", of: Colour.self)
    _ = reader.text("long")
    _ = reader.requiredDay("absent")
    let refusal = #expect(throws: Refusal.self) { try reader.finish() }
    #expect(refusal?.kind == .invalid)
    #expect(refusal?.problems.map(\.field) == ["name", "day", "last", "count", "area", "colour", "long", "absent"])
    #expect(
      refusal?.problems.map(\.code) == [
        "kernel.problem.missing", "kernel.problem.day", "kernel.problem.reversed", "kernel.problem.range", "kernel.problem.amount",
        "kernel.problem.choice", "kernel.problem.long", "kernel.problem.missing",
      ])
  }

  @Test func whatNobodySeesIsNoText() {
    let cases: [(String, String?)] = [
      ("\u{200B}\u{FEFF}", "kernel.problem.missing"), ("\u{202E}SAS", "kernel.problem.characters"),
      ("A\u{2066}B\u{2069}", "kernel.problem.characters"), ("A\u{0}", "kernel.problem.characters"), ("A\nB", "kernel.problem.characters"),
      ("Zoe\u{301} 👩\u{200D}🔧", nil), ("سوق", nil),
    ]
    for (typed, code) in cases {
      var reader = InputReader(Input(["name": typed]))
      _ = reader.requiredText("name")
      #expect(reader.problems.items.map(\.code) == [code].compactMap { $0 }, "\(typed.unicodeScalars.map(\.value))")
    }
  }

  @Test func readsAsPeopleType() throws {
    var reader = InputReader(
      Input(["amount": " 1 234,5 €", "thousand": "1\u{202F}000", "name": " Zoé ", "last": "2026-05-01", "from": "2026-05-01"]))
    #expect(reader.hundredths("amount") == 123_450)
    #expect(reader.integer("thousand", in: 0...2000) == 1000)
    #expect(reader.requiredText("name") == "Zoé")
    // One day, first and last the same.
    #expect(reader.span("from", last: "last")?.length == 1)
    #expect(reader.day("absent") == nil)
    try reader.finish()
  }

  /// No number is one thing, a number that is out of range another.
  @Test(
    arguments: [
      ("-1", "range"), ("\u{2212}0,01", "range"), ("999999999999999999", "range"), ("1000000000,01", "range"), ("x", "amount"),
      ("1,234", "amount"), ("1.2.3", "amount"), ("-", "amount"), ("1000000000", nil), ("-0", nil),
    ] as [(String, String?)])
  func amountsOutOfRangeAreToldTheirRange(typed: String, problem: String?) {
    var reader = InputReader(Input(["rent": typed]))
    let amount = reader.money("rent")
    #expect(reader.problems.items.map(\.code) == (problem.map { ["kernel.problem.\($0)"] } ?? []))
    #expect((amount == nil) == (problem != nil))
    if problem == "range" { #expect(reader.problems.items.first?.arguments == ["low": "0", "high": "1000000000"]) }
  }

  @Test func whatIsSaidInThreeLanguages() {
    #expect(Language.allCases.map { "Rangée|Row|Reihe".said(in: $0) } == ["Rangée", "Row", "Reihe"])
    for text in ["Rangée", "a|b", "a|b|c|d", ""] { #expect(text.said(in: .german) == text) }
  }

  @Test func controlCharactersAreAProblem() {
    var reader = InputReader(Input(["one": "a\u{0}b", "lines": "a\nb"]))
    _ = reader.text("one")
    #expect(reader.text("lines", lines: true) == "a\nb")
    #expect(reader.problems.items.map(\.code) == ["kernel.problem.characters"])
  }
}
