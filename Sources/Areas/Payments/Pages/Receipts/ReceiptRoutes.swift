import Invoicing
import Kernel
import People
import Store
import Web

/// Money that came in.
struct ReceiptRoutes: Sendable {
  var table: [Route] {
    [
      .get("/receipts", .needs(.seePayments), { try await self.list($0).page($0) }).asking([.choice("means", of: PaymentMeans.self)]),
      .get("/receipts.csv", .needs(.seePayments), { try await self.list($0).csv($0) }).asking([.choice("means", of: PaymentMeans.self)]),
      .get("/receipts/new", .needs(.recordPayments), newForm),
      .post("/receipts", .needs(.recordPayments), { .see("/receipts/\(try await $0.perform(self.recording($0)))") }, shownBy: newForm),
      .get("/receipts/:receipt", .needs(.seePayments), show),
      .post("/receipts/:receipt/reverse", .needs(.recordPayments), reverse, shownBy: show),

      .get("/api/receipts", .needs(.seePayments), listJSON),
      .post("/api/receipts", .needs(.recordPayments), recordJSON),
      .get("/api/receipts/:receipt", .needs(.seePayments), { try await self.json($0, try $0.id("receipt")) }),
      .post("/api/receipts/:receipt/reverse", .needs(.recordPayments), reverseJSON),
    ]
  }

  private func list(_ visit: Visit) async throws -> MoneyList<Receipt> {
    let rows = try await visit.database.read { try $0.receipts() }
    let means = visit.query["means"]
    let shown = means.isEmpty ? rows : rows.filter { $0.means.rawValue == means }
    let format = visit.format
    let month = shown.filter { $0.day.month == visit.today.month && $0.reversedOn == nil }.reduce(Money.zero) { $0 + $1.amount }
    return MoneyList(
      topic: "receipts", path: "/receipts", rows: shown,
      columns: [
        MoneyColumn(
          key: "number", sort: "number", text: { $0.number }, path: { "/receipts/\($0.id)" }, isBefore: { $0.number < $1.number }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.day) }, plain: { $0.day.description },
          isBefore: { ($0.day, $0.id) < ($1.day, $1.id) }),
        MoneyColumn(
          key: "customer", sort: "customer", text: { $0.customerName }, path: { "/customers/\($0.customer)/account" },
          named: { $0.customerName }),
        MoneyColumn(key: "means", text: { visit.text("payments.means.\($0.means.rawValue)") }),
        MoneyColumn(
          key: "amount", sort: "amount", isNumber: true, text: { format.money($0.amount) }, plain: { format.typed($0.amount) },
          isBefore: { $0.amount < $1.amount }),
        MoneyColumn(
          key: "state", text: { visit.text($0.reversedOn == nil ? "payments.state.received" : "payments.state.reversed") },
          state: { $0.reversedOn == nil ? "done" : "late" }),
      ], sorts: ["-day", "number", "customer", "amount"],
      searched: { [$0.number, $0.customerName, $0.note, format.typed($0.amount)].joined(separator: " ") },
      filters: [
        visit.filter(
          "means", label: "payments.column.means", options: visit.options(of: PaymentMeans.self, texts: "payments.means"),
          all: "payments.all")
      ], actions: visit.viewer.may(.recordPayments) ? [visit.action("/receipts/new", "payments.receipts.new", main: true)] : [],
      figures: [(visit.text("payments.figure.month"), format.money(month))])
  }

  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.receipts() }.filter { list.finds("\($0.number) \($0.customerName) \($0.note)") }
    return .json(list.slice(rows).map { ReceiptJSON($0) }).with("x-total-count", String(rows.count))
  }

  private func newForm(_ visit: Visit) async throws -> Answer {
    let choice = try await OpenChoice.read(visit)
    let chosen = choice.books.documents.filter { visit.query.all("document").contains($0.number) }
    let amount = chosen.reduce(Money.zero) { $0 + $1.open }
    return visit.moneyForm(
      "receipts", of: choice, at: "/receipts",
      [
        (
          "money",
          [
            visit.openDocuments(choice.books.documents, chosen: chosen.map(\.number), hint: "payments.receipts.documentsHint"),
            visit.field(
              "amount", .money, label: "payments.column.amount", value: amount == .zero ? nil : visit.format.typed(amount), required: true),
            visit.field("day", .date, label: "payments.column.day", value: visit.today.description, required: true),
            visit.field(
              "means", .select, label: "payments.column.means", value: PaymentMeans.cheque.rawValue, required: true,
              options: visit.options(of: PaymentMeans.self, texts: "payments.means")),
            visit.field("note", label: "payments.column.note"),
          ]
        )
      ])
  }

  private func recording(_ visit: Visit) throws -> RecordReceipt {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let customer: OrganisationID? = reader.requiredID("customer")
    let amount = reader.requiredMoney("amount")
    let day = reader.requiredDay("day")
    let means = reader.requiredChoice("means", of: PaymentMeans.self)
    let documents = reader.numbers("documents")
    let note = reader.text("note") ?? ""
    try reader.finish()
    guard let entity, let customer, let amount, let day, let means else { throw Refusal.invalid("kernel.problem.missing", field: "amount") }
    return RecordReceipt(
      entity: entity, customer: customer, day: day, amount: amount, means: means, documents: documents, note: note)
  }

  private func recordJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(recording(visit)), status: 201)
  }

  private func reversing(_ visit: Visit) throws -> ReverseReceipt {
    let id: ID<Receipt> = try visit.id("receipt")
    return try visit.reading { ReverseReceipt(id, reason: $0.requiredText("reason", limit: 200), on: $0.day("day")) }
  }
  private func reverse(_ visit: Visit) async throws -> Answer {
    try await visit.perform(reversing(visit))
    return .see("/receipts/\(visit.path("receipt"))")
  }
  private func reverseJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(reversing(visit))
    return try await json(visit, try visit.id("receipt"))
  }
  private func json(_ visit: Visit, _ id: ID<Receipt>, status: Int = 200) async throws -> Answer {
    let found = try await visit.database.read { transaction -> ReceiptJSON? in
      try transaction.receipt(id).map { ReceiptJSON($0, try transaction.parts(of: id)) }
    }
    guard let found else { throw Refusal.notFound }
    return .json(found, status: status)
  }

  private func show(_ visit: Visit) async throws -> Answer {
    let id: ID<Receipt> = try visit.id("receipt")
    let found = try await visit.database.read { transaction -> (Receipt, [PaymentPart], [String: ID<Invoice>])? in
      guard let receipt = try transaction.receipt(id) else { return nil }
      let parts = try transaction.parts(of: id)
      let named = try transaction.numbered(parts.map(\.document), entity: receipt.entity)
      return (receipt, parts, named.compactMapValues(\.invoice))
    }
    guard let (receipt, parts, invoices) = found else { throw Refusal.notFound }
    let format = visit.format
    let rest = parts.reduce(receipt.amount) { $0 - $1.amount }
    var rows = parts.map { part -> [(text: String, path: String?)] in
      [
        (part.document, invoices[part.document].map { "/invoices/\($0)" }), (format.shortDay(part.day), nil),
        (format.money(part.amount), nil),
      ]
    }
    if rest != .zero { rows.append([(visit.text("payments.receipts.rest"), nil), ("", nil), (format.money(rest), nil)]) }
    let isReversed = receipt.reversedOn != nil
    return .page(
      MoneyPage(
        title: visit.text("payments.receipts.one", ["number": receipt.number]), upPath: "/receipts",
        upText: visit.text("payments.receipts.title"),
        state: visit.text(isReversed ? "payments.state.reversed" : "payments.state.received"), stateKind: isReversed ? "late" : "done",
        lead: nil, actions: [], hasFacts: true,
        facts: [
          visit.moneyFact("customer", receipt.customerName, path: "/customers/\(receipt.customer)/account"),
          visit.moneyFact("entity", receipt.entityName), visit.moneyFact("day", format.day(receipt.day)),
          visit.moneyFact("amount", format.money(receipt.amount)),
          visit.moneyFact("means", visit.text("payments.means.\(receipt.means.rawValue)")),
          visit.moneyFact("note", receipt.note), visit.moneyFact("by", receipt.recordedBy),
          receipt.movement.flatMap { visit.moneyFact("bankLine", visit.text("payments.bank.line"), path: "/bank/lines/\($0)") },
          visit.moneyFact("reversedOn", receipt.reversedOn.map { format.day($0) }),
          visit.moneyFact("reason", receipt.reversedReason.map { visit.reason($0) }),
        ].compactMap(\.self),
        tables: [
          visit.moneyTable("payments.receipts.parts", [("document", false), ("day", false), ("amount", true)], rows)
        ],
        deeds: visit.offers(
          .recordPayments,
          [
            isReversed
              ? nil
              : visit.deed(
                "reverse", at: "/receipts/\(id)/reverse",
                [
                  visit.field("reason", label: "payments.column.reason", required: true),
                  visit.field("day", .date, label: "payments.column.day", value: visit.today.description),
                ], dangerous: true)
          ])))
  }
}
