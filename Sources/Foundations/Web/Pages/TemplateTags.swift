/// One tag of a template, as the checks see it.
package struct TemplateTag: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case variable, unescaped, section, inverted, close, partial
  }
  package let kind: Kind
  package let name: String
  package let line: Int
}

/// The tags of a template in their order. Mustache keeps its own tokens to itself, so the checks read the text once more.
package func templateTags(of text: String) -> [TemplateTag] {
  var tags: [TemplateTag] = []
  var line = 1
  var rest = Substring(text)
  while let open = rest.range(of: "{{") {
    line += rest[..<open.lowerBound].utf8.count { $0 == 10 }
    rest = rest[open.upperBound...]
    let isTriple = rest.first == "{"
    guard let close = rest.range(of: isTriple ? "}}}" : "}}") else { break }
    let inside = rest[..<close.lowerBound]
    let name = String(inside.drop { "{&#^/><".contains($0) || $0.isWhitespace }.prefix { !$0.isWhitespace })
    if let kind = kind(of: inside.first) { tags.append(TemplateTag(kind: kind, name: name, line: line)) }
    line += inside.utf8.count { $0 == 10 }
    rest = rest[close.upperBound...]
  }
  return tags
}

private func kind(of sign: Character?) -> TemplateTag.Kind? {
  switch sign {
  case "!", "%", "=", nil: nil
  case "{", "&": .unescaped
  case "#": .section
  case "^": .inverted
  case "/": .close
  case ">", "<": .partial
  default: .variable
  }
}

extension Substring {
  fileprivate func range(of text: String) -> Range<Index>? { firstRange(of: text) }
}
