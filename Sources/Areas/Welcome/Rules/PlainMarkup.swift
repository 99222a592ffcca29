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

  /// The title of a file, from its first line after `# `, and the rest.
  package static func titled(_ source: String) -> (title: String, body: String) {
    let text = trimmed(source.replacing("\r\n", with: "\n").drop { $0 == "\u{FEFF}" })
    let first = text.prefix { $0 != "\n" }
    guard first.hasPrefix("# ") else { return ("", String(text)) }
    return (String(trimmed(first.dropFirst(2))), String(trimmed(text.dropFirst(first.count))))
  }

  /// What stands before the first heading, and what follows.
  package static func parted(_ source: String) -> (lead: String, rest: String) {
    let blocks = source.replacing("\r\n", with: "\n").split(separator: "\n\n").map { trimmed($0) }
    let lead = blocks.prefix { !$0.hasPrefix("## ") }
    return (lead.joined(separator: "\n\n"), blocks.dropFirst(lead.count).joined(separator: "\n\n"))
  }

  /// The first paragraph as one line of plain text, cut at a word: what a search engine shows.
  package static func summary(_ source: String, limit: Int = 160) -> String? {
    let first = source.replacing("\r\n", with: "\n").split(separator: "\n\n").map { trimmed($0) }
      .first { !$0.isEmpty && !$0.hasPrefix("## ") && !$0.hasPrefix("- ") }
    guard let words = first?.split(whereSeparator: \.isWhitespace), !words.isEmpty else { return nil }
    var line = ""
    for word in words {
      if line.count + word.count + 1 > limit { return line + "…" }
      line += (line.isEmpty ? "" : " ") + word.prefix(limit)
    }
    return line
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
      // A full stop or a bracket after an address belongs to the sentence.
      var address = Substring(word)
      while let last = address.last, ".,;:!?)»”\"'".contains(last) { address.removeLast() }
      guard address.hasPrefix("https://"), address.utf8.count > 12 else { return escaped(word) }
      return "<a href=\"\(escaped(address))\" rel=\"noopener\">\(escaped(address.dropFirst(8)))</a>"
        + escaped(word.dropFirst(address.count))
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
