import Kernel
import People
import Web

/// A page whose words the house writes: legal notice, privacy.
package struct TextPage: Page {
  struct Section: Sendable {
    let title: String
    let text: String
  }
  struct Entity: Sendable {
    let name: String
    let function: String
    let identifiers: String?
  }
  package static let template = "welcome-text"
  package let title: String
  /// HTML made by `PlainMarkup` from what the house wrote.
  let bodyHTML: String
  let sections: [Section]
  let hasEntities: Bool
  let entities: [Entity]
  let editPath: String?

  package static let sample = TextPage(
    title: "Mentions légales", bodyHTML: "<p>Le texte.</p>", sections: [Section(title: "Logiciel", text: "Libre.")], hasEntities: true,
    entities: [Entity(name: "SAS KM0", function: "exploitation", identifiers: "SIREN 732 829 320")], editPath: "/public-pages/legal/fr")
}

extension WelcomeRoutes {
  func legal(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let (entities, organisations) = try await visit.database.read { transaction in
      let entities = try transaction.houseEntities(on: today)
      return (entities, try transaction.organisations(entities.map(\.organisation)))
    }
    let byID = Dictionary(organisations.map { ($0.id, $0.facts) }, uniquingKeysWith: { first, _ in first })
    let lines = entities.map { entity in
      let facts = byID[entity.organisation]
      return TextPage.Entity(
        name: facts?.legalName ?? entity.organisationName, function: visit.text("people.function.\(entity.function.rawValue)"),
        identifiers: facts?.siren.map { "SIREN \($0)" })
    }
    let software = TextPage.Section(title: visit.text("welcome.page.software"), text: visit.text("welcome.page.softwareText"))
    return .page(try await textPage(.legal, visit, sections: [software], entities: lines))
  }

  func privacy(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let kept = try await visit.database.read { try $0.parameterLine("enquiries.kept.months", on: today) }
    var sections: [TextPage.Section] = []
    if let kept {
      let text =
        visit.text("welcome.page.kept", ["count": String(kept.amount)]) + " "
        + visit.text("welcome.page.reference", ["reference": kept.reference])
      sections.append(TextPage.Section(title: visit.text("welcome.page.keptTitle"), text: text))
    }
    sections.append(TextPage.Section(title: visit.text("welcome.page.cookiesTitle"), text: visit.text("welcome.page.cookies")))
    return .page(try await textPage(.privacy, visit, sections: sections, entities: []))
  }

  private func textPage(
    _ name: PublicPageName, _ visit: Visit, sections: [TextPage.Section], entities: [TextPage.Entity]
  ) async throws -> TextPage {
    let language = visit.language
    let written = try await visit.database.read { try $0.publicPage(name, in: language) }
    return TextPage(
      title: written?.title ?? visit.text("welcome.page.\(name.rawValue)"), bodyHTML: written.map { PlainMarkup.html($0.body) } ?? "",
      sections: sections, hasEntities: !entities.isEmpty, entities: entities, editPath: editPath(name, visit))
  }

  func editPath(_ name: PublicPageName, _ visit: Visit) -> String? {
    visit.viewer.may(.writePublicPages) ? "/public-pages/\(name.rawValue)/\(visit.language.rawValue)" : nil
  }
}
