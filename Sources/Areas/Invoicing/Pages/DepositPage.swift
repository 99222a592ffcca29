import Banking
import Kernel
import Store
import Web

extension DepositRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let (call, names, open) = try await one(visit, try visit.id("call"))
    let format = visit.format
    let (payment, payments, reductions) = try await visit.database.read { transaction in
      (try transaction.content(of: call.id)?.payment, try transaction.payments(of: call), try transaction.reductions(of: call))
    }
    let mayCancel = call.cancellation == nil && open == call.asked && visit.viewer.may(.issueInvoices)
    return .page(
      InvoicingThingPage(
        title: visit.text("invoicing.deposit.one", ["number": call.number]),
        up: PageLink(visit.text("invoicing.deposit.title"), "/deposit-calls"),
        state: open > .zero
          ? visit.text("invoicing.invoice.toPay", ["amount": format.money(open)])
          : visit.text(call.cancellation != nil ? "invoicing.deposit.cancelled" : "invoicing.state.paid"),
        stateStyle: open > .zero ? (call.dueDay < visit.today ? "badge-late" : nil) : call.cancellation != nil ? nil : "badge-done",
        facts: [
          visit.fact("invoicing.column.customer", names[call.customer]), visit.fact("invoicing.column.entity", names[call.entity]),
          visit.fact("invoicing.column.contract", call.contract), visit.fact("invoicing.column.amount", format.money(call.amount)),
          visit.fact("invoicing.column.issued", format.day(call.issueDay)), visit.fact("invoicing.column.due", format.day(call.dueDay)),
          visit.fact("invoicing.invoice.settled", visit.settled(payments)),
          visit.fact(
            "invoicing.deposit.reducedOn",
            reductions.map { one in
              let words = ["amount": format.money(one.amount), "day": format.day(one.day), "who": one.by, "reason": one.reason]
              return visit.text("invoicing.deposit.reducedBy", words)
            }.joined(separator: " ; ")),
          visit.fact(
            "invoicing.deposit.cancelledOn",
            call.cancellation.map {
              visit.text("invoicing.deposit.cancelledBy", ["day": format.day($0.day), "who": $0.by, "reason": $0.reason])
            }),
          visit.fact("invoicing.deposit.iban", open > .zero ? payment?.iban.map { IBAN.grouped($0) } : nil),
          visit.fact("invoicing.deposit.reference", open > .zero ? payment?.reference : nil),
        ].compactMap(\.self), hasSteps: false, steps: [], formPath: mayCancel ? "/deposit-calls/\(call.id)/cancel" : nil,
        fields: mayCancel
          ? [visit.field("reason", .text, label: "invoicing.credit.reason", required: true, hint: "invoicing.deposit.cancelHint")] : [],
        button: visit.text("invoicing.deposit.cancel")))
  }
}

/// A deposit call, as the API gives it.
struct DepositJSON: Encodable, Sendable {
  let id: ID<DepositCall>
  let number: String
  let entity: OrganisationID
  let customer: OrganisationID
  let contract: String?
  let issued: Day
  let due: Day
  let amount: Money
  let open: Money
  /// What is not asked for any more of a call that stands.
  let reduced: Money?
  let cancelled: Day?
  let cancelReason: String?

  init(_ call: DepositCall, open: Money) {
    (id, number, entity, customer, contract) = (call.id, call.number, call.entity, call.customer, call.contract)
    (issued, due, amount, self.open) = (call.issueDay, call.dueDay, call.amount, open)
    reduced = call.reduced == .zero ? nil : call.reduced
    (cancelled, cancelReason) = (call.cancellation?.day, call.cancellation?.reason)
  }
}
