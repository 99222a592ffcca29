import Foundation
import Kernel
import Paper
import Testing
import Trials

/// Whatever people type is printed as it stands, and never stops the press.
@Suite(.serialized) struct HostileTests {
  static let texts = [
    "", " ", "\u{0}", "a\u{0}b", "<b>gras</b> &amp; &#0;", "\u{202E}€05,432 1", "\u{2067}a", "שלום עולם", "مرحبا", "😀👩‍👩‍👧‍👦🇫🇷", "漢字かな",
    "\u{FFFF}\u{10FFFF}",
    "e\u{301}\u{302}\u{303}" + String(repeating: "\u{301}", count: 300), "\r\n\r\n\u{2028}\u{2029}\t", "%s %n {page} ')\\(", "\u{FEFF}x",
    "\u{E000}",
  ]

  @Test(arguments: texts)
  func everyTextIsPrintedEverywhere(_ text: String) throws {
    var document = Samples.document([
      .heading(Words(text), level: 1), .paragraph(Words(text) + .link(text, to: text)), .facts([Fact(text, text)]),
      .table(Table([.init(Words(text))], [.init([Words(text)]), .init([Words(text), Words(text)]), .init([])])), .signature([Words(text)]),
      .drawing(Drawing([.init([.init(0, 0), .init(1, 0), .init(1, 1)], line: .ink, label: text)], height: 20, caption: Words(text))),
    ])
    (document.title, document.author) = (text, text)
    document.letterhead = Letterhead(name: text, lines: [Words(text)], references: [Fact(text, text)])
    document.address = AddressWindow([text, text], dateline: text)
    document.footer = Footer([Words(text)], numbering: text)
    document.attachments = [
      Attachment(name: text.isEmpty ? "x" : text, description: text, type: "text/plain", relationship: .data, made: Samples.made, bytes: [])
    ]
    let bytes = try document.printed()
    let check = try Tool.run("qpdf", "--check", "{}", on: bytes)
    #expect(check.status == 0, "\(check.text)")
    #expect(try document.printed() == bytes)
    let complaints = try ArchiveWalk(bytes).complaints()
    #expect(complaints == [], "\(complaints)")
  }

  @Test func markupAndNULAreLiteral() throws {
    let words = try Tool.words(try Samples.document([.paragraph("<b>gras</b> &amp; A\u{0}B fin")]).printed())
    #expect(words.contains("<b>gras</b> &amp; A\u{FFFD}B fin"))
  }

  @Test func aNameCannotTurnThePriceRound() throws {
    let words = try Tool.words(try Samples.document([.paragraph(Words("\u{202E}Ada") + Words(" doit 1234 €"))]).printed())
    #expect(words.contains("doit 1234 €"))
  }

  @Test func hebrewAndGreekAreShownWithAnotherFont() throws {
    let fonts = try Tool.run("pdffonts", "{}", on: try Samples.document([.paragraph("KM0 שלום")]).printed()).text
    #expect(fonts.contains("Lato"))
    #expect(fonts.contains("DejaVu"))
  }

  @Test func aWordWithoutEndFillsPages() throws {
    let clock = ContinuousClock()
    let word = String(repeating: "fonderie", count: 12_500)
    var bytes: [UInt8] = []
    let time = try clock.measure {
      bytes = try Samples.document([.paragraph(Words(word)), .table(Table([.init("a"), .init("b")], [.init([Words(word), "x"])]))])
        .printed()
    }
    #expect(time < .seconds(60))
    #expect(try Tool.words(bytes).filter { $0 == "f" }.count >= 25_000)
  }
}
