import Banking
import Kernel
import People
import Store
import Web

/// The files of transfers that carry refunds.
extension RefundRoutes {
  func transfers(_ visit: Visit) async throws -> Answer {
    let choices = try await MoneyChoices.read(visit)
    let (files, waiting) = try await visit.database.read { transaction in
      (
        try transaction.transferFiles(),
        try transaction.refunds().filter { $0.transfer == nil && $0.paidOn == nil && $0.cancelledAt == nil }
      )
    }
    let format = visit.format
    let first = TargetCalendar.open(onOrAfter: visit.today)
    return .page(
      MoneyPage(
        title: visit.text("payments.transfers.title"), upPath: "/refunds", upText: visit.text("payments.refunds.title"), state: nil,
        stateKind: "", lead: visit.text("payments.transfers.lead"), actions: [], hasFacts: false, facts: [],
        tables: [
          visit.moneyTable(
            "payments.transfers.waiting", [("number", false), ("customer", false), ("amount", true)],
            waiting.map { [($0.endToEnd, "/refunds/\($0.id)"), ($0.customerName, nil), (format.money($0.amount), nil)] }),
          visit.moneyTable(
            "payments.transfers.files", [("message", false), ("day", false), ("lines", true), ("amount", true), ("state", false)],
            files.map {
              [
                ($0.message, "/refunds/transfers/\($0.id)/file"), (format.shortDay($0.day), nil), (format.number($0.itemCount), nil),
                (format.money($0.total), nil), ($0.cancelledAt == nil ? "" : visit.text("payments.item.cancelled"), nil),
              ]
            }),
        ],
        deeds: [
          visit.deed(
            "transfers", at: "/refunds/transfers",
            [
              visit.entityField(choices.entities),
              visit.field("day", .date, label: "payments.column.day", value: first.description, required: true),
            ], main: true)
        ] + (files.allSatisfy { $0.cancelledAt != nil } ? [] : [cancelDeed(files, visit)])))
  }
  private func making(_ visit: Visit) throws -> MakeTransfers {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let day = reader.requiredDay("day")
    try reader.finish()
    guard let entity, let day else { throw Refusal.invalid("kernel.problem.missing", field: "day") }
    return MakeTransfers(entity: entity, day: day)
  }
  func makeTransfers(_ visit: Visit) async throws -> Answer {
    guard try await visit.perform(making(visit)) != nil else { throw Refusal.conflict("payments.problem.nothingToPay") }
    return .see("/refunds/transfers")
  }
  func makeTransfersJSON(_ visit: Visit) async throws -> Answer {
    guard let id = try await visit.perform(making(visit)), let file = try await visit.database.read({ try $0.transferFile(id) }) else {
      throw Refusal.conflict("payments.problem.nothingToPay")
    }
    return .json(TransferFileJSON(file), status: 201)
  }
  func transfersJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.transferFiles() }
    return .json(list.slice(rows).map(TransferFileJSON.init)).with("x-total-count", String(rows.count))
  }
  func file(_ visit: Visit) async throws -> Answer {
    let id: ID<TransferFile> = try visit.id("transfer")
    let found = try await visit.database.read { transaction in (try transaction.transferFile(id), try transaction.content(of: id)) }
    guard let file = found.0, let content = found.1 else { throw Refusal.notFound }
    return .file(Array(content.utf8), type: "application/xml", name: "\(file.message).xml").with("cache-control", "private, no-store")
  }
}
