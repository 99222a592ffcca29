import Kernel
import Paper
import Trials

enum Samples {
  static let made = Instant(iso: "2026-11-24T09:30:00Z")!

  static func document(_ body: [Block], language: Language = .french) -> Document {
    Document(
      title: "Option sur H1-014 : « façade »", language: language, author: "KM0 (société d’exploitation)", made: made, body: body,
      footer: Footer(["KM0 · SAS"], numbering: "Page {page} / {pages}"))
  }

  static var pictures: [Picture] {
    [("sol", Photos.jpeg), ("mur (nord)", Photos.png)].compactMap { name, bytes in
      (try? Raster(bytes)).map { Picture($0, caption: Words("\(name), 24/11/2026"), alternative: "Photo : \(name)") }
    }
  }

  /// One of everything: a letter with a table over two pages, a plan, a link, an attachment, a schema of its own.
  static var full: Document {
    var document = document([
      .heading("Objet : option sur H1-014", level: 1), .paragraph("Madame, Monsieur,"),
      .paragraph("Nous réservons H1-014, voir " + .link("le plan", to: "https://km0.example/plan?a=1&b='c\\'") + "."),
      .table(
        Table(
          [.init("Cellule"), .init("Nature", share: 2), .init("Surface", .end)],
          (1...60).map { .init([Words("H1-\($0)"), "Cellule", "15,00 m²"]) } + [.init(["Total", "", "900,00 m²"], isTotal: true)])),
      .beside(
        [.facts([Fact("Loyer promis", "1\u{202F}234,50\u{A0}€"), Fact("Efficacité", "œuvre, Größe, Łódź")])],
        [
          .drawing(
            Drawing(
              [Drawing.Shape([.init(0, 0), .init(40, 0), .init(40, 20), .init(0, 20)], fill: .brickTint, line: .brick, label: "H1-014")],
              height: 30, caption: "Rez-de-chaussée"))
        ], share: 0.5),
      .pictures(pictures, columns: 2), .rule, .note("Sous réserve."), .signature([.strong("Pour KM0"), .muted("La direction")]),
    ])
    document.letterhead = Letterhead(name: "KM0", lines: ["68100 Mulhouse"], references: [Fact("Nos références", "95160FC8")])
    document.address = AddressWindow(["Lumifonte", "30 rue François Spoerry", "68100 Mulhouse"], dateline: "Mulhouse, le 24 novembre 2026")
    document.attachments = [
      Attachment(
        name: "facture.xml", description: "La facture", type: "text/xml", relationship: .alternative, made: made,
        bytes: Array("<facture/>".utf8)),
      Attachment(
        name: "annexe.csv", description: "Détail", type: "text/csv", relationship: .supplement, made: made, bytes: Array("a;b".utf8)),
    ]
    document.schemas = [
      MetadataSchema(
        title: "Factur-X PDFA Extension Schema", namespace: "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#", prefix: "fx",
        properties: [
          .init("DocumentType", "INVOICE", description: "The type of the hybrid document"),
          .init("DocumentFileName", "facture.xml", description: "The name of the embedded file"),
        ])
    ]
    return document
  }
}
