/// Cells as they stand in the wording of a heading.
package enum CellNaming {
  /// A wording with other cells in the place of those it names: the whole list of them, however its codes are parted, or the only one.
  /// A code inside of another word is none.
  package static func renamed(_ text: String, from old: [String], to new: [String]) -> String {
    if old.isEmpty || new.isEmpty || Set(old) == Set(new) { return text }
    for mark in old.count == 1 ? [", "] : [", ", " + ", " · ", " / ", " "] {
      guard let place = place(of: old.joined(separator: mark), in: text) else { continue }
      var renamed = text
      renamed.replaceSubrange(place, with: new.joined(separator: mark))
      return renamed
    }
    return text
  }

  private static func place(of words: String, in text: String) -> Range<String.Index>? {
    func isInside(_ character: Character?) -> Bool { character.map { $0.isLetter || $0.isNumber || $0 == "-" } ?? false }
    return text.ranges(of: words).first { found in
      let before = found.lowerBound == text.startIndex ? nil : text[text.index(before: found.lowerBound)]
      let after = found.upperBound == text.endIndex ? nil : text[found.upperBound]
      return !isInside(before) && !isInside(after)
    }
  }
}
