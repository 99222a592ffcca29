import Banking
import Kernel
import Store
import Web

/// Files of transfers that never left, and refunds the bank did not carry out.
extension RefundRoutes {
  func cancelDeed(_ files: [TransferFile], _ visit: Visit) -> PageDeed {
    let options = files.filter { $0.cancelledAt == nil }.map {
      Field.Option($0.id.text, "\($0.message) · \(visit.format.money($0.total))")
    }
    return visit.deed(
      "cancelTransfers", at: "/refunds/transfers/cancelled",
      [
        visit.field(
          "transfer", .select, label: "payments.column.file", required: true,
          options: [Field.Option("", visit.text("payments.choose"))] + options)
      ], dangerous: true)
  }

  func takeBackDeed(_ refund: Refund, _ visit: Visit) -> PageDeed {
    visit.deed(
      "takeBackTransfer", at: "/refunds/\(refund.id)/take-back",
      [
        visit.field("reason", label: "payments.column.reason", required: true),
        visit.field("holder", label: "payments.column.holder", value: refund.holder),
        visit.field("iban", label: "payments.column.iban", value: IBAN.grouped(refund.iban)),
        visit.field("bic", label: "payments.column.bic", value: refund.bic),
      ], dangerous: true)
  }

  private func cancelling(_ visit: Visit) throws -> CancelTransfers {
    let id = try visit.reading { $0.requiredID("transfer", of: TransferFile.self) }
    guard let id else { throw Refusal.notFound }
    return CancelTransfers(id)
  }
  func cancelTransfers(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try cancelling(visit))
    return .see("/refunds/transfers")
  }
  func cancelTransfersJSON(_ visit: Visit) async throws -> Answer {
    let act = try cancelling(visit)
    try await visit.perform(act)
    guard let file = try await visit.database.read({ try $0.transferFile(act.file) }) else { throw Refusal.notFound }
    return .json(TransferFileJSON(file))
  }

  /// Without an account the one that was asked for stays.
  private func takingBack(_ visit: Visit) throws -> TakeBackTransfer {
    let id: ID<Refund> = try visit.id("refund")
    var reader = InputReader(visit.form)
    let reason = reader.requiredText("reason", limit: 140)
    var account: TakeBackTransfer.Account?
    if !reader.input["iban"].isEmpty {
      let holder = reader.requiredText("holder", limit: 70)
      let (iban, bic) = (reader.iban("iban"), reader.bic("bic"))
      account = iban.map { TakeBackTransfer.Account(holder: holder, iban: $0, bic: bic) }
    }
    try reader.finish()
    return TakeBackTransfer(id, reason: reason, account: account)
  }
  func takeBack(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try takingBack(visit))
    return .see("/refunds/\(visit.path("refund"))")
  }
  func takeBackJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try takingBack(visit))
    return try await json(visit, try visit.id("refund"))
  }
}
