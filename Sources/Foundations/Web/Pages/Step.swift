/// A template as it is drawn: what Mustache calls its tokens, of the part of Mustache this house uses.
indirect enum Step: Sendable {
  case text(String)
  case value(PartName, isEscaped: Bool)
  case section(PartName, [Step])
  case inverted(PartName, [Step])
  case partial(String)
}

/// The name in a tag, taken apart once.
struct PartName: Sendable {
  /// Empty for `{{.}}`.
  let path: [PartKey]
  /// With a leading dot, which looks into the innermost object only.
  let isOwn: Bool

  init(_ text: String) {
    path = text.split(separator: ".").map { PartKey(String($0)) }
    isOwn = text.hasPrefix(".")
  }
}

extension [Step] {
  /// The same with what is known beforehand in place, and texts that then stand side by side made one.
  func settled(_ known: (PartName) -> String?) -> [Step] {
    var steps: [Step] = []
    for step in self {
      switch step {
      case .value(let name, let isEscaped):
        guard let text = known(name) else {
          steps.append(step)
          continue
        }
        steps.add(text: isEscaped ? escapedHTML(text) : text)
      case .text(let text): steps.add(text: text)
      case .section(let name, let inside): steps.append(.section(name, inside.settled(known)))
      case .inverted(let name, let inside): steps.append(.inverted(name, inside.settled(known)))
      case .partial: steps.append(step)
      }
    }
    return steps
  }

  private mutating func add(text: String) {
    if case .text(let before)? = last {
      self[count - 1] = .text(before + text)
    } else if !text.isEmpty {
      append(.text(text))
    }
  }
}
