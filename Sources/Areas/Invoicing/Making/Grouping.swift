import EInvoice
import Kernel
import Store

extension InvoicePlan {
  /// One document for each entity, customer, part and agreement (days of payment, purchase order), in the order of the customers' names; lines in
  /// the order they were found. What was posted goes with the rest of its contract.
  static func grouped(
    _ drafts: [(draft: ChargeDraft, posted: ID<PostedCharge>?)], _ month: Month, _ book: InvoiceBook
  ) -> [DocumentDraft] {
    struct Key: Hashable {
      let entity: OrganisationID
      let customer: OrganisationID
      let part: DocumentPart
      let agreed: Agreed
    }
    let agreed = Dictionary(
      drafts.compactMap { draft, _ in draft.contract.map { ($0, Agreed(draft)) } }, uniquingKeysWith: { $0.isSaid ? $0 : $1 })
    var seen: Set<String> = []
    var lines: [Key: [LineDraft]] = [:]
    for (draft, posted) in drafts where seen.insert(draft.origin).inserted {
      let key = Key(
        entity: draft.entity, customer: draft.customer, part: DocumentPart(draft.vat),
        agreed: Agreed(draft).filled(by: draft.contract.flatMap { agreed[$0] }, book, draft))
      lines[key, default: []].append(LineDraft(draft, posted: posted))
    }
    let documents = lines.map { key, lines in
      var document = DocumentDraft(
        type: .invoice, entity: key.entity, customer: key.customer, month: month, part: key.part, lines: lines)
      (document.paymentDays, document.order) = (key.agreed.days, key.agreed.order)
      return document
    }
    func order(_ draft: DocumentDraft) -> (String, String, String, String, Int, String) {
      let name = book.organisation(draft.customer)?.facts.usualName.folded ?? ""
      let part = draft.part == .taxed ? "" : draft.part.rawValue
      return (draft.entity.text, name, draft.customer.text, part, draft.paymentDays ?? 0, draft.order ?? "")
    }
    return documents.map { ($0, order($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
  }

  /// More given back than owed makes a credit note, which must name an earlier invoice (BR-FR-CO-05).
  static func turned(_ draft: DocumentDraft, corrected: (DocumentDraft) throws -> Invoice?) rethrows -> DocumentDraft {
    guard draft.type == .invoice, draft.owed < .zero, let last = try corrected(draft) else { return draft }
    var turned = draft.made(.creditNote)
    turned.predecessors = [DocumentDraft.Predecessor(invoice: last, relation: .credits)]
    return turned
  }

  static func planned(_ draft: DocumentDraft, _ book: InvoiceBook) -> PlannedDocument {
    var problems = book.blockers(of: draft)
    // Under any number that could be given: what else breaks a rule of invoices is told before, too.
    let prefix = book.series(of: draft.entity, for: draft.type)?.prefix ?? "F-"
    if let document = book.document(draft, number: SeriesNumber.text(prefix: prefix, place: 1)) {
      if problems.isEmpty { problems = document.faults.map { Problem("invoicing.fault.\($0.kind.rawValue)", $0.arguments) } }
      let totals = document.totals
      return PlannedDocument(
        draft: draft, problems: problems, net: Money(cents: totals.net.cents * draft.sign), vat: Money(cents: totals.vat.cents * draft.sign)
      )
    }
    // Of an entity whose terms are unknown: once for each rate, as the document would.
    let byRate = Dictionary(grouping: draft.lines, by: \.vat.rate).mapValues { $0.reduce(.zero) { $0 + $1.net } }
    return PlannedDocument(draft: draft, problems: problems, net: draft.owed, vat: byRate.reduce(.zero) { $0 + $1.key.of($1.value) })
  }
}

/// What a contract says of how it is paid.
private struct Agreed: Hashable {
  var days: Int?
  var order: String?
  var isSaid: Bool { days != nil || order != nil }

  init(_ draft: ChargeDraft) { (days, order) = (draft.paymentDays, draft.order) }

  /// What it does not say itself is said by its contract, by the customer's terms, by those of the entity.
  func filled(by contract: Agreed?, _ book: InvoiceBook, _ draft: ChargeDraft) -> Agreed {
    var filled = self
    filled.days = days ?? contract?.days ?? book.usualDays(of: draft.customer, for: draft.entity)
    filled.order = order ?? contract?.order ?? book.customer(draft.customer)?.purchaseOrder
    return filled
  }
}

extension Transaction {
  /// From which day on each entity invoices here: what fell due before was invoiced elsewhere.
  borrowing func invoicingStarts() throws -> [OrganisationID: Day] {
    var starts: [OrganisationID: Day] = [:]
    for row in try rows("SELECT entity, MIN(from_day) AS first_day FROM invoice_entities GROUP BY entity") {
      starts[try row.get("entity")] = try row.get("first_day") as Day
    }
    return starts
  }

  /// The origins of everything that stands on an invoice and was billable on `day` or later.
  borrowing func invoicedOrigins(from day: Day) throws -> Set<String> {
    Set(
      try rows("SELECT origin FROM invoice_lines WHERE billable_from >= \(day) AND origin IS NOT NULL").map { row in
        try row.get("origin") as String
      })
  }
  /// Of these, the ones that stand on an invoice.
  borrowing func invoiced(among origins: [String]) throws -> Set<String> {
    var found: Set<String> = []
    for start in stride(from: 0, to: origins.count, by: 256) {
      let some = Array(origins[start..<min(start + 256, origins.count)])
      for row in try rows("SELECT origin FROM invoice_lines WHERE origin IN \(list: some)") { found.insert(try row.get("origin")) }
    }
    return found
  }
  borrowing func cancelled(among charges: [ID<PostedCharge>]) throws -> Set<ID<PostedCharge>> {
    if charges.isEmpty { return [] }
    return Set(
      try rows("SELECT id FROM charges WHERE id IN \(list: charges) AND cancelled_at IS NOT NULL").map { row in
        try row.get("id") as ID<PostedCharge>
      })
  }

  /// The invoice that a surplus is given back on: the last of the same contract, else the last of the customer.
  borrowing func lastInvoice(of draft: DocumentDraft) throws -> Invoice? {
    let own: Invoice? = try draft.contract.flatMap { contract in
      try one(
        """
        SELECT \(Invoice.columns) FROM invoices i WHERE i.entity = \(draft.entity) AND i.customer = \(draft.customer) AND i.type IN (380, 384)
          AND EXISTS (SELECT 1 FROM invoice_lines l WHERE l.invoice = i.id AND l.contract = \(contract))
        ORDER BY i.issue_day DESC, i.place DESC LIMIT 1
        """)
    }
    return try own
      ?? one(
        """
        SELECT \(Invoice.columns) FROM invoices i WHERE i.entity = \(draft.entity) AND i.customer = \(draft.customer) AND i.type IN (380, 384)
        ORDER BY i.issue_day DESC, i.place DESC LIMIT 1
        """)
  }
}
