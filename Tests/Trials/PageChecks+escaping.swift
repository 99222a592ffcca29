import Kernel
import Web

extension PageChecks {
  /// Strings a page must bear: markup, quotes, an accent on a quote, right-to-left, no end.
  package static let hostile = [
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "\"\u{301} onmouseover=alert(1) x=\"",
    String(repeating: "très long ", count: 400), "\u{202E}עברית\u{202C} العربية", "🏭👩🏽‍🔧", "{{t.web}} {{{content}}}", "&lt;b&gt; &amp;",
    "\u{0}",
  ]

  /// Draws the sample of every page in every language, with each hostile string in place of every text.
  package func escapingComplaints() -> [String] {
    var complaints: [String] = []
    for type in area.pages {
      for language in Language.allCases {
        let surroundings = Surroundings(language: language, formToken: "token", problems: [])
        let plain = renderer.draw(type.sample, in: surroundings)
        if plain.isEmpty { complaints.append("\(type): draws nothing") }
        let expected = skeleton(plain)
        for text in PageChecks.hostile {
          let html = renderer.draw(HostilePage(of: type.sample, saying: text), template: type.template, in: surroundings)
          if skeleton(html) != expected { complaints.append("\(type) (\(language.rawValue)): comes out unescaped: \(text.prefix(30))") }
        }
      }
    }
    return Array(Set(complaints)).sorted()
  }

  /// The names of all tags in their order, with the names of their attributes: what no text may change.
  private func skeleton(_ html: String) -> [String] {
    html.matches(of: /<([a-zA-Z!\/][^\s>\/]*)((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*\/?>/).map { match in
      let attributes = match.2.matches(of: /\s([^\s=>"']+)(?:="[^"]*")?/).map { String($0.1) }
      return String(match.1) + " " + attributes.joined(separator: " ")
    }
  }
}

/// A sample in which every text is another; what is put in unescaped by design stays as it is.
struct HostilePage: NamedParts {
  private let value: Any
  private let text: String

  init(of value: Any, saying text: String) { (self.value, self.text) = (value, text) }

  func child(named name: String) -> Any? {
    // A text that our own Swift built as HTML says so in its name.
    let isMarkup = name.hasSuffix("HTML") || name.hasSuffix("SVG")
    if let field = value as? Field, let part = field.child(named: name) { return changed(part, keeping: isMarkup) }
    guard let child = Mirror(reflecting: value).children.first(where: { $0.label == name }) else { return nil }
    return changed(child.value, keeping: isMarkup)
  }

  private func changed(_ value: Any, keeping: Bool) -> Any? {
    if let string = value as? String { return keeping ? string : text }
    if value is Bool || value is Int { return value }
    if let list = value as? [Any] { return list.compactMap { changed($0, keeping: keeping) } }
    let mirror = Mirror(reflecting: value)
    if mirror.displayStyle == .optional { return mirror.children.first.flatMap { changed($0.value, keeping: keeping) } }
    return mirror.displayStyle == .struct ? HostilePage(of: value, saying: text) : String(describing: value)
  }
}
