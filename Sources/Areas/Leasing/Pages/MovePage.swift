import Invoicing
import Kernel
import Spaces
import Store
import Web

/// Moving a tenant: chosen, quoted on the same page, then done whole.
extension LeaseRoutes {
  func moveForm(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    let facts = try await visit.database.read { try $0.leaseFacts(lease.id) }
    guard let facts else { throw Refusal.notFound }
    try await demandMove(lease, visit)
    // A quote is asked by the form itself, which comes back as it was typed with the answer above it.
    var table: PageTable?
    var shown = visit
    if visit.form["quote"] == "1" {
      do { table = self.table(try await quote(lease, visit.form, visit), visit) } catch let refusal as Refusal {
        if refusal.kind == .notAllowed || refusal.kind == .notFound { throw refusal }
        shown.problems = refusal.problems
      }
    }
    return .page(
      LeaseFormPage(
        title: visit.text("leasing.move.title", ["number": lease.number]), lead: lead(facts, visit),
        action: "/leases/\(lease.id)/move", groups: groups(facts, shown, plan: try await shelf.snapshot(for: visit)),
        button: visit.text("leasing.move.button"),
        back: "/leases/\(lease.id)", previewButton: visit.text("leasing.move.quote"), isUpload: true, table: table)
    ).refusing(shown)
  }

  private func demandMove(_ lease: Lease, _ visit: Visit) async throws {
    try await visit.database.read { try $0.state(of: lease, on: visit.today) }.demand(.move)
  }

  private func entry(_ visit: Visit) -> Day {
    // The picker asks for the page of another first day under the name it has everywhere.
    let typed = visit.isShownAgain ? visit.form["entry"] : visit.query["entry"].isEmpty ? visit.query["from"] : visit.query["entry"]
    return Day(typed).flatMap { (1900..<2200).contains($0.year) ? $0 : nil } ?? (visit.today.month + 1).first
  }

  /// What a move takes over, and what it does not.
  private func lead(_ facts: LeaseFacts, _ visit: Visit) -> String {
    let fallen = LaterPrice.fallen(facts.reductions.map(\.reduction), entry: entry(visit)).map { said($0, visit) }
    let lead = visit.text("leasing.move.lead")
    return fallen.isEmpty ? lead : lead + " " + visit.text("leasing.move.falls", ["what": fallen.joined(separator: ", ")])
  }
  private func said(_ reduction: Reduction, _ visit: Visit) -> String {
    visit.text("leasing.reduction.\(reduction.kind.rawValue)") + " −\(visit.format.percentage(reduction.share)) "
      + visit.format.shortSpan(reduction.span)
  }
  private func said(_ later: LaterPrice, _ visit: Visit) -> String {
    let price = visit.text("leasing.per.\(later.basis)", ["amount": visit.format.money(later.rate ?? later.price.amount)])
    return price + " · " + visit.text(later.isKept ? "leasing.move.kept" : "leasing.move.notKept")
  }

  private func groups(_ facts: LeaseFacts, _ visit: Visit, plan: PlanSnapshot) -> [LeaseFormPage.Group] {
    let entry = entry(visit)
    let wanted = DaySpan(from: entry, until: (facts.lease.until ?? facts.lease.term).flatMap { $0 > entry ? $0 : nil })
    // At the prices of the day of entry, with those that were agreed for later; a heading that begins later is told by the quote.
    let drafts = facts.lineDrafts(on: entry).filter { $0.from == nil }
    var groups = [
      LeaseFormPage.Group(
        legend: visit.text("leasing.move.where"), hint: nil,
        fields: [
          visit.field("entry", .date, label: "leasing.field.entry", value: entry.description, required: true),
          visit.field(
            "exit", .date, label: "leasing.field.exit", value: (entry + 4).description, required: true, hint: "leasing.hint.exit"),
          visit.field(
            "deposit", .money, label: "leasing.field.deposit", value: visit.format.typed(facts.terms(on: entry).deposit), required: true),
        ],
        picker: LeaseForm.picker(
          visit, plan, over: wanted, ticked: LeaseForm.ticked(visit), at: "/leases/\(facts.lease.id)/move"))
    ]
    for place in 1...max(2, drafts.count) {
      groups.append(
        LeaseFormPage.Group(
          legend: visit.text("leasing.group.line", ["number": "\(place)"]), hint: nil,
          fields: LeaseForm.line(visit, prefix: "line\(place)_", place <= drafts.count ? drafts[place - 1] : nil)))
    }
    groups.append(LeaseForm.steps(visit, drafts))
    var file = visit.field("file", .file, label: "leasing.field.paper", hint: "leasing.hint.movePaper")
    file.accept = ".pdf,.jpg,.png"
    groups.append(
      LeaseFormPage.Group(
        legend: visit.text("leasing.move.signed"), hint: nil, fields: [visit.field("signatory", label: "leasing.field.signatory"), file]))
    return groups
  }

  private func reading(_ lease: Lease, _ asked: Input, _ visit: Visit) async throws -> MoveTenant {
    var reader = InputReader(asked)
    let entry = reader.requiredDay("entry")
    let last = reader.requiredDay("exit")
    let deposit = LineReading.requiredMoney(&reader, "deposit")
    let lines = LineReading.lines(&reader)
    let cells = try await LineReading.requiredPicked(visit, on: entry ?? visit.today, into: &reader)
    let signatory = reader.text("signatory") ?? ""
    try reader.finish()
    guard let entry, let last, let deposit else { throw Refusal.invalid("kernel.problem.missing") }
    return MoveTenant(
      lease.id, to: cells, entry: entry, exit: last + 1, lines: lines, deposit: deposit, signatory: signatory,
      paper: visit.upload("file"))
  }

  private func quote(_ lease: Lease, _ asked: Input, _ visit: Visit) async throws -> MoveQuote {
    try await visit.database.quote(try await reading(lease, asked, visit), for: visit.viewer, at: visit.now)
  }

  func move(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    try await demandMove(lease, visit)
    if visit.form["quote"] == "1" { return try await moveForm(visit) }
    return .see("/leases/\(try await visit.placing(MoveBySignedPaper(try await reading(lease, visit.form, visit))))")
  }

  func moveJSON(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    try await demandMove(lease, visit)
    return try await json(visit, try await visit.placing(MoveBySignedPaper(try await reading(lease, visit.form, visit))), status: 201)
  }

  func quoteJSON(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    return .json(MoveQuoteJSON(try await quote(lease, visit.form, visit)))
  }

  private func table(_ quote: MoveQuote, _ visit: Visit) -> PageTable {
    let format = visit.format
    func row(_ name: String, _ value: String) -> PageRow {
      PageRow([.init(visit.text("leasing.move.\(name)")), .init(value)])
    }
    return PageTable(
      visit.text("leasing.move.quoteTitle"), hint: visit.text("leasing.move.quoteHint"),
      columns: [visit.leasingColumn("what"), visit.leasingColumn("amount", isNumber: true)],
      rows: [
        row("overlap", visit.text("leasing.days", ["count": "\(quote.overlapDays)"])), row("oldRent", format.money(quote.oldRent)),
        row("newRent", format.money(quote.newRent)), row("oldMonthly", format.money(quote.oldMonthly)),
        row("newMonthly", format.money(quote.newMonthly)), row("oldDeposit", format.money(quote.oldDeposit)),
        row("newDeposit", format.money(quote.newDeposit)), row("depositDifference", format.money(quote.depositDifference)),
      ]
        + quote.later.map { PageRow([.init(visit.text("leasing.move.later", ["day": format.day($0.from)])), .init(said($0, visit))]) }
        + quote.fallen.map { PageRow([.init(said($0, visit)), .init(visit.text("leasing.move.notKept"))]) })
  }
}

/// What a move comes to, as the API gives it; in cents.
struct MoveQuoteJSON: Encodable, Sendable {
  let entry: Day
  let exit: Day
  let overlapDays: Int
  let oldRentCents: Money
  let newRentCents: Money
  let oldMonthlyCents: Money
  let newMonthlyCents: Money
  let depositDifferenceCents: Money
  let later: [Later]
  let fallen: [Fallen]

  /// A price that was agreed for later.
  struct Later: Encodable, Sendable {
    let from: Day
    let basis: String
    let amountCents: Money
    let isKept: Bool
  }
  /// A reduction that the new lease does not have.
  struct Fallen: Encodable, Sendable {
    let kind: String
    let from: Day
    let until: Day?
    let shareHundredths: Int64
  }

  init(_ quote: MoveQuote) {
    (entry, exit, overlapDays) = (quote.entry, quote.exit, quote.overlapDays)
    (oldRentCents, newRentCents) = (quote.oldRent, quote.newRent)
    (oldMonthlyCents, newMonthlyCents) = (quote.oldMonthly, quote.newMonthly)
    depositDifferenceCents = quote.depositDifference
    later = quote.later.map {
      Later(
        from: $0.from, basis: $0.basis, amountCents: $0.rate ?? $0.price.amount, isKept: $0.isKept)
    }
    fallen = quote.fallen.map {
      Fallen(kind: $0.kind.rawValue, from: $0.span.from, until: $0.span.until, shareHundredths: $0.share.basisPoints)
    }
  }
}
