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

/// Documents of one entity that are issued together: each gets its number and its place in the chain, then all are kept for good, table after
/// table: the rows, their lines, their entries in the books. Under `lockNumbers`.
struct Issuing {
  private let book: InvoiceBook
  private let order: IssueOrder
  private let now: Instant
  /// Those that are not written yet are the last.
  private(set) var issued: [Invoice] = []
  private var ends: [ID<InvoiceSeries>: (place: Int64, day: Day, digest: String)] = [:]
  private var rows = Rows()

  fileprivate struct Rows {
    var invoices: [SQL] = []
    var lines: [SQL] = []
    var credited: [SQL] = []
    var vat: [SQL] = []
    var predecessors: [SQL] = []
    var entries: [(draft: DocumentDraft, document: SemanticInvoice, invoice: Invoice)] = []
  }

  init(_ book: InvoiceBook, by order: IssueOrder, at now: Instant) { (self.book, self.order, self.now) = (book, order, now) }

  mutating func add(_ draft: DocumentDraft, in transaction: borrowing Transaction) throws {
    guard let series = book.series(of: draft.entity, for: draft.type), let terms = book.terms(of: draft.entity),
      let customer = book.organisation(draft.customer)
    else { throw Refusal(.conflict, book.blockers(of: draft)) }
    let end = try ends[series.id] ?? transaction.end(of: series).map { ($0.place, $0.day, $0.digest) }
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
    let digest = ChainDigest.of(previous: previous, content, reasons)
    let (net, vat) = (Money(cents: document.totals.net.cents * draft.sign), Money(cents: document.totals.vat.cents * draft.sign))
    let invoice = Invoice(
      id: ID<Invoice>.fresh(at: now), series: series.id, place: place, number: number, type: draft.type, entity: draft.entity,
      customer: draft.customer, issueDay: book.day, dueDay: document.due ?? book.day, month: draft.month,
      nature: book.nature(of: draft.customer), vatTiming: terms.vat, net: net, vat: vat, issuedAt: now, issuedBy: order.name)
    let key = [number, customer.facts.usualName, customer.facts.legalName, draft.contract ?? ""].joined(separator: " ").folded
    rows.invoices.append(
      """
      (\(invoice.id), \(invoice.series), \(place), \(number), \(invoice.type), \(invoice.entity), \(invoice.customer), \(invoice.issueDay),
        \(invoice.dueDay), \(invoice.month), \(invoice.nature), \(invoice.vatTiming), \(net), \(vat), \(invoice.total), \(content), \(reasons),
        \(previous), \(digest), \(order.run), \(key), \(now), \(order.name))
      """)
    rows.add(draft, document, of: invoice.id)
    rows.entries.append((draft, document, invoice))
    issued.append(invoice)
    ends[series.id] = (place, book.day, digest)
  }

  /// Keeps what was added since the last time.
  mutating func write(in transaction: borrowing Transaction) throws {
    try transaction.insert(
      """
      INSERT INTO invoices (id, series, place, number, type, entity, customer, issue_day, due_day, month, nature, vat_point, net, vat, total,
        content, reasons, previous, digest, run, search_key, issued_at, issued_by) VALUES
      """, rows: rows.invoices)
    try transaction.insert(
      """
      INSERT INTO invoice_lines (invoice, place, origin, charge, kind, label, from_day, until_day, billable_from, net, vat_category,
        vat_rate, contract) VALUES
      """, rows: rows.lines)
    try transaction.insert(
      "INSERT INTO invoice_credited_lines (invoice, place, credited_invoice, credited_place, net) VALUES", rows: rows.credited)
    try transaction.insert("INSERT INTO invoice_vat (invoice, category, rate, base, vat) VALUES", rows: rows.vat)
    try transaction.insert("INSERT INTO invoice_predecessors (invoice, predecessor, relation) VALUES", rows: rows.predecessors)
    try enter(in: transaction)
    try transaction.note(
      rows.entries.map { entry in
        AuditNote("invoicing.invoice.issue", on: entry.invoice.subject, after: "\(entry.invoice.number), \(entry.invoice.total.cents)")
      }, by: order.viewer, at: now)
    rows = Rows()
  }

  private func enter(in transaction: borrowing Transaction) throws {
    let auxiliaries = try transaction.auxiliaries(opening: rows.entries.map(\.draft.customer), at: now)
    var entries: [EntryDraft] = []
    for (draft, document, invoice) in rows.entries {
      guard let auxiliary = auxiliaries[draft.customer] else { throw Refusal.notFound }
      let parts = draft.lines.map { line in
        SaleEntry.Part(
          kind: line.kind, net: line.net, vat: line.vat, isAdvance: draft.type == .downPayment || line.reason.deducts != nil)
      }
      var lines = SaleEntry.lines(document, parts, sign: draft.sign, timing: invoice.vatTiming, auxiliary: auxiliary)
      for predecessor in draft.predecessors where predecessor.relation == .corrects {
        lines += SaleEntry.reversed(try transaction.saleLines(of: predecessor.invoice, auxiliary))
      }
      let name = book.organisation(draft.customer)?.facts.legalName ?? ""
      let entry = EntryDraft(
        entity: draft.entity, book: .sales, day: book.day, piece: invoice.number, pieceDay: book.day, text: "\(invoice.number) \(name)",
        lines: lines, origin: invoice.subject)
      // A document over nothing, as a month given free, has nothing to say to the books.
      if !entry.lines.isEmpty { entries.append(entry) }
    }
    try transaction.post(entries, at: now)
  }
}

extension Issuing.Rows {
  fileprivate mutating func add(_ draft: DocumentDraft, _ document: SemanticInvoice, of id: ID<Invoice>) {
    for (index, line) in draft.lines.enumerated() {
      lines.append(
        """
        (\(id), \(index + 1), \(line.reason.origin), \(line.charge), \(line.kind), \(line.text), \(line.span.from), \(line.span.until),
          \(line.billableFrom), \(line.net), \(line.vat.category), \(line.vat.rate), \(line.contract))
        """)
      guard let given = line.credited else { continue }
      credited.append("(\(id), \(index + 1), \(given.invoice), \(given.place), \(-line.net))")
    }
    for (key, sum) in VATSum.sums(of: document) {
      let (base, tax) = (Money(cents: sum.base.cents * draft.sign), Money(cents: sum.vat.cents * draft.sign))
      vat.append("(\(id), \(key.category), \(key.rate), \(base), \(tax))")
    }
    for predecessor in draft.predecessors {
      predecessors.append("(\(id), \(predecessor.invoice.id), \(predecessor.relation))")
    }
  }
}

extension Transaction {
  /// Issues one document. Under `lockNumbers`.
  borrowing func issue(_ draft: DocumentDraft, _ book: InvoiceBook, by order: IssueOrder, at now: Instant) throws -> Invoice {
    var issuing = Issuing(book, by: order, at: now)
    try issuing.add(draft, in: self)
    try issuing.write(in: self)
    return issuing.issued[0]
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
