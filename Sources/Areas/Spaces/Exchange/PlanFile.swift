import Kernel

/// The tables beside the drawing; each may be left out.
enum PlanFile: String, Sendable, CaseIterable {
  case sites = "sites.csv"
  case buildings = "buildings.csv"
  case leases = "head_leases.csv"
  case levels = "levels.csv"
  case milestones = "milestones.csv"
  case cells = "cells.csv"
  case rents = "list_rents.csv"
  case headcounts = "headcounts.csv"
  case links = "links.csv"
  case reshapings = "reshapings.csv"
  case events = "events.csv"

  var required: [String] {
    switch self {
    case .sites: ["key", "name"]
    case .leases: ["building", "landlord", "tenant", "from", "until"]
    case .buildings: ["key", "site", "name"]
    case .levels: ["key", "building", "name", "short_name", "ordinal"]
    case .milestones: ["key", "building", "name", "kind"]
    case .cells: ["code", "building", "level", "kind"]
    case .rents: ["building", "kind", "from", "yearly"]
    case .headcounts: ["organisation", "from", "people"]
    case .links: ["first", "second", "joined"]
    case .reshapings: ["kind", "day", "cells", "next"]
    case .events: ["on", "verb"]
    }
  }
  var optional: [String] {
    switch self {
    case .sites: ["street", "postcode", "city", "country"]
    case .leases: ["reference"]
    case .buildings:
      [
        "latitude", "longitude", "bearing", "shared_wall", "wall_gap", "head_lease_landlord", "head_lease_tenant", "head_lease_reference",
        "head_lease_from", "head_lease_until",
      ]
    case .levels: ["commissioning"]
    case .milestones: ["day"]
    case .cells: ["name", "area", "noise", "window", "capacity", "workplaces", "from", "until", "attributes"]
    case .rents, .headcounts: []
    case .links: ["reason"]
    case .reshapings: ["at", "works_from", "works_until", "cost", "note"]
    case .events:
      [
        "at", "by", "key", "organisation", "cells", "count", "milestone", "offset", "said", "from", "until", "expires", "rent", "reason",
        "next", "source", "queue",
      ]
    }
  }

  /// `cells.csv:12:kind`.
  func field(_ line: Int, _ column: String? = nil) -> String { "\(rawValue):\(line)" + (column.map { ":\($0)" } ?? "") }

  /// What stands in a column, in lines that are wrong too: what rests on those is not told again.
  func mentions(_ column: String, in files: BuildingFiles) -> Set<String> {
    guard let bytes = files.files[rawValue], let table = try? CSVTable(bytes) else { return [] }
    return Set(table.lines.map { $0[column] })
  }

  /// Every line of the table, read as something typed; what is wrong with it is told with file, line and column.
  func read<Entry>(
    from files: BuildingFiles, into problems: inout Problems, _ entry: (inout InputReader, String) -> Entry?
  ) -> [Entry] {
    var reading = TableReading(files.files)
    defer { problems.add(reading.problems.items) }
    return reading.read(rawValue, required: required, optional: optional) { reader, place in entry(&reader, place.field) }
  }
}

extension InputReader {
  /// Degrees with decimals, as whole parts of `scale` to the degree.
  mutating func degrees(_ field: String, scale: Double, limit: Double) -> Int64? {
    guard let typed = text(field, limit: 30) else { return nil }
    guard let number = Double(typed), number.isFinite, abs(number) <= limit else {
      problems.add("spaces.exchange.problem.degrees", field: field, ["limit": "\(Int(limit))"])
      return nil
    }
    return Int64((number * scale).rounded())
  }

  /// One of the words of a vocabulary; all of them are told when it is none.
  mutating func word<Choice: RawRepresentable & CaseIterable>(_ field: String, of _: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard let typed = text(field) else {
      if input[field].allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: field) }
      return nil
    }
    if let choice = Choice(rawValue: typed) { return choice }
    let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    problems.add("spaces.exchange.problem.choice", field: field, ["text": String(typed.prefix(60)), "choices": choices])
    return nil
  }

  /// Words between blanks, such as codes of cells.
  mutating func words(_ field: String) -> [String] {
    (text(field, limit: 20_000) ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
  }

  /// `key=value;key=value`, with a backslash before `;`, `=` and `\\` that belong to a name or value.
  mutating func pairs(_ field: String) -> [String: String] {
    var found: [String: String] = [:]
    for pair in AttributeText.split(text(field, limit: 20_000) ?? "") {
      if let (name, value) = pair.named, found[name] == nil {
        found[name] = value
      } else {
        problems.add("spaces.exchange.problem.attributes", field: field, ["text": String(pair.whole.prefix(60))])
      }
    }
    return found
  }

  mutating func halfOpen(from: String, until: String, otherwise: Day) -> DaySpan? {
    let first = day(from) ?? otherwise
    let end = day(until)
    if let span = DaySpan(checking: first, until: end) { return span }
    problems.add("kernel.problem.reversed", field: until)
    return nil
  }
}
