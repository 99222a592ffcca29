import Kernel

/// What an address may be asked with behind its `?`, and how it is read.
///
/// Whatever cannot be read is told at once. A page is shown without it, each problem beside its field with what was typed; a file or JSON is of what
/// was asked, or it is refused.
package struct QueryField: Sendable {
  package let names: [String]
  let check: @Sendable (inout InputReader) -> Void

  package init(_ names: String..., check: @escaping @Sendable (inout InputReader) -> Void) { (self.names, self.check) = (names, check) }

  package static func day(_ name: String) -> QueryField { QueryField(name) { _ = $0.usualDay(name) } }
  /// Two days, the second the last one included.
  package static func days(_ from: String, last: String) -> QueryField {
    QueryField(from, last) { reader in
      let (first, end) = (reader.usualDay(from), reader.usualDay(last))
      if let first, let end, end < first { reader.problems.add("kernel.problem.reversed", field: last) }
    }
  }
  package static func month(_ name: String) -> QueryField { QueryField(name) { _ = $0.usualMonth(name) } }
  /// Two months, both included.
  package static func months(_ from: String, through: String) -> QueryField {
    QueryField(from, through) { reader in
      let (first, end) = (reader.usualMonth(from), reader.usualMonth(through))
      if let first, let end, end < first { reader.problems.add("kernel.problem.reversed", field: through) }
    }
  }
  package static func integer(_ name: String, in range: ClosedRange<Int>) -> QueryField {
    QueryField(name) { _ = $0.integer(name, in: range) }
  }
  package static func year(_ name: String, in years: ClosedRange<Int> = 1900...2199) -> QueryField {
    QueryField(name) { reader in
      guard let year = reader.integer(name, in: Int.min...Int.max), !years.contains(year) else { return }
      reader.problems.add("kernel.problem.year", field: name, ["first": "\(years.lowerBound)", "last": "\(years.upperBound)"])
    }
  }
  package static func area(_ name: String) -> QueryField { QueryField(name) { _ = $0.hundredths(name, limit: 100_000_000) } }
  package static func choice<Choice: RawRepresentable & Sendable>(_ name: String, of _: Choice.Type) -> QueryField
  where Choice.RawValue == String {
    QueryField(name) { _ = $0.choice(name, of: Choice.self) }
  }
  package static func choice(_ name: String, among values: [String]) -> QueryField {
    QueryField(name) { reader in
      let typed = reader.input[name]
      if !typed.isEmpty, !values.contains(typed) { reader.problems.add("kernel.problem.choice", field: name) }
    }
  }
  package static func id(_ name: String) -> QueryField { QueryField(name) { _ = $0.id(name, of: Never.self) } }
}

extension InputReader {
  /// The years anything in a house is of: a slip of the pen is told, and does not become an empty page.
  fileprivate static let usual = 1900..<2200

  fileprivate mutating func usualDay(_ name: String) -> Day? {
    guard let day = day(name) else { return nil }
    if InputReader.usual.contains(day.year) { return day }
    problems.add("kernel.problem.day", field: name)
    return nil
  }
  fileprivate mutating func usualMonth(_ name: String) -> Month? {
    guard let month = month(name) else { return nil }
    if InputReader.usual.contains(month.year) { return month }
    problems.add("kernel.problem.month", field: name)
    return nil
  }
}

extension Route {
  /// What is wrong with a query, in the order of the fields.
  func problems(of query: Input) -> [Problem] {
    if fields.isEmpty || query.fields.isEmpty { return [] }
    var reader = InputReader(query)
    for field in fields { field.check(&reader) }
    return reader.problems.items
  }
}

extension Visit {
  /// The same without what could not be read.
  func misreading(_ problems: [Problem]) -> Visit {
    var visit = self
    visit.problems = problems
    for name in problems.compactMap(\.field) {
      visit.misread.fields[name] = query.fields[name]
      visit.query.fields[name] = nil
    }
    return visit
  }
}
