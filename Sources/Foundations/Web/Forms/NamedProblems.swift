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

/// The fields a page shows, by name; of several of one name the one that is wrong. Wrong ones of one label are told apart by what they stand
/// under, or by their hints.
func fields(shownBy page: any Page) -> [String: Field] {
  var found: [String: (field: Field, legend: String?)] = [:]
  collectFields(of: page, under: nil, into: &found)
  let wrong = Dictionary(grouping: found.values.filter { $0.field.problem != nil }) { $0.field.label }
  return found.mapValues { field, legend in
    guard let alike = wrong[field.label], alike.count > 1 else { return field }
    let label = field.label
    var named = field
    if let legend, Set(alike.map { $0.legend }).count > 1 {
      named.label = "\(legend) – \(label)"
    } else if let hint = field.hint, Set(alike.map { $0.field.hint }).count > 1 {
      named.label = "\(label) (\(hint))"
    }
    return named
  }
}

private func collectFields(of value: Any, under legend: String?, into found: inout [String: (field: Field, legend: String?)]) {
  if let field = value as? Field {
    if found[field.name]?.field.problem == nil { found[field.name] = (field, legend) }
    return
  }
  if value is String { return }
  let children = Mirror(reflecting: value).children
  let own = children.first { $0.label == "legend" }?.value as? String
  for child in children { collectFields(of: child.value, under: own ?? legend, into: &found) }
}
