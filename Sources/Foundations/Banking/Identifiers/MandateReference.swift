/// What names a mandate among all of its creditor (référence unique de mandat, RUM): at most 35 signs.
package struct MandateReference: Hashable, Sendable {
  package let text: String

  /// nil when it is empty, too long, or holds a sign that some bank would not hand on.
  package init?(checking typed: String) {
    let text = typed.drop { $0.isWhitespace }
    var trimmed = String(text)
    while trimmed.last?.isWhitespace == true { trimmed.removeLast() }
    // Small and great letters are the same reference to a bank, so it is kept in great ones.
    trimmed = trimmed.uppercased()
    guard SEPAText.isReference(trimmed), !trimmed.contains(" ") else { return nil }
    self.text = trimmed
  }
  package init(stored text: String) { self.text = text }
}
