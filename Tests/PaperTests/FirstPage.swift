import Foundation
import Kernel
import Paper
import Testing

@Test func printsAPage() throws {
  let document = Document(
    title: "Essai", language: .french, author: "KM0", made: Instant(seconds: 1_700_000_000),
    letterhead: Letterhead(name: "KM0", lines: ["30 rue François-Spoerry", "68100 Mulhouse"], references: [Fact("Nos références", "O-123")]),
    address: AddressWindow(["Ada SAS", "1 rue de la Loi", "68100 Mulhouse"], dateline: "Mulhouse, le 24 novembre 2026"),
    body: [
      .heading("Objet : option sur H1-014", level: 1), .paragraph("Madame, Monsieur,"),
      .paragraph("Nous vous confirmons l’option. " + Words.link("le site", to: "https://km0.info/a?b='c\\'")),
      .table(Table([.init("Cellule"), .init("Surface", .end)], (0..<70).map { .init([Words("H1-\($0)"), "15,00 m²"]) })),
      .facts([Fact("Loyer", "1 234,50 €")]),
    ], footer: Footer(["KM0 · SAS"], numbering: "Page {page} / {pages}"))
  let bytes = try document.printed()
  #expect(try document.printed() == bytes)
  try Data(bytes).write(to: URL(filePath: "/tmp/paper/first.pdf"))
}
