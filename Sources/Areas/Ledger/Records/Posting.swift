import Kernel
import Store

extension Transaction {
  /// Writes an entry in the books of its entity, for good, and answers its identity; what the same origin wrote before is answered again.
  /// Refuses what does not balance, what says nothing, an account that is in no chart, and a day in a closed period.
  @discardableResult
  package borrowing func post(_ entry: EntryDraft, at now: Instant) throws -> ID<Entry> {
    try post([entry], at: now)[0]
  }

  /// The same of several entries of one entity, in their order: all of them or, when one is refused, none.
  @discardableResult
  package borrowing func post(_ entries: [EntryDraft], at now: Instant) throws -> [ID<Entry>] {
    guard let entity = entries.first?.entity else { return [] }
    precondition(entries.allSatisfy { $0.entity == entity }, "entries that are posted together stand in the books of one entity")
    try lock("ledger/\(entity)")
    var written: [String: ID<Entry>] = [:]
    for row in try rows("SELECT id, origin FROM ledger_entries WHERE entity = \(entity) AND origin IN \(list: entries.map(\.origin))") {
      written[try row.get("origin")] = try row.get("id")
    }
    let fresh = entries.filter { written[$0.origin] == nil }
    if !fresh.isEmpty {
      for entry in fresh { try entry.demandSoundness() }
      if let closed = try closedUntil(entity), let early = fresh.first(where: { $0.day < closed }) {
        throw Refusal.conflict("ledger.problem.closed", ["day": early.day.description, "until": (closed - 1).description])
      }
      try openAccounts(Set(fresh.flatMap { $0.lines.map(\.account) }), of: entity, at: now)
      try write(fresh, of: entity, &written, at: now)
    }
    return entries.compactMap { written[$0.origin] }
  }

  /// Numbers the entries and chains them to the last of their year.
  private borrowing func write(
    _ entries: [EntryDraft], of entity: OrganisationID, _ written: inout [String: ID<Entry>], at now: Instant
  ) throws {
    var ends: [Int: (number: Int64, digest: String)] = [:]
    var (heads, lines): ([SQL], [SQL]) = ([], [])
    for entry in entries where written[entry.origin] == nil {
      let year = entry.day.year
      let (last, previous) = try ends[year] ?? end(of: year, in: entity)
      let (id, number) = (ID<Entry>.fresh(at: now), last + 1)
      let digest = EntryChain.digest(entry, number: number, validatedAt: now, after: previous)
      heads.append(
        """
        (\(id), \(entity), \(year), \(number), \(entry.book), \(entry.day), \(entry.piece), \(entry.pieceDay), \(entry.text),
          \(entry.origin), \(now), \(entry.lines.count), \(entry.debits), \(previous), \(digest))
        """)
      lines += entry.lines.enumerated().map { place, line in
        """
        (\(ID<EntryLine>.fresh(at: now)), \(id), \(place + 1), \(entity), \(entry.day), \(line.account), \(line.auxiliary?.number),
          \(line.auxiliary?.name), \(line.amount), \(line.document), \(line.vat?.category), \(line.vat?.rate), \(line.vat?.base))
        """
      }
      written[entry.origin] = id
      ends[year] = (number, digest)
    }
    try insert(
      """
      INSERT INTO ledger_entries (id, entity, year, number, book, day, piece, piece_day, label, origin, validated_at, line_count, total,
        previous, digest) VALUES
      """, rows: heads)
    try insert(
      """
      INSERT INTO ledger_lines (id, entry, place, entity, day, account, auxiliary, auxiliary_name, amount, document, vat_category, vat_rate,
        vat_base) VALUES
      """, rows: lines)
  }

  private borrowing func end(of year: Int, in entity: OrganisationID) throws -> (number: Int64, digest: String) {
    let last = try first(
      "SELECT number, digest FROM ledger_entries WHERE entity = \(entity) AND year = \(year) ORDER BY number DESC LIMIT 1")
    guard let last else { return (0, "") }
    return (try last.get("number"), try last.get("digest"))
  }

  /// Writes the contrary of an entry, as what was paid and came back.
  @discardableResult
  package borrowing func reverse(
    _ id: ID<Entry>, on day: Day, piece: String? = nil, pieceDay: Day? = nil, text: String, origin: String, at now: Instant
  ) throws -> ID<Entry> {
    guard let entry = try entry(id) else { throw Refusal.notFound }
    let lines = try lines(of: id).map { line in
      EntryLineDraft(
        line.account, -line.amount, auxiliary: line.auxiliary, document: line.document,
        vat: line.vat.map { LineVAT($0.category, rate: $0.rate, base: -$0.base) })
    }
    return try post(
      EntryDraft(
        entity: entry.entity, book: entry.book, day: day, piece: piece ?? entry.piece, pieceDay: pieceDay ?? day, text: text, lines: lines,
        origin: origin), at: now)
  }

  /// The day on which something of `day` can still be written: itself, or the first that is not closed.
  package borrowing func openDay(_ day: Day, of entity: OrganisationID) throws -> Day { max(day, try closedUntil(entity) ?? day) }

  /// The last day of which the books of an entity hold a movement of the bank.
  package borrowing func lastBankDay(of entity: OrganisationID) throws -> Day? {
    try value(
      """
      SELECT MAX(e.piece_day) FROM ledger_entries e JOIN ledger_lines l ON l.entry = e.id
      WHERE e.entity = \(entity) AND l.account = \(Account.bank)
      """, as: Day?.self) ?? nil
  }

  /// The first day that is not closed; nil when nothing is.
  package borrowing func closedUntil(_ entity: OrganisationID) throws -> Day? {
    try value("SELECT MAX(until_day) FROM ledger_closings WHERE entity = \(entity) AND kind <> 'day'") ?? nil
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
