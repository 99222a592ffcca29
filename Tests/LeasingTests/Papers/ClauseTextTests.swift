import Foundation
import Kernel
import Paper
import People
import Spaces
import Testing
import Web

@testable import Leasing

/// What the areas say, as the running house reads it.
enum PaperTexts {
  static func load() throws -> Texts {
    try Texts.load(from: [Leasing.area(), People.area(), Spaces.area(shelf: PlanShelf())].compactMap(\.resources))
  }
}

@Suite("Texts of papers") struct ClauseTextTests {
  private func codes(_ text: String, _ kind: PaperKind = .contract) -> [String] {
    ClauseText(text).problems(for: kind, field: "body").map {
      "\($0.code.replacing("leasing.problem.", with: "")) \($0.arguments["name"] ?? "")"
    }
  }

  @Test func articlesAreCountedAndWhatHasNothingToSayIsLeftOut() {
    let words = PaperWords(
      values: [.tenant: "Ada {house} & <b>", .deposit: ""], blocks: [.rents: [.note("la table")], .reductions: []])
    let text = ClauseText(
      """
      Préambule pour {tenant}.

      ## Dépôt

      Un dépôt de {deposit}.

      ## Prix
      Premier alinéa.

      {rents}

      {reductions}

      Second alinéa,
      sur deux lignes.
      - un
      - {deposit}
      - deux
      """)
    #expect(
      text.blocks(isNumbered: true, filledWith: words) == [
        .paragraph("Préambule pour Ada {house} & <b>."), .heading("1. Prix", level: 2),
        .paragraph(Words("1.1  ", .muted) + Words("Premier alinéa.")), .note("la table"),
        .paragraph(Words("1.2  ", .muted) + Words("Second alinéa, sur deux lignes.")), .gap(0), .paragraph("–  un"), .paragraph("–  deux"),
      ])
    #expect(text.blocks(isNumbered: false, filledWith: words)[1] == .heading("Prix", level: 2))
  }

  @Test(arguments: [
    ("Bonjour {tenant}.", []), ("{rents}", []), ("Bonjour {locataire}, {locataire}.", ["placeholder locataire"]),
    ("Les prix : {rents}", ["placeholderAlone rents"]), ("{calculation}", ["placeholder calculation"]), ("{}", ["placeholder "]),
    ("un { seul", ["placeholderBrace "]), ("{ten ant}", ["placeholderBrace "]), ("{{tenant}}", ["placeholderBrace "]), ("", []),
    ("{a} {b}\r\n\r\n{rents} {c}", ["placeholder a", "placeholder b", "placeholderAlone rents", "placeholder c"]),
  ]) func unknownPlaceholdersAreToldAllAtOnce(text: String, expected: [String]) { #expect(codes(text) == expected) }

  @Test(arguments: Language.allCases) func whatIsShippedMayBePrinted(language: Language) throws {
    let texts = try PaperTexts.load()
    for kind in PaperKind.allCases {
      for scheme in LeaseKind.allCases {
        let shipped = ClauseText.shipped(kind, of: scheme, in: language, texts: texts)
        #expect(shipped.problems(for: kind, field: "body") == [], "\(kind) of \(scheme)")
        #expect(!shipped.body.contains("leasing.clause"), "\(kind) of \(scheme) has its words")
      }
    }
    for placeholder in Placeholder.allCases {
      #expect(texts.has("leasing.placeholder.\(placeholder.rawValue)", in: language), "\(placeholder)")
      #expect(PaperKind.allCases.contains { Placeholder.all(of: $0).contains(placeholder) }, "\(placeholder) belongs to a text")
    }
  }

  @Test(arguments: [
    ("contract", "contract"), ("contract.pdf", "contract"), ("amendment-12.pdf", "amendment-12"), ("index-2026-02-01", "index-2026-02-01"),
    ("amendment-0", nil), ("amendment-01", nil), ("amendment", nil), ("contract-1", nil), ("index-2026-2-1", nil), ("", nil), (".pdf", nil),
    ("../contract", nil),
  ]) func namesOfPapers(text: String, name: String?) { #expect(PaperName(text)?.description == name) }

  @Test func namesOfTexts() {
    #expect(TextName("contract-hotel-12")?.scheme == "hotel-12")
    #expect(TextName("index")?.description == "index")
    for wrong in ["contract", "contract-", "", "lease"] { #expect(TextName(wrong) == nil, "\(wrong)") }
  }
}
