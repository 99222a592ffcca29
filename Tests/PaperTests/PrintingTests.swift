import Foundation
import Kernel
import Paper
import Testing
import Trials

/// What is printed can be read again, breaks over pages where it should, and is the same every time.
@Suite struct PrintingTests {
  @Test func theWordsComeOutAsTheyWentIn() throws {
    let words = try Tool.words(try Samples.full.printed())
    for part in [
      "Objet : option sur H1-014", "Madame, Monsieur,", "voir le plan.", "Efficacité", "œuvre, Größe, Łódź", "1 234,50 €", "Lumifonte",
      "Nos références", "95160FC8", "Mulhouse, le 24 novembre 2026", "Pour KM0", "La direction", "Page 1 / 3", "Page 3 / 3",
    ] { #expect(words.contains(part), "\(part) is not in \(words)") }
  }

  @Test func theSameDocumentMakesTheSameBytes() throws {
    let first = try Samples.full.printed()
    #expect(try Samples.full.printed() == first)
    var other = Samples.full
    other.title = "Autre"
    #expect(try other.printed() != first)
  }

  @Test func manyArePrintedAtOnce() async throws {
    let expected = try Samples.full.printed()
    try await withThrowingTaskGroup(of: [UInt8].self) { group in
      for _ in 0..<40 { group.addTask { try Samples.full.printed() } }
      for try await bytes in group { #expect(bytes == expected) }
    }
  }

  @Test func aTableBringsItsHeadAlong() throws {
    let rows = (1...120).map { Table.Row([Words("Ligne \($0)"), Words("\($0),00")]) }
    let table = Table([.init("Désignation"), .init("Montant", .end)], rows + [.init(["Somme", "7260,00"], isTotal: true)])
    let pages = try Tool.pages(try Samples.document([.table(table)]).printed())
    #expect(pages.count == 4)
    for page in pages { #expect(page.contains("Désignation")) }
    #expect(pages.last?.contains("Somme") == true)
    #expect(pages.last?.contains("Ligne 120") == true, "a sum stands with its last row")
    let found = pages.joined().matches(of: #/Ligne (\d+)/#).compactMap { Int($0.1) }
    #expect(found == Array(1...120))
  }

  @Test func whatIsWholeNeverBreaks() throws {
    let cells: [Words] = [
      "LOC-2026-000123", "Loyer de novembre des bureaux B03, B04 et B05, avec le palier qui les joint", "12 345 678,90 €",
    ]
    func text(_ isWhole: Bool) throws -> String {
      let columns = ["Pièce", "Libellé", "Solde"].enumerated().map {
        Table.Column(Words($1), $0 == 2 ? .end : .start, share: $0 == 1 ? 3 : 0.4, isWhole: isWhole && $0 != 1)
      }
      return try Tool.pages(try Samples.document([.table(Table(columns, [.init(cells), .init(cells, isTotal: true)]))]).printed())[0]
    }
    #expect(try text(false).matches(of: #/LOC-2026-000123/#).count == 0, "by its share alone it would")
    let whole = try text(true)
    #expect(whole.matches(of: #/LOC-2026-000123 .*12 345 678,90 €/#).count == 2, "\(whole)")
    // Where they ask for more than there is they share it, and nothing runs off the page.
    let wide = Table(
      (0..<9).map { _ in Table.Column("Montant", .end, isWhole: true) }, [.init(Array(repeating: "12 345 678,90 €", count: 9))])
    for isAcross in [false, true] {
      var document = Samples.document([.table(wide)])
      document.isAcross = isAcross
      let bytes = try document.printed()
      #expect(try Tool.words(bytes).matches(of: #/Montant/#).count == 9)
      #expect(try Tool.run("pdfinfo", "{}", on: bytes).text.contains(isAcross ? "841.89 x 595.276" : "595.276 x 841.89"))
    }
  }

  @Test func whatBelongsTogetherStaysTogether() throws {
    for filling in 30...46 {
      let lines = (1...filling).map { Block.paragraph(Words("Alinéa \($0).")) }
      let end = Block.together([.paragraph("Salutations distinguées."), .signature(["Pour KM0", "La direction"])])
      let pages = try Tool.pages(
        try Samples.document(lines + [.heading("Chapitre", level: 2), .paragraph("Corps du chapitre."), end]).printed())
      let page = try #require(pages.first { $0.contains("Chapitre") })
      #expect(page.contains("Corps du chapitre."), "a heading stands over its text, after \(filling)")
      let last = try #require(pages.first { $0.contains("Salutations") })
      #expect(last.contains("La direction"), "after \(filling)")
    }
  }

  @Test func aParagraphLeavesNoLineAlone() throws {
    let long = String(repeating: "La fonderie devient une maison du numérique où l’on travaille ensemble. ", count: 12)
    for filling in 36...44 {
      let pages = try Tool.pages(
        try Samples.document((1...filling).map { .paragraph(Words("Alinéa \($0).")) } + [.paragraph(Words(long))]).printed())
      for page in pages {
        let count = page.split(separator: "\n").count { $0.contains("fonderie") || $0.contains("numérique") || $0.contains("ensemble") }
        #expect(count != 1, "after \(filling)")
      }
    }
  }

  @Test func anEmptyDocumentIsAPage() throws {
    #expect(try Tool.pages(try Samples.document([]).printed()).count == 1)
    #expect(
      try Tool.run("qpdf", "--check", "{}", on: try Samples.document([.table(Table([], [])), .facts([]), .together([])]).printed()).status
        == 0)
  }

  @Test func twoAttachmentsOfOneNameAreRefused() throws {
    var document = Samples.full
    document.attachments.append(document.attachments[0])
    #expect(throws: PaperFault.attachmentTwice("facture.xml")) { try document.printed() }
  }
}
