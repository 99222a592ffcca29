import Kernel
import Store
import Web

/// The weights, limits and criteria by which the house chooses, with the days they hold from.
package struct RuleRoutes: Sendable {
  package var table: [Route] {
    [
      .get("/demand-rules", .needs(.keepFiles), list),
      .get("/demand-rules.csv", .needs(.keepFiles), listCSV),
      .post("/demand-rules", .needs(.setDemandRules), set, shownBy: list),
      .post("/demand-rules/criteria", .needs(.setDemandRules), setCriterion, shownBy: list),
      .get("/api/demand-rules", .needs(.keepFiles), listJSON),
      .post("/api/demand-rules", .needs(.setDemandRules), setJSON),
      .post("/api/demand-rules/criteria", .needs(.setDemandRules), setCriterionJSON),
    ]
  }

  func set(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try setting(visit))
    return .see("/demand-rules").saying("demand.done.saved")
  }
  func setCriterion(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try settingCriterion(visit))
    return .see("/demand-rules").saying("demand.done.saved")
  }
  func setJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try setting(visit))
    return try await listJSON(visit)
  }
  func setCriterionJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try settingCriterion(visit))
    return try await listJSON(visit)
  }

  private func setting(_ visit: Visit) throws -> SetDemandParameter {
    let (name, from, amount, reference) = try visit.reading { reader in
      (
        reader.requiredText("parameter", limit: 60), reader.requiredDay("from"), reader.requiredInteger("amount", in: -1000...100_000),
        reader.requiredText("reference", limit: 300)
      )
    }
    return SetDemandParameter(name, from: from ?? visit.today, amount: Int64(amount ?? 0), reference: reference)
  }
  private func settingCriterion(_ visit: Visit) throws -> SetCommitteeCriterion {
    var reader = InputReader(visit.form)
    let key = reader.requiredText("criterion", limit: 30)
    let from = reader.requiredDay("from")
    let weight = reader.requiredInteger("weight", in: 0...1000)
    let most = reader.requiredInteger("most", in: 1...100)
    let french = reader.requiredText("name_fr", limit: 120)
    let (english, german) = (reader.text("name_en", limit: 120), reader.text("name_de", limit: 120))
    let reference = reader.requiredText("reference", limit: 300)
    try reader.finish()
    return SetCommitteeCriterion(
      key, from: from ?? visit.today, weight: Int64(weight ?? 0), most: Int64(most ?? 1),
      names: [.french: french, .english: english ?? french, .german: german ?? french], reference: reference)
  }

  private func found(_ visit: Visit) async throws -> (ListQuery, all: [DemandParameter], criteria: [NamedCriterion]) {
    let list = visit.list(sorts: ["parameter", "from"], size: 100)
    let (lines, criteria) = try await visit.database.read { transaction in
      (try transaction.demandParameters(), try transaction.committeeCriteria(on: visit.today))
    }
    let known = lines.filter { list.finds("\(visit.text("demand.rule.\($0.name)")) \($0.reference)") }
    let up = list.sort == "from" ? known.sorted { $0.from < $1.from } : known
    return (list, list.isDescending ? up.reversed() : up, criteria)
  }

  func list(_ visit: Visit) async throws -> Answer {
    let (list, all, criteria) = try await found(visit)
    // Of each name the last line that has begun is the one that holds.
    let current = Dictionary(all.filter { $0.from <= visit.today }.map { ($0.name, $0.from) }, uniquingKeysWith: max)
    let columns = [
      ListColumn("demand.column.parameter", sort: "parameter"), ListColumn("demand.column.amount", isNumber: true),
      ListColumn("demand.column.from", sort: "from"), ListColumn("demand.column.state"), ListColumn("demand.column.reference"),
    ]
    let rows = all.map { line in
      let state = line.from > visit.today ? "coming" : current[line.name] == line.from ? "holds" : "past"
      return PageRow([
        PageCell(visit.text("demand.rule.\(line.name)")),
        PageCell(visit.format.number(line.amount)),
        PageCell(visit.format.shortDay(line.from)),
        PageCell(visit.text("demand.ruleState.\(state)"), badge: "badge-\(state == "holds" ? "done" : "works")"),
        PageCell(line.reference),
      ])
    }
    let named = criteria.map { "\($0.name(in: visit.language)) \($0.criterion.weight) (/\($0.criterion.most))" }.joined(separator: " · ")
    return visit.listPage(
      ListFrame(
        title: visit.text("demand.rules.title"), lead: visit.text("demand.rules.lead", ["criteria": named]),
        actions: [PageLink(visit.text("demand.list.title"), "/waiting-list")], csv: "/demand-rules.csv",
        deeds: visit.viewer.may(.setDemandRules) ? deeds(visit) : []), list, total: all.count, columns: columns, rows: list.slice(rows))
  }

  private func deeds(_ visit: Visit) -> [PageDeed] {
    let names = DemandParameter.names.map { Field.Option($0, visit.text("demand.rule.\($0)")) }
    let from = visit.field("from", .date, label: "demand.field.from", required: true)
    let reference = visit.field("reference", .text, label: "demand.field.reference", required: true)
    return [
      visit.deed(
        "/demand-rules", "rule",
        [
          visit.field("parameter", .select, label: "demand.field.parameter", required: true, options: names),
          visit.field("amount", .number, label: "demand.field.amount", required: true), from, reference,
        ]),
      visit.deed(
        "/demand-rules/criteria", "criterion",
        [
          visit.field("criterion", .text, label: "demand.field.criterion", required: true, hint: "demand.field.criterionHint"),
          visit.field("name_fr", .text, label: "demand.field.nameFrench", required: true),
          visit.field("name_en", .text, label: "demand.field.nameEnglish"), visit.field("name_de", .text, label: "demand.field.nameGerman"),
          visit.field("weight", .number, label: "demand.field.weight", required: true),
          visit.field("most", .number, label: "demand.field.most", value: "5", required: true),
          from, reference,
        ]),
    ]
  }

  func listCSV(_ visit: Visit) async throws -> Answer {
    let all = try await found(visit).all
    return .csv(
      ["parameter", "amount", "from", "reference"].map { visit.text("demand.column.\($0)") },
      all.map { [visit.text("demand.rule.\($0.name)"), String($0.amount), $0.from.description, $0.reference] },
      name: "demand-rules-\(visit.today).csv")
  }
  func listJSON(_ visit: Visit) async throws -> Answer {
    let (_, all, criteria) = try await found(visit)
    return .json(DemandRulesJSON(all, criteria))
  }
}

struct DemandRulesJSON: Encodable, Sendable {
  struct Parameter: Encodable, Sendable {
    let name: String
    let from: Day
    let amount: Int64
    let reference: String
  }
  struct Criterion: Encodable, Sendable {
    let criterion: String
    let name: String
    let from: Day
    let weight: Int64
    let most: Int64
    let reference: String
  }
  let parameters: [Parameter]
  let criteria: [Criterion]

  init(_ parameters: [DemandParameter], _ criteria: [NamedCriterion]) {
    self.parameters = parameters.map { Parameter(name: $0.name, from: $0.from, amount: $0.amount, reference: $0.reference) }
    self.criteria = criteria.map {
      Criterion(
        criterion: $0.criterion.key, name: $0.name(in: .french), from: $0.from, weight: $0.criterion.weight, most: $0.criterion.most,
        reference: $0.reference)
    }
  }
}
