import Foundation

extension String {
  /// The form two engines sort and search alike: without accents, in lower case, as ASCII goes.
  package var folded: String {
    // Most names are plain, and the tables of Unicode cost a hundred times as much.
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    return folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: Locale(identifier: "fr_FR"))
      .replacing("œ", with: "oe").replacing("æ", with: "ae").replacing("ß", with: "ss").replacing("ø", with: "o")
  }
}

extension Sequence<String> {
  /// As a person looks for names. Each is folded once: folding costs far more than comparing.
  package var sortedByFolding: [String] { map { (text: $0, key: $0.folded) }.sorted { $0.key < $1.key }.map(\.text) }
}

extension Substring {
  /// Without the blanks around it.
  package var trimmingBlanks: String {
    var text = self
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
