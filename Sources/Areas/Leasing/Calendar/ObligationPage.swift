import Kernel
import Post
import Store
import Web

/// What has to be thought of, by day.
package struct ObligationPage: Page {
  struct Subscription: Sendable {
    let name: String
    let made: String
    let read: String
    let end: String
  }
  package static let template = "leasing-obligations"
  package let title: String
  let lead: String
  let tabs: [PageLink]
  let list: ListView
  let calendar: String
  let freshAddress: String?
  let subscriptions: [Subscription]
  let hasSubscriptions: Bool
  let subscribing: [Field]

  package static let sample = ObligationPage(
    title: "Échéances", lead: "3 en retard", tabs: [.sample], list: .sample, calendar: "/obligations.ics",
    freshAddress: "https://km0.example/calendar/secret",
    subscriptions: [Subscription(name: "Téléphone", made: "24/11/2026", read: "jamais", end: "/obligations/subscriptions/1/end")],
    hasSubscriptions: true, subscribing: [Field("name", .text, label: "Nom")])
}

/// The calendar of letting as a page, a table, JSON and for calendar programs.
package struct ObligationRoutes: Sendable {
  let sources: [any ObligationSource]
  let base: String

  package init(sources: [any ObligationSource] = [], base: String) { (self.sources, self.base) = (sources, base) }

  package var table: [Route] {
    [
      .get("/obligations", .needsSomewhere(.seeLeases), list).asking(Self.fields),
      .get("/obligations.csv", .needsSomewhere(.seeLeases), csv),
      .get("/obligations.ics", .needsSomewhere(.seeLeases), calendar),
      .post("/obligations/subscriptions", .needsSomewhere(.seeLeases), subscribe, shownBy: list),
      .post("/obligations/subscriptions/:subscription/end", .needsSomewhere(.seeLeases), unsubscribe, shownBy: list),
      .get("/calendar/:secret", .open, subscribed),
      .get("/api/obligations", .needsSomewhere(.seeLeases), json).asking(Self.fields),
      .get("/api/obligations/subscriptions", .needsSomewhere(.seeLeases), subscriptionsJSON),
      .post("/api/obligations/subscriptions/:subscription/end", .needsSomewhere(.seeLeases), unsubscribeJSON),
    ]
  }

  static let sorts = ["day", "kind", "title", "tenant"]
  /// In months from today.
  private static let fields: [QueryField] = [
    .choice("months", among: horizons.map(String.init)), .choice("kind", of: Obligation.Kind.self),
  ]
  private static let horizons = [1, 3, 6, 12, 36]

  func found(_ visit: Visit, _ list: ListQuery, for other: Viewer? = nil) async throws -> [Obligation] {
    let (viewer, today) = (other ?? visit.viewer, visit.today)
    var found = try await visit.database.read { [sources] transaction in
      var all = try transaction.obligations(within: viewer.reach(of: .seeLeases), on: today)
      for source in sources { all += try source.obligations(from: today, for: viewer, in: transaction) }
      return all.inOrder
    }
    let months = Int(visit.query["months"]).flatMap { Self.horizons.contains($0) ? $0 : nil } ?? 12
    let horizon = today.adding(months: months)
    let kind = Obligation.Kind(rawValue: visit.query["kind"])
    found = found.filter { obligation in
      obligation.day <= horizon && (kind == nil || obligation.kind == kind) && (visit.query["late"].isEmpty || obligation.isLate(on: today))
        && list.finds(
          ([obligation.title, obligation.tenant, saying(obligation, visit).name] + obligation.cells).joined(separator: " "))
    }
    switch list.sort {
    case "kind": found = found.stable { saying($0, visit).name.folded }
    case "title": found = found.stable(\.title)
    case "tenant": found = found.stable(\.tenant.folded)
    default: break
    }
    return list.isDescending ? found.reversed() : found
  }
  private func saying(_ obligation: Obligation, _ visit: Visit) -> ObligationSaying {
    ObligationSaying(obligation, in: visit.language, visit.texts, on: visit.today)
  }

  private func list(_ visit: Visit) async throws -> Answer { try await page(visit, freshAddress: nil) }

  func page(_ visit: Visit, freshAddress: String?) async throws -> Answer {
    let subscriptions = try await subscriptions(of: visit)
    let list = visit.list(sorts: Self.sorts, size: 25)
    let found = try await found(visit, list)
    let kinds = Obligation.Kind.allCases.map { Field.Option($0.rawValue, visit.text("leasing.obligation.kind.\($0.rawValue)")) }
    var horizon = visit.filter(
      "months", label: "leasing.obligation.horizon",
      options: Self.horizons.filter { $0 != 12 }.map { Field.Option("\($0)", visit.text("leasing.obligation.months", ["count": "\($0)"])) },
      all: "leasing.obligation.year")
    horizon.value = visit.query["months"]
    let view = visit.listView(
      list, named: visit.text("leasing.obligation.title"), total: found.count,
      columns: [
        ListColumn("leasing.obligation.day", sort: "day"), ListColumn("leasing.obligation.what.title", sort: "kind"),
        ListColumn("leasing.obligation.about", sort: "title"), ListColumn("leasing.column.tenant", sort: "tenant"),
        ListColumn("leasing.column.cells"), ListColumn("leasing.obligation.do"),
      ], csv: "/obligations.csv",
      filters: [
        visit.filter("kind", label: "leasing.obligation.what.title", options: kinds, all: "leasing.obligation.all"),
        visit.filter(
          "late", label: "leasing.obligation.late", options: [Field.Option("1", visit.text("leasing.obligation.onlyLate"))],
          all: "leasing.obligation.lateToo"), horizon,
      ], rows: list.slice(found).map { row($0, visit) })
    var subscribing = visit.field(
      "name", .text, label: "leasing.subscription.name", required: true, hint: "leasing.subscription.nameHint")
    if freshAddress != nil { subscribing.value = "" }
    let late = found.count { $0.isLate(on: visit.today) }
    return .page(
      ObligationPage(
        title: visit.text("leasing.obligation.title"),
        lead: visit.text(late == 0 ? "leasing.obligation.noneLate" : "leasing.obligation.someLate", ["count": "\(late)"]),
        tabs: visit.leasingTabs("/obligations"), list: view, calendar: "/obligations.ics",
        freshAddress: freshAddress, subscriptions: subscriptions.map { line($0, visit) },
        hasSubscriptions: !subscriptions.isEmpty,
        subscribing: [subscribing]
      ))
  }

  private func row(_ obligation: Obligation, _ visit: Visit) -> PageRow {
    let saying = saying(obligation, visit)
    return PageRow(
      [
        PageCell(visit.format.shortDay(obligation.day), isTight: true, note: saying.distance),
        PageCell(saying.name, badge: "obligation-\(obligation.kind.rawValue)"),
        PageCell(obligation.title, path: obligation.path, isTight: true), PageCell(obligation.tenant),
        PageCell(obligation.cells.joined(separator: ", ")), PageCell(saying.what),
      ], obligation.isLate(on: visit.today) ? .late : .line)
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit, visit.list(sorts: Self.sorts))
    let heads =
      ["leasing.obligation.day", "leasing.obligation.what.title", "leasing.obligation.about", "leasing.column.tenant"]
      + ["leasing.column.cells", "leasing.obligation.do"]
    return .csv(
      heads.map { visit.text($0) },
      found.map {
        let saying = saying($0, visit)
        return [$0.day.description, saying.name, $0.title, $0.tenant, $0.cells.joined(separator: " "), saying.what]
      }, name: "obligations-\(visit.today).csv")
  }

  private func json(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: Self.sorts, size: 200)
    let found = try await found(visit, list)
    return .json(list.slice(found).map { ObligationJSON($0, saying($0, visit).what, on: visit.today) })
      .with("x-total-count", String(found.count))
  }

  private func calendar(_ visit: Visit) async throws -> Answer {
    let feed = feed(try await found(visit, visit.list(sorts: Self.sorts)), in: visit.language, visit)
    return .file(Array(feed.text.utf8), type: CalendarFeed.type, name: "obligations-\(visit.today).ics")
  }

  func feed(_ found: [Obligation], in language: Language, _ visit: Visit) -> CalendarFeed {
    CalendarFeed(
      name: visit.texts.text("leasing.obligation.title", in: language), said: visit.now,
      entries: found.map { obligation in
        let saying = ObligationSaying(obligation, in: language, visit.texts, on: visit.today)
        let about = [obligation.title, obligation.tenant].filter { !$0.isEmpty }.joined(separator: ", ")
        return CalendarFeed.Entry(
          identity: "\(obligation.kind.rawValue).\(obligation.day).\(obligation.subject.replacing("/", with: "."))", day: obligation.day,
          summary: "\(saying.name) · \(about)", description: saying.what, place: obligation.cells.joined(separator: ", "),
          address: base + obligation.path)
      })
  }
}

extension [Obligation] {
  /// In another order, those alike by day.
  fileprivate func stable(_ key: (Obligation) -> String) -> [Obligation] {
    map { (key($0), $0) }.enumerated().sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
  }
}

struct ObligationJSON: Encodable, Sendable {
  let kind: Obligation.Kind
  let day: Day
  let isLate: Bool
  let subject: String
  let path: String
  let title: String
  let tenant: String
  let cells: [String]
  let what: String

  init(_ obligation: Obligation, _ what: String, on today: Day) {
    (kind, day, isLate, subject) = (obligation.kind, obligation.day, obligation.isLate(on: today), obligation.subject)
    (path, title, tenant, cells, self.what) = (obligation.path, obligation.title, obligation.tenant, obligation.cells, what)
  }
}
