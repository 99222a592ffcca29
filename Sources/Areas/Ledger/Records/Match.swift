import Kernel
import Store

/// That a credit settles a debit, wholly or in part (lettrage). Undoing it is a fact of its own; nothing is taken away.
package struct Match: RowReadable, Sendable, Hashable {
  package let id: ID<Match>
  package let letter: Int
  package let debit: ID<EntryLine>
  package let credit: ID<EntryLine>
  package let amount: Money
  package let day: Day
  package let undoneOn: Day?

  package init(row: Row) throws {
    id = try row.get("id")
    letter = try row.get("letter")
    debit = try row.get("debit_line")
    credit = try row.get("credit_line")
    amount = try row.get("amount")
    day = try row.get("day")
    undoneOn = try row.get("undone_on")
  }
}

extension Transaction {
  package borrowing func line(_ id: ID<EntryLine>) throws -> EntryLine? { try one("SELECT * FROM ledger_lines WHERE id = \(id)") }
  package borrowing func match(_ id: ID<Match>) throws -> Match? { try one("SELECT * FROM ledger_matches WHERE id = \(id)") }

  /// Those of a line that stand, the oldest first.
  package borrowing func matches(of line: ID<EntryLine>) throws -> [Match] {
    try all("SELECT * FROM ledger_matches WHERE undone_at IS NULL AND (debit_line = \(line) OR credit_line = \(line)) ORDER BY id")
  }

  /// What stands settled of the debits an entry wrote on an account, the oldest first.
  package borrowing func settlements(
    ofEntry origin: String, entity: OrganisationID, account: String = Account.customers
  ) throws -> [Match] {
    guard let entry = try entry(origin: origin, entity: entity) else { return [] }
    return try lines(of: entry.id).filter { $0.account == account && $0.amount > .zero }.flatMap { try matches(of: $0.id) }
  }

  /// What is still open of a line, never negative.
  package borrowing func open(_ line: EntryLine) throws -> Money {
    let column: SQL = line.amount > .zero ? "debit_line" : "credit_line"
    let matched: Int64? = try value(
      "SELECT COALESCE(CAST(SUM(amount) AS BIGINT), 0) FROM ledger_matches WHERE \(column) = \(line.id) AND undone_at IS NULL")
    return Money(cents: Int64(line.amount.cents.magnitude) - (matched ?? 0))
  }

  /// Settles `amount` of a debit by a credit of the same account and auxiliary. Refuses more than either has open.
  @discardableResult
  package borrowing func match(
    debit: ID<EntryLine>, credit: ID<EntryLine>, amount: Money, on day: Day, at now: Instant
  ) throws -> ID<Match> {
    guard let owed = try line(debit), let paid = try line(credit) else { throw Refusal.notFound }
    try lock("ledger/\(owed.entity)")
    guard owed.amount > .zero, paid.amount < .zero, owed.entity == paid.entity, owed.account == paid.account,
      owed.auxiliary?.number == paid.auxiliary?.number
    else { throw Refusal.conflict("ledger.problem.unlike") }
    let most = min(try open(owed), try open(paid))
    if amount <= .zero || amount > most {
      throw Refusal.conflict("ledger.problem.overmatched", ["amount": amount.decimal, "open": most.decimal])
    }
    let letters = Set(try (matches(of: debit) + matches(of: credit)).map(\.letter)).sorted()
    let letter = try letters.first ?? nextLetter(of: owed)
    for other in letters.dropFirst() {
      try run("UPDATE ledger_matches SET letter = \(letter) WHERE \(sameAccount(owed)) AND letter = \(other) AND undone_at IS NULL")
    }
    let id = ID<Match>.fresh(at: now)
    try run(
      """
      INSERT INTO ledger_matches (id, entity, account, auxiliary, letter, debit_line, credit_line, amount, day, made_at)
      VALUES (\(id), \(owed.entity), \(owed.account), \(owed.auxiliary?.number), \(letter), \(debit), \(credit), \(amount), \(day), \(now))
      """)
    return id
  }

  /// Settles the open debits of a document by a credit, the oldest first, up to `amount` or as far as both reach. What was settled.
  @discardableResult
  package borrowing func match(
    document: String, credit: ID<EntryLine>, upTo amount: Money? = nil, on day: Day, at now: Instant
  ) throws -> Money {
    guard let paid = try line(credit) else { throw Refusal.notFound }
    try lock("ledger/\(paid.entity)")
    var rest = try open(paid)
    if let amount { rest = min(rest, amount) }
    let all = rest
    for line in try lines(ofDocument: document, entity: paid.entity)
    where line.amount > .zero && line.account == paid.account && line.auxiliary?.number == paid.auxiliary?.number {
      let part = min(try open(line), rest)
      if part <= .zero { continue }
      try match(debit: line.id, credit: credit, amount: part, on: day, at: now)
      rest = rest - part
    }
    return all - rest
  }

  /// Takes a match back: what it settled is open again from that day on.
  package borrowing func unmatch(_ id: ID<Match>, on day: Day, at now: Instant) throws {
    guard let match = try match(id), let line = try line(match.debit) else { throw Refusal.notFound }
    try lock("ledger/\(line.entity)")
    guard match.undoneOn == nil else { throw Refusal.conflict("ledger.problem.undone") }
    try run("UPDATE ledger_matches SET undone_on = \(day), undone_at = \(now) WHERE id = \(id)")
    // What held together through this match alone gets letters apart.
    let rest: [Match] = try all(
      "SELECT * FROM ledger_matches WHERE \(sameAccount(line)) AND letter = \(match.letter) AND undone_at IS NULL ORDER BY id")
    for group in Letters.groups(of: rest.map { ($0.debit, $0.credit) }).dropFirst() {
      let letter = try nextLetter(of: line)
      try run("UPDATE ledger_matches SET letter = \(letter) WHERE id IN \(list: group.map { rest[$0].id })")
    }
  }

  /// Takes back every match of a line, as when what was paid comes back.
  package borrowing func unmatch(all line: ID<EntryLine>, on day: Day, at now: Instant) throws {
    for match in try matches(of: line) { try unmatch(match.id, on: day, at: now) }
  }

  private borrowing func nextLetter(of line: EntryLine) throws -> Int {
    let last: Int = try value("SELECT COALESCE(MAX(letter), 0) FROM ledger_matches WHERE \(sameAccount(line))") ?? 0
    return last + 1
  }
  private borrowing func sameAccount(_ line: EntryLine) -> SQL {
    line.auxiliary.map { "entity = \(line.entity) AND account = \(line.account) AND auxiliary = \($0.number)" }
      ?? "entity = \(line.entity) AND account = \(line.account) AND auxiliary IS NULL"
  }
}
