import Banking
import Kernel
import People
import Store
import Web

/// How each entity invoices, its series, and what is particular in each customer.
package struct SettingsRoutes: Sendable {
  package init() {}

  package var table: [Route] {
    [
      .get("/invoicing-settings", .needs(.billCustomers), show),
      .get("/invoicing-settings/entities/:organisation", .needs(.setInvoicing), entityForm),
      .post("/invoicing-settings/entities/:organisation", .needs(.setInvoicing), setEntity, shownBy: entityForm),
      .get("/invoicing-settings/entities/:organisation/series", .needs(.setInvoicing), seriesForm),
      .post("/invoicing-settings/entities/:organisation/series", .needs(.setInvoicing), openSeries, shownBy: seriesForm),
      .get("/invoicing-settings/customers/:organisation", .needs(.billCustomers), customerForm),
      .post("/invoicing-settings/customers/:organisation", .needs(.billCustomers), setCustomer, shownBy: customerForm),

      .get("/api/invoicing-settings", .needs(.billCustomers), settingsJSON),
      .put("/api/invoicing-settings/entities/:organisation", .needs(.setInvoicing), setEntityJSON),
      .post("/api/invoicing-settings/entities/:organisation/series", .needs(.setInvoicing), openSeriesJSON),
      .put("/api/invoicing-settings/customers/:organisation", .needs(.billCustomers), setCustomerJSON),
    ]
  }

  func setEntity(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try entity(visit))
    return .see("/invoicing-settings").saying("invoicing.done.saved")
  }
  func setEntityJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try entity(visit))
    return .done
  }
  func openSeries(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try series(visit))
    return .see("/invoicing-settings").saying("invoicing.done.saved")
  }
  func openSeriesJSON(_ visit: Visit) async throws -> Answer {
    let id = try await visit.perform(try series(visit))
    return .json(OpenedJSON(id: id), status: 201)
  }
  func setCustomer(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try customer(visit))
    return .see("/invoicing-settings").saying("invoicing.done.saved")
  }
  func setCustomerJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try customer(visit))
    return .done
  }

  struct OpenedJSON: Encodable, Sendable {
    let id: ID<InvoiceSeries>
  }
  struct SeriesJSON: Encodable, Sendable {
    let id: ID<InvoiceSeries>
    let entity: OrganisationID
    let purpose: SeriesPurpose
    let prefix: String
    let reason: String
  }
  struct SettingsJSON: Encodable, Sendable {
    let entities: [EntityTerms]
    let series: [SeriesJSON]
    let customers: [CustomerTerms]
  }

  func settingsJSON(_ visit: Visit) async throws -> Answer {
    .json(
      try await visit.database.read { transaction in
        SettingsJSON(
          entities: try transaction.entityTerms(),
          series: try transaction.invoiceSeries().map {
            SeriesJSON(id: $0.id, entity: $0.entity, purpose: $0.purpose, prefix: $0.prefix, reason: $0.reason)
          }, customers: try transaction.customerTerms())
      })
  }

  private func entity(_ visit: Visit) throws -> SetEntityTerms {
    let id: OrganisationID = try visit.id("organisation")
    return SetEntityTerms(
      try visit.reading { reader in
        let iban = reader.text("iban", limit: 60)
        let account = iban.flatMap { try? IBAN(checking: $0) }
        if iban != nil, account == nil { reader.problems.add("invoicing.problem.iban", field: "iban") }
        let bic = reader.text("bic", limit: 20)
        let bank = bic.flatMap { BIC(checking: $0) }
        if bic != nil, bank == nil { reader.problems.add("invoicing.problem.bic", field: "bic") }
        let ics = reader.text("ics", limit: 40)
        let creditor = ics.flatMap { CreditorIdentifier(checking: $0) }
        if ics != nil, creditor == nil { reader.problems.add("invoicing.problem.ics", field: "ics") }
        let email = reader.text("email", limit: 254)
        if let email, EmailAddress(email) == nil { reader.problems.add("people.problem.email", field: "email") }
        return EntityTerms(
          entity: id, from: reader.requiredDay("from") ?? visit.today, termDays: reader.requiredInteger("term", in: 0...60) ?? 0,
          vat: reader.requiredChoice("vat", of: VATTiming.self) ?? .receipts, iban: account?.text, bic: bank?.text, ics: creditor?.text,
          electronicAddress: reader.electronicAddress(), email: email, indemnityNote: reader.requiredText("indemnity", limit: 500),
          penaltyNote: reader.requiredText("penalty", limit: 500), discountNote: reader.requiredText("discount", limit: 500),
          footer: reader.text("footer", limit: 500) ?? "")
      })
  }

  private func series(_ visit: Visit) throws -> OpenSeries {
    let id: OrganisationID = try visit.id("organisation")
    return try visit.reading { reader in
      let prefix = reader.requiredText("prefix", limit: 40)
      if !prefix.isEmpty, !SeriesNumber.isPrefix(prefix) { reader.problems.add("invoicing.problem.prefix", field: "prefix") }
      return OpenSeries(
        id, for: reader.requiredChoice("purpose", of: SeriesPurpose.self) ?? .invoices, prefix: prefix,
        reason: reader.requiredText("reason", limit: 300))
    }
  }

  private func customer(_ visit: Visit) throws -> SetCustomerTerms {
    let id: OrganisationID = try visit.id("organisation")
    return SetCustomerTerms(
      try visit.reading { reader in
        let email = reader.text("email", limit: 254)
        if let email, EmailAddress(email) == nil { reader.problems.add("people.problem.email", field: "email") }
        return CustomerTerms(
          customer: id, nature: reader.choice("nature", of: CustomerNature.self), purchaseOrder: reader.text("order", limit: 50),
          buyerReference: reader.text("reference", limit: 50), email: email, electronicAddress: reader.electronicAddress(),
          termDays: reader.integer("term", in: 0...60), language: reader.choice("language", of: Language.self) ?? .french)
      })
  }
}

extension InputReader {
  /// BR-FR-23: scheme 0225 takes 125 of letters, digits and `- _ .` at most.
  fileprivate mutating func electronicAddress() -> String? {
    guard let text = text("electronicAddress", limit: 125) else { return nil }
    let isPlain = text.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
    }
    if !isPlain { problems.add("kernel.problem.characters", field: "electronicAddress") }
    return text
  }
}
