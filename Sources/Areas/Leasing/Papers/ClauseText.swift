import Kernel
import Paper

/// A text of a paper as it is written: paragraphs apart by a blank line, `## ` before the title of an article, `- ` before a line of a
/// list, `{tenant}` for what is filled in. A paragraph that names what there is not is left out, and an article without paragraphs is.
package struct ClauseText: Sendable, Hashable {
  package let body: String

  package init(_ body: String) { self.body = body }

  private enum Piece {
    case title(String)
    case text(String)
    case block(Placeholder)
    case list([String])
  }

  /// What is filled in, in the order of the text.
  static func named(in text: String) -> [String] { text.matches(of: #/\{([^{}\s]*)\}/#).map { String($0.1) } }

  /// Everything that keeps the text from being printed, told beside its field.
  package func problems(for kind: PaperKind, field: String) -> [Problem] {
    let known = Dictionary(uniqueKeysWithValues: Placeholder.all(of: kind).map { ($0.rawValue, $0) })
    var found: [Problem] = []
    var told: Set<String> = []
    for paragraph in paragraphs {
      for name in ClauseText.named(in: paragraph) {
        guard let placeholder = known[name] else {
          if told.insert(name).inserted { found.append(Problem("leasing.problem.placeholder", field: field, ["name": name])) }
          continue
        }
        if placeholder.isBlock, paragraph != "{\(name)}", told.insert(name).inserted {
          found.append(Problem("leasing.problem.placeholderAlone", field: field, ["name": name]))
        }
      }
      let rest = paragraph.replacing(#/\{[^{}\s]*\}/#, with: "")
      if rest.contains("{") || rest.contains("}"), told.insert("{").inserted {
        found.append(Problem("leasing.problem.placeholderBrace", field: field, ["text": String(paragraph.prefix(60))]))
      }
    }
    return found
  }

  /// - Parameter isNumbered: whether articles and their paragraphs bear numbers.
  func blocks(isNumbered: Bool, filledWith words: PaperWords) -> [Block] {
    var blocks: [Block] = []
    var article = 0
    var pending: String?
    var own: [[Block]] = []
    func close() {
      if own.isEmpty { return }
      var body: [Block] = []
      if let title = pending {
        article += 1
        body.append(.heading(Words(isNumbered ? "\(article). \(title)" : title), level: 2))
      }
      body += own.flatMap(\.self)
      blocks += body
    }
    for piece in pieces {
      switch piece {
      case .title(let title):
        close()
        (pending, own) = (title, [])
      case .text(let text):
        guard let filled = words.fill(text) else { continue }
        let isCounted = isNumbered && pending != nil
        let number = own.count(where: { if case .paragraph? = $0.first { true } else { false } }) + 1
        own.append([.paragraph(isCounted ? Words("\(article + 1).\(number)  ", .muted) + Words(filled) : Words(filled))])
      case .list(let lines):
        let filled = lines.compactMap(words.fill)
        if !filled.isEmpty { own.append([.gap(0)] + filled.map { .paragraph(Words("–  \($0)")) }) }
      case .block(let placeholder):
        guard let found = words.blocks[placeholder], let first = found.first else { continue }
        // A paragraph of a block bears no number; anything else stays under its title, whatever page begins there.
        if case .paragraph = first { own.append([.gap(0)] + found) } else { own.append(found) }
      }
    }
    close()
    return blocks
  }

  private var paragraphs: [String] {
    var found: [String] = []
    for part in body.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n\n") {
      let lines = part.split(separator: "\n").map { $0.trimmingBlanks }.filter { !$0.isEmpty }
      if !lines.isEmpty { found.append(lines.joined(separator: "\n")) }
    }
    return found
  }

  private var pieces: [Piece] {
    var pieces: [Piece] = []
    for paragraph in paragraphs {
      var lines = paragraph.split(separator: "\n").map(String.init)
      if let first = lines.first, first.hasPrefix("## ") {
        pieces.append(.title(first.dropFirst(3).trimmingBlanks))
        lines.removeFirst()
      }
      if lines.isEmpty { continue }
      if lines.count == 1, lines[0].hasPrefix("{"), lines[0].hasSuffix("}"),
        let block = Placeholder(rawValue: String(lines[0].dropFirst().dropLast())),
        block.isBlock
      {
        pieces.append(.block(block))
        continue
      }
      let items = lines.filter { $0.hasPrefix("- ") }
      let text = lines.filter { !$0.hasPrefix("- ") }
      if !text.isEmpty { pieces.append(.text(text.joined(separator: " "))) }
      if !items.isEmpty { pieces.append(.list(items.map { $0.dropFirst(2).trimmingBlanks })) }
    }
    return pieces
  }
}

/// What stands for each placeholder, in the language of the paper.
struct PaperWords: Sendable, Hashable {
  var values: [Placeholder: String] = [:]
  var blocks: [Placeholder: [Block]] = [:]

  /// nil where something named has no value. Filled in one pass: braces inside a value stay what they are.
  func fill(_ text: String) -> String? {
    var isWhole = true
    let filled = text.replacing(#/\{([^{}\s]*)\}/#) { match in
      guard let placeholder = Placeholder(rawValue: String(match.1)), let value = values[placeholder], !value.isEmpty else {
        isWhole = false
        return ""
      }
      return value
    }
    return isWhole ? filled : nil
  }
}
