/// What was typed: named fields with their values, from a form, from JSON, from a query or from the command line.
package struct Input: Hashable, Sendable {
  package var fields: [String: [String]]

  package init(_ fields: [String: [String]] = [:]) { self.fields = fields }
  package init(_ fields: [String: String]) { self.fields = fields.mapValues { [$0] } }

  /// The first value as typed, or empty.
  package subscript(field: String) -> String { fields[field]?.first ?? "" }
  package func all(_ field: String) -> [String] { fields[field] ?? [] }
}

/// Reads an `Input` field by field and keeps every problem, so that all are told at once by `finish()`.
///
/// A required reader answers nil after noting the problem; the act is made only after `finish()` has not thrown.
package struct InputReader: Sendable {
  package let input: Input
  package var problems = Problems()

  package init(_ input: Input) { self.input = input }

  private func trimmed(_ field: String) -> String {
    var text = Substring(input[field])
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// Text without its surrounding blanks; nil when empty. Control characters and lengths over `limit` are problems.
  package mutating func text(_ field: String, limit: Int = 200, lines: Bool = false) -> String? {
    let text = trimmed(field)
    // Signs that nobody sees are no text.
    if text.unicodeScalars.allSatisfy(\.properties.isDefaultIgnorableCodePoint) { return nil }
    if text.count > limit {
      problems.add("kernel.problem.long", field: field, ["limit": String(limit)])
      return nil
    }
    if !InputReader.isPlain(text, lines: lines) {
      problems.add("kernel.problem.characters", field: field)
      return nil
    }
    return text
  }
  /// Whether a text has no control characters, nor those that turn what stands around it the other way; with `lines`, tabs and line ends may
  /// be in it.
  package static func isPlain(_ text: some StringProtocol, lines: Bool = false) -> Bool {
    text.unicodeScalars.allSatisfy { sign in
      switch sign.value {
      case 9, 10, 13: lines
      case 0..<32, 127, 0x202A...0x202E, 0x2066...0x2069: false
      default: true
      }
    }
  }
  package mutating func requiredText(_ field: String, limit: Int = 200, lines: Bool = false) -> String {
    let before = problems.items.count
    if let text = text(field, limit: limit, lines: lines) { return text }
    if problems.items.count == before { problems.add("kernel.problem.missing", field: field) }
    return ""
  }

  package mutating func day(_ field: String) -> Day? { parse(field, "kernel.problem.day") { Day($0) } }
  package mutating func requiredDay(_ field: String) -> Day? { required(field) { $0.day(field) } }
  package mutating func month(_ field: String) -> Month? { parse(field, "kernel.problem.month") { Month($0) } }

  package mutating func integer(_ field: String, in range: ClosedRange<Int>) -> Int? {
    let number: Int? = parse(field, "kernel.problem.number") { Int($0.filter { !$0.isWhitespace && $0 != "\u{202F}" }) }
    guard let number else { return nil }
    if !range.contains(number) {
      problems.add("kernel.problem.range", field: field, ["low": String(range.lowerBound), "high": String(range.upperBound)])
      return nil
    }
    return number
  }
  package mutating func requiredInteger(_ field: String, in range: ClosedRange<Int>) -> Int? {
    required(field) { $0.integer(field, in: range) }
  }

  /// `1 234,50`, `1234.5`, `1234`: up to two decimals, comma or point, blanks between thousands.
  package mutating func hundredths(_ field: String, limit: Int64 = 1_000_000_000_00) -> Int64? {
    guard let typed: Int64 = parse(field, "kernel.problem.amount", { InputReader.hundredths(of: $0) }) else { return nil }
    if (0...limit).contains(typed) { return typed }
    problems.add("kernel.problem.range", field: field, ["low": "0", "high": String(limit / 100)])
    return nil
  }
  /// A number below zero is below zero, and one of too many digits as large as can be: what is no number is nil.
  private static func hundredths(of text: String) -> Int64? {
    var compact = text.filter { !$0.isWhitespace && $0 != "€" }.replacing(",", with: ".")
    let isNegative = compact.hasPrefix("-") || compact.hasPrefix("−")
    if isNegative { compact.removeFirst() }
    let parts = compact.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } })
    else { return nil }
    var cents: Int64 = 0
    if parts.count == 2 {
      guard (1...2).contains(parts[1].count), let decimals = Int64(parts[1]) else { return nil }
      cents = parts[1].count == 1 ? decimals * 10 : decimals
    }
    let units = whole.count <= 13 ? Int64(whole) ?? .max / 200 : .max / 200
    return (isNegative ? -1 : 1) * (units * 100 + cents)
  }
  package mutating func money(_ field: String) -> Money? { hundredths(field).map(Money.init(cents:)) }

  package mutating func id<Thing>(_ field: String, of _: Thing.Type = Thing.self) -> ID<Thing>? {
    parse(field, "kernel.problem.choice") { ID<Thing>(checking: $0) }
  }
  package mutating func requiredID<Thing>(_ field: String, of _: Thing.Type = Thing.self) -> ID<Thing>? {
    required(field) { $0.id(field) }
  }
  package mutating func ids<Thing>(_ field: String, of _: Thing.Type = Thing.self) -> [ID<Thing>] {
    let texts = input.all(field).flatMap { $0.split(separator: ",") }.map(String.init)
    let ids = texts.compactMap { ID<Thing>(checking: $0) }
    if ids.count != texts.count { problems.add("kernel.problem.choice", field: field) }
    return ids
  }

  package mutating func choice<Choice: RawRepresentable>(_ field: String, of _: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    parse(field, "kernel.problem.choice") { Choice(rawValue: $0) }
  }
  package mutating func requiredChoice<Choice: RawRepresentable>(_ field: String, of _: Choice.Type = Choice.self) -> Choice?
  where Choice.RawValue == String {
    required(field) { $0.choice(field) }
  }

  /// A ticked box, or JSON `true`.
  package func flag(_ field: String) -> Bool { ["1", "true", "on", "yes"].contains(input[field]) }

  /// Half-open from two day fields, the second being the last day *included*, as people type it; empty means without end.
  package mutating func span(_ from: String, last: String) -> DaySpan? {
    let first = requiredDay(from)
    let end = day(last)
    guard let first else { return nil }
    guard let span = DaySpan(checking: first, until: end.map { $0 + 1 }) else {
      problems.add("kernel.problem.reversed", field: last)
      return nil
    }
    return span
  }

  /// Throws every problem found so far.
  package func finish() throws { try problems.refuse() }

  private mutating func parse<Value>(_ field: String, _ code: String, _ read: (String) -> Value?) -> Value? {
    let text = trimmed(field)
    if text.isEmpty { return nil }
    if text.utf8.count <= 4096, let value = read(text) { return value }
    problems.add(code, field: field)
    return nil
  }
  /// What is left out is told, unless what was wrong with it was told already.
  package mutating func required<Value>(_ field: String, _ read: (inout InputReader) -> Value?) -> Value? {
    let before = problems.items.count
    let value = read(&self)
    if value == nil, problems.items.count == before { problems.add("kernel.problem.missing", field: field) }
    return value
  }
}
