import Kernel

extension ProblemLine {
  /// With the label of its field before it, as the page shows it; what is no field of the page is told as it is.
  func named(by fields: [String: Field], in language: Language, _ texts: Texts) -> ProblemLine {
    guard let field = field.flatMap({ fields[$0] }) else { return self }
    if field.kind == .hidden { return ProblemLine(text: text, href: nil) }
    let named = texts.text("web.problems.named", in: language, ["label": field.label, "text": afterLabel(in: language)])
    return ProblemLine(text: named, href: href)
  }

  /// Behind a colon a sentence goes on with a small letter, but for a name, an abbreviation or what German writes large.
  private func afterLabel(in language: Language) -> String {
    guard language != .german, let first = pattern.first, first.isUppercase, text.first == first else { return text }
    if let second = pattern.dropFirst().first, second.isUppercase || second.isNumber { return text }
    return first.lowercased() + text.dropFirst()
  }
}

/// The fields a page shows, by name; of several of one name the one that is wrong.
func fields(shownBy page: any Page) -> [String: Field] {
  var found: [String: Field] = [:]
  collectFields(of: page, into: &found)
  return found
}

private func collectFields(of value: Any, into found: inout [String: Field]) {
  if let field = value as? Field {
    if found[field.name]?.problem == nil { found[field.name] = field }
    return
  }
  if value is String { return }
  for child in Mirror(reflecting: value).children { collectFields(of: child.value, into: &found) }
}
