import Kernel
import Testing
import Web

@Suite struct FormatTests {
  private let french = Format(.french)
  private let english = Format(.english)
  private let german = Format(.german)

  @Test(arguments: [
    (0, "0,00\u{A0}€", "€0.00", "0,00\u{A0}€"), (5, "0,05\u{A0}€", "€0.05", "0,05\u{A0}€"),
    (123_450, "1\u{202F}234,50\u{A0}€", "€1,234.50", "1.234,50\u{A0}€"),
    (-100_000_099, "\u{2212}1\u{202F}000\u{202F}000,99\u{A0}€", "\u{2212}€1,000,000.99", "\u{2212}1.000.000,99\u{A0}€"),
  ])
  func money(cents: Int64, fr: String, en: String, de: String) {
    let amount = Money(cents: cents)
    #expect([french.money(amount), english.money(amount), german.money(amount)] == [fr, en, de])
  }

  @Test func aColonStandsAsTheLanguageSetsIt() {
    #expect([french, english, german].map { $0.pair("x", "y") } == ["x\u{A0}: y", "x: y", "x: y"])
  }

  /// Rules give days, months and amounts as they write them: a text says them as its language does, and leaves everything else alone.
  @Test func plainValuesAreSaid() {
    let texts = Texts([.french: ["due": "Au plus tôt le {day} : {amount} € à {name}."], .german: ["due": "{day}, {amount} €, {name}"]])
    let values = ["day": "2029-05-03", "amount": "-1234.05", "name": "2029-13-03"]
    #expect(texts.text("due", in: .french, values) == "Au plus tôt le 3 mai 2029 : \u{2212}1\u{202F}234,05 € à 2029-13-03.")
    #expect(texts.text("due", in: .german, values) == "3. Mai 2029, \u{2212}1.234,05 €, 2029-13-03")
    #expect(texts.text("due", in: .german, ["day": "2029-05"]) == "Mai 2029, {amount} €, {name}")
    for plain in ["1.5", "v1.09", "1.2.03", "12", "2029-13", "2029-5", ""] {
      #expect(texts.text("due", in: .german, ["day": plain]) == "\(plain), {amount} €, {name}")
    }
  }

  /// Where something is counted or limited, numbers are set as the language sets them; a year or a number in a register stays as it is.
  @Test func boundsAreSetAsTheLanguageSetsNumbers() {
    let texts = Texts(
      Dictionary(
        uniqueKeysWithValues: Language.allCases.map {
          ($0, ["range": "{low} – {high}", "most": "{most}, {limit}, {count}", "year": "{year}"])
        }))
    func said(_ key: String, _ values: [String: String]) -> [String] { Language.allCases.map { texts.text(key, in: $0, values) } }
    let amounts = ["low": "0", "high": "1000000000"]
    #expect(texts.text("range", in: .french, amounts) == "0 – 1\u{202F}000\u{202F}000\u{202F}000")
    #expect(texts.text("range", in: .english, amounts) == "0 – 1,000,000,000")
    #expect(texts.text("range", in: .german, amounts) == "0 – 1.000.000.000")
    #expect(texts.text("range", in: .french, ["low": "-3650", "high": "0.125"]) == "\u{2212}3\u{202F}650 – 0,125")
    #expect(texts.text("most", in: .english, ["most": "6.88", "limit": "2000000", "count": "12"]) == "6.88, 2,000,000, 12")
    #expect(texts.text("range", in: .german, ["low": "2029-05-03", "high": "beaucoup"]) == "3. Mai 2029 – beaucoup")
    #expect(said("year", ["year": "20290"]) == ["20290", "20290", "20290"])
  }

  @Test func measures() {
    #expect(french.area(FloorArea(hundredths: 1500)) == "15,00\u{A0}m²")
    // 8333 basis points are 83.33 %, to tenths 83.3; 8335 are 83.35, half up 83.4; 10000 are whole.
    #expect(
      [8333, 8335, 10_000, 0].map { french.percentage(Percentage(basisPoints: $0)) } == [
        "83,3\u{A0}%", "83,4\u{A0}%", "100\u{A0}%", "0\u{A0}%",
      ])
    #expect(english.percentage(Percentage(basisPoints: 8333)) == "83.3%")
    #expect(french.euros(Money(cents: 81_240_050)) == "812\u{202F}401\u{A0}€")
    #expect(french.typed(Money(cents: -123_405)) == "-1234,05" && english.typed(FloorArea(hundredths: 1500)) == "15.00")
    #expect(french.number(1234) == "1\u{202F}234" && german.number(1_000_000) == "1.000.000" && french.number(-12) == "\u{2212}12")
  }

  @Test func days() throws {
    let day = try #require(Day(2026, 11, 24))
    let first = try #require(Day(2026, 1, 1))
    #expect([french.day(day), english.day(day), german.day(day)] == ["24 novembre 2026", "24 November 2026", "24. November 2026"])
    #expect(french.day(first) == "1er janvier 2026")
    #expect([french.shortDay(first), german.shortDay(first)] == ["01/01/2026", "01.01.2026"])
    #expect([french.weekday(day), german.weekday(day)] == ["mardi 24 novembre 2026", "Dienstag, 24. November 2026"])
    #expect([french.month(day.month), french.shortMonth(first.month)] == ["novembre 2026", "janv. 2026"])
    // 2026-11-24 08:30 UTC is 09:30 in Mulhouse in winter.
    #expect(french.shortMoment(Instant(seconds: Int64(day.number) * 86_400 + 30_600), in: .mulhouse) == "24/11/2026 09:30")
  }

  @Test func spans() throws {
    let first = try #require(Day(2026, 1, 1))
    let quarter = DaySpan(from: first, until: first.adding(months: 3))
    #expect(french.span(quarter) == "du 1er janvier 2026 au 31 mars 2026 inclus")
    #expect(english.span(quarter) == "from 1 January 2026 to 31 March 2026 inclusive")
    #expect(german.span(quarter) == "vom 1. Januar 2026 bis einschließlich 31. März 2026")
    #expect(french.span(DaySpan(from: first, until: nil)) == "à partir du 1er janvier 2026")
    #expect(german.span(DaySpan(from: first, until: nil)) == "ab dem 1. Januar 2026")
    #expect(french.span(DaySpan(from: first, until: first + 1)) == "le 1er janvier 2026")
    #expect(french.shortSpan(quarter) == "01/01/2026 – 31/03/2026")
  }
}
