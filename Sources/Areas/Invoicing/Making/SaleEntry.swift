import EInvoice
import Kernel
import Ledger

/// How a document stands in the books of its entity (docs/invoicing.md, "In the books").
enum SaleEntry {
  /// One line of a document as the books see it: what is owed by it, without VAT.
  struct Part {
    let kind: ChargeKind
    let net: Money
    let vat: VATTreatment
    /// Takes a down payment off, or is one.
    let isAdvance: Bool
  }

  static func account(of kind: ChargeKind) -> String {
    switch kind {
    case .rent: Account.rent
    case .services: Account.services
    case .domiciliation: Account.domiciliation
    case .desk: Account.desks
    case .room: Account.rooms
    case .machine: Account.machines
    case .training: Account.training
    case .entryFee: Account.entryFees
    case .provision: Account.rebilledCharges
    case .propertyTax: Account.rebilledPropertyTax
    case .settlement: Account.chargeSettlement
    case .penalty: Account.indemnities
    case .other: Account.otherServices
    }
  }

  /// The lines of the entry: 411 for the whole, income by account, VAT by rate. `sign` is that of the printed amounts.
  static func lines(
    _ document: SemanticInvoice, _ parts: [Part], sign: Int64, timing: VATTiming, auxiliary: Auxiliary
  ) -> [EntryLineDraft] {
    let total = Money(cents: document.totals.gross.cents * sign)
    var lines = [EntryLineDraft(Account.customers, total, auxiliary: auxiliary, document: document.number)]
    var order: [Key] = []
    var sums: [Key: Money] = [:]
    for part in parts {
      let key = Key(
        account: part.isAdvance ? Account.advances : account(of: part.kind), untaxed: part.vat.category == .standard ? nil : part.vat)
      if sums[key] == nil { order.append(key) }
      sums[key, default: .zero] += part.net
    }
    for key in order {
      let sum = sums[key] ?? .zero
      let vat = key.untaxed.map { LineVAT($0.category, rate: $0.rate, base: sum) }
      lines.append(EntryLineDraft(key.account, -sum, auxiliary: key.account == Account.advances ? auxiliary : nil, vat: vat))
    }
    for group in document.vat where group.tax != .zero {
      let account = timing == .debits ? Account.collectedVAT : Account.waitingVAT
      let base = Money(cents: group.base.cents * sign)
      let vat = LineVAT(group.treatment.category, rate: group.treatment.rate, base: base)
      lines.append(EntryLineDraft(account, Money(cents: -group.tax.cents * sign), document: document.number, vat: vat))
    }
    return lines
  }

  private struct Key: Hashable {
    let account: String
    let untaxed: VATTreatment?
  }

  /// Takes back what an earlier document wrote: the same lines with the other sign.
  static func reversed(_ lines: [EntryLineDraft]) -> [EntryLineDraft] {
    lines.map { line in
      EntryLineDraft(
        line.account, -line.amount, auxiliary: line.auxiliary, document: line.document,
        vat: line.vat.map { LineVAT($0.category, rate: $0.rate, base: -$0.base) })
    }
  }
}
