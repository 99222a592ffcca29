import Invoicing
import Kernel
import Ledger
import People
import Store
import Web

/// Bank statements, and their lines that wait for a person.
struct BankRoutes: Sendable {
  static let largest = 32_000_000

  private static let fields: [QueryField] = [.choice("state", among: ["all"])]

  var table: [Route] {
    [
      .get("/bank", .needs(.seePayments), { try await self.list($0).page($0) }).asking(Self.fields),
      .get("/bank.csv", .needs(.seePayments), { try await self.list($0).csv($0) }).asking(Self.fields),
      .get("/bank/statements", .needs(.seePayments), { try await self.statements($0).page($0) }),
      .get("/bank/statements.csv", .needs(.seePayments), { try await self.statements($0).csv($0) }),
      .get("/bank/import", .needs(.recordPayments), importForm),
      .post("/bank/import", .needs(.recordPayments), importFile, shownBy: importForm, bodyLimit: BankRoutes.largest),
      .get("/bank/lines/:movement", .needs(.seePayments), show),
      .post("/bank/lines/:movement", .needs(.recordPayments), settle, shownBy: show),

      .get("/api/bank/lines", .needs(.seePayments), linesJSON).asking(Self.fields),
      .get("/api/bank/lines/:movement", .needs(.seePayments), lineJSON),
      .post("/api/bank/lines/:movement", .needs(.recordPayments), settleJSON),
      .get("/api/bank/statements", .needs(.seePayments), statementsJSON),
      .post("/api/bank/statements", .needs(.recordPayments), importJSON, bodyLimit: BankRoutes.largest),
    ]
  }

  private func list(_ visit: Visit) async throws -> MoneyList<BankLine> {
    let isAll = visit.query["state"] == "all"
    let rows = try await visit.database.read { try $0.bankLines(onlyWaiting: !isAll) }
    let format = visit.format
    let may = visit.viewer.may(.recordPayments)
    return MoneyList(
      topic: "bank", path: "/bank", rows: rows,
      columns: [
        MoneyColumn(
          key: "counterparty", sort: "counterparty",
          text: { $0.counterparty.isEmpty ? ($0.label.isEmpty ? "—" : $0.label.clipped(to: 60)) : $0.counterparty },
          path: { "/bank/lines/\($0.id)" }, named: { $0.counterparty }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.booked) }, plain: { $0.booked.description },
          isBefore: { ($0.booked, $0.id) < ($1.booked, $1.id) }),
        MoneyColumn(key: "said", text: { $0.label.clipped(to: 90) }, plain: { $0.label }),
        MoneyColumn(
          key: "amount", sort: "amount", isNumber: true, text: { format.money($0.amount) }, plain: { format.typed($0.amount) },
          isBefore: { $0.amount < $1.amount }),
        MoneyColumn(
          key: "state", text: { visit.text("payments.settled.\($0.settledHow?.rawValue ?? "waiting")") },
          state: { $0.settledHow == nil ? "option" : "done" }),
      ], sorts: ["-day", "counterparty", "amount"],
      searched: { [$0.counterparty, $0.label, $0.endToEnd ?? "", format.typed($0.amount)].joined(separator: " ") },
      filters: [
        visit.filter(
          "state", label: "payments.column.state", options: [Field.Option("all", visit.text("payments.bank.all"))],
          all: "payments.settled.waiting")
      ],
      actions: (may ? [visit.action("/bank/import", "payments.bank.new", main: true)] : []) + [
        visit.action("/bank/statements", "payments.statements.title")
      ])
  }

  private func statements(_ visit: Visit) async throws -> MoneyList<KeptStatement> {
    let rows = try await visit.database.read { try $0.keptStatements() }
    let format = visit.format
    // Each begins where the one before it on the same account ended, or one is missing.
    let closings = Set(rows.map { "\($0.iban) \($0.closing.cents)" })
    let first = Dictionary(rows.reversed().map { ($0.iban, $0.id) }) { first, _ in first }
    return MoneyList(
      topic: "statements", path: "/bank/statements", rows: rows,
      columns: [
        MoneyColumn(
          key: "statement", sort: "statement", text: { $0.name }, path: { _ in "/bank?state=all" }, isBefore: { $0.name < $1.name }),
        MoneyColumn(key: "entity", text: { $0.entityName }),
        MoneyColumn(
          key: "until", sort: "day", text: { format.shortDay($0.closingDay) }, plain: { $0.closingDay.description },
          isBefore: { ($0.closingDay, $0.id) < ($1.closingDay, $1.id) }),
        MoneyColumn(key: "opening", isNumber: true, text: { format.money($0.opening) }, plain: { format.typed($0.opening) }),
        MoneyColumn(key: "closing", isNumber: true, text: { format.money($0.closing) }, plain: { format.typed($0.closing) }),
        MoneyColumn(key: "lines", isNumber: true, text: { format.number($0.lineCount) }),
        MoneyColumn(key: "waiting", isNumber: true, text: { format.number($0.waitingCount) }),
        MoneyColumn(
          key: "state",
          text: {
            visit.text(
              first[$0.iban] == $0.id || closings.contains("\($0.iban) \($0.opening.cents)")
                ? "payments.statements.joined" : "payments.statements.gap")
          },
          state: { first[$0.iban] == $0.id || closings.contains("\($0.iban) \($0.opening.cents)") ? "done" : "late" }),
      ], sorts: ["-day", "statement"], searched: { "\($0.name) \($0.entityName)" },
      actions: visit.viewer.may(.recordPayments) ? [visit.action("/bank/import", "payments.bank.new", main: true)] : [])
  }

  private func importForm(_ visit: Visit) async throws -> Answer {
    visit.moneyForm(
      "bank", up: "/bank", at: "/bank/import", files: true,
      [(nil, [visit.field("file", .file, label: "payments.column.file", required: true, hint: "payments.bank.fileHint")])])
  }

  private func importFile(_ visit: Visit) async throws -> Answer {
    guard let file = visit.files.first(where: { $0.field == "file" }) else {
      throw Refusal.invalid("kernel.problem.missing", field: "file")
    }
    let outcome = try await visit.perform(try ImportBankStatement(file.bytes))
    return .see("/bank").saying(
      "payments.bank.done",
      ["taken": String(outcome.taken), "known": String(outcome.known), "lines": String(outcome.lines), "settled": String(outcome.settled)])
  }
  private func importJSON(_ visit: Visit) async throws -> Answer {
    let xml = visit.form["xml"]
    if xml.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "xml") }
    return .json(ImportedJSON(try await visit.perform(try ImportBankStatement(Array(xml.utf8)))), status: 201)
  }

  private func linesJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let isAll = visit.query["state"] == "all"
    let rows = try await visit.database.read { try $0.bankLines(onlyWaiting: !isAll) }.filter {
      list.finds("\($0.counterparty) \($0.label)")
    }
    return .json(list.slice(rows).map { BankLineJSON($0) }).with("x-total-count", String(rows.count))
  }
  private func statementsJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.keptStatements() }
    return .json(list.slice(rows).map(StatementJSON.init)).with("x-total-count", String(rows.count))
  }
  private func lineJSON(_ visit: Visit) async throws -> Answer {
    let id: ID<BankLine> = try visit.id("movement")
    let found = try await visit.database.read { transaction -> BankLineJSON? in
      guard let line = try transaction.bankLine(id) else { return nil }
      return BankLineJSON(line, line.settledAt == nil ? try transaction.proposals(for: line) : [])
    }
    guard let found else { throw Refusal.notFound }
    return .json(found)
  }
}
