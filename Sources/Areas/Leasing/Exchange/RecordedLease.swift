import Invoicing
import Kernel
import People
import Spaces
import Store

/// A lease as a file tells it, with what it names looked up.
struct RecordedLease {
  let draft: LeaseDraft
  let holds: [ID<Hold>]
  let signedOn: Day
  let signatory: String
  let endedOn: Day?
  let endReason: EndReason
  /// Whether its guarantee came in before this program; otherwise it has still to be called.
  let holdsDeposit: Bool
  /// Noon of the day it was signed.
  var signedAt: Instant { HouseTime.mulhouse.instant(on: signedOn, hour: 12) }

  init(_ line: CSVTable.Line, lines: [CSVTable.Line], in transaction: borrowing Transaction) throws {
    var reader = InputReader(line.input)
    let key = reader.requiredText("key", limit: 100)
    let scheme = try transaction.scheme(code: line["scheme"])
    if scheme == nil { reader.problems.add("leasing.problem.scheme", field: "scheme") }
    let entity = try transaction.organisation(key: line["entity"])
    if entity == nil { reader.problems.add("kernel.problem.choice", field: "entity") }
    let tenant = try transaction.organisation(key: line["tenant"])
    if tenant == nil { reader.problems.add("kernel.problem.choice", field: "tenant") }
    let payer = line["payer"].isEmpty ? nil : try transaction.organisation(key: line["payer"])
    var holds: [Hold] = []
    for name in line["holds"].split(separator: " ") {
      if let hold = try transaction.hold(key: String(name)), hold.kind == .let, hold.organisation == tenant?.id {
        holds.append(hold)
      } else {
        reader.problems.add("kernel.problem.choice", field: "holds")
      }
    }
    let from = reader.requiredDay("from")
    let last = reader.day("last")
    let signed = reader.requiredDay("signed_on")
    var terms = LeaseTerms(
      proration: reader.choice("proration", of: Proration.self) ?? .actual,
      rhythm: Rhythm(
        reader.choice("frequency", of: Rhythm.Frequency.self) ?? .month, reader.choice("timing", of: Rhythm.Timing.self) ?? .advance),
      paymentDays: reader.integer("payment_days", in: 0...60) ?? 30, regime: reader.choice("regime", of: VATRegime.self) ?? .option,
      deposit: reader.money("deposit") ?? .zero,
      isRetail: reader.flag("retail"),
      foundedOn: reader.day("founded_on"), ground: reader.text("ground", limit: 2000) ?? "", purpose: reader.text("purpose") ?? "")
    if let index = reader.choice("index", of: RentIndex.self) {
      if let base = Quarter(line["index_base"]) {
        terms.index = IndexClause(index, base: base, reader.choice("index_comparison", of: IndexClause.Comparison.self) ?? .sameQuarter)
        terms.indexDay = reader.day("index_day")
      } else {
        reader.problems.add("kernel.problem.choice", field: "index_base")
      }
    }
    let ended = reader.day("ended_last")
    let reason = reader.choice("end_reason", of: EndReason.self) ?? .other
    holdsDeposit = !reader.flag("deposit_open")
    var drafts: [LineDraft] = []
    for row in lines {
      var of = InputReader(row.input)
      if let draft = LineReading.line(&of, prefix: "") { drafts.append(draft) }
      reader.problems.add(of.problems.items)
    }
    try reader.finish()
    guard let scheme, let entity, let tenant, let from, let signed else { throw Refusal.invalid("kernel.problem.missing") }
    var cells: [ID<Cell>] = []
    for hold in holds { if let space = hold.space { cells += try transaction.cells(of: space).map(\.id) } }
    draft = LeaseDraft(
      scheme: scheme.id, entity: entity.id, tenant: tenant.id, payer: payer?.id, cells: cells, from: from, until: last.map { $0 + 1 },
      terms: terms,
      lines: drafts, key: key)
    (self.holds, signedOn, signatory) = (holds.map(\.id), signed, tenant.name)
    (endedOn, endReason) = (ended.map { $0 + 1 }, reason)
  }
}
