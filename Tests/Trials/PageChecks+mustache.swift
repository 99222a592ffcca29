import Foundation
import Kernel
import Mustache
import Web

extension PageChecks {
  /// The sample of every page in every language, full and bare, drawn by the house and by the Mustache of Hummingbird: byte for
  /// byte the same.
  package func mustacheComplaints() throws -> [String] {
    HouseHTML.register
    var library = MustacheLibrary()
    for (name, source) in renderer.templates.sources {
      let text = try String(contentsOf: source.folder.appending(path: "Templates/\(source.file)"), encoding: .utf8)
      let bare = Templates.withoutIndentedPartials(text)
      library.register(try MustacheTemplate(string: "{{%CONTENT_TYPE:\(HouseHTML.name)}}\n" + bare), named: name)
    }
    var complaints: [String] = []
    for (type, language) in area.pages.flatMap({ type in Language.allCases.map { (type, $0) } }) {
      for problems in [[], [ProblemLine(text: "<Pris>", href: "#field-name"), ProblemLine(text: "Fermé", href: nil)]] {
        let surroundings = Surroundings(language: language, formToken: "token", problems: problems)
        let drawn = renderer.draw(type.sample, in: surroundings)
        let bare = renderer.draw(BarePage(value: type.sample), template: type.template, in: surroundings)
        let pages: [(any NamedParts, String)] = [(ReflectedPage(value: type.sample), drawn), (BarePage(value: type.sample), bare)]
        for (page, drawn) in pages {
          let seen = Seen(parts: page, surroundings: surroundings, renderer: renderer)
          let expected = library.render(seen, withTemplate: type.template) ?? ""
          if !drawn.utf8.elementsEqual(expected.utf8) {
            complaints.append("\(type) (\(language.rawValue)): Mustache draws \(difference(expected, drawn))")
          }
        }
      }
    }
    return complaints
  }

  private func difference(_ expected: String, _ drawn: String) -> String {
    let (one, other) = (Array(expected.utf8), Array(drawn.utf8))
    let place = zip(one, other).prefix { $0 == $1 }.count
    func near(_ bytes: [UInt8]) -> String {
      String(decoding: bytes[max(0, min(place, bytes.count) - 40)..<min(place + 40, bytes.count)], as: UTF8.self)
    }
    return "…\(near(one))…, the house …\(near(other))…"
  }
}

/// Escapes as the house does.
private struct HouseHTML: MustacheContentType {
  static let name = "HOUSE"
  static let register: Void = MustacheContentTypes.register(HouseHTML(), named: name)

  func escapeText(_ text: String) -> String { escapedHTML(text) }
}

/// A page by reflection alone, so that the way the house takes it apart is checked too.
private struct ReflectedPage: NamedParts {
  let value: Any

  func child(named name: String) -> Any? {
    guard let child = Mirror(reflecting: value).children.first(where: { $0.label == name })?.value else { return nil }
    let mirror = Mirror(reflecting: child)
    return mirror.displayStyle == .optional ? mirror.children.first?.value : child
  }
}

/// The page with every flag the other way round, every list empty and nothing that may be left out: what a sample never shows.
private struct BarePage: NamedParts {
  let value: Any

  func child(named name: String) -> Any? {
    guard let child = Mirror(reflecting: value).children.first(where: { $0.label == name })?.value else { return nil }
    if let flag = child as? Bool { return !flag }
    switch Mirror(reflecting: child).displayStyle {
    case .optional: return nil
    case .collection: return [Any]()
    case .struct where !(child is String || child is Int || child is any NamedParts): return BarePage(value: child)
    default: return child
    }
  }
}

/// The names of the house and of the page, as Mustache asks for them.
private struct Seen: MustacheParent {
  let parts: any NamedParts
  let surroundings: Surroundings
  let renderer: Renderer

  func child(named name: String) -> Any? {
    switch name {
    case "t": Words(texts: renderer.texts, language: surroundings.language, path: "")
    case "asset": Paths(names: renderer.assets.names)
    default: seen(parts.child(named: name) ?? surroundings.child(named: name))
    }
  }
}

private func seen(_ value: Any?) -> Any? {
  guard let value else { return nil }
  if let list = value as? [Any] { return list.compactMap(seen) }
  let mirror = Mirror(reflecting: value)
  switch mirror.displayStyle {
  case .optional: return mirror.children.first.flatMap { seen($0.value) }
  case .struct where value is any NamedParts: return (value as? any NamedParts).map { Inner(parts: $0) }
  case .struct where !(value is String || value is Bool || value is Int): return Inner(parts: ReflectedPage(value: value))
  default: return value
  }
}

/// An object within a page.
private struct Inner: MustacheParent {
  let parts: any NamedParts
  func child(named name: String) -> Any? { seen(parts.child(named: name)) }
}

/// `t.spaces.title`, name by name.
private struct Words: MustacheParent {
  let texts: Texts
  let language: Language
  let path: String

  func child(named name: String) -> Any? {
    let key = path.isEmpty ? name : "\(path).\(name)"
    return texts.has(key, in: language) ? texts.text(key, in: language) : Words(texts: texts, language: language, path: key)
  }
}

private struct Paths: MustacheParent {
  let names: AssetNames
  func child(named name: String) -> Any? { names.path(of: name) }
}
