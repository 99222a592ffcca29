import Invoicing
import Kernel
import Ledger

struct RefundJSON: Encodable, Sendable {
  let id: ID<Refund>
  let entity: OrganisationID
  let customer: OrganisationID
  let number: String
  let amountCents: Money
  let source: String
  let document: String?
  let transfer: ID<TransferFile>?
  let paidOn: Day?
  let isCancelled: Bool

  init(_ refund: Refund) {
    (id, entity, customer, number) = (refund.id, refund.entity, refund.customer, refund.endToEnd)
    (amountCents, source, document) = (refund.amount, refund.source.rawValue, refund.document)
    (transfer, paidOn, isCancelled) = (refund.transfer, refund.paidOn, refund.cancelledAt != nil)
  }
}

struct TransferFileJSON: Encodable, Sendable {
  let id: ID<TransferFile>
  let entity: OrganisationID
  let day: Day
  let message: String
  let count: Int
  let totalCents: Money
  let isCancelled: Bool

  init(_ file: TransferFile) {
    (id, entity, day, message) = (file.id, file.entity, file.day, file.message)
    (count, totalCents, isCancelled) = (file.itemCount, file.total, file.cancelledAt != nil)
  }
}
