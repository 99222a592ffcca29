import Foundation

extension String {
  /// The form two engines sort and search alike: without accents, in lower case, as ASCII goes.
  package var folded: String {
    // Most names are plain, and the tables of Unicode cost a hundred times as much.
    if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
    let folded = folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: foldingLocale)
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { return folded }
    return folded.reduce(into: "") { text, letter in
      switch letter {
      case "œ": text += "oe"
      case "æ": text += "ae"
      case "ß": text += "ss"
      case "ø": text += "o"
      default: text.append(letter)
      }
    }
  }
}

extension Sequence {
  /// As a person looks for names. Each is folded once: folding costs far more than comparing.
  package func sorted(byFolding name: (Element) -> String) -> [Element] {
    map { (element: $0, key: name($0).folded) }.sorted { $0.key < $1.key }.map(\.element)
  }

  /// Those of one name by what else tells them apart.
  package func sorted(byFolding name: (Element) -> String, then other: (Element) -> some Comparable) -> [Element] {
    map { (element: $0, key: name($0).folded, other: other($0)) }.sorted { ($0.key, $0.other) < ($1.key, $1.other) }.map(\.element)
  }
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

private let foldingLocale = Locale(identifier: "fr_FR")
