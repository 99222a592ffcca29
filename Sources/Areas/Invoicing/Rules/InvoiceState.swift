import Kernel

/// What became of a document, derived each time from what is known of it; never stored.
package enum InvoiceState: String, Sendable, CaseIterable {
  /// A corrected invoice stands in its place.
  case replaced
  /// Everything on it was given back.
  case credited
  /// A down payment that a final invoice took off, and that nothing is open of.
  case deducted
  case paid
  /// Partly paid or given back, and not yet late.
  case partly
  case open
  case overdue
  /// A credit note of which the customer still has something to get.
  case toReturn

  /// `open` is what the books say is open of the document, with the sign of a debt.
  package init(
    total: Money, open: Money, due: Day, today: Day, isReplaced: Bool = false, isCredited: Bool = false, isDeducted: Bool = false
  ) {
    if isReplaced {
      self = .replaced
    } else if total < .zero {
      self = open < .zero ? .toReturn : .paid
    } else if open > .zero {
      self = due < today ? .overdue : open < total ? .partly : .open
    } else {
      self = isCredited ? .credited : isDeducted ? .deducted : .paid
    }
  }

  /// Waits for money.
  package var isOwed: Bool { self == .partly || self == .open || self == .overdue }
}
