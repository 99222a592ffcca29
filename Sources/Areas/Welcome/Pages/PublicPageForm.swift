import Kernel
import Web

/// Where the house writes the words of a public page.
package struct PublicPageFormPage: Page {
  struct Tab: Sendable {
    let path: String
    let label: String
    let isCurrent: Bool
  }
  package static let template = "welcome-page-form"
  package let title: String
  let path: String
  let back: String
  let tabs: [Tab]
  let fields: [Field]

  package static let sample = PublicPageFormPage(
    title: "Modifier", path: "/public-pages/home/fr", back: "/",
    tabs: [Tab(path: "/public-pages/home/fr", label: "Français", isCurrent: true)],
    fields: [Field("title", .text, label: "Titre", value: "KM0")])
}

extension WelcomeRoutes {
  func pageForm(_ visit: Visit) async throws -> Answer {
    let (name, language) = try named(visit)
    let written = try await visit.database.read { try $0.publicPages() }.first { $0.name == name && $0.language == language }
    let tabs = Language.allCases.map {
      PublicPageFormPage.Tab(
        path: "/public-pages/\(name.rawValue)/\($0.rawValue)", label: $0.ownName, isCurrent: $0 == language)
    }
    var body = visit.field("body", .textarea, label: "welcome.page.body", value: written?.body, hint: "welcome.page.hint")
    body.rows = 24
    return .page(
      PublicPageFormPage(
        title: visit.text("welcome.page.edit", ["page": visit.text("welcome.page.\(name.rawValue)")]), path: visit.url,
        back: name == .home ? "/" : "/\(name.rawValue)", tabs: tabs,
        fields: [visit.field("title", .text, label: "welcome.page.title", value: written?.title), body]))
  }

  func writePage(_ visit: Visit) async throws -> Answer {
    let act = try writing(visit)
    try await visit.perform(act)
    return .see(act.name == .home ? "/" : "/\(act.name.rawValue)")
  }

  func writePageJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try writing(visit))
    return .done
  }

  private func writing(_ visit: Visit) throws -> WritePublicPage {
    let (name, language) = try named(visit)
    return try visit.reading { reader in
      let title = reader.text("title", limit: 200) ?? ""
      let body = reader.text("body", limit: 50_000, lines: true) ?? ""
      if title.isEmpty && !body.isEmpty { reader.problems.add("kernel.problem.missing", field: "title") }
      return WritePublicPage(name: name, language: language, title: title, body: body)
    }
  }

  private func named(_ visit: Visit) throws -> (PublicPageName, Language) {
    guard let name = PublicPageName(rawValue: visit.path("page")), let language = Language(rawValue: visit.path("language")) else {
      throw Refusal.notFound
    }
    return (name, language)
  }
}
