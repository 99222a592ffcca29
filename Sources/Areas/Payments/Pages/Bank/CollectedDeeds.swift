import Banking
import Kernel
import Store
import Web

/// Collections that a line of the bank paid in one sum, or took back.
extension BankRoutes {
  func collectionDeed(_ found: Found, _ visit: Visit) -> PageDeed? {
    if found.items.isEmpty { return nil }
    let path = "/bank/lines/\(found.line.id)"
    let options = found.items.map { visit.option($0) }
    if found.line.amount > .zero {
      return visit.deed(
        "settleCollected", at: path,
        [
          Field("use", .hidden, label: "", value: "collected"),
          visit.field(
            "items", .multiple, label: "payments.column.items", hint: "payments.bank.itemsHint", options: options, width: "full"),
        ])
    }
    return visit.deed(
      "settleReturned", at: path,
      [
        Field("use", .hidden, label: "", value: "returned"),
        visit.field(
          "item", .select, label: "payments.column.item", required: true,
          options: [Field.Option("", visit.text("payments.choose"))] + options), visit.returnReasonField(found.line.reason),
      ])
  }
}

extension Visit {
  func option(_ item: CollectionItem) -> Field.Option {
    Field.Option(
      item.id.text, "\(item.document) · \(item.customerName) · \(format.money(item.amount)) · \(format.shortDay(item.day))")
  }

  /// Why a collection came back, in the words of the bank's codes.
  func returnReasonField(_ value: String? = nil) -> Field {
    let codes = ReturnReason.allCases.map { Field.Option($0.rawValue, reason($0.rawValue)) }
    return field(
      "reason", .select, label: "payments.column.reason", value: value ?? ReturnReason.MS03.rawValue, required: true, options: codes)
  }
}
