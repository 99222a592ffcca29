import Banking
import Kernel
import Store
import Web

extension MandateRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<Mandate> = try visit.id("mandate")
    let (mandate, lapse) = try await one(visit, id)
    let items = try await visit.database.read { transaction -> [CollectionItem] in
      try transaction.all("\(CollectionItem.query) WHERE i.mandate = \(id) ORDER BY k.day DESC, i.id DESC")
    }
    let state = mandate.state(lapseMonths: lapse, on: visit.today)
    let format = visit.format
    let lapses = MandateRule.lapsesOn(signed: mandate.signedOn, lastCollected: mandate.lastCollected, lapseMonths: lapse)
    let rows = items.map { item -> [(text: String, path: String?)] in
      [
        (item.document, nil), (format.shortDay(item.day), "/collections/\(item.collection)"), (format.money(item.amount), nil),
        (visit.state(of: item), nil),
      ]
    }
    let facts = [
      visit.moneyFact("customer", mandate.customerName, path: "/customers/\(mandate.customer)/account"),
      visit.moneyFact("entity", mandate.entityName), visit.moneyFact("scheme", visit.text("payments.scheme.\(mandate.scheme.rawValue)")),
      visit.moneyFact("holder", mandate.holder), visit.moneyFact("iban", IBAN.grouped(mandate.iban)), visit.moneyFact("bic", mandate.bic),
      visit.moneyFact("signed", format.day(mandate.signedOn)), visit.moneyFact("noticeDays", mandate.noticeDays.map { "\($0)" }),
      visit.moneyFact("lastCollected", mandate.lastCollected.map { format.day($0) }),
      state == .good ? visit.moneyFact("lapses", format.day(lapses)) : nil,
      visit.moneyFact("revokedOn", mandate.revokedOn.map { format.day($0) }),
      visit.moneyFact("reason", mandate.revokedReason.map { visit.reason($0) }),
      visit.moneyFact("paper", mandate.documentName, path: "/mandates/\(id)/document"), visit.moneyFact("by", mandate.recordedBy),
    ]
    return .page(
      MoneyPage(
        title: visit.text("payments.mandates.one", ["number": mandate.reference]), upPath: "/mandates",
        upText: visit.text("payments.mandates.title"),
        state: visit.text("payments.mandate.\(state.rawValue)"), stateKind: MandateRoutes.badge(state), lead: nil, actions: [],
        hasFacts: true, facts: facts.compactMap(\.self),
        tables: [
          visit.moneyTable("payments.collections.title", [("document", false), ("day", false), ("amount", true), ("state", false)], rows)
        ],
        deeds: mandate.revokedOn != nil
          ? []
          : visit.offers(
            .collectDebits,
            [
              visit.deed(
                "mandateAccount", at: "/mandates/\(id)/account",
                [visit.field("iban", label: "payments.column.iban", required: true), visit.field("bic", label: "payments.column.bic")]),
              visit.deed(
                "mandateRevoke", at: "/mandates/\(id)/revoke",
                [
                  visit.field("reason", label: "payments.column.reason", required: true),
                  visit.field("day", .date, label: "payments.column.day", value: visit.today.description),
                ], dangerous: true),
            ])))
  }
}

extension Visit {
  func state(of item: CollectionItem) -> String {
    if item.cancelledAt != nil { return text("payments.item.cancelled") }
    if let reason = item.returnReason { return text("payments.item.returned") + " · " + self.reason(reason) }
    return text(item.paidOn == nil ? "payments.item.underWay" : "payments.item.paid")
  }
}
