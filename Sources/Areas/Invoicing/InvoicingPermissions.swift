import Kernel

extension Permission {
  /// Invoices, deposit calls and their files; a resident and a school see those of their own organisation.
  package static let seeInvoices = Permission("invoicing.invoice.see", [.director, .development, .rental, .school, .resident])
  /// Charges, previews and runs of the whole house.
  package static let seeCharges = Permission("invoicing.charge.see", [.director, .development, .rental])
  /// Post a charge by hand, and cancel one that was not invoiced.
  package static let postCharges = Permission("invoicing.charge.post", [.director, .rental])
  /// Issue invoices, credit notes, corrections, down payments and deposit calls.
  package static let issueInvoices = Permission("invoicing.invoice.issue", [.director, .rental])
  /// Series and terms of entities.
  package static let setInvoicing = Permission("invoicing.settings.change", [.director])
  /// What is particular in invoicing a customer, as the address its invoices go to; see the terms of all.
  package static let billCustomers = Permission("invoicing.customer.change", [.director, .rental])

  static let ofInvoicing: [Permission] = [seeInvoices, seeCharges, postCharges, issueInvoices, setInvoicing, billCustomers]
}
