import Banking
import Kernel
import People
import Store
import Web

/// Files of collections for the bank: what would be taken, what was.
struct CollectionRoutes: Sendable {
  var table: [Route] {
    [
      .get("/collections", .needs(.seePayments), { try await self.list($0).page($0) }),
      .get("/collections.csv", .needs(.seePayments), { try await self.list($0).csv($0) }),
      .get("/collections/new", .needs(.collectDebits), preview),
      .post("/collections", .needs(.collectDebits), collect, shownBy: preview),
      .post("/collections/announce", .needs(.collectDebits), announce, shownBy: preview),
      .get("/collections/:collection", .needs(.seePayments), show),
      .get("/collections/:collection/file", .needs(.collectDebits), file),
      .post("/collections/:collection/cancel", .needs(.collectDebits), cancel, shownBy: show),
      .post("/collections/:collection/returned", .needs(.recordPayments), giveBack, shownBy: show),

      .get("/api/collections", .needs(.seePayments), listJSON),
      .get("/api/collections/preview", .needs(.collectDebits), previewJSON),
      .post("/api/collections", .needs(.collectDebits), collectJSON),
      .post("/api/collections/announce", .needs(.collectDebits), announceJSON),
      .get("/api/collections/:collection", .needs(.seePayments), { try await self.json($0, try $0.id("collection")) }),
      .get("/api/collections/:collection/file", .needs(.collectDebits), file),
      .post("/api/collections/:collection/cancel", .needs(.collectDebits), cancelJSON),
      .post("/api/collections/:collection/returned", .needs(.recordPayments), giveBackJSON),
    ]
  }

  private func list(_ visit: Visit) async throws -> MoneyList<DebitCollection> {
    let rows = try await visit.database.read { try $0.collections() }
    let format = visit.format
    return MoneyList(
      topic: "collections", path: "/collections", rows: rows,
      columns: [
        MoneyColumn(
          key: "message", sort: "message", text: { $0.message }, path: { "/collections/\($0.id)" }, isBefore: { $0.message < $1.message }),
        MoneyColumn(key: "entity", text: { $0.entityName }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.day) }, plain: { $0.day.description },
          isBefore: { ($0.day, $0.id) < ($1.day, $1.id) }),
        MoneyColumn(key: "lines", isNumber: true, text: { format.number($0.itemCount) }),
        MoneyColumn(
          key: "amount", sort: "amount", isNumber: true, text: { format.money($0.total) }, plain: { format.typed($0.total) },
          isBefore: { $0.total < $1.total }),
        MoneyColumn(
          key: "state", text: { visit.text("payments.collections.state.\($0.state.rawValue)") }, state: { $0.state.badge }),
      ], sorts: ["-day", "message", "amount"], searched: { "\($0.message) \($0.entityName)" },
      actions: visit.viewer.may(.collectDebits) ? [visit.action("/collections/new", "payments.collections.new", main: true)] : [])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.collections() }
    return .json(list.slice(rows).map { CollectionJSON($0) }).with("x-total-count", String(rows.count))
  }

  /// What is asked by form or query: whose, on which day.
  private func asked(_ visit: Visit) -> (entity: String, day: Day, again: Bool) {
    let input = visit.method == .get ? visit.query : visit.form
    let usual = TargetCalendar.open(onOrAfter: TargetCalendar.adding(2, to: visit.today))
    return (input["entity"], Day(input["day"]) ?? usual, InputReader(input).flag("again"))
  }

  private func preview(_ visit: Visit) async throws -> Answer {
    let choices = try await MoneyChoices.read(visit)
    let (wanted, day, again) = asked(visit)
    let found = try await visit.database.read { transaction in
      // Who has mandates comes before who has none.
      let known = try choices.entities.map { (entity: $0, hasMandates: try !transaction.mandates(ofEntity: $0.id).isEmpty) }
      let inTurn = (known.filter(\.hasMandates) + known.filter { !$0.hasMandates }).map(\.entity)
      return try MoneyChoices(entities: inTurn, customers: []).plan(of: wanted, isIdle: \CollectionPlan.lines.isEmpty) {
        try transaction.collectionPlan($0, on: day, takesReturned: again)
      }
    }
    let (entity, plan) = (found?.entity, found?.plan)
    let format = visit.format
    func rows(_ lines: [CollectionPlan.Line]) -> [[(text: String, path: String?)]] {
      lines.map { line in
        [
          (line.mandate.customerName, "/customers/\(line.document.customer)/account"), (line.document.number, nil),
          (format.shortDay(line.document.due), nil), (line.mandate.reference, "/mandates/\(line.mandate.id)"),
          (format.money(line.document.open), nil), (line.verdict.map { visit.text("payments.left.\($0.rawValue)") } ?? "", nil),
        ]
      }
    }
    let columns = [("customer", false), ("document", false), ("due", false), ("rum", false), ("amount", true), ("why", false)]
    let lines = plan?.lines ?? []
    let taken = rows(plan?.taken ?? []).map { Array($0.dropLast()) }
    let fields = [
      visit.entityField(choices.entities, value: entity?.id.text),
      visit.field("day", .date, label: "payments.column.day", value: day.description, required: true, hint: "payments.collections.dayHint"),
      visit.box("again", label: "payments.collections.again", ticked: again),
    ]
    let said =
      [visit.hidden("entity", entity?.id.text ?? ""), visit.hidden("day", day.description)] + (again ? [visit.hidden("again", "on")] : [])
    return .page(
      MoneyPage(
        title: visit.text("payments.collections.new"), upPath: "/collections", upText: visit.text("payments.collections.title"), state: nil,
        stateKind: "", lead: visit.text("payments.collections.newLead", ["day": format.day(day), "entity": entity?.name ?? ""]),
        actions: [],
        hasFacts: true, facts: [visit.moneyFact("amount", format.money(plan?.total ?? .zero))].compactMap(\.self),
        tables: [
          visit.moneyTable(
            "payments.collections.taken", Array(columns.dropLast()), taken, total: ["", "", "", "", format.money(plan?.total ?? .zero)]),
          visit.moneyTable("payments.collections.left", columns, rows(lines.filter { $0.verdict != nil })),
        ],
        deeds: taken.isEmpty && visit.method == .get
          ? []
          : [visit.deed("collect", at: "/collections", said, main: true), visit.deed("announce", at: "/collections/announce", said)],
        choicePath: "/collections/new", choice: fields))
  }
  private func previewJSON(_ visit: Visit) async throws -> Answer {
    var reader = InputReader(visit.query)
    let entity: OrganisationID? = reader.requiredID("entity")
    let day = reader.requiredDay("day")
    let again = reader.flag("again")
    try reader.finish()
    guard let entity, let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    return .json(CollectionPlanJSON(try await visit.database.read { try $0.collectionPlan(entity, on: day, takesReturned: again) }))
  }

  func read(_ visit: Visit) throws -> (OrganisationID, Day, Bool) {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let day = reader.requiredDay("day")
    let again = reader.flag("again")
    try reader.finish()
    guard let entity, let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    return (entity, day, again)
  }
  private func collecting(_ visit: Visit) throws -> CollectDirectDebits {
    let (entity, day, again) = try read(visit)
    return CollectDirectDebits(entity: entity, day: day, takesReturned: again)
  }
  private func announcing(_ visit: Visit) throws -> AnnounceCollection {
    let (entity, day, again) = try read(visit)
    return AnnounceCollection(entity: entity, day: day, takesReturned: again)
  }
  private func collect(_ visit: Visit) async throws -> Answer {
    guard let id = try await visit.perform(collecting(visit)) else { throw Refusal.conflict("payments.problem.nothingToCollect") }
    return .see("/collections/\(id)")
  }
  private func collectJSON(_ visit: Visit) async throws -> Answer {
    guard let id = try await visit.perform(collecting(visit)) else { throw Refusal.conflict("payments.problem.nothingToCollect") }
    return try await json(visit, id, status: 201)
  }
  private func announce(_ visit: Visit) async throws -> Answer {
    let count = try await visit.perform(announcing(visit))
    return .see("/collections/new?entity=\(visit.form["entity"])&day=\(visit.form["day"])").saying(
      "payments.collections.announced", ["count": String(count)])
  }
  private func announceJSON(_ visit: Visit) async throws -> Answer { .json(CountJSON(count: try await visit.perform(announcing(visit)))) }
}
