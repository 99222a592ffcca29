import Foundation
import Invoicing
import Kernel
import Leasing
import Payments
import People
import Store
import Web

extension TenantRoutes {
  /// What allows the house to collect: what stands, what it did, signing another, taking it back.
  func myMandate(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.signMandates)
    let today = visit.today
    let (mandates, creditors) = try await visit.database.read { transaction in
      (try transaction.mandateOutlooks(of: mine.id, on: today), try transaction.debiting(mine.id, on: today))
    }
    let format = visit.format
    func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.mandate.\(key)", arguments) }
    let good = mandates.filter { $0.state == .good }
    let past = mandates.filter { $0.state != .good }
    var parts = good.map { part($0, mine, visit) }
    if good.isEmpty { parts.append(.init(text("none"), empty: text(creditors.isEmpty ? "noCreditor" : "noneHint"))) }
    if !creditors.isEmpty { parts.append(.init(text("sign"), forms: [signing(creditors, mine, isFirst: good.isEmpty, visit)])) }
    if !past.isEmpty {
      parts.append(
        .init(
          text("past"),
          table: PageTable(
            [
              .init(text("reference")), .init(text("creditor")), .init(text("signed"), isTight: true), .init(text("state")),
              .init(text("reason")),
            ],
            past.map { outlook in
              [
                .init(outlook.mandate.reference, path: paper(outlook)), .init(outlook.mandate.entityName),
                .init(format.shortDay(outlook.mandate.signedOn)),
                .init(visit.text("payments.mandate.\(outlook.state.rawValue)"), badge: ""), .init(outlook.mandate.revokedReason ?? ""),
              ]
            })))
    }
    return .page(
      TenantSheet(
        text("title"), lead: text("lead"), mine: mine, at: "/my/mandate",
        parts: parts))
  }

  private func paper(_ outlook: MandateOutlook) -> String? {
    outlook.mandate.documentName.map { _ in "/my/mandates/\(outlook.mandate.id)/document" }
  }

  private func part(_ outlook: MandateOutlook, _ mine: Mine, _ visit: Visit) -> TenantSheet.Part {
    let (mandate, format) = (outlook.mandate, visit.format)
    func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.mandate.\(key)", arguments) }
    let path = "/my/mandates/\(mandate.id)/revoke"
    var words = [text("allows", ["entity": mandate.entityName, "account": outlook.account])]
    words += outlook.underWay.map {
      text(
        "underWay",
        [
          "document": $0.document, "amount": format.money($0.amount), "day": format.day($0.day), "until": format.day($0.refusedUntil),
        ])
    }
    return TenantSheet.Part(
      mandate.reference, state: visit.text("payments.mandate.good"), style: "badge-done", words: words,
      facts: [
        .init(text("creditor"), mandate.entityName), .init(text("holder"), mandate.holder), .init(text("account"), outlook.account),
        .init(text("signed"), format.day(mandate.signedOn)),
        mandate.lastCollected.map { .init(text("last"), format.day($0)) }, .init(text("lapses"), format.day(outlook.lapsesOn)),
        mandate.documentName.map { .init(text("paper"), $0, path: "/my/mandates/\(mandate.id)/document") },
      ],
      forms: [
        .init(
          name: text("revoke"), path: path, hint: text("revokeHint"),
          fields: mine.hidden(visit) + [
            visit.field("reason", label: "tenant.mandate.why", required: true),
            visit.box("confirmed", label: "tenant.mandate.revokeConfirm", ticked: false),
          ], button: text("revoke"), isDangerous: true, isUpload: false, isOpen: visit.isShownAgain && visit.url == path)
      ])
  }

  private func signing(_ creditors: [Organisation], _ mine: Mine, isFirst: Bool, _ visit: Visit) -> TenantSheet.Form {
    let names = creditors.map(\.facts.legalName).joined(separator: " / ")
    let options = creditors.map { Field.Option($0.id.text, $0.name) }
    var fields = mine.hidden(visit)
    fields.append(
      visit.field(
        "entity", .select, label: "tenant.mandate.creditor", value: options.count == 1 ? options[0].value : nil, required: true,
        options: (options.count == 1 ? [] : [Field.Option("", visit.text("payments.choose"))]) + options, width: "medium"))
    fields += MandateSigning.fields(visit, holder: mine.organisation.facts.legalName)
    var accepted = visit.box("accepted", label: "tenant.mandate.accept", ticked: false)
    accepted.hint = MandateSigning.words(of: names, visit).joined(separator: " ")
    fields.append(accepted)
    return TenantSheet.Form(
      name: visit.text(isFirst ? "tenant.mandate.signFirst" : "tenant.mandate.signAgain"), path: "/my/mandates",
      hint: visit.text("tenant.mandate.signHint"), fields: fields, button: visit.text("tenant.mandate.signButton"), isDangerous: false,
      isUpload: false, isOpen: isFirst || (visit.isShownAgain && visit.url == "/my/mandates"))
  }

  func signMandate(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.signMandates)
    try await visit.perform(try MandateSigning.signature(of: mine.id, visit))
    return .see("/my/mandate\(mine.suffix)").saying("tenant.done.signed")
  }
  func signMandateJSON(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine(.signMandates)
    let id = try await visit.perform(try MandateSigning.signature(of: mine.id, visit))
    return .json(try await mandates(of: mine, visit).first { $0.mandate.id == id }.map { mandateJSON($0) }, status: 201)
  }

  func revokeMandate(_ visit: Visit) async throws -> Answer {
    let (mandate, act) = try await revoking(visit)
    try await visit.perform(act)
    return .see("/my/mandate?organisation=\(mandate.customer)").saying("tenant.done.revoked")
  }
  func revokeMandateJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await revoking(visit).1)
    return .done
  }

  func mandatesJSON(_ visit: Visit) async throws -> Answer {
    .json(try await mandates(of: try await visit.mine(.signMandates), visit).map { mandateJSON($0) })
  }

  /// The paper that was signed.
  func mandateDocument(_ visit: Visit) async throws -> Answer {
    let mandate = try await ownMandate(visit)
    guard let paper = try await visit.database.read({ try $0.mandateDocument(mandate.id) }), let bytes = Data(base64Encoded: paper.content)
    else { throw Refusal.notFound }
    return .shown(Array(bytes), type: paper.type, name: paper.name).with("cache-control", "private, no-store")
  }

  private func mandates(of mine: Mine, _ visit: Visit) async throws -> [MandateOutlook] {
    let today = visit.today
    return try await visit.database.read { try $0.mandateOutlooks(of: mine.id, on: today) }
  }

  private func ownMandate(_ visit: Visit) async throws -> Mandate {
    let id: ID<Mandate> = try visit.id("mandate")
    guard let mandate = try await visit.database.read({ try $0.mandate(id) }), visit.viewer.organisations.contains(mandate.customer),
      visit.viewer.may(.signMandates, for: mandate.customer)
    else { throw Refusal.notFound }
    return mandate
  }

  private func revoking(_ visit: Visit) async throws -> (Mandate, RevokeMandate) {
    let mandate = try await ownMandate(visit)
    let act = try visit.reading { reader -> RevokeMandate in
      let reason = reader.requiredText("reason", limit: 200)
      if !reader.flag("confirmed") { reader.problems.add("tenant.problem.confirm", field: "confirmed") }
      return RevokeMandate(mandate.id, reason: reason)
    }
    return (mandate, act)
  }
}

extension Transaction {
  /// The entities that a customer has to do with: those it has a lease with, and those that invoiced it.
  borrowing func invoicingEntities(of customer: OrganisationID, on today: Day) throws -> [OrganisationID] {
    try rows(
      """
      SELECT entity FROM leases WHERE (payer = \(customer) OR id IN (SELECT lease FROM lease_terms WHERE payer = \(customer)))
        AND signed_at IS NOT NULL AND (ended_on IS NULL OR ended_on > \(today))
        AND (until_day IS NULL OR until_day > \(today))
      UNION SELECT entity FROM invoices WHERE customer = \(customer) ORDER BY 1
      """
    ).map { try $0.get("entity") as OrganisationID }
  }
  /// Those of them that can collect.
  borrowing func debiting(_ customer: OrganisationID, on today: Day) throws -> [Organisation] {
    let entities = Set(try invoicingEntities(of: customer, on: today))
    return try creditors().filter { creditor in
      try entities.contains(creditor.id) && entityTerms(of: creditor.id, on: today)?.ics != nil
    }
  }
  /// The guarantees that the house holds for all leases of a tenant.
  borrowing func outlookDeposits(of tenant: OrganisationID) throws -> Money {
    try leases(of: tenant).reduce(.zero) { $0 + (try depositMovements(of: $1.id).held) }
  }
}
