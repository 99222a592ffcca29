/// The code of a bank (ISO 9362): eight signs, or eleven with the branch.
package struct BIC: Hashable, Sendable {
  package let text: String

  /// Takes it in small letters too; nil when it has not the shape.
  package init?(checking typed: String) {
    let text = typed.uppercased().filter { !$0.isWhitespace }
    let bytes = Array(text.utf8)
    guard bytes.count == 8 || bytes.count == 11,
      bytes.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }), bytes[4...5].allSatisfy({ (65...90).contains($0) })
    else { return nil }
    self.text = text
  }
  package init(stored text: String) { self.text = text }

  package var country: String { String(text.dropFirst(4).prefix(2)) }
}
