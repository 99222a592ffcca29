/// Who may collect by direct debit (identifiant créancier SEPA, ICS): country, two check digits, a business code of three signs that each
/// creditor chooses, and the national number. `FR72ZZZ123456`.
package struct CreditorIdentifier: Hashable, Sendable {
  package let text: String

  /// nil when it has not the shape, or MOD 97 of national number, country and digits is not 1. The business code does not count.
  package init?(checking typed: String) {
    let text = typed.uppercased().filter { !$0.isWhitespace }
    let bytes = Array(text.utf8)
    guard (8...35).contains(bytes.count), bytes.prefix(2).allSatisfy({ (65...90).contains($0) }),
      bytes[2...3].allSatisfy({ (48...57).contains($0) }), bytes.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }),
      text.prefix(2) != "FR" || bytes.count == 13,
      remainderBy97(text.dropFirst(7) + text.prefix(4)) == 1
    else { return nil }
    self.text = text
  }
  package init(stored text: String) { self.text = text }
}
