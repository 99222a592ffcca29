import EInvoice
import Kernel
import Ledger
import Store
import Web

/// Who issues, and within which run.
struct IssueOrder: Sendable {
  let viewer: Viewer
  /// Of whoever ordered it, also when a job carries it out.
  let name: String
  let run: ID<InvoiceRun>?

  init(_ viewer: Viewer, run: ID<InvoiceRun>? = nil, named name: String? = nil) {
    (self.viewer, self.name, self.run) = (viewer, name ?? viewer.name, run)
  }
}

extension Transaction {
  /// Gives a document its number and keeps it for good: the row, its lines, its chain, its entry in the books. Under `lockNumbers`.
  borrowing func issue(_ draft: DocumentDraft, _ book: InvoiceBook, by order: IssueOrder, at now: Instant) throws -> Invoice {
    guard let series = book.series(of: draft.entity, for: draft.type), let terms = book.terms(of: draft.entity),
      let customer = book.organisation(draft.customer)
    else { throw Refusal(.conflict, book.blockers(of: draft)) }
    let end = try end(of: series)
    if let end, end.day > book.day {
      throw Refusal.conflict("invoicing.problem.clock", ["day": end.day.description, "prefix": series.prefix])
    }
    let place = (end?.place ?? 0) + 1
    let number = SeriesNumber.text(prefix: series.prefix, place: place)
    guard let document = book.document(draft, number: number) else { throw Refusal(.conflict, book.blockers(of: draft)) }
    // What breaks a rule of EN 16931 or of France is not issued: afterwards nobody could mend it.
    let faults = document.faults
    if !faults.isEmpty { throw Refusal(.conflict, faults.map { Problem("invoicing.fault.\($0.kind.rawValue)", $0.arguments) }) }
    let content = try document.canonical()
    let reasons = String(decoding: try JSON.bytes(of: draft.lines.map(\.reason)), as: UTF8.self)
    let previous = end?.digest ?? ChainDigest.origin
    let sign = draft.sign
    let (net, vat) = (Money(cents: document.totals.net.cents * sign), Money(cents: document.totals.vat.cents * sign))
    let id = ID<Invoice>.fresh(at: now)
    let key = [number, customer.facts.usualName, customer.facts.legalName, draft.contract ?? ""].joined(separator: " ").folded
    try run(
      """
      INSERT INTO invoices (id, series, place, number, type, entity, customer, issue_day, due_day, month, nature, vat_point, net, vat, total,
        content, reasons, previous, digest, run, search_key, issued_at, issued_by)
      VALUES (\(id), \(series.id), \(place), \(number), \(draft.type), \(draft.entity), \(draft.customer), \(book.day),
        \(document.due ?? book.day), \(draft.month), \(book.nature(of: draft.customer)), \(terms.vat), \(net), \(vat), \(net + vat),
        \(content), \(reasons), \(previous), \(ChainDigest.of(previous: previous, content, reasons)), \(order.run), \(key), \(now),
        \(order.name))
      """)
    try insert(draft, document, of: id)
    try enter(draft, document, of: id, number: number, terms.vat, customer: customer.facts.legalName, book.day, at: now)
    try note(
      "invoicing.invoice.issue", on: "invoice/\(id)", by: order.viewer, at: now, after: "\(number), \((net + vat).cents)")
    guard let invoice = try invoice(id) else { throw Refusal.notFound }
    return invoice
  }

  private borrowing func insert(_ draft: DocumentDraft, _ document: SemanticInvoice, of id: ID<Invoice>) throws {
    // Thirteen values a line: a few dozen lines to a statement are within the limits of both engines.
    for start in stride(from: 0, to: draft.lines.count, by: 32) {
      let rows = (start..<min(start + 32, draft.lines.count)).map { index -> SQL in
        let line = draft.lines[index]
        return """
          (\(id), \(index + 1), \(line.reason.origin), \(line.charge), \(line.kind), \(line.text), \(line.span.from), \(line.span.until),
            \(line.billableFrom), \(line.net), \(line.vat.category), \(line.vat.rate), \(line.contract))
          """
      }
      try run(
        """
        INSERT INTO invoice_lines (invoice, place, origin, charge, kind, label, from_day, until_day, billable_from, net, vat_category,
          vat_rate, contract) VALUES \(rows: rows)
        """)
    }
    for (index, line) in draft.lines.enumerated() {
      guard let credited = line.credited else { continue }
      try run(
        """
        INSERT INTO invoice_credited_lines (invoice, place, credited_invoice, credited_place, net)
        VALUES (\(id), \(index + 1), \(credited.invoice), \(credited.place), \(-line.net))
        """)
    }
    for (key, sum) in VATSum.sums(of: document) {
      try run(
        """
        INSERT INTO invoice_vat (invoice, category, rate, base, vat)
        VALUES (\(id), \(key.category), \(key.rate), \(Money(cents: sum.base.cents * draft.sign)), \(Money(cents: sum.vat.cents * draft.sign)))
        """)
    }
    for predecessor in draft.predecessors {
      try run(
        """
        INSERT INTO invoice_predecessors (invoice, predecessor, relation)
        VALUES (\(id), \(predecessor.invoice.id), \(predecessor.relation))
        """)
    }
  }

  private borrowing func enter(
    _ draft: DocumentDraft, _ document: SemanticInvoice, of id: ID<Invoice>, number: String, _ timing: VATTiming, customer: String,
    _ day: Day, at now: Instant
  ) throws {
    let auxiliary = try auxiliary(of: draft.customer, at: now)
    let parts = draft.lines.map { line in
      SaleEntry.Part(
        kind: line.kind, net: line.net, vat: line.vat, isAdvance: draft.type == .downPayment || line.reason.deducts != nil)
    }
    var lines = SaleEntry.lines(document, parts, sign: draft.sign, timing: timing, auxiliary: auxiliary)
    for predecessor in draft.predecessors where predecessor.relation == .corrects {
      lines += SaleEntry.reversed(try saleLines(of: predecessor.invoice, auxiliary))
    }
    let entry = EntryDraft(
      entity: draft.entity, book: .sales, day: day, piece: number, pieceDay: day, text: "\(number) \(customer)", lines: lines,
      origin: "invoice/\(id)")
    // A document over nothing, as a month given free, has nothing to say to the books.
    if !entry.lines.isEmpty { try post(entry, at: now) }
  }

  /// What an issued invoice wrote in the books, made again from what it froze.
  borrowing func saleLines(of invoice: Invoice, _ auxiliary: Auxiliary) throws -> [EntryLineDraft] {
    guard let frozen = try frozen(invoice.id) else { return [] }
    let sign: Int64 = invoice.type == .creditNote ? -1 : 1
    let parts = zip(frozen.document.lines, frozen.reasons).map { line, reason in
      SaleEntry.Part(
        kind: reason.kind, net: Money(cents: line.net.cents * sign), vat: line.vat,
        isAdvance: invoice.type == .downPayment || reason.deducts != nil)
    }
    return SaleEntry.lines(frozen.document, parts, sign: sign, timing: invoice.vatTiming, auxiliary: auxiliary)
  }
}

/// The groups of a document by category and rate alone: exemptions for several reasons are one sum.
enum VATSum {
  struct Key: Hashable {
    let category: VATCategory
    let rate: Percentage
  }

  static func sums(of document: SemanticInvoice) -> [(key: Key, sum: (base: Money, vat: Money))] {
    var order: [Key] = []
    var sums: [Key: (base: Money, vat: Money)] = [:]
    for group in document.vat {
      let key = Key(category: group.treatment.category, rate: group.treatment.rate)
      if sums[key] == nil { order.append(key) }
      let sum = sums[key] ?? (.zero, .zero)
      sums[key] = (sum.base + group.base, sum.vat + group.tax)
    }
    return order.map { ($0, sums[$0] ?? (.zero, .zero)) }
  }
}
