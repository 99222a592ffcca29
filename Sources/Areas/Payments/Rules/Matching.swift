import Kernel

/// Something open that money may be for.
package struct OwedDocument: Hashable, Sendable {
  package let number: String
  package let customer: OrganisationID
  package let open: Money
  package let due: Day

  package init(number: String, customer: OrganisationID, open: Money, due: Day) {
    (self.number, self.customer, self.open, self.due) = (number, customer, open, due)
  }
}

/// How sure a proposal is.
package enum MatchStrength: String, Sendable, CaseIterable {
  /// By EndToEndId.
  case identity
  /// By the number of a document in what was written, or in a reference.
  case reference
  /// By an amount that only one customer known by its account, or only one document at all, owes.
  case amount
  /// For a person to look at.
  case guess
}

/// What money may be for: parts of documents, and what is left over.
package struct MatchProposal: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    package let document: String
    package let amount: Money
    package init(_ document: String, _ amount: Money) { (self.document, self.amount) = (document, amount) }
  }
  package let customer: OrganisationID
  package let parts: [Part]
  /// Stays as a credit of the customer.
  package let rest: Money
  package let strength: MatchStrength

  /// Whether it may be done without a person: the document is named, or amount and payer leave one reading only.
  package var isCertain: Bool { strength != .guess }
}

/// The order in which incoming money is matched: what it names, then what its amount says (docs/bank-statements.md).
package enum Matching {
  /// - Parameter references: texts that stand apart from what was written, as EndToEndId and creditor's references.
  package static func proposals(
    amount: Money, references: [String], text: String, payer: OrganisationID?, among open: [OwedDocument]
  ) -> [MatchProposal] {
    let identified = open.filter { document in references.contains { key($0) == key(document.number) } }
    if let proposal = whole(amount, identified, .identity) { return [proposal] }
    let named = open.filter { names(text, $0.number) }
    if let proposal = whole(amount, named, .reference) { return [proposal] }
    let own = payer.map { payer in open.filter { $0.customer == payer } } ?? []
    if let found = byAmount(amount, own) { return [found] }
    if payer == nil {
      let same = open.filter { $0.open == amount }
      if same.count == 1, let only = same.first {
        // One document of that amount in the whole house, from a stranger: likely, and yet a person looks.
        return [MatchProposal(customer: only.customer, parts: [.init(only.number, amount)], rest: .zero, strength: .guess)]
      }
      return same.prefix(5).map {
        MatchProposal(customer: $0.customer, parts: [.init($0.number, amount)], rest: .zero, strength: .guess)
      }
    }
    guard let payer else { return [] }
    // The payer is known, the amount says nothing: the oldest first, for a person to confirm.
    let spread = spread(amount, over: own)
    return [MatchProposal(customer: payer, parts: spread.parts, rest: spread.rest, strength: .guess)]
  }

  /// Documents named together are one customer's, and the money goes to them, the oldest first; more than they are leaves a credit.
  private static func whole(_ amount: Money, _ named: [OwedDocument], _ strength: MatchStrength) -> MatchProposal? {
    guard let customer = named.first?.customer, named.allSatisfy({ $0.customer == customer }) else { return nil }
    let spread = spread(amount, over: named)
    return MatchProposal(customer: customer, parts: spread.parts, rest: spread.rest, strength: strength)
  }

  /// Of one payer: exactly one document, or everything it owes, or everything that is the same number of oldest documents.
  private static func byAmount(_ amount: Money, _ own: [OwedDocument]) -> MatchProposal? {
    guard let customer = own.first?.customer else { return nil }
    func proposal(_ documents: [OwedDocument]) -> MatchProposal {
      MatchProposal(customer: customer, parts: documents.map { .init($0.number, $0.open) }, rest: .zero, strength: .amount)
    }
    let same = own.filter { $0.open == amount }
    // Of several with the same amount, as the rents of two months, the oldest is meant.
    if let oldest = same.min(by: { ($0.due, $0.number) < ($1.due, $1.number) }) { return proposal([oldest]) }
    var sum = Money.zero
    for (count, document) in sorted(own).enumerated() {
      sum += document.open
      if sum == amount, count > 0 { return proposal(Array(sorted(own).prefix(count + 1))) }
    }
    return nil
  }

  /// The oldest due first, each as far as the money goes.
  package static func spread(_ amount: Money, over documents: [OwedDocument]) -> (parts: [MatchProposal.Part], rest: Money) {
    var rest = amount
    var parts: [MatchProposal.Part] = []
    for document in sorted(documents) where rest > .zero && document.open > .zero {
      let part = min(rest, document.open)
      parts.append(.init(document.number, part))
      rest = rest - part
    }
    return (parts, rest)
  }

  private static func sorted(_ documents: [OwedDocument]) -> [OwedDocument] {
    documents.sorted { ($0.due, $0.number) < ($1.due, $1.number) }
  }

  /// Letters and digits only: banks drop strokes and blanks.
  static func key(_ text: String) -> String {
    String(decoding: text.uppercased().utf8.filter { (48...57).contains($0) || (65...90).contains($0) }, as: UTF8.self)
  }

  /// Whether the number stands in the text, whatever stands between its signs, and is not the beginning or end of a longer one.
  static func names(_ text: String, _ number: String) -> Bool {
    let wanted = Array(key(number).utf8)
    if wanted.count < 4 { return false }
    let said = Array(text.uppercased().utf8)
    func isSign(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...90).contains(byte) }
    for start in said.indices where said[start] == wanted[0] && (start == 0 || !isSign(said[start - 1])) {
      var place = start
      var found = 0
      while place < said.count, found < wanted.count {
        if said[place] == wanted[found] {
          found += 1
        } else if isSign(said[place]) {
          break
        }
        place += 1
      }
      if found == wanted.count, place == said.count || !isSign(said[place]) { return true }
    }
    return false
  }
}
