import Kernel

/// What stands around every page: names, menu, language, who is signed in, and the page itself as HTML.
struct Frame: Page {
  struct Link: Sendable {
    let href: String
    let text: String
    let code: String
    let isCurrent: Bool
  }
  struct MenuPart: Sendable {
    /// nil for visitors, who have few links.
    let heading: String?
    /// By which the browser remembers whether it is folded.
    let key: String
    let folds: Bool
    let isOpen: Bool
    let links: [Link]
  }
  /// A menu with more entries folds away what is not of every day.
  static let longMenu = 20
  static let template = "frame"

  let title: String
  let summary: String?
  /// Made for search engines too: it says what it is, and where it is in each language.
  let isPublic: Bool
  let address: String
  let alternates: [Link]
  let house: String
  let contentHTML: String
  /// `tool` with the menu beside the page for who is signed in, `public` with the menu above it.
  let layout: String
  let theme: String?
  let menu: [MenuPart]
  let hasMenu: Bool
  let languages: [Link]
  let person: String?
  let hasAccount: Bool
  let offersSignIn: Bool
  let said: String?

  static let sample = Frame(
    title: "Accueil", summary: "La maison.", isPublic: true, address: "https://km0.example/",
    alternates: [Link(href: "https://km0.example/?lang=en", text: "English", code: "en", isCurrent: false)], house: "KM0",
    contentHTML: "<h1>Accueil</h1>", layout: "tool", theme: "dark",
    menu: [
      MenuPart(
        heading: "Maison", key: "house", folds: true, isOpen: true, links: [Link(href: "/", text: "Accueil", code: "", isCurrent: true)])
    ],
    hasMenu: true,
    languages: [Link(href: "?lang=en", text: "English", code: "en", isCurrent: false)], person: "Ada", hasAccount: true, offersSignIn: true,
    said: "C’est fait.")
}

extension Language {
  /// As its speakers call it.
  package var ownName: String {
    switch self {
    case .french: "Français"
    case .english: "English"
    case .german: "Deutsch"
    }
  }
}

extension WebApplication {
  func frame(_ content: String, of page: any Page, in scene: Scene) -> Frame {
    let path = scene.ask.path
    let seen = menu.filter { $0.access.allows(scene.viewer) }
    let matches = seen.map { $0.match(at: path) }
    let here = matches.compactMap(\.self).max()
    let links = zip(seen, matches).map { entry, match in
      Frame.Link(
        href: entry.path, text: renderer.texts.text(entry.text, in: scene.language), code: "", isCurrent: here != nil && match == here)
    }
    let places = Dictionary(grouping: seen.indices) { seen[$0].group }
    let parts =
      scene.viewer.isSignedIn
      ? MenuGroup.allCases.compactMap { group -> Frame.MenuPart? in
        guard let places = places[group] else { return nil }
        let heading = renderer.texts.text("web.menu.\(group.rawValue)", in: scene.language)
        let folds = group.isSeldom && seen.count > Frame.longMenu
        return Frame.MenuPart(
          heading: heading, key: group.rawValue, folds: folds, isOpen: !folds || places.contains { links[$0].isCurrent },
          links: places.map { links[$0] })
      } : [Frame.MenuPart(heading: nil, key: "", folds: false, isOpen: true, links: links)]
    let query = (try? decodedForm(scene.ask.query.utf8)) ?? Input([String: [String]]())
    let languages = Language.allCases.map { language in
      Frame.Link(
        href: "?" + queryText(query, replacing: "lang", with: language.rawValue), text: language.ownName, code: language.rawValue,
        isCurrent: language == scene.language)
    }
    let address = settings.base + path
    let isPublic = page.summary != nil && scene.isGet
    let alternates = languages.map { Frame.Link(href: "\(address)?lang=\($0.code)", text: $0.text, code: $0.code, isCurrent: $0.isCurrent) }
    return Frame(
      title: page.title, summary: isPublic ? page.summary : nil, isPublic: isPublic, address: address,
      alternates: alternates + [Frame.Link(href: address, text: "", code: "x-default", isCurrent: false)], house: settings.name,
      contentHTML: content, layout: scene.viewer.isSignedIn ? "tool" : "public", theme: scene.theme,
      menu: parts, hasMenu: !seen.isEmpty,
      languages: scene.isGet ? languages : [], person: scene.viewer.isSignedIn ? scene.viewer.name : nil,
      hasAccount: routes.place(at: ["account"]) != nil,
      offersSignIn: !scene.viewer.isSignedIn && routes.place(at: ["sign-in"]) != nil && path != "/sign-in",
      said: scene.said?.text(in: scene.language, of: renderer.texts))
  }
}

/// A query with one field set anew, in the order of the names.
package func queryText(_ query: Input, replacing name: String, with value: String?) -> String {
  var fields = query.fields
  fields[name] = value.map { [$0] }
  return fields.sorted { $0.key < $1.key }.flatMap { field, values in
    values.map { "\(percentEncoded(field))=\(percentEncoded($0))" }
  }.joined(separator: "&")
}
