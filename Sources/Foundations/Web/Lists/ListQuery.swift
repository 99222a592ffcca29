import Kernel

/// What a visitor asks of a list: words to find, an order, a page. Made from the query; what is not offered falls back to the default.
package struct ListQuery: Sendable, Hashable {
  /// As typed, without surrounding blanks, at most 100 characters.
  package let words: String
  /// One of the keys offered.
  package let sort: String
  package let isDescending: Bool
  /// From 1.
  package let page: Int
  package let size: Int

  /// Folded words, for a folded column.
  package var foldedWords: [String] { words.folded.split { $0.isWhitespace }.map(String.init) }
  /// Rows before this page, for `OFFSET`.
  package var offset: Int { (page - 1) * size }

  /// `sorts` is the whitelist; its first is the default, and a minus before it (`-signed`) means descending.
  package init(_ query: Input, sorts: [String], size: Int = 50) {
    words = query["q"].split { $0.isWhitespace }.joined(separator: " ").prefix(100).description
    let standard = sorts.first ?? ""
    let keys = sorts.map { $0.hasPrefix("-") ? String($0.dropFirst()) : $0 }
    let asked = query["sort"]
    let isOffered = keys.contains(asked)
    sort = isOffered ? asked : keys.first ?? ""
    isDescending = isOffered ? query["direction"] == "down" : standard.hasPrefix("-")
    page = min(max(Int(query["page"]) ?? 1, 1), 100_000)
    self.size = size
  }

  /// For lists held in memory: the rows of this page.
  package func slice<Row>(_ rows: [Row]) -> [Row] { offset < rows.count ? Array(rows[offset..<min(offset + size, rows.count)]) : [] }

  /// For lists held in memory: whether all words occur in the text, whatever its accents and case.
  package func finds(_ text: String) -> Bool {
    if words.isEmpty { return true }
    let folded = text.folded
    return foldedWords.allSatisfy { folded.contains($0) }
  }
}

extension Visit {
  package func list(sorts: [String], size: Int = 50) -> ListQuery { ListQuery(query, sorts: sorts, size: size) }
}
