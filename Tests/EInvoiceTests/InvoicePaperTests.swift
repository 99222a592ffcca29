import EInvoice
import Foundation
import Kernel
import Paper
import Testing
import Trials

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct InvoicePaperTests {
  static let made = Instant(iso: "2026-11-02T08:00:00Z")!
  static let explanations = [
    ["30,00 m² × 141,75 € par m² et an ÷ 12"], ["Provision 2026, décompte avant le 30 septembre 2027"], ["Quote-part 2026 : 30 / 4 120 m²"],
  ]

  @Test func everyLabelAndEveryFaultHasItsTextInEveryLanguage() throws {
    for language in Language.allCases {
      #expect(Set(try PaperWording.texts("paper", "paper", language).keys) == Set(InvoiceWording.Label.allCases.map(\.rawValue)))
      #expect(Set(try PaperWording.texts("faults", "fault", language).keys) == Set(InvoiceFault.Kind.allCases.map(\.rawValue)))
    }
  }

  /// The path of production: semantic invoice, page, file inside, PDF/A-3.
  @Test(arguments: InvoiceSamples.documents.map(\.name)) func everyKindOfDocumentIsPrinted(name: String) throws {
    let invoice = try #require(InvoiceSamples.documents.first { $0.name == name }).invoice
    let paper = InvoicePaper(invoice, explanations: Self.explanations, wording: try PaperWording.wording(), made: Self.made)
    let file = try paper.facturX.printed()
    #expect(try paper.facturX.printed() == file)
    try InvoiceFilesTests.leave(file, "good.\(name).pdf")
  }

  @Test(arguments: [Language.english, .german]) func otherLanguages(language: Language) throws {
    let paper = InvoicePaper(InvoiceSamples.invoice(), wording: try PaperWording.wording(language), made: Self.made)
    try InvoiceFilesTests.leave(paper.facturX.printed(), "good.invoice-\(language.rawValue).pdf")
  }

  private func words(_ invoice: SemanticInvoice, _ explanations: [[String]] = []) throws -> String {
    let paper = InvoicePaper(invoice, explanations: explanations, wording: try PaperWording.wording(), made: Self.made)
    return try Tool.words(try paper.facturX.printed()).replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ")
  }

  @Test func thePageSaysWhatTheLawWantsSaid() throws {
    let page = try words(InvoiceSamples.invoice(), Self.explanations)
    // CGI, annexe II, 242 nonies A: 1 and 2 the parties, 6 and 7 day and number, 8 lines, 8 bis kind, 11 VAT; C. com. L441-9 the rest.
    for said in [
      "Facture F2026-0117", "02/11/2026", "01/12/2026", "BAIL-2023-007", "Lumifonte SAS", "732 829 320", "FR44732829320", "834 512 675",
      "FR47834512675", "SCI au capital de 1 000 €", "Prestations de services", "Loyer H1-014 et H1-015", "30 m²", "11,8125 €", "354,38 €",
      "20 %",
      "30,00 m² × 141,75 € par m² et an ÷ 12", "639,63 €", "127,93 €", "767,56 €", "KM0-0042-1", "FR72ZZZ123456", "40 €",
      "BCE majoré de 10 points",
      "Pas d’escompte", "TVA exigible à l’encaissement", "page 1 / 1",
    ] {
      #expect(page.contains(said), "\(said) is not on the page")
    }
    // The account of the client is told by its ends, and the code for platforms not at all.
    #expect(!page.contains("1007941234567"))
    #expect(!page.contains("B2B"))
  }

  @Test func whatIsOwedIsSaidFirst() throws {
    let earlier = [PrecedingInvoice("F2026-0098", issued: InvoiceSamples.day("2026-10-02"))]
    let credit = try words(InvoiceSamples.invoice(.creditNote, preceding: earlier, payment: nil))
    #expect(credit.contains("767,56 € en votre faveur"))
    #expect(credit.contains("Avoir sur la facture F2026-0098 du 02/10/2026."))
    #expect(!credit.contains("Échéance"))
    #expect(try words(InvoiceSamples.invoice(payment: InvoiceSamples.transfer)).contains("767,56 € à payer au plus tard le 01/12/2026"))
    #expect(try words(InvoiceSamples.invoice(process: .servicesPaid, prepaid: Money(cents: 76_756))).contains("Rien à payer"))
    #expect(try words(InvoiceSamples.invoice(lines: [InvoiceSamples.line("Trop-perçu", -1_000)])).contains("12,00 € en votre faveur"))
  }

  @Test func daysOfALineAreToldWhereTheyDiffer() throws {
    let other = InvoiceLine(
      name: "Rattrapage", quantity: 1000, unit: "MON", net: Money(cents: 100),
      period: DaySpan(from: InvoiceSamples.day("2026-10-15"), until: InvoiceSamples.day("2026-11-01")), vat: InvoiceSamples.standard)
    #expect(try words(InvoiceSamples.invoice(lines: [other])).contains("15/10/2026 – 31/10/2026"))
  }

  @Test func manyLinesTakePagesWithTheirHeads() throws {
    let page = try words(InvoiceSamples.invoice(lines: (1...75).map { InvoiceSamples.line("Réservation n° \($0)", 100) }))
    #expect(page.contains("page 3 / 3"))
    // Once on each page.
    #expect(page.components(separatedBy: "Désignation").count == 4)
    #expect(page.contains("Réservation n° 75"))
  }

  @Test func whatPeopleTypeIsPrintedAndWrittenAsItStands() throws {
    let hostile = "<b>&\"'\u{202E}\u{0}]]> {amount} %s"
    let invoice = InvoiceSamples.invoice(lines: [InvoiceSamples.line(hostile, 100)])
    #expect(try words(invoice).contains("<b>&\"'\u{FFFD}\u{FFFD}]]> {amount} %s"))
    for bytes in [invoice.cii(), invoice.ubl(), invoice.facturXML()] {
      let parser = XMLParser(data: Data(bytes))
      #expect(parser.parse())
    }
  }
}
