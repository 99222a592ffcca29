import Invoicing
import Kernel
import Ledger
import People
import Store
import Web

/// Who owes what since when, and what is done about it.
struct LateRoutes: Sendable {
  var table: [Route] {
    [
      .get("/late", .needs(.seePayments), { try await self.list($0).page($0) }).asking([.choice("age", among: ["late"])]),
      .get("/late.csv", .needs(.seePayments), { try await self.list($0).csv($0) }).asking([.choice("age", among: ["late"])]),
      .get("/late/reminders", .needs(.chaseLate), remindersPreview),
      .post("/late/reminders", .needs(.chaseLate), sendReminders, shownBy: remindersPreview),
      .get("/late/penalties", .needs(.chaseLate), penaltiesPreview),
      .post("/late/penalties", .needs(.chaseLate), chargePenalties, shownBy: penaltiesPreview),
      .get("/late/floor", .needs(.chaseLate), floorForm),
      .post("/late/floor", .needs(.writeOffDebts), setFloor, shownBy: floorForm),
      .get("/late/stages", .needs(.chaseLate), stagesForm),
      .post("/late/stages", .needs(.writeOffDebts), setStages, shownBy: stagesForm),

      .get("/api/late", .needs(.seePayments), listJSON),
      .get("/api/late/reminders", .needs(.chaseLate), remindersPreviewJSON),
      .post("/api/late/reminders", .needs(.chaseLate), sendRemindersJSON),
      .get("/api/late/penalties", .needs(.chaseLate), penaltiesPreviewJSON),
      .post("/api/late/penalties", .needs(.chaseLate), { .json(CountJSON(count: try await $0.perform(self.charging($0)))) }),
      .get("/api/late/floor", .needs(.chaseLate), floorJSON),
      .put("/api/late/floor", .needs(.writeOffDebts), setFloorJSON),
      .get("/api/late/stages", .needs(.chaseLate), stagesJSON),
      .put("/api/late/stages", .needs(.writeOffDebts), setStagesJSON),
    ]
  }

  struct Row: Sendable {
    let line: AgedLine
    let name: String
    let entityName: String
  }

  private func rows(_ visit: Visit) async throws -> [Row] {
    let today = visit.today
    return try await visit.database.read { transaction in
      let names = Dictionary(uniqueKeysWithValues: try transaction.organisationNames().map { ($0.id, $0.name) })
      var rows: [Row] = []
      for entity in try transaction.creditors() {
        let books = try transaction.openBooks(entity.id)
        let customers = Set(books.documents.map(\.customer) + books.credits.map(\.customer))
        for customer in customers {
          var items: [(due: Day, open: Money)] = books.documents(of: customer).map { ($0.due, $0.open) }
          for credit in books.credits(of: customer) { items.append((credit.day, -credit.amount)) }
          rows.append(
            Row(
              line: AgedLine(entity: entity.id, customer: customer, items: items, on: today), name: names[customer] ?? "",
              entityName: entity.name))
        }
      }
      return rows
    }
  }

  private func list(_ visit: Visit) async throws -> MoneyList<Row> {
    let all = try await rows(visit)
    let wanted = visit.query["age"]
    let rows = wanted == "late" ? all.filter { $0.line.late > .zero } : all
    let format = visit.format
    func column(_ age: Age) -> MoneyColumn<Row> {
      MoneyColumn(
        key: age.rawValue, sort: age.rawValue, isNumber: true,
        text: { $0.line.amount(age) == .zero ? "" : format.money($0.line.amount(age)) }, plain: { format.typed($0.line.amount(age)) },
        isBefore: { $0.line.amount(age) < $1.line.amount(age) })
    }
    func sum(_ amount: (AgedLine) -> Money) -> String {
      var total = Money.zero
      for row in all { total += amount(row.line) }
      return format.money(total)
    }
    var columns: [MoneyColumn<Row>] = [
      MoneyColumn(
        key: "customer", sort: "customer", text: { $0.name }, path: { "/customers/\($0.line.customer)/account" },
        named: { $0.name }), MoneyColumn(key: "entity", text: { $0.entityName }),
    ]
    columns += Age.allCases.map(column)
    columns.append(
      MoneyColumn(
        key: "credit", isNumber: true, text: { $0.line.credit == .zero ? "" : format.money($0.line.credit) },
        plain: { format.typed($0.line.credit) }))
    columns.append(
      MoneyColumn(
        key: "balance", sort: "balance", isNumber: true, text: { format.money($0.line.balance) },
        plain: { format.typed($0.line.balance) }, isBefore: { ($0.line.balance, $0.name) < ($1.line.balance, $1.name) }))
    return MoneyList(
      topic: "late", path: "/late", rows: rows, columns: columns, sorts: ["-balance", "customer"] + Age.allCases.map(\.rawValue),
      searched: { "\($0.name) \($0.entityName)" },
      filters: [
        visit.filter(
          "age", label: "payments.column.state", options: [Field.Option("late", visit.text("payments.late.only"))], all: "payments.all")
      ],
      actions: visit.viewer.may(.chaseLate)
        ? [
          visit.action("/late/reminders", "payments.reminders.new", main: true),
          visit.action("/late/penalties", "payments.penalties.title"),
        ] : [],
      figures: [
        (visit.text("payments.figure.owed"), sum(\.owed)), (visit.text("payments.figure.late"), sum(\.late)),
        (visit.text("payments.figure.credit"), sum(\.credit)),
      ])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-balance"], size: 500)
    let rows = try await rows(visit).filter { list.finds($0.name) }.sorted {
      ($0.name.folded, $0.line.entity) < ($1.name.folded, $1.line.entity)
    }
    return .json(list.slice(rows).map { AgedJSON($0.line, name: $0.name) }).with("x-total-count", String(rows.count))
  }

  /// The entity said by form or query.
  func asked(_ visit: Visit) -> String { (visit.method == .get ? visit.query : visit.form)["entity"] }

  func askedEntity(_ visit: Visit) throws -> OrganisationID {
    var reader = InputReader(visit.query)
    let entity: OrganisationID? = reader.requiredID("entity")
    try reader.finish()
    guard let entity else { throw Refusal.invalid("kernel.problem.missing", field: "entity") }
    return entity
  }
  func form(_ visit: Visit) throws -> (entity: OrganisationID, customer: OrganisationID?) {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let customer: OrganisationID? = reader.id("customer")
    try reader.finish()
    guard let entity else { throw Refusal.invalid("kernel.problem.missing", field: "entity") }
    return (entity, customer)
  }

  private func remindersPreview(_ visit: Visit) async throws -> Answer {
    let choices = try await MoneyChoices.read(visit)
    let (today, wanted) = (visit.today, asked(visit))
    let found = try await visit.database.read { transaction in
      try choices.plan(of: wanted, isIdle: \ReminderPlan.letters.isEmpty) { try transaction.reminderPlan($0, on: today) }
    }
    let format = visit.format
    let rows = (found?.plan.letters ?? []).map { letter -> [(text: String, path: String?)] in
      [
        (letter.customerName, "/customers/\(letter.customer)/account"), (visit.text("payments.tone.\(letter.stage.tone.rawValue)"), nil),
        (letter.items.map(\.document.number).joined(separator: ", "), nil),
        (letter.addressee?.email ?? visit.text("payments.reminders.onPaper"), nil), (format.money(letter.total), nil),
      ]
    }
    return .page(
      MoneyPage(
        title: visit.text("payments.reminders.new"), upPath: "/late", upText: visit.text("payments.late.title"), state: nil, stateKind: "",
        lead: visit.text("payments.reminders.newLead", ["entity": found?.entity.name ?? ""]),
        actions: [visit.action("/reminders", "payments.reminders.title"), visit.action("/late/stages", "payments.stages.title")],
        hasFacts: false, facts: [],
        tables: [
          visit.moneyTable(
            "payments.reminders.toSend",
            [("customer", false), ("tone", false), ("documents", false), ("address", false), ("amount", true)], rows)
        ],
        deeds: rows.isEmpty && visit.method == .get
          ? [] : [visit.deed("remind", at: "/late/reminders", [visit.hidden("entity", found?.entity.id.text ?? "")], main: true)],
        choicePath: "/late/reminders", choice: [visit.entityField(choices.entities, value: found?.entity.id.text)]))
  }
  private func remindersPreviewJSON(_ visit: Visit) async throws -> Answer {
    let entity = try askedEntity(visit)
    let today = visit.today
    return .json(ReminderPlanJSON(try await visit.database.read { try $0.reminderPlan(entity, on: today) }))
  }
  private func reminding(_ visit: Visit) throws -> SendReminders {
    let (entity, customer) = try form(visit)
    return SendReminders(entity: entity, only: customer.map { [$0] })
  }
  private func sendReminders(_ visit: Visit) async throws -> Answer {
    let sent = try await visit.perform(reminding(visit))
    return .see("/reminders").saying("payments.reminders.sent", ["count": String(sent.count)])
  }
  private func sendRemindersJSON(_ visit: Visit) async throws -> Answer {
    .json(CountJSON(count: try await visit.perform(reminding(visit)).count))
  }
}
