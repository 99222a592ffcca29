import Invoicing
import Kernel
import Web

/// What a lease still waits for, and where its deposit leads to.
extension LeaseWords {
  /// What is still waited for; to those who prepare leases also what keeps the tenant from being written to and charged.
  var missing: [LeasePage.Missing] {
    var found = view.missing.compactMap { what -> LeasePage.Missing? in
      guard what == "depositCancel" else { return LeasePage.Missing(text: visit.text("leasing.missing.\(what)"), path: nil) }
      guard let call = view.unpaidCalls.first, visit.viewer.may(.issueInvoices) else { return nil }
      return LeasePage.Missing(
        text: visit.text("leasing.missing.depositCancel", ["number": call.number]), path: "/deposit-calls/\(call.id)")
    }
    guard visit.viewer.may(.prepareLeases), view.state != .withdrawn, view.state != .ended else { return found }
    if !view.isTenantReachable {
      found.append(
        LeasePage.Missing(
          text: visit.text("leasing.missing.account"), path: "/invitations?organisation=\(lease.tenant)&role=resident"))
    }
    if !view.hasInvoiceAddress {
      found.append(
        LeasePage.Missing(
          text: visit.text("leasing.missing.invoiceAddress"),
          path: visit.viewer.may(.billCustomers) ? "/invoicing-settings/customers/\(view.payer.id)" : nil))
    }
    for blocker in view.blockers {
      let isBuyer = blocker.code.hasPrefix("invoicing.blocker.buyer")
      let isSeller = blocker.code.hasPrefix("invoicing.blocker.seller")
      found.append(
        LeasePage.Missing(
          text: visit.text("leasing.missing.blocker", ["what": visit.text(blocker.code, blocker.arguments)]),
          path: isBuyer
            ? "/organisations/\(view.payer.id)/edit" : isSeller ? "/organisations/\(lease.entity)/edit" : "/invoicing-settings"))
    }
    return found
  }

  /// The form of a refund, filled with what the settlement gives back.
  var refundPath: String? {
    if view.depositToReturn <= .zero { return nil }
    let reason = visit.texts.text("leasing.deposit.text", in: lease.language) + " " + lease.number
    return "/refunds/new?entity=\(lease.entity)&customer=\((view.creditor ?? view.payer).id)&document=\(percentEncoded(lease.number))"
      + "&amount=\(percentEncoded(format.typed(view.depositToReturn)))&holder=\(percentEncoded((view.creditor ?? view.payer).facts.legalName))"
      + "&reason=\(percentEncoded(reason))"
  }

  func callPath(_ move: DepositMovement) -> String? {
    view.depositCalls.first { $0.number == move.document }.map { "/deposit-calls/\($0.id)" }
  }
}
