import Kernel

/// Every template in one language: texts and the addresses of assets stand in it as they will go out.
struct TemplateBook: Sendable {
  private let steps: [String: [Step]]

  init(_ templates: Templates, texts: [String: String], assets: AssetNames) {
    steps = templates.sources.mapValues { source in
      source.steps.settled { name in
        guard !name.isOwn, let first = name.path.first, name.path.count > 1 else { return nil }
        let rest = name.path.dropFirst().map(\.text).joined(separator: ".")
        return first.text == "t" ? texts[rest] : first.text == "asset" ? assets.path(of: rest) : nil
      }
    }
  }

  /// Nil when there is no template of that name.
  func draw(_ sheet: any NamedParts, template: String) -> String? {
    guard let steps = steps[template] else { return nil }
    var page = Drawn(book: self.steps, stack: [.object(sheet)])
    page.draw(steps)
    return String(decoding: page.bytes, as: UTF8.self)
  }
}

/// A page while it is drawn.
private struct Drawn {
  let book: [String: [Step]]
  /// The objects one stands in, the innermost last.
  var stack: [Part]
  var bytes: [UInt8] = []

  init(book: [String: [Step]], stack: [Part]) {
    (self.book, self.stack) = (book, stack)
    bytes.reserveCapacity(32_768)
  }

  mutating func draw(_ steps: [Step]) {
    for step in steps {
      switch step {
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .value(let name, let isEscaped):
        switch name.part(in: stack) {
        case .text(let text)?: isEscaped ? bytes.append(escaping: text) : bytes.append(contentsOf: text.utf8)
        case .flag(let flag)?: bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .list?, .object?, nil: break
        }
      case .section(let name, let inside):
        switch name.part(in: stack) {
        case .flag(let flag)?: if flag { draw(inside) }
        case .list(let list)?: for part in list { draw(inside, in: part) }
        case let part?: draw(inside, in: part)
        case nil: break
        }
      case .inverted(let name, let inside):
        switch name.part(in: stack) {
        case .flag(let flag)?: if !flag { draw(inside) }
        case .list(let list)?: if list.isEmpty { draw(inside, in: .list([])) }
        case .text?, .object?: break
        case nil: draw(inside)
        }
      case .partial(let name): if let steps = book[name] { draw(steps) }
      }
    }
  }

  private mutating func draw(_ steps: [Step], in part: Part) {
    stack.append(part)
    draw(steps)
    stack.removeLast()
  }
}
