import Kernel
import Store
import Web

/// Which text: that of the contract of a scheme, or that of another paper whatever the scheme.
package struct TextName: Hashable, Sendable, CustomStringConvertible {
  package let kind: PaperKind
  /// The code of the scheme of a contract.
  package let scheme: String?

  package init(_ kind: PaperKind, scheme: String? = nil) { (self.kind, self.scheme) = (kind, scheme) }
  /// `contract-pepiniere`, `index`; nil for what names no text.
  package init?(_ text: String) {
    if text.hasPrefix("contract-"), text.count > 9 {
      self.init(.contract, scheme: String(text.dropFirst(9)))
    } else if let kind = PaperKind(rawValue: text), kind != .contract {
      self.init(kind)
    } else {
      return nil
    }
  }
  package var description: String { scheme.map { "\(kind.rawValue)-\($0)" } ?? kind.rawValue }
}

/// The words of a paper from a day on, as the house wrote them. What was written stays; what is written later follows it.
package struct LeaseText: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseText>
  package let scheme: ID<Scheme>?
  package let kind: PaperKind
  package let language: Language
  package let from: Day
  /// Empty: from that day the words the program brings with it are used again.
  package let body: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    scheme = try row.get("scheme")
    kind = try row.get("kind")
    language = try row.get("language")
    from = try row.get("from_day")
    body = try row.get("body")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

extension Transaction {
  package borrowing func leaseTexts() throws -> [LeaseText] { try all("SELECT * FROM lease_texts ORDER BY from_day, made_at, id") }
  /// Oldest first.
  package borrowing func leaseTexts(_ kind: PaperKind, scheme: ID<Scheme>?, in language: Language) throws -> [LeaseText] {
    let ofScheme: SQL = kind == .contract ? "AND scheme = \(scheme)" : ""
    return try all(
      "SELECT * FROM lease_texts WHERE kind = \(kind) AND language = \(language) \(ofScheme) ORDER BY from_day, made_at, id")
  }
  /// What the house had written by a moment for papers dated by it; nil where it left the words to the program.
  package borrowing func leaseText(
    _ kind: PaperKind, scheme: ID<Scheme>, in language: Language, at moment: Instant
  ) throws -> LeaseText? {
    let day = HouseTime.mulhouse.day(of: moment)
    let found = try leaseTexts(kind, scheme: scheme, in: language).last { $0.from <= day && $0.madeAt <= moment }
    return found.flatMap { $0.body.isEmpty ? nil : $0 }
  }
}

extension ClauseText {
  /// The words the program brings with it.
  static func shipped(_ kind: PaperKind, of scheme: LeaseKind, in language: Language, texts: Texts) -> ClauseText {
    func text(_ key: String) -> String { texts.text("leasing.clause.\(key)", in: language) }
    guard kind == .contract else { return ClauseText(text(kind.rawValue)) }
    let isService = scheme == .domiciliation || scheme == .desk
    let parts = ["opening", "nature.\(scheme.rawValue)", isService ? "service" : "premises", "duration.\(scheme.rawValue)"]
    let money = isService ? "servicePrice" : "rent"
    return ClauseText((parts + [money, isService ? "serviceRules" : "rules", "closing"]).map(text).joined(separator: "\n\n"))
  }
}
