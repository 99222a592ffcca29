import Banking
import Foundation
import Kernel
import Ledger
import People
import Store
import Web

/// Mandates of direct debit.
struct MandateRoutes: Sendable {
  var table: [Route] {
    [
      .get("/mandates", .needs(.seePayments), { try await self.list($0).page($0) }).asking([.choice("state", of: MandateState.self)]),
      .get("/mandates.csv", .needs(.seePayments), { try await self.list($0).csv($0) }).asking([.choice("state", of: MandateState.self)]),
      .get("/mandates/new", .needs(.collectDebits), newForm),
      .post(
        "/mandates", .needs(.collectDebits), { .see("/mandates/\(try await $0.perform(self.keeping($0)))") }, shownBy: newForm,
        bodyLimit: 4_000_000),
      .get("/mandates/:mandate", .needs(.seePayments), show),
      .get("/mandates/:mandate/document", .needs(.seePayments), document),
      .post("/mandates/:mandate/account", .needs(.collectDebits), { try await self.after($0, self.changing($0)) }, shownBy: show),
      .post("/mandates/:mandate/revoke", .needs(.collectDebits), { try await self.after($0, self.revoking($0)) }, shownBy: show),

      .get("/api/mandates", .needs(.seePayments), listJSON),
      .post("/api/mandates", .needs(.collectDebits), { try await self.json($0, try await $0.perform(self.keeping($0)), status: 201) }),
      .get("/api/mandates/:mandate", .needs(.seePayments), { try await self.json($0, try $0.id("mandate")) }),
      .post("/api/mandates/:mandate/account", .needs(.collectDebits), { try await self.afterJSON($0, self.changing($0)) }),
      .post("/api/mandates/:mandate/revoke", .needs(.collectDebits), { try await self.afterJSON($0, self.revoking($0)) }),
    ]
  }

  static func badge(_ state: MandateState) -> String { state == .good ? "done" : state == .future ? "option" : "late" }

  private func read(_ visit: Visit) async throws -> (rows: [Mandate], lapse: Int) {
    let today = visit.today
    return try await visit.database.read { transaction in
      (try transaction.mandates(), Int(try transaction.parameter(.mandateLapse, on: today).value))
    }
  }

  private func list(_ visit: Visit) async throws -> MoneyList<Mandate> {
    let (all, lapse) = try await read(visit)
    let today = visit.today
    let wanted = visit.query["state"]
    let rows = wanted.isEmpty ? all : all.filter { $0.state(lapseMonths: lapse, on: today).rawValue == wanted }
    let format = visit.format
    return MoneyList(
      topic: "mandates", path: "/mandates", rows: rows,
      columns: [
        MoneyColumn(
          key: "rum", sort: "rum", text: { $0.reference }, path: { "/mandates/\($0.id)" }, isBefore: { $0.reference < $1.reference }),
        MoneyColumn(
          key: "customer", sort: "customer", text: { $0.customerName }, path: { "/customers/\($0.customer)/account" },
          named: { $0.customerName }), MoneyColumn(key: "entity", text: { $0.entityName }),
        MoneyColumn(key: "scheme", text: { $0.scheme.rawValue }),
        MoneyColumn(key: "account", text: { IBAN(stored: $0.iban).masked }),
        MoneyColumn(
          key: "signed", sort: "signed", text: { format.shortDay($0.signedOn) }, plain: { $0.signedOn.description },
          isBefore: { ($0.signedOn, $0.id) < ($1.signedOn, $1.id) }),
        MoneyColumn(
          key: "lastCollected", text: { $0.lastCollected.map { format.shortDay($0) } ?? "" }, plain: { $0.lastCollected?.description ?? "" }
        ),
        MoneyColumn(
          key: "state", text: { visit.text("payments.mandate.\($0.state(lapseMonths: lapse, on: today).rawValue)") },
          state: { MandateRoutes.badge($0.state(lapseMonths: lapse, on: today)) }),
      ], sorts: ["customer", "rum", "-signed"], searched: { "\($0.reference) \($0.customerName) \($0.holder) \($0.iban)" },
      filters: [
        visit.filter(
          "state", label: "payments.column.state", options: visit.options(of: MandateState.self, texts: "payments.mandate"),
          all: "payments.all")
      ], actions: visit.viewer.may(.collectDebits) ? [visit.action("/mandates/new", "payments.mandates.new", main: true)] : [])
  }

  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["customer"], size: 200)
    let (all, lapse) = try await read(visit)
    let rows = all.filter { list.finds("\($0.reference) \($0.customerName) \($0.holder)") }
    return .json(list.slice(rows).map { MandateJSON($0, state: $0.state(lapseMonths: lapse, on: visit.today)) }).with(
      "x-total-count", String(rows.count))
  }

  private func newForm(_ visit: Visit) async throws -> Answer {
    let choices = try await MoneyChoices.read(visit)
    let schemes = visit.options(of: DebitScheme.self, texts: "payments.scheme")
    return visit.moneyForm(
      "mandates", up: "/mandates", at: "/mandates", files: true,
      [
        (
          "who", visit.parties(choices)
        ),
        (
          "mandate",
          [
            visit.field("reference", label: "payments.column.rum", hint: "payments.mandates.rumHint"),
            visit.field("scheme", .select, label: "payments.column.scheme", value: "CORE", required: true, options: schemes),
            visit.field("signed_on", .date, label: "payments.column.signed", value: visit.today.description, required: true),
            visit.field("notice_days", .number, label: "payments.column.noticeDays", hint: "payments.mandates.noticeHint"),
            visit.box("once", label: "payments.mandates.once", ticked: visit.form.fields["once"] != nil),
            visit.field("file", .file, label: "payments.column.paper", hint: "payments.mandates.paperHint"),
          ]
        ),
        (
          "account",
          MandateSigning.fields(visit)
        ),
      ])
  }

  private func keeping(_ visit: Visit) throws -> KeepMandate {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let customer: OrganisationID? = reader.requiredID("customer")
    let typed = reader.text("reference", limit: 60)
    let reference = typed.flatMap { MandateReference(checking: $0) }
    if typed != nil, reference == nil { reader.problems.add("payments.problem.rum", field: "reference") }
    let scheme = reader.requiredChoice("scheme", of: DebitScheme.self)
    let signed = reader.requiredDay("signed_on")
    let notice = reader.integer("notice_days", in: 1...14)
    let debtor = MandateSigning.debtor(&reader)
    let file = visit.files.first { $0.field == "file" }
    let paper = file.flatMap { UploadedMandate(name: $0.name, bytes: $0.bytes) }
    if file != nil, paper == nil { reader.problems.add("payments.problem.paper", field: "file") }
    let isOnce = reader.flag("once")
    try reader.finish()
    guard let entity, let customer, let scheme, let signed, let debtor else {
      throw Refusal.invalid("kernel.problem.missing", field: "iban")
    }
    return KeepMandate(
      entity: entity, customer: customer, reference: reference, scheme: scheme, isOnce: isOnce,
      debtor: debtor, signedOn: signed, noticeDays: notice, paper: paper)
  }

  private func changing(_ visit: Visit) throws -> ChangeMandateAccount {
    let id: ID<Mandate> = try visit.id("mandate")
    var reader = InputReader(visit.form)
    let iban = reader.iban("iban")
    let bic = reader.bic("bic")
    try reader.finish()
    guard let iban else { throw Refusal.invalid("kernel.problem.missing", field: "iban") }
    return ChangeMandateAccount(id, iban: iban, bic: bic)
  }
  private func revoking(_ visit: Visit) throws -> RevokeMandate {
    let id: ID<Mandate> = try visit.id("mandate")
    return try visit.reading { RevokeMandate(id, on: $0.day("day"), reason: $0.requiredText("reason")) }
  }
  private func after(_ visit: Visit, _ act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return .see("/mandates/\(visit.path("mandate"))")
  }
  private func afterJSON(_ visit: Visit, _ act: some Act) async throws -> Answer {
    try await visit.perform(act)
    return try await json(visit, try visit.id("mandate"))
  }
  private func json(_ visit: Visit, _ id: ID<Mandate>, status: Int = 200) async throws -> Answer {
    let (mandate, lapse) = try await one(visit, id)
    return .json(MandateJSON(mandate, state: mandate.state(lapseMonths: lapse, on: visit.today)), status: status)
  }
  func one(_ visit: Visit, _ id: ID<Mandate>) async throws -> (Mandate, Int) {
    let today = visit.today
    let found = try await visit.database.read { transaction in
      (try transaction.mandate(id), Int(try transaction.parameter(.mandateLapse, on: today).value))
    }
    guard let mandate = found.0 else { throw Refusal.notFound }
    return (mandate, found.1)
  }

  private func document(_ visit: Visit) async throws -> Answer {
    let id: ID<Mandate> = try visit.id("mandate")
    guard let paper = try await visit.database.read({ try $0.mandateDocument(id) }), let bytes = Data(base64Encoded: paper.content) else {
      throw Refusal.notFound
    }
    return .file(Array(bytes), type: paper.type, name: paper.name).with("cache-control", "private, no-store")
  }
}
