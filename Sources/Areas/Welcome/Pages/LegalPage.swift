import Kernel
import People
import Spaces
import Web

/// The legal notice: what the house wrote, and who runs it as its records know.
package struct LegalPage: Page {
  struct Entity: Sendable {
    let name: String
    /// Of a demonstration: the reader is not to take its numbers for those of a register.
    let hasInventedNumbers: Bool
    let facts: [PageFact]
  }
  package static let template = "welcome-legal"
  package let title: String
  package let summary: String?
  let wordsLanguage: String?
  /// HTML made by `PlainMarkup` from what the house wrote.
  let bodyHTML: String
  let hasEntities: Bool
  let entities: [Entity]
  let address: [String]
  /// What the law asks for and only the house can write, told to those who may write it.
  let missing: [String]
  let isIncomplete: Bool
  let editPath: String?

  package static let sample = LegalPage(
    title: "Mentions légales", summary: "Qui édite ce site.", wordsLanguage: "fr", bodyHTML: "<p>Le texte.</p>", hasEntities: true,
    entities: [Entity(name: "SAS KM0", hasInventedNumbers: true, facts: [PageFact("SIREN", "732 829 320")])],
    address: ["1 rue", "Mulhouse"],
    missing: ["L’hébergeur."], isIncomplete: true, editPath: "/public-pages/legal/fr")
}

extension WelcomeRoutes {
  /// Loi pour la confiance dans l’économie numérique, art. 1-1: publisher, director of publication, host.
  func legal(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let language = visit.language
    let (written, entities, organisations, sites) = try await visit.database.read { transaction in
      let entities = try transaction.houseEntities(on: today)
      return (
        try transaction.publicPage(.legal, in: language), entities, try transaction.organisations(entities.map(\.organisation)),
        try transaction.sites()
      )
    }
    // One that does two things stands once, with both.
    let publishers = Set(entities.filter { $0.function == .operating }.map(\.organisation))
    // Who runs the house answers for its pages, and stands first.
    let lines = (organisations.filter { publishers.contains($0.id) } + organisations.filter { !publishers.contains($0.id) }).map {
      organisation in
      let functions = entities.filter { $0.organisation == organisation.id }.map { visit.text($0.function.text) }
      return LegalPage.Entity(
        name: organisation.facts.legalName, hasInventedNumbers: organisation.facts.hasTrialIdentifiers,
        facts: identity(organisation.facts, functions, visit))
    }
    let site = sites.first { !$0.street.isEmpty }
    let isIncomplete = written == nil && visit.viewer.may(.writePublicPages)
    return .page(
      LegalPage(
        title: written?.title ?? visit.text("welcome.page.legal"), summary: visit.text("welcome.legal.summary"),
        wordsLanguage: foreign(written, visit), bodyHTML: written.map { PlainMarkup.html($0.body) } ?? "", hasEntities: !lines.isEmpty,
        entities: lines, address: site.map { [$0.name, $0.street, "\($0.postcode) \($0.city)"] } ?? [],
        missing: missing(organisations.first { publishers.contains($0.id) }?.facts, visit), isIncomplete: isIncomplete,
        editPath: editPath(.legal, visit)))
  }

  private func identity(_ facts: OrganisationFacts, _ functions: [String], _ visit: Visit) -> [PageFact] {
    let seat = facts.address.lines + [facts.address.cityLine].compactMap(\.self)
    let all: [(String, String?)] = [
      ("function", functions.joined(separator: ", ")), ("form", facts.legalForm.map { visit.text($0.text) }),
      ("capital", facts.register.shareCapital.map { visit.format.money($0) }),
      ("seat", seat.isEmpty ? nil : seat.joined(separator: ", ")),
      ("siren", facts.siren.map { grouped($0) }), ("siret", facts.siret.map { grouped($0) }),
      ("register", facts.registerEntry), ("vat", facts.vatNumber),
      ("director", facts.register.publicationDirector),
    ]
    return all.compactMap { key, value in value.map { PageFact(visit.text("welcome.legal.\(key)"), $0) } }
  }

  /// What no record says of the entity that publishes, and nobody has written yet; the telephone and the host no record knows.
  private func missing(_ publisher: OrganisationFacts?, _ visit: Visit) -> [String] {
    let register = publisher?.register
    let lacks: [(String, Bool)] = [
      ("capital", register?.shareCapital == nil || publisher?.registerEntry == nil), ("seat", publisher?.address.isEmpty ?? true),
      ("phone", true), ("director", register?.publicationDirector == nil), ("host", true),
    ]
    return lacks.filter(\.1).map { visit.text("welcome.legal.missing.\($0.0)") }
  }

  /// `732 829 320`, and after that the five digits of the establishment.
  private func grouped(_ digits: String) -> String {
    var out = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, place % 3 == 0, place <= 9 { out += "\u{A0}" }
      out.append(digit)
    }
    return out
  }

  func editPath(_ name: PublicPageName, _ visit: Visit) -> String? {
    visit.viewer.may(.writePublicPages) ? "/public-pages/\(name.rawValue)/\(visit.language.rawValue)" : nil
  }
}
