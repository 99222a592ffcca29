import Kernel

extension InputReader {
  /// A person as the form, JSON and `people.csv` name the fields; without a language, the house's.
  package mutating func personFacts() -> PersonFacts {
    PersonFacts(
      name: requiredText("name", limit: 120), email: requiredEmail("email"), language: choice("language") ?? .french,
      phone: phone("phone"))
  }

  package mutating func requiredEmail(_ field: String) -> String {
    let typed = requiredText(field, limit: 254)
    if typed.isEmpty { return "" }
    if let address = EmailAddress(typed) { return address.text }
    problems.add("people.problem.email", field: field)
    return ""
  }

  /// Digits with the marks people write between them, perhaps a country's `+` first.
  package mutating func phone(_ field: String) -> String? {
    guard let typed = text(field, limit: 40) else { return nil }
    let digits = typed.count { $0.isASCII && $0.isNumber }
    let isPlain = typed.allSatisfy { ($0.isASCII && $0.isNumber) || "+()./- \u{00A0}\u{202F}".contains($0) }
    if isPlain, (4...18).contains(digits) { return typed }
    problems.add("people.problem.phone", field: field)
    return nil
  }

  /// Half-open from `from` and `until` as files and JSON write it: the second is the first day that is no longer in it.
  package mutating func halfOpenSpan(from: String = "from", until: String = "until") -> HeldSpan? {
    let first = requiredDay(from)
    let end = day(until)
    guard let first else { return nil }
    if let end, end <= first {
      problems.add("kernel.problem.reversed", field: until)
      return nil
    }
    return HeldSpan(from: first, until: end)
  }
}
