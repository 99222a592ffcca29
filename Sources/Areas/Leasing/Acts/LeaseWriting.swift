import Kernel
import Spaces
import Store

extension Transaction {
  /// Writes a lease that was checked, as a draft.
  borrowing func write(_ checked: CheckedLease, as id: ID<Lease>, for viewer: Viewer, at now: Instant) throws {
    let draft = checked.draft
    let terms = draft.terms
    let number = try draft.number ?? freshNumber(in: HouseTime.mulhouse.day(of: now).year)
    let names = try organisationNames(of: [draft.tenant, draft.payer ?? draft.tenant])
    let key = ([number, draft.key ?? "", terms.purpose, terms.purchaseOrder] + names).joined(separator: " ").folded
    let payer = draft.payer ?? draft.tenant
    let indexDay = terms.index == nil ? nil : terms.indexDay ?? draft.from.adding(months: terms.indexMonths)
    try run(
      """
      INSERT INTO leases (id, number, external_key, version, entity, tenant, payer, language, from_day, until_day, term_day, entry_day,
        proration, frequency, timing, payment_days, index_name, index_base, index_comparison, index_day, index_months, tunnel, small_firm,
        vat_regime, deposit, retail, founded_on, ground, purpose, purchase_order, note, previous, succession, prepared_at, prepared_by,
        search_key)
      VALUES (\(id), \(number), \(draft.key), \(checked.version.id), \(draft.entity), \(draft.tenant), \(payer), \(draft.language),
        \(draft.from), \(checked.until), \(checked.term), \(checked.entry), \(terms.proration), \(terms.rhythm.frequency),
        \(terms.rhythm.timing), \(terms.paymentDays), \(terms.index?.index), \(terms.index?.base), \(terms.index?.comparison), \(indexDay),
        \(terms.index == nil ? nil : terms.indexMonths), \(terms.index?.tunnel), \(terms.index?.isSmallFirm ?? true), \(terms.regime),
        \(terms.deposit), \(terms.isRetail), \(terms.foundedOn), \(terms.ground), \(terms.purpose), \(terms.purchaseOrder), \(terms.note),
        \(draft.previous), \(draft.succession), \(now), \(viewer.name), \(key))
      """)
    try writeContents(of: checked, as: id, for: viewer, at: now)
  }

  /// Takes the place of a draft that nobody was offered.
  borrowing func rewrite(_ checked: CheckedLease, as id: ID<Lease>, for viewer: Viewer, at now: Instant) throws {
    guard let old = try lease(id) else { throw Refusal.notFound }
    try run("DELETE FROM lease_steps WHERE line IN (SELECT id FROM lease_lines WHERE lease = \(id))")
    for table in ["lease_lines", "lease_reductions", "lease_cells"] {
      try run(SQL(frozen: "DELETE FROM \(table) WHERE lease = $1", values: [.text(id.text)], types: [.text]))
    }
    let contacts = try contacts(of: id)
    try run("DELETE FROM lease_contacts WHERE lease = \(id)")
    // What it was promised by, and offers that lapsed, stay what they are.
    let holds = try leaseHolds(of: id)
    try run("DELETE FROM lease_holds WHERE lease = \(id)")
    try run("DELETE FROM leases WHERE id = \(id)")
    var draft = checked.draft
    draft.number = old.number
    draft.key = old.key
    try write(
      CheckedLease(
        draft: draft, version: checked.version, until: checked.until, term: checked.term, entry: checked.entry, ladder: checked.ladder),
      as: id, for: viewer, at: now)
    for contact in contacts { try write(contact, at: now) }
    for hold in holds { try link(hold.hold, to: id, as: hold.purpose) }
  }

  private borrowing func writeContents(of checked: CheckedLease, as id: ID<Lease>, for viewer: Viewer, at now: Instant) throws {
    let draft = checked.draft
    for cell in Set(draft.cells).sorted() {
      try run("INSERT INTO lease_cells (lease, cell, from_day) VALUES (\(id), \(cell), \(draft.from))")
    }
    for line in draft.lines { try write(line, in: id, from: draft.from, until: checked.until, for: viewer, at: now) }
    for reduction in checked.ladder {
      let written = ReductionDraft(
        reduction.kind, from: reduction.span.from, until: reduction.span.until, share: reduction.share,
        reason: checked.version.terms.reference)
      try write(written, in: id, for: viewer, at: now)
    }
    for reduction in draft.reductions { try write(reduction, in: id, for: viewer, at: now) }
  }

  @discardableResult
  borrowing func write(
    _ line: LineDraft, in lease: ID<Lease>, from: Day, until: Day?, reason: String = "", cause: PriceStep.Cause = .agreed,
    for viewer: Viewer,
    at now: Instant
  ) throws -> ID<LeaseLine> {
    let id = ID<LeaseLine>.fresh(at: now)
    let last: Int = try value("SELECT COALESCE(MAX(place), 0) FROM lease_lines WHERE lease = \(lease)") ?? 0
    let first = line.from ?? from
    try run(
      """
      INSERT INTO lease_lines (id, lease, place, kind, label, area, from_day, until_day, vat, indexed)
      VALUES (\(id), \(lease), \(last + 1), \(line.kind.rawValue), \(line.text), \(line.area), \(first), \(line.until), \(line.vat),
        \(line.isIndexed))
      """)
    try writeStep(of: id, from: first, line.rent, rate: line.rate, cause: cause, reason: reason, for: viewer, at: now)
    for step in line.steps {
      try writeStep(
        of: id, from: step.from, line.rent(at: step.price), rate: step.price.rate, cause: cause, reason: reason, for: viewer, at: now)
    }
    return id
  }

  borrowing func writeStep(
    of line: ID<LeaseLine>, from day: Day, _ price: RentPrice, rate: Money? = nil, cause: PriceStep.Cause,
    index: PriceStep.IndexValues? = nil, reason: String, for viewer: Viewer, at now: Instant
  ) throws {
    try run(
      """
      INSERT INTO lease_steps (id, line, from_day, basis, amount, rate, cause, index_name, base_quarter, base_value, new_quarter, new_value,
        ratio, amount_before, bound, made_at, made_by, reason)
      VALUES (\(ID<LeaseStep>.fresh(at: now)), \(line), \(day), \(price.basis), \(price.amount), \(rate), \(cause), \(index?.index),
        \(index?.base), \(index?.baseValue), \(index?.new), \(index?.newValue), \(index?.ratio), \(index?.before), \(index?.bound), \(now),
        \(viewer.name), \(reason))
      """)
  }

  borrowing func write(_ reduction: ReductionDraft, in lease: ID<Lease>, for viewer: Viewer, at now: Instant) throws {
    try run(
      """
      INSERT INTO lease_reductions (id, lease, kind, from_day, until_day, share, made_at, made_by, reason)
      VALUES (\(ID<LeaseReduction>.fresh(at: now)), \(lease), \(reduction.kind), \(reduction.from), \(reduction.until), \(reduction.share),
        \(now), \(viewer.name), \(reduction.reason))
      """)
  }

  private borrowing func write(_ contact: LeaseContact, at now: Instant) throws {
    try run(
      """
      INSERT INTO lease_contacts (id, lease, role, name, email, phone, made_at)
      VALUES (\(contact.id), \(contact.lease), \(contact.role), \(contact.name), \(contact.email), \(contact.phone), \(now))
      """)
  }

  borrowing func organisationNames(of ids: [OrganisationID]) throws -> [String] {
    try rows("SELECT usual_name, legal_name FROM organisations WHERE id IN \(list: ids) ORDER BY id").flatMap { row -> [String] in
      [try row.get("usual_name"), try row.get("legal_name")]
    }
  }

  /// `BAIL-2026-0001`, the next of the year; the lock of leases is held.
  private borrowing func freshNumber(in year: Int) throws -> String {
    let stem = "BAIL-\(year)-"
    let after = "BAIL-\(year)."
    let last: String? = try value("SELECT MAX(number) FROM leases WHERE number > \(stem) AND number < \(after)")
    let next = (last.flatMap { Int($0.dropFirst(stem.count)) } ?? 0) + 1
    let digits = String(next)
    return stem + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
