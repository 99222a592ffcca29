import Kernel
import Store
import Web

/// What follows from an amendment, found by making it and taking it back: the lease before and after.
struct AmendmentPreview: Sendable {
  struct Month: Sendable {
    let month: Kernel.Month
    let before: Money
    let after: Money
  }
  let day: Day
  let before: LeaseView
  let after: LeaseView
  /// Posted at once for what was invoiced already, without VAT: given back where it is negative.
  let madeGood: Money
  /// What is to be called and what is held too much of the guarantee on the day, or today when it is past.
  let depositToCall: Money
  let depositExcess: Money
  /// What is closed that day of calls that are still open.
  let depositRest: Money

  static func read(_ act: AmendLease, _ visit: Visit) async throws -> AmendmentPreview {
    let before = try await LeaseView.read(act.lease, visit)
    let today = visit.today
    let posted = try await visit.database.read { try $0.postedSum(of: before.lease) }
    return try await visit.database.rehearse(act, for: visit.viewer, at: visit.now) { transaction, _ in
      guard let facts = try transaction.leaseFacts(act.lease) else { throw Refusal.notFound }
      return AmendmentPreview(
        day: act.day, before: before, after: try LeaseView(facts, in: transaction, on: today),
        madeGood: try transaction.postedSum(of: facts.lease) - posted,
        depositToCall: try transaction.depositToCall(of: facts.lease, on: max(act.day, today)),
        depositExcess: try transaction.depositExcess(of: facts.lease, on: max(act.day, today)),
        depositRest: try transaction.depositRest(of: facts.lease, on: max(act.day, today)))
    }
  }

  /// The months of the year to come of which something else is asked, with VAT.
  var months: [Month] {
    (0..<12).map { before.today.month + $0 }.compactMap { month in
      let (old, new) = (ChargeSum(before.charges(in: month)).total, ChargeSum(after.charges(in: month)).total)
      return old == new ? nil : Month(month: month, before: old, after: new)
    }
  }
  /// A month of everything at the prices of the day, without VAT.
  func monthly(_ view: LeaseView) -> Money { view.facts.schedule(over: view.lease.agreed).monthly(on: day, rentOnly: false) }

  /// Who paid and who pays from the day on, where that is another.
  private var payers: (before: String, after: String)? {
    after.facts.amended.last { $0.from == day && $0.payer != nil }.flatMap { change in
      before.facts.payer(on: day) == change.payer ? nil : after.facts.payers(around: change, named: after.payerNames)
    }
  }

  func table(_ visit: Visit) -> PageTable {
    let format = visit.format
    func row(_ name: String, _ before: String, _ after: String) -> PageRow { PageRow([.init(name), .init(before), .init(after)]) }
    let terms = TermsDifference(texts: visit.texts, language: visit.language)
      .items(before.facts.terms(on: day), after.facts.terms(on: day), payers: payers).map { row($0.name, $0.before, $0.after) }
    var rows = terms
    if monthly(before) != monthly(after) {
      rows.append(row(visit.text("leasing.fact.monthly"), format.money(monthly(before)), format.money(monthly(after))))
    }
    if before.due?.day != after.due?.day || before.due?.clause != after.due?.clause {
      rows.append(row(visit.text("leasing.preview.revision"), revision(before.due, visit), revision(after.due, visit)))
    }
    rows += months.map { row(format.month($0.month), format.money($0.before), format.money($0.after)) }
    if madeGood != .zero { rows.append(row(visit.text("leasing.preview.madeGood"), "", format.money(madeGood))) }
    if before.facts.terms(on: day).deposit != after.facts.terms(on: day).deposit {
      rows.append(row(visit.text("leasing.preview.held"), format.money(before.held), format.money(after.held)))
      rows.append(row(visit.text("leasing.preview.toCall"), "", format.money(depositToCall)))
      rows.append(row(visit.text("leasing.preview.excess"), "", format.money(depositExcess)))
      if depositRest > .zero { rows.append(row(visit.text("leasing.preview.rest"), "", format.money(depositRest))) }
    }
    return PageTable(
      visit.text("leasing.preview.title"), hint: visit.text("leasing.preview.hint", ["day": format.day(day)]),
      columns: [visit.leasingColumn("what"), visit.leasingColumn("before", isNumber: true), visit.leasingColumn("after", isNumber: true)],
      rows: rows, empty: visit.text("leasing.preview.empty"))
  }
  private func revision(_ due: DueRevision?, _ visit: Visit) -> String {
    due.map { "\($0.clause.index.rawValue), \(visit.format.day($0.day))" } ?? "–"
  }
}

/// The same for programs, in cents.
struct AmendmentPreviewJSON: Encodable, Sendable {
  struct Month: Encodable, Sendable {
    let month: String
    let beforeCents: Money
    let afterCents: Money
  }
  let day: Day
  let before: LeaseJSON.Terms
  let after: LeaseJSON.Terms
  let monthlyBeforeCents: Money
  let monthlyAfterCents: Money
  let revisionBefore: Day?
  let revisionAfter: Day?
  let madeGoodCents: Money
  let depositToCallCents: Money
  let depositExcessCents: Money
  let depositRestCents: Money
  let months: [Month]

  init(_ preview: AmendmentPreview) {
    day = preview.day
    before = LeaseJSON.Terms(preview.before.facts.terms(on: day), from: day, payer: preview.before.facts.payer(on: day))
    after = LeaseJSON.Terms(preview.after.facts.terms(on: day), from: day, payer: preview.after.facts.payer(on: day))
    (monthlyBeforeCents, monthlyAfterCents) = (preview.monthly(preview.before), preview.monthly(preview.after))
    (revisionBefore, revisionAfter) = (preview.before.due?.day, preview.after.due?.day)
    madeGoodCents = preview.madeGood
    (depositToCallCents, depositExcessCents) = (preview.depositToCall, preview.depositExcess)
    depositRestCents = preview.depositRest
    months = preview.months.map { Month(month: "\($0.month)", beforeCents: $0.before, afterCents: $0.after) }
  }
}

extension LeaseRoutes {
  private func preview(_ visit: Visit) async throws -> AmendmentPreview {
    let lease = try await visible(visit)
    try await visit.database.read { try $0.state(of: lease, on: visit.today) }.demand(.amend)
    return try await AmendmentPreview.read(try LeaseReading.amendment(lease.id, visit), visit)
  }
  /// The page of the lease again, with what would follow above it.
  func amendmentPreview(_ visit: Visit) async throws -> Answer {
    try await show(visit, preview: try await preview(visit).table(visit))
  }
  func amendmentPreviewJSON(_ visit: Visit) async throws -> Answer { .json(AmendmentPreviewJSON(try await preview(visit))) }
}

extension Transaction {
  /// What is posted of a lease beside what its schedule asks, without what was cancelled.
  fileprivate borrowing func postedSum(of lease: Lease) throws -> Money {
    try value("SELECT CAST(COALESCE(SUM(net), 0) AS BIGINT) FROM charges WHERE contract = \(lease.number) AND cancelled_at IS NULL")
      ?? .zero
  }
}
