import Kernel
import Store

extension Transaction {
  /// Writes an entry in the books of its entity, for good, and answers its identity; what the same origin wrote before is answered again.
  /// Refuses what does not balance, what says nothing, an account that is in no chart, and a day in a closed period.
  @discardableResult
  package borrowing func post(_ entry: EntryDraft, at now: Instant) throws -> ID<Entry> {
    try lock("ledger/\(entry.entity)")
    if let written = try value(
      "SELECT id FROM ledger_entries WHERE entity = \(entry.entity) AND origin = \(entry.origin)", as: ID<Entry>.self)
    {
      return written
    }
    try entry.demandSoundness()
    if let closed = try closedUntil(entry.entity), entry.day < closed {
      throw Refusal.conflict("ledger.problem.closed", ["day": entry.day.description, "until": (closed - 1).description])
    }
    try openAccounts(Set(entry.lines.map(\.account)), of: entry.entity, at: now)
    let year = entry.day.year
    let last = try first(
      "SELECT number, digest FROM ledger_entries WHERE entity = \(entry.entity) AND year = \(year) ORDER BY number DESC LIMIT 1")
    let number = (try last?.get("number") ?? 0) + 1 as Int64
    let previous: String = try last?.get("digest") ?? ""
    let id = ID<Entry>.fresh(at: now)
    let digest = EntryChain.digest(entry, number: number, validatedAt: now, after: previous)
    try run(
      """
      INSERT INTO ledger_entries (id, entity, year, number, book, day, piece, piece_day, label, origin, validated_at, line_count, total,
        previous, digest)
      VALUES (\(id), \(entry.entity), \(year), \(number), \(entry.book), \(entry.day), \(entry.piece), \(entry.pieceDay), \(entry.text),
        \(entry.origin), \(now), \(entry.lines.count), \(entry.debits), \(previous), \(digest))
      """)
    try insert(entry.lines, of: id, in: entry, at: now)
    return id
  }

  /// Writes the contrary of an entry, as what was paid and came back.
  @discardableResult
  package borrowing func reverse(
    _ id: ID<Entry>, on day: Day, piece: String? = nil, text: String, origin: String, at now: Instant
  ) throws -> ID<Entry> {
    guard let entry = try entry(id) else { throw Refusal.notFound }
    let lines = try lines(of: id).map { line in
      EntryLineDraft(
        line.account, -line.amount, auxiliary: line.auxiliary, document: line.document,
        vat: line.vat.map { LineVAT($0.category, rate: $0.rate, base: -$0.base) })
    }
    return try post(
      EntryDraft(
        entity: entry.entity, book: entry.book, day: day, piece: piece ?? entry.piece, pieceDay: day, text: text, lines: lines,
        origin: origin), at: now)
  }

  /// The first day that is not closed; nil when nothing is.
  package borrowing func closedUntil(_ entity: OrganisationID) throws -> Day? {
    try value("SELECT MAX(until_day) FROM ledger_closings WHERE entity = \(entity) AND kind <> 'day'") ?? nil
  }

  private borrowing func insert(_ lines: [EntryLineDraft], of id: ID<Entry>, in entry: EntryDraft, at now: Instant) throws {
    // Thirteen values a line: a few dozen lines to a statement are within the limits of both engines.
    for start in stride(from: 0, to: lines.count, by: 32) {
      let rows = (start..<min(start + 32, lines.count)).map { place -> SQL in
        let line = lines[place]
        return """
          (\(ID<EntryLine>.fresh(at: now)), \(id), \(place + 1), \(entry.entity), \(entry.day), \(line.account), \(line.auxiliary?.number),
            \(line.auxiliary?.name), \(line.amount), \(line.document), \(line.vat?.category), \(line.vat?.rate), \(line.vat?.base))
          """
      }
      try run(
        """
        INSERT INTO ledger_lines (id, entry, place, entity, day, account, auxiliary, auxiliary_name, amount, document, vat_category, vat_rate,
          vat_base) VALUES \(rows: rows)
        """)
    }
  }
}

extension EntryDraft {
  var debits: Money { lines.reduce(.zero) { $1.amount > .zero ? $0 + $1.amount : $0 } }

  fileprivate func demandSoundness() throws {
    if lines.count < 2 { throw Refusal.invalid("ledger.problem.empty", ["text": text]) }
    if imbalance != .zero { throw Refusal.invalid("ledger.problem.imbalance", ["text": text, "amount": imbalance.decimal]) }
    if piece.isEmpty || text.isEmpty || origin.isEmpty { throw Refusal.invalid("ledger.problem.unnamed", ["text": text]) }
    if !(2000...2099).contains(day.year) { throw Refusal.invalid("ledger.problem.year", ["day": day.description]) }
  }
}
