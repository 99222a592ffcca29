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

extension Transaction {
  /// Credits of a customer that are neither meant for something open nor on their way back.
  borrowing func refundable(_ books: OpenBooks, of customer: OrganisationID, by entity: OrganisationID) throws -> AccountRefund? {
    let open = Set(books.documents.map(\.number))
    let credits = books.credits.filter { $0.customer == customer && !open.contains($0.piece) }
    let amount = credits.reduce(Money.zero) { $0 + $1.amount } - (try refundsUnderWay(of: customer, entity: entity))
    guard amount > .zero else { return nil }
    return AccountRefund(entity: entity, amount: amount, document: credits.count == 1 ? credits[0].document : nil)
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
