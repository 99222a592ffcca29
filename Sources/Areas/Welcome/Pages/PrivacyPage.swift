import Kernel
import People
import Web

/// What is done with people's data, as the program really does it (RGPD, art. 13), after what the house wrote of its own.
package struct PrivacyPage: Page {
  struct Treatment: Sendable {
    let name: String
    let data: String
    let basis: String
    let kept: String
  }
  struct Cookie: Sendable {
    let name: String
    let purpose: String
    let kept: String
  }
  package static let template = "welcome-privacy"
  package let title: String
  package let summary: String?
  let wordsLanguage: String?
  /// HTML made by `PlainMarkup` from what the house wrote.
  let bodyHTML: String
  /// Who answers for it.
  let controller: String
  let treatments: [Treatment]
  let reference: String
  let cookies: [Cookie]
  let editPath: String?

  package static let sample = PrivacyPage(
    title: "Données personnelles", summary: "Ce que la maison sait.", wordsLanguage: "fr", bodyHTML: "<p>Le texte.</p>",
    controller: "SAS KM0", treatments: [Treatment(name: "Demandes", data: "nom", basis: "art. 6", kept: "36 mois")], reference: "RGPD",
    cookies: [Cookie(name: "session", purpose: "rester connecté", kept: "90 jours")], editPath: "/public-pages/privacy/fr")
}

extension WelcomeRoutes {
  func privacy(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let language = visit.language
    let (written, kept, entities) = try await visit.database.read { transaction in
      (
        try transaction.publicPage(.privacy, in: language), try transaction.parameterLine("enquiries.kept.months", on: today),
        try transaction.houseEntities(on: today)
      )
    }
    let months = visit.text("welcome.privacy.months", ["count": String(kept?.amount ?? 0)])
    let days = { (seconds: Int64) in visit.text("welcome.privacy.days", ["count": String(seconds / 86_400)]) }
    let treatments = ["enquiries", "accounts", "members", "directory", "letters", "audit", "log"].map { name in
      PrivacyPage.Treatment(
        name: visit.text("welcome.privacy.treatment.\(name).name"), data: visit.text("welcome.privacy.treatment.\(name).data"),
        basis: visit.text("welcome.privacy.treatment.\(name).basis"),
        kept: visit.text(
          "welcome.privacy.treatment.\(name).kept",
          ["months": months, "idle": days(SessionLifetime.idle), "whole": days(SessionLifetime.whole)]))
    }
    let cookies: [(String, String)] = [
      ("session", days(SessionLifetime.whole)), ("browser", days(BrowserLifetime.known)), ("form", visit.text("welcome.privacy.year")),
      ("language", visit.text("welcome.privacy.year")),
      ("theme", visit.text("welcome.privacy.year")), ("said", visit.text("welcome.privacy.minute")),
    ]
    let controllers = entities.filter { $0.function == .operating }.map(\.organisationName)
    return .page(
      PrivacyPage(
        title: written?.title ?? visit.text("welcome.page.privacy"), summary: visit.text("welcome.privacy.summary"),
        wordsLanguage: foreign(written, visit), bodyHTML: written.map { PlainMarkup.html($0.body) } ?? "",
        controller: visit.text(
          controllers.isEmpty ? "welcome.privacy.controllerHouse" : "welcome.privacy.controller",
          ["name": controllers.joined(separator: ", ")]), treatments: treatments,
        reference: kept.map { visit.text("welcome.page.reference", ["reference": $0.reference]) } ?? "",
        cookies: cookies.map {
          PrivacyPage.Cookie(name: $0.0, purpose: visit.text("welcome.privacy.cookie.\($0.0)"), kept: $0.1)
        }, editPath: editPath(.privacy, visit)))
  }
}
