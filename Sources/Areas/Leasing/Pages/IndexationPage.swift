import Kernel
import Store
import Web

/// The revisions of a month: what each would come to, then all at once.
extension IndexRoutes {
  /// Nothing is revised for a month that nobody named.
  private func month(_ visit: Visit, _ input: Input) throws -> Month {
    var reader = InputReader(input)
    let month = reader.month("month")
    if input["month"].isEmpty { reader.problems.add("kernel.problem.missing", field: "month") }
    if let month, month > visit.today.month + 12 { reader.problems.add("leasing.problem.monthFar", field: "month") }
    try reader.finish()
    guard let month else { throw Refusal.invalid("kernel.problem.missing", field: "month") }
    return month
  }

  func indexation(_ visit: Visit) async throws -> Answer {
    let month = Month((visit.isShownAgain ? visit.form : visit.query)["month"]) ?? visit.today.month
    let today = visit.today
    let due = try await visit.database.read { try $0.dueRevisions(in: month, on: today) }
    let names = Dictionary(uniqueKeysWithValues: try await visit.database.read { try $0.organisationNames() }.map { ($0.id, $0.name) })
    let format = visit.format
    let rows = due.map { revision -> PageRow in
      let lease = revision.facts.lease
      let head: [PageCell] = [
        .init(format.shortDay(revision.day)), .init(lease.number, path: "/leases/\(lease.id)"), .init(names[lease.tenant] ?? ""),
      ]
      guard let indexation = revision.indexation else {
        return PageRow(head + [.init("–"), .init("–"), .init("–")], notes: refusal(revision, visit))
      }
      let prices = revision.prices(indexation)
      let before = prices.reduce(Money.zero) { $0 + $1.before.yearly }
      let after = prices.reduce(Money.zero) { $0 + $1.after.yearly }
      return PageRow(
        head + [
          .init(
            "\(indexation.index.rawValue) \(visit.quarterText(indexation.base.quarter)) → \(visit.quarterText(indexation.new.quarter))",
            steps: [
              "\(visit.shownPoint(indexation.new.hundredths)) / \(visit.shownPoint(indexation.base.hundredths)) = "
                + "\(visit.shownRatio(indexation.ratio))…"
                + (indexation.bound.map { " · \(visit.text("leasing.bound.\($0.rawValue)")) \(indexation.reference ?? "")" } ?? "")
            ] + prices.map { way($0.line, $0.before, $0.after, indexation, visit) }),
          .init(format.money(before)), .init(format.money(after)),
        ])
    }
    var (before, after) = (Money.zero, Money.zero)
    for revision in due {
      guard let indexation = revision.indexation else { continue }
      for price in revision.prices(indexation) {
        before += price.before.yearly
        after += price.after.yearly
      }
    }
    let total = PageRow(
      [
        .init(visit.text("leasing.indexation.sum")), .init(""), .init(""), .init(""), .init(format.money(before)),
        .init(format.money(after)),
      ], .total)
    let columns = ["day", "number", "tenant", "index"].map { visit.leasingColumn($0) }
    let numbers = ["yearBefore", "yearAfter"].map { visit.leasingColumn($0, isNumber: true) }
    let possible = due.count { $0.indexation != nil }
    let forms =
      possible == 0
      ? []
      : [
        LeasingTablePage.Form(
          title: visit.text("leasing.indexation.do"), hint: visit.text("leasing.indexation.doHint"), action: "/indexation",
          fields: [visit.hidden("month", "\(month)")], button: visit.text("leasing.indexation.button", ["count": "\(possible)"]),
          isUpload: false, isFirst: true, isOpen: true)
      ]
    return .page(
      LeasingTablePage(
        title: visit.text("leasing.indexation.title", ["month": format.month(month)]), lead: visit.text("leasing.indexation.lead"),
        tabs: visit.leasingTabs("/indexation"), csv: nil,
        choosers: [
          LeasingTablePage.Form(
            title: visit.text("leasing.indexation.choose"), hint: nil, action: "/indexation",
            fields: [
              Field(
                "month", .month, label: visit.text("leasing.column.month"), value: visit.isShownAgain ? visit.form["month"] : "\(month)",
                problem: visit.problemText(of: "month"))
            ],
            button: visit.text("leasing.indexation.show"), isUpload: false, isFirst: false, isOpen: true)
        ],
        tables: [
          PageTable(
            visit.text("leasing.indexation.table"), hint: visit.text("leasing.indexation.rounding"), columns: columns + numbers,
            rows: rows.count > 1 ? rows + [total] : rows,
            empty: visit.text("leasing.indexation.none"))
        ],
        forms: forms))
  }

  /// How a heading comes to its price: rounded once, on the basis that it was agreed on.
  private func way(_ line: LeaseLine, _ before: RentPrice, _ after: RentPrice, _ indexation: Indexation, _ visit: Visit) -> String {
    let format = visit.format
    return visit.text(
      "leasing.indexation.way.\(after.basis.rawValue)",
      [
        "line": line.text, "before": format.money(before.amount), "ratio": visit.shownRatio(indexation.ratio),
        "after": format.money(after.amount), "year": format.money(after.yearly),
      ])
  }

  private func refusal(_ revision: DueRevision, _ visit: Visit) -> [String] {
    if case .failure(let refusal) = revision.outcome { return refusal.problems.map { visit.text($0.code, $0.arguments) } }
    return []
  }

  func indexMonth(_ visit: Visit) async throws -> Answer {
    let month = try month(visit, visit.form)
    _ = try await visit.database.indexLeases(in: month, for: visit.viewer, at: visit.now)
    return .see("/indexation?month=\(month)")
  }
  func indexMonthJSON(_ visit: Visit) async throws -> Answer {
    let outcome = try await visit.database.indexLeases(in: try month(visit, visit.form), for: visit.viewer, at: visit.now)
    return .json(
      IndexedMonthJSON(
        done: outcome.done,
        refused: outcome.refused.map {
          IndexedMonthJSON.Refused(lease: $0.lease.id, number: $0.lease.number, problems: $0.refusal.problems.map(\.code))
        }))
  }
  func indexationJSON(_ visit: Visit) async throws -> Answer {
    let month = visit.query["month"].isEmpty ? visit.today.month : try month(visit, visit.query)
    let today = visit.today
    return .json(try await visit.database.read { try $0.dueRevisions(in: month, on: today) }.map(DueRevisionJSON.init))
  }
}

struct IndexedMonthJSON: Encodable, Sendable {
  struct Refused: Encodable, Sendable {
    let lease: ID<Lease>
    let number: String
    let problems: [String]
  }
  let done: [ID<Lease>]
  let refused: [Refused]
}

struct DueRevisionJSON: Encodable, Sendable {
  let lease: ID<Lease>
  let number: String
  let day: Day
  let index: RentIndex?
  let baseQuarter: String?
  let newQuarter: String?
  let ratio: String?
  let beforeCents: Money?
  let afterCents: Money?
  let problems: [String]

  init(_ due: DueRevision) {
    (lease, number, day) = (due.facts.lease.id, due.facts.lease.number, due.day)
    let indexation = due.indexation
    index = due.clause.index
    (baseQuarter, newQuarter) = (indexation.map { "\($0.base.quarter)" }, indexation.map { "\($0.new.quarter)" })
    ratio = indexation?.ratio
    let prices = indexation.map { due.prices($0) }
    beforeCents = prices?.reduce(Money.zero) { $0 + $1.before.yearly }
    afterCents = prices?.reduce(Money.zero) { $0 + $1.after.yearly }
    if case .failure(let refusal) = due.outcome { problems = refusal.problems.map(\.code) } else { problems = [] }
  }
}
