import Kernel
import Store
import Web

/// What the law sets, to see, to add to, and to take away as a file.
package struct ParameterRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/parameters", .needs(.seeParameters), show),
      .get("/parameters.csv", .needs(.seeParameters), csv),
      .get("/parameters.pdf", .needs(.seeParameters), pdf),
      .post("/parameters", .needs(.addParameters), add, shownBy: show),
      .get("/api/parameters", .needs(.seeParameters), json),
      .post("/api/parameters", .needs(.addParameters), addJSON),
    ]
  }

  /// In force on which day; an emptied field asks for all values, one that is not there for what holds today.
  private func day(_ visit: Visit) -> Day? {
    let said = visit.isShownAgain ? "" : visit.query["on"]
    if said.isEmpty { return visit.query.fields["on"] == nil || visit.isShownAgain ? visit.today : nil }
    return Day(said) ?? visit.today
  }
  private func report(_ visit: Visit) async throws -> Report { try await report(visit, on: day(visit)) }
  private func report(_ visit: Visit, on day: Day?) async throws -> Report {
    let today = visit.today
    return try await visit.database.read { [mayAdd = visit.viewer.may(.addParameters)] in
      try KeepingReports.parameters(on: day, today: today, correcting: mayAdd, $0)
    }
  }

  func csv(_ visit: Visit) async throws -> Answer { visit.csv(try await report(visit), name: "parameters-\(visit.today)") }
  /// A program that says no day gets all values.
  func json(_ visit: Visit) async throws -> Answer {
    let day = visit.query["on"].isEmpty ? nil : day(visit)
    return .json(ReportJSON(try await report(visit, on: day), of: nil).rows)
  }
  func pdf(_ visit: Visit) async throws -> Answer {
    try visit.paper(
      try await report(visit), title: visit.text("ledger.menu.parameters"), about: [about(visit)], of: nil,
      name: "parameters-\(visit.today)")
  }

  private func about(_ visit: Visit) -> String {
    day(visit).map { visit.text("ledger.report.parameters.on", ["day": visit.format.day($0)]) }
      ?? visit.text("ledger.report.parameters.all")
  }

  func show(_ visit: Visit) async throws -> Answer {
    let report = try await report(visit)
    var frame = ListFrame(title: visit.text("ledger.menu.parameters"))
    let doubted = report.rows.count { row in
      row.cells.contains { $0.isKey(["ledger.standing.outdated", "ledger.standing.unverified-now"]) }
    }
    frame.lead =
      visit.text("ledger.report.parameters.about") + " " + about(visit)
      + (doubted == 0 ? "" : " " + visit.text("ledger.report.parameters.doubted", ["count": String(doubted)]))
    frame.csv = "/parameters.csv"
    let day = day(visit)
    frame.filters = [
      Field(
        "on", .date, label: visit.text("ledger.filter.inForce"), value: day?.description ?? "",
        hint: visit.text("ledger.filter.inForceHint"))
    ]
    let on = "?on=\(day?.description ?? "")"
    frame.actions = [
      day == nil
        ? PageLink(visit.text("ledger.report.parameters.today"), "/parameters")
        : PageLink(visit.text("ledger.report.parameters.every"), "/parameters?on="),
      PageLink(visit.text("ledger.pdf"), "/parameters.pdf\(on)"),
    ]
    if visit.viewer.may(.addParameters) {
      let names =
        [Field.Option("", visit.text("ledger.deed.add-parameter.choose"))]
        + Parameter.allCases.map { Field.Option($0.rawValue, visit.text("ledger.parameter.\($0.rawValue)")) }
      frame.firstDeeds = [
        PageDeed(
          "/parameters", visit.text("ledger.deed.add-parameter.name"), hint: visit.text("ledger.deed.add-parameter.hint"),
          fields: [
            visit.field(
              "parameter", .select, label: "ledger.column.parameter", value: visit.query["parameter"], required: true, options: names),
            visit.field("from", .date, label: "ledger.column.from", value: visit.query["from"], required: true),
            visit.field(
              "value", .text, label: "ledger.column.value", value: visit.query["value"], required: true,
              hint: "ledger.deed.add-parameter.value", inputMode: "decimal"),
            visit.field("reference", .text, label: "ledger.column.reference", value: visit.query["reference"], required: true),
            visit.field("source", .text, label: "ledger.column.source", required: true),
            visit.box("verified", label: "ledger.deed.add-parameter.verified", ticked: false),
          ], id: "add-parameter", isMain: true, isOpen: visit.isShownAgain || !visit.query["parameter"].isEmpty)
      ]
    }
    return visit.page(report, frame)
  }

  func add(_ visit: Visit) async throws -> Answer {
    let act = try adding(visit.form)
    try await visit.perform(act)
    return .see("/parameters?on=\(act.fact.from)").saying("ledger.done.parameter")
  }
  func addJSON(_ visit: Visit) async throws -> Answer {
    let act = try adding(visit.form)
    try await visit.perform(act)
    return .json(ParameterJSON(act.fact), status: 201)
  }

  private func adding(_ input: Input) throws -> AddParameter {
    var reader = InputReader(input)
    let fact = reader.parameterFact(from: "from")
    try reader.finish()
    guard let fact else { throw Refusal.invalid("kernel.problem.missing", field: "parameter") }
    return AddParameter(fact)
  }
}

extension InputReader {
  /// A rate and an amount as hundredths, everything else as a whole number.
  mutating func parameterFact(from dayField: String) -> ParameterFact? {
    let parameter = requiredChoice("parameter", of: Parameter.self)
    let from = requiredDay(dayField)
    var value: Int64?
    let before = problems.items.count
    switch parameter?.unit {
    case .rate, .cents: value = hundredths("value", limit: 1_000_000_00)
    case .yearDay: value = requiredInteger("value", in: 101...1231).map { Int64($0) }
    default: value = integer("value", in: 0...10_000).map { Int64($0) }
    }
    if value == nil, problems.items.count == before { problems.add("kernel.problem.missing", field: "value") }
    let reference = requiredText("reference", limit: 300)
    let source = requiredText("source", limit: 300)
    guard let parameter, let from, let value else { return nil }
    return ParameterFact(parameter, from: from, value: value, reference: reference, source: source, isVerified: flag("verified"))
  }
}

struct ParameterJSON: Encodable, Sendable {
  let parameter: String
  let from: Day
  let value: Int64
  let unit: String
  let reference: String
  let source: String
  let verified: Bool

  init(_ fact: ParameterFact) {
    (parameter, from, value, unit) = (fact.parameter.rawValue, fact.from, fact.value, fact.parameter.unit.rawValue)
    (reference, source, verified) = (fact.reference, fact.source, fact.isVerified)
  }
}
