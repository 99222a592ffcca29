import Invoicing
import Kernel
import Store
import Web

/// What may be given back to a customer by one entity.
struct AccountRefund: Sendable {
  let entity: OrganisationID
  let amount: Money
  /// The credit note, where it is one alone.
  let document: String?
}

extension AccountRefund {
  /// nil where nothing is left to give back.
  init?(_ books: OpenBooks, of customer: OrganisationID, by entity: OrganisationID, _ transaction: borrowing Transaction) throws {
    let amount = try transaction.refundable(books, of: customer, by: entity)
    guard amount > .zero else { return nil }
    let credits = books.credits.filter { !books.isMeant($0) }
    self.init(entity: entity, amount: amount, document: credits.count == 1 ? credits[0].document : nil)
  }
}

extension AccountRoutes {
  /// To the form of a refund, filled; the main thing to do where nothing is owed.
  func refundLinks(_ found: Found, isMain: Bool, _ visit: Visit) -> [PageLink] {
    guard visit.viewer.may(.recordPayments) else { return [] }
    return found.refundable.map { refund in
      let document = refund.document.map { "&document=\(percentEncoded($0))&reason=\(percentEncoded($0))" } ?? ""
      return PageLink(
        visit.text("payments.account.refund", ["amount": visit.format.money(refund.amount)]),
        "/refunds/new?entity=\(refund.entity)&customer=\(found.customer.id)\(document)"
          + "&amount=\(percentEncoded(visit.format.typed(refund.amount)))&holder=\(percentEncoded(found.customer.facts.legalName))",
        isMain: isMain)
    }
  }
}
