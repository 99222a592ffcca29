import Banking
import Kernel
import Ledger
import Store
import Web

/// One movement of the bank, with what it may be for.
extension BankRoutes {
  struct Found: Sendable {
    let line: BankLine
    let proposals: [MatchProposal]
    let receipts: [Receipt]
    let names: [(id: OrganisationID, name: String)]
    let open: [OpenDocument]
    let accounts: [ChartAccount]
    /// Collections the line may have paid, or taken back.
    let items: [CollectionItem]
  }

  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<BankLine> = try visit.id("movement")
    let customer = OrganisationID(checking: visit.form["customer"].isEmpty ? visit.query["customer"] : visit.form["customer"])
    let found = try await visit.database.read { transaction -> Found? in
      guard let line = try transaction.bankLine(id) else { return nil }
      let proposals = line.settledAt == nil ? try transaction.proposals(for: line) : []
      let whose = customer ?? proposals.first?.customer
      let open = try whose.map { try transaction.openBooks(line.entity, of: $0).documents } ?? []
      return Found(
        line: line, proposals: proposals, receipts: try transaction.receipts(from: id), names: try transaction.organisationNames(),
        open: open,
        accounts: try transaction.standardChart(),
        items: line.settledAt != nil
          ? [] : line.amount > .zero ? try transaction.itemsUnderWay(entity: line.entity) : try transaction.returnable(for: line))
    }
    guard let found else { throw Refusal.notFound }
    let line = found.line
    let format = visit.format
    let names = Dictionary(uniqueKeysWithValues: found.names.map { ($0.id, $0.name) })
    // Whose money it is, is chosen first.
    let whose = customer ?? found.proposals.first?.customer
    let isReceipt = line.settledAt == nil && line.amount > .zero && visit.viewer.may(.recordPayments)
    let proposals = found.proposals.map { proposal -> [(text: String, path: String?)] in
      [
        (names[proposal.customer] ?? "", "/bank/lines/\(id)?customer=\(proposal.customer)"),
        (proposal.parts.map { "\($0.document) (\(format.money($0.amount)))" }.joined(separator: ", "), nil),
        (format.money(proposal.rest), nil),
        (visit.text("payments.strength.\(proposal.strength.rawValue)"), nil),
      ]
    }
    return .page(
      MoneyPage(
        title: visit.text("payments.bank.of", ["amount": format.money(line.amount), "name": line.counterparty]), upPath: "/bank",
        upText: visit.text("payments.bank.title"), state: visit.text("payments.settled.\(line.settledHow?.rawValue ?? "waiting")"),
        stateKind: line.settledHow == nil ? "option" : "done",
        lead: isReceipt && whose == nil ? visit.text("payments.bank.whose") : nil, actions: [], hasFacts: true, facts: facts(line, visit),
        tables: (proposals.isEmpty
          ? []
          : [
            visit.moneyTable(
              "payments.bank.proposals", [("customer", false), ("documents", false), ("rest", true), ("strength", false)], proposals)
          ])
          + (found.receipts.isEmpty
            ? []
            : [
              visit.moneyTable(
                "payments.receipts.title", [("number", false), ("customer", false), ("amount", true)],
                found.receipts.map { [($0.number, "/receipts/\($0.id)"), ($0.customerName, nil), (format.money($0.amount), nil)] })
            ]),
        deeds: line.settledAt != nil ? [] : visit.offers(.recordPayments, deeds(found, customer, visit)),
        choicePath: isReceipt ? "/bank/lines/\(id)" : nil, choice: isReceipt ? [visit.customerField(found.names, value: whose?.text)] : []))
  }

  private func facts(_ line: BankLine, _ visit: Visit) -> [PageFact] {
    let format = visit.format
    return [
      visit.moneyFact("day", format.day(line.booked)), visit.moneyFact("amount", format.money(line.amount)),
      visit.moneyFact("counterparty", line.counterparty),
      visit.moneyFact("account", line.counterpartyIBAN.map { IBAN.grouped($0) }), visit.moneyFact("said", line.label),
      visit.moneyFact("reference", line.endToEnd), visit.moneyFact("reason", line.reason.map { visit.reason($0) }),
      visit.moneyFact("by", line.settledBy),
    ].compactMap(\.self)
  }

  private func deeds(_ found: Found, _ customer: OrganisationID?, _ visit: Visit) -> [PageDeed] {
    let path = "/bank/lines/\(found.line.id)"
    var deeds: [PageDeed] = []
    if found.line.amount > .zero {
      let proposal = found.proposals.first
      let whose = customer ?? proposal?.customer
      let chosen = customer == nil || customer == proposal?.customer ? proposal?.parts.map(\.document) ?? [] : []
      if let whose {
        deeds.append(
          visit.deed(
            "settleReceipt", at: path,
            [
              Field("use", .hidden, label: "", value: "receipt"), Field("customer", .hidden, label: "", value: whose.text),
              visit.openDocuments(found.open, chosen: chosen, hint: "payments.bank.documentsHint"),
            ], main: true))
      }
    }
    if let collected = collectionDeed(found, visit) { deeds.append(collected) }
    deeds.append(visit.deed("settleCharges", at: path, [Field("use", .hidden, label: "", value: "charges")]))
    let accounts = found.accounts.filter { !$0.number.hasPrefix("411") && !$0.number.hasPrefix("512") }
    deeds.append(
      visit.deed(
        "settleOther", at: path,
        [
          Field("use", .hidden, label: "", value: "other"),
          visit.field(
            "account", .select, label: "payments.column.ledgerAccount", required: true,
            options: [Field.Option("", visit.text("payments.choose"))] + accounts.map { Field.Option($0.number, "\($0.number) \($0.name)") }
          ),
          visit.field("reason", label: "payments.column.reason", required: true),
        ]))
    return deeds.map { deed in
      // All go to one address: the one that was sent is the one shown open again.
      let own = deed.fields.first { $0.name == "use" }?.value
      var shown = deed
      shown.isOpen = visit.isShownAgain ? own == visit.form["use"] : deed.isMain
      return shown
    }
  }

  private func settling(_ visit: Visit) throws -> SettleBankLine {
    let id: ID<BankLine> = try visit.id("movement")
    var reader = InputReader(visit.form)
    let use: SettleBankLine.Use?
    switch reader.requiredText("use", limit: 20) {
    case "receipt":
      let customer: OrganisationID? = reader.requiredID("customer")
      let documents = reader.numbers("documents")
      use = customer.map { .receipt(of: $0, documents: documents) }
    case "collected":
      let items = reader.ids("items", of: CollectionItem.self)
      if items.isEmpty, reader.problems.isEmpty { reader.problems.add("kernel.problem.missing", field: "items") }
      use = .collected(items)
    case "returned":
      let item = reader.requiredID("item", of: CollectionItem.self)
      let reason = reader.requiredText("reason", limit: 120)
      use = item.map { .returned($0, reason: reason) }
    case "charges": use = .charges
    case "other":
      let account = reader.requiredText("account", limit: 12)
      let reason = reader.requiredText("reason", limit: 120)
      use = .other(account: account, reason: reason)
    default:
      use = nil
      if reader.problems.isEmpty { reader.problems.add("kernel.problem.choice", field: "use") }
    }
    try reader.finish()
    guard let use else { throw Refusal.invalid("kernel.problem.choice", field: "use") }
    return SettleBankLine(id, as: use)
  }

  func settle(_ visit: Visit) async throws -> Answer {
    try await visit.perform(settling(visit))
    return .see("/bank").saying("payments.bank.settled")
  }
  func settleJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(settling(visit))
    let id: ID<BankLine> = try visit.id("movement")
    guard let line = try await visit.database.read({ try $0.bankLine(id) }) else { throw Refusal.notFound }
    return .json(BankLineJSON(line))
  }
}
