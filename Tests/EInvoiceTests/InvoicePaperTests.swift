import EInvoice
import Foundation
import Kernel
import Paper
import Testing

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
}
