import Invoicing
import Kernel
import People
import Store
import Web

/// What was cashed by rate: the status "cashed" of invoices to businesses, and the payments to report of the others.
struct CashedRoutes: Sendable {
  private static let fields: [QueryField] = [.month("month"), .id("entity")]

  var table: [Route] {
    [
      .get("/cashed", .needs(.seePayments), { try await self.list($0).page($0) }).asking(Self.fields),
      .get("/cashed.csv", .needs(.seePayments), { try await self.list($0).csv($0) }).asking(Self.fields),
      .get("/api/cashed", .needs(.seePayments), listJSON).asking(Self.fields),
    ]
  }

  private struct Row: Sendable {
    let cashed: CashedRate
    let name: String
  }

  private func rows(_ visit: Visit) async throws -> (rows: [Row], choices: MoneyChoices, entity: OrganisationID?, month: Month) {
    let choices = try await MoneyChoices.read(visit)
    let month = Month(visit.query["month"]) ?? visit.today.month + -1
    let asked = visit.query["entity"]
    let found = try await visit.database.read { transaction in
      try choices.plan(of: asked, isIdle: \[CashedRate].isEmpty) { try transaction.cashed($0, in: month) }
    }
    let names = Dictionary(uniqueKeysWithValues: choices.customers.map { ($0.id, $0.name) })
    let wanted = visit.query["nature"]
    return (
      (found?.plan ?? []).filter { wanted.isEmpty || $0.nature == wanted }.map { Row(cashed: $0, name: names[$0.customer] ?? "") }, choices,
      found?.entity.id, month
    )
  }

  private func list(_ visit: Visit) async throws -> MoneyList<Row> {
    let (rows, choices, entity, month) = try await rows(visit)
    let format = visit.format
    let months = (0..<24).map { visit.today.month + -$0 }.map { Field.Option($0.description, format.month($0)) }
    var filter = visit.filter("month", label: "payments.column.month", options: months, all: "payments.cashed.lastMonth")
    filter.value = visit.query["month"]
    let entities = choices.entities.map { Field.Option($0.id.text, $0.name) }
    return MoneyList(
      topic: "cashed", path: "/cashed", rows: rows,
      columns: [
        MoneyColumn(key: "document", sort: "document", text: { $0.cashed.document }, isBefore: { $0.cashed.document < $1.cashed.document }),
        MoneyColumn(key: "customer", text: { $0.name }, path: { "/customers/\($0.cashed.customer)/account" }),
        MoneyColumn(key: "nature", text: { visit.text("payments.nature.\($0.cashed.nature)") }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.cashed.day) }, plain: { $0.cashed.day.description },
          isBefore: { ($0.cashed.day, $0.cashed.document) < ($1.cashed.day, $1.cashed.document) }),
        MoneyColumn(key: "rate", isNumber: true, text: { format.percentage($0.cashed.rate) }),
        MoneyColumn(key: "gross", isNumber: true, text: { format.money($0.cashed.gross) }, plain: { format.typed($0.cashed.gross) }),
        MoneyColumn(key: "vat", isNumber: true, text: { format.money($0.cashed.vat) }, plain: { format.typed($0.cashed.vat) }),
      ], sorts: ["day", "document"], searched: { "\($0.cashed.document) \($0.name)" },
      filters: [
        filter,
        Field(
          "entity", .select, label: visit.text("payments.column.entity"), value: entity?.text ?? "",
          groups: [Field.OptionGroup(nil, entities)]),
        visit.filter(
          "nature", label: "payments.column.nature", options: visit.options(of: CustomerNature.self, texts: "payments.nature"),
          all: "payments.all"),
      ],
      // The other file of e-reporting: what was sold to those who get no electronic invoice.
      actions: visit.viewer.may(.seeCharges)
        ? [PageLink(visit.text("payments.cashed.sales"), "/invoice-reporting.csv?month=\(month)")] : [],
      figures: [
        (format.month(month), format.money(rows.reduce(.zero) { $0 + $1.cashed.gross })),
        (visit.text("payments.column.vat"), format.money(rows.reduce(.zero) { $0 + $1.cashed.vat })),
      ])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let rows = try await rows(visit).rows
    return .json(rows.map { CashedJSON($0.cashed) }).with("x-total-count", String(rows.count))
  }
}
