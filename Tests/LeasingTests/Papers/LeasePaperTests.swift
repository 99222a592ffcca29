import Foundation
import Kernel
import Paper
import People
import Store
import Testing
import Trials
import Web

@testable import Leasing
@testable import Spaces

@Suite("Papers of a lease", .serialized) struct LeasePaperTests {
  static let indexed = LeaseTerms(
    index: IndexClause(.ilat, base: quarter("2024-Q3"), .sameQuarter), regime: .option, deposit: euros("450"), purpose: "Bureaux")

  private func printed(
    _ house: LeasingHouse, _ name: PaperName, _ id: ID<Lease>, _ language: Language = .french, at now: Day = day("2026-02-10")
  ) async throws -> [UInt8] {
    let texts = try PaperTexts.load()
    let found = try await house.database.read {
      try $0.leasePaper(name, of: id, in: language, texts: texts, at: LeasingHouse.noon(now))?.paper
    }
    return try #require(found).document.printed()
  }

  @Test(arguments: TrialStore.engines) func everySchemeHasItsContractInThreeLanguages(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      for (code, _) in house.schemes.sorted(by: { $0.key < $1.key }) {
        var terms = Self.indexed
        terms.foundedOn = day("2024-06-01")
        terms.ground = "Travaux de la halle jusqu’en 2027"
        if ["pepiniere", "preincubation", "accelerator", "domiciliation", "desk"].contains(code) { terms.regime = .compulsory }
        let places = ["domiciliation", "desk"].contains(code) ? [] : house.at(1, 2)
        let id = try await house.perform(PrepareLease(house.draft(code, house.ada, places, terms: terms)))
        let french = try await printed(house, PaperName(.contract), id)
        #expect(try await printed(house, PaperName(.contract), id) == french, "the same facts make the same bytes")
        #expect(try Tool.run("qpdf", "--check", "{}", on: french).status == 0)
        // What is printed follows from the facts alone: the engines are told apart in one language.
        for language in engine == .sqlite ? Language.allCases : [.german] {
          let bytes = try await printed(house, PaperName(.contract), id, language)
          let words = try Tool.words(bytes)
          #expect(words.contains("BAIL-2025-") && words.contains("Ada") && words.contains("450"), "\(code) \(language)")
          #expect(!words.contains(#/leasing\.[a-z]|\{[a-zA-Z]+\}/#), "no key and no placeholder is left in \(code) \(language)")
        }
      }
    }
  }

  /// CGI 260, 2°, b: a tenant who is no taxable person pays VAT only if the lease mentions the option.
  @Test func theLeaseMentionsTheOption() async throws {
    try await LeasingHouse.with(.sqlite) { house in
      let id = try await house.perform(PrepareLease(house.draft(terms: Self.indexed)))
      let said: [(Language, String)] = [
        (.french, "qui n’est pas assujetti à cette taxe"), (.english, "who is not a taxable person"),
        (.german, "die nicht steuerpflichtig sind"),
      ]
      for (language, words) in said {
        let paper = try Tool.words(try await printed(house, PaperName(.contract), id, language))
        #expect(paper.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(words), "\(language)")
      }
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsSignedIsKeptToTheByte(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let texts = try PaperTexts.load()
      let contract = PaperName(.contract)
      let id = try await house.perform(PrepareLease(house.draft(terms: Self.indexed)))
      #expect(try await house.codes(of: MakePaper(contract, of: id, texts: texts)) == ["paperOffered"])
      try await house.perform(OfferLease(id, expiresOn: day("2025-02-01")))
      let before = try await house.database.read { try $0.digest(of: try $0.leaseFacts(id)!) }
      let made = try await house.perform(MakePaper(contract, of: id, texts: texts))
      #expect(try await house.perform(MakePaper(contract, of: id, texts: texts)) == made, "twice is once")
      let digest = try await house.database.read { try $0.digest(of: try $0.leaseFacts(id)!) }
      #expect(before != digest, "the signature is set under the bytes of the contract")
      let kept = try #require(try await house.database.read { try $0.content(of: made) })
      // The house writes other words, the tenant another name: what was made says what it said.
      try await house.perform(
        WriteLeaseText(TextName(.contract, scheme: "commercial"), in: .french, from: LeasingHouse.start, body: "Autres mots pour {tenant}.")
      )
      let tenant = Viewer(person: PersonID("p"), name: "Ada L.", grants: [Grant(.resident, on: house.ada)])
      try await house.perform(SignLease(id, signatory: "Ada L.", .account(digest: digest)), for: tenant)
      #expect(try await house.facts(id).lease.signature?.digest == digest)
      #expect(try await house.database.read { try $0.content(of: made) } == kept)
      let standing = try await house.database.read { try $0.madePaper(contract, of: try $0.lease(id)!) }
      #expect(standing?.id == made)
      #expect(!(try Tool.words(kept)).contains("Autres mots"))
    }
  }

  @Test(arguments: TrialStore.engines) func wordsAreDatedAndNeverChanged(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let name = TextName(.contract, scheme: "commercial")
      #expect(
        try await house.codes(of: WriteLeaseText(name, in: .french, from: day("2025-01-14"), body: "{locataire} {rents} x"))
          == ["textPast", "placeholder", "placeholderAlone"])
      let stranger = Viewer(person: PersonID("q"), name: "Bob", grants: [Grant(.resident, on: house.bob)])
      #expect(
        try await house.refusal(of: WriteLeaseText(name, in: .french, from: LeasingHouse.start, body: "x"), for: stranger)?.kind
          == .notAllowed)
      let id = try await house.perform(PrepareLease(house.draft()))
      try await house.perform(WriteLeaseText(name, in: .french, from: day("2025-03-01"), body: "Plus tard, {tenant}."))
      #expect(!(try Tool.words(try await printed(house, PaperName(.contract), id, at: day("2025-02-28"))).contains("Plus tard")))
      #expect(try Tool.words(try await printed(house, PaperName(.contract), id, at: day("2025-03-01"))).contains("Plus tard, Ada."))
      #expect(!(try Tool.words(try await printed(house, PaperName(.contract), id, .german, at: day("2025-03-01"))).contains("Plus tard")))
      try await house.perform(WriteLeaseText(name, in: .french, from: day("2025-04-01"), body: ""), on: day("2025-03-15"))
      #expect(
        try Tool.words(try await printed(house, PaperName(.contract), id, at: day("2025-04-01"))).contains("statut des baux commerciaux"))
    }
  }

  @Test(arguments: TrialStore.engines) func theIndexLetterShowsItsArithmetic(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: Self.indexed))
      try await house.perform(IndexLease(id, on: day("2026-02-01")), on: day("2026-02-10"))
      let words = try Tool.words(try await printed(house, PaperName(revision: day("2026-02-01")), id))
        .replacing("\u{202F}", with: " ").replacing("\u{A0}", with: " ")
      // ILAT, third quarters of 2024 and 2025: 1 800,00 × 137,07 ÷ 137,12 = 1 799,3436…
      for part in ["137,12", "137,07", "1 800,00 € × 137,07 ÷ 137,12", "0,9996353558…", "1 799,34 €", "3ᵉ trimestre 2025"] {
        #expect(words.contains(part), "\(part) is not in \(words)")
      }
    }
  }

  @Test(arguments: TrialStore.engines) func theInventoryBearsItsPhotographs(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft())
      let today = day("2025-02-01")
      let photos = [
        LeaseUpload(name: "sol.jpg", type: "image/jpeg", bytes: Photos.jpeg),
        LeaseUpload(name: "mur.png", type: "image/png", bytes: Photos.png),
      ]
      try await house.perform(
        RecordInventory(id, .entry, on: today, present: "Ada, Claire", keys: 2, items: [InventoryItem("Sol", .good)], photos: photos),
        on: today)
      let bytes = try await printed(house, PaperName(.entry), id)
      // The JPEG is in the page to the byte, the PNG beside it as a file of its own.
      #expect(try Tool.images(bytes) == [Photos.jpeg])
      #expect(Array(try Tool.run("qpdf", "--show-attachment=photo-2.png", "{}", on: bytes).output) == Photos.png)
      #expect(try Tool.run("qpdf", "--list-attachments", "{}", on: bytes).output.split(separator: 10).count == 1)
      let words = try Tool.words(bytes)
      #expect(words.contains("sol.jpg") && words.contains("mur.png"))
      #expect(try Tool.words(bytes).contains("Ada, Claire"))
      #expect(
        try await house.database.read { try $0.paperNames(of: try $0.lease(id)!, on: today) }.map(\.description).prefix(2) == [
          "contract", "entry",
        ])
    }
  }

  /// The landlord's notice, the letter about insurance, the letter at the term of a derogatory lease: there when their reason is, kept when made.
  @Test(arguments: TrialStore.engines) func formalLetters(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let texts = try PaperTexts.load()
      func names(_ id: ID<Lease>, on today: Day) async throws -> [String] {
        try await house.database.read { try $0.paperNames(of: try $0.lease(id)!, on: today) }.map(\.description)
      }
      let id = try await house.sign(house.draft("derogatory", until: day("2026-02-01")))
      #expect(try await names(id, on: day("2025-02-15")) == ["contract", "insurance-2025-02-01"])
      try await house.perform(
        AddInsurance(id, insurer: "Axa", policy: "7", span: DaySpan(from: day("2025-02-01"), until: day("2025-06-01"))),
        on: day("2025-02-15"))
      #expect(try await names(id, on: day("2025-02-15")) == ["contract"])
      let letter = PaperName(uninsuredFrom: day("2025-06-01"))
      #expect(try await names(id, on: day("2025-06-10")) == ["contract", letter.description])
      let words = try Tool.words(try await printed(house, letter, id, at: day("2025-06-10")))
      #expect(words.contains("Axa, 7") && words.contains("31 mai 2025") && words.contains("mettons en demeure"))
      let made = try await house.perform(MakePaper(letter, of: id, texts: texts), on: day("2025-06-10"))
      try await house.perform(
        AddInsurance(id, insurer: "MAIF", policy: "8", span: DaySpan(from: day("2025-06-01"), until: day("2026-06-01"))),
        on: day("2025-06-20"))
      #expect(try await names(id, on: day("2025-06-20")) == ["contract", letter.description], "what was sent stays to be read")
      #expect(try await house.database.read { try $0.madePaper(letter, of: try $0.lease(id)!)?.id } == made)

      #expect(!(try await names(id, on: day("2025-07-31")).contains("term")))
      #expect(try await names(id, on: day("2025-08-01")).contains("term"))
      #expect(try await names(id, on: day("2026-03-10")).contains("term"), "undecided")
      let term = try Tool.words(try await printed(house, PaperName(.term), id, at: day("2025-12-01")))
      #expect(term.contains("31 janvier 2026") && term.contains("28 février 2026") && term.contains("L145-5"))

      let other = try await house.sign(house.draft("commercial", house.bob, house.at(4)))
      try await house.perform(
        GiveNotice(
          other, by: .landlord, receivedOn: day("2027-06-01"), effectiveOn: day("2028-02-01"), ground: .restoration, note: "Travaux"),
        on: day("2027-06-01"))
      let all = try await names(other, on: day("2027-06-01"))
      #expect(all.contains("dismissal") && !all.contains("notice"))
      let leave = try Tool.words(try await printed(house, PaperName(.dismissal), other, at: day("2027-06-01")))
      #expect(leave.contains("31 janvier 2028") && leave.contains("Travaux") && leave.contains("L145-9"))
    }
  }

  /// A contract that was made, then an offer that lapsed, and the draft written anew: the paper stays with its lease.
  @Test(arguments: TrialStore.engines) func aDraftIsWrittenAnewUnderItsPaper(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.perform(PrepareLease(house.draft()))
      try await house.perform(OfferLease(id, expiresOn: day("2025-01-20")))
      let made = try await house.perform(MakePaper(PaperName(.contract), of: id, texts: try PaperTexts.load()))
      try await house.perform(EditLease(id, house.draft(terms: Self.indexed)), on: day("2025-01-21"))
      #expect(try await house.database.read { try $0.content(of: made) } != nil)
      #expect(try await house.database.read { try $0.madePaper(PaperName(.contract), of: try $0.lease(id)!) } == nil)
    }
  }

  @Test(arguments: [
    "<b>Ada</b> &amp; {house}", "\u{202E}€05,432 1", "a\tb", "{rents}", "## Titre\n\n- x", String(repeating: "é", count: 180),
  ])
  func hostileNamesArePrintedAsTheyStand(name: String) async throws {
    try await LeasingHouse.with(.sqlite) { house in
      var terms = Self.indexed
      (terms.purpose, terms.ground) = (name, name)
      let id = try await house.perform(PrepareLease(house.draft(terms: terms)))
      let bytes = try await printed(house, PaperName(.contract), id)
      #expect(try Tool.run("qpdf", "--check", "{}", on: bytes).status == 0)
      let words = try Tool.words(bytes)
      if name.hasPrefix("<b>") { #expect(words.contains("<b>Ada</b> &amp; {house}")) }
    }
  }
}
