/// What the house writes on its public pages: paragraphs apart by a blank line, `## ` for a heading, `- ` for a line of a list,
/// `https://…` for a link. Everything else is plain text; nothing typed is ever taken for HTML.
package enum PlainMarkup {
  package static func html(_ source: String) -> String {
    var out = ""
    let blocks = source.replacing("\r\n", with: "\n").split(separator: "\n\n")
    for block in blocks {
      let lines = block.split(separator: "\n").map { trimmed($0) }.filter { !$0.isEmpty }
      guard let first = lines.first else { continue }
      if first.hasPrefix("## ") {
        out += "<h2>" + inline(first.dropFirst(3)) + "</h2>\n"
        if lines.count > 1 { out += paragraph(lines.dropFirst()) }
      } else {
        out += paragraph(lines[...])
      }
    }
    return out
  }

  /// Lines of a list and lines of running text, each in the order written.
  private static func paragraph(_ lines: ArraySlice<Substring>) -> String {
    var out = ""
    var text: [String] = []
    var items: [String] = []
    func closed(_ text: [String], _ items: [String]) -> String {
      (text.isEmpty ? "" : "<p>" + text.joined(separator: " ") + "</p>\n")
        + (items.isEmpty ? "" : "<ul>" + items.map { "<li>\($0)</li>" }.joined() + "</ul>\n")
    }
    for line in lines {
      if line.hasPrefix("- ") {
        items.append(inline(line.dropFirst(2)))
      } else {
        if !items.isEmpty {
          out += closed(text, items)
          (text, items) = ([], [])
        }
        text.append(inline(line))
      }
    }
    return out + closed(text, items)
  }

  private static func inline(_ text: some StringProtocol) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      let safe = escaped(word)
      guard word.hasPrefix("https://"), word.utf8.count > 12 else { return safe }
      return "<a href=\"\(safe)\" rel=\"noopener\">\(escaped(word.dropFirst(8)))</a>"
    }.joined(separator: " ")
  }

  package static func escaped(_ text: some StringProtocol) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      case "'": out += "&#39;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  private static func trimmed(_ line: some StringProtocol) -> Substring {
    var rest = Substring(line)
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    return rest
  }
}
