import Invoicing
import Kernel
import Store
import Web

/// A table of a page, with words for heads and cells.
struct LeasingTable: Sendable {
  struct Head: Sendable {
    let text: String
    let style: String?
  }
  struct Cell: Sendable {
    let text: String
    let style: String?
    let path: String?
    /// The head it stands under, which a phone shows beside it.
    var label = ""
    /// How it comes about, unfolded by whoever asks.
    let steps: [String]
    let hasSteps: Bool
    init(_ text: String, style: String? = nil, path: String? = nil, steps: [String] = []) {
      (self.text, self.style, self.path, self.steps) = (text, style, path, steps)
      hasSteps = !steps.isEmpty
    }
  }
  struct Row: Sendable {
    var cells: [Cell]
    /// Lines below, smaller: how the amount comes about.
    let notes: [String]
    var isTotal = false
  }
  let title: String
  let hint: String?
  let heads: [Head]
  let rows: [Row]
  let isEmpty: Bool
  let empty: String?

  init(_ title: String, hint: String? = nil, heads: [(String, String?)], rows: [Row], empty: String? = nil) {
    (self.title, self.hint, self.empty) = (title, hint, empty)
    self.heads = heads.map { Head(text: $0.0, style: $0.1) }
    self.rows = rows.map { row in
      var row = row
      for place in row.cells.indices where place < heads.count { row.cells[place].label = heads[place].0 }
      return row
    }
    isEmpty = rows.isEmpty
  }
  static let sample = LeasingTable(
    "Ce qui est demandé", hint: "Hors taxes", heads: [("Mois", "nowrap"), ("Montant", "number")],
    rows: [
      Row(
        cells: [Cell("mars 2026", style: "nowrap", path: "/x", steps: ["x"]), Cell("150,00 €", style: "number", path: "/y", steps: ["x"])],
        notes: ["1 800,00 € par an"], isTotal: true
      )
    ], empty: "Rien")
}

/// One lease: what it is, what it asks over time, what comes next, what was done and what may be.
package struct LeasePage: Page {
  /// Something to be done, and where.
  struct Missing: Sendable {
    let text: String
    let path: String?
  }
  struct Fact: Sendable {
    let name: String
    let value: String
    let path: String?
  }
  struct Coming: Sendable {
    let day: String
    let what: String
    let isUrgent: Bool
  }
  struct Deed: Sendable {
    let id: String
    let path: String
    let name: String
    let hint: String
    let fields: [Field]
    let isDangerous: Bool
    let isMain: Bool
    let isOpen: Bool
    let isUpload: Bool
  }
  struct History: Sendable {
    let at: String
    let who: String
    let what: String
  }
  package static let template = "leasing-lease"
  package let title: String
  let state: String
  let stateText: String
  let lead: String
  let missing: [Missing]
  let hasMissing: Bool
  let papersPath: String
  let editPath: String?
  let movePath: String?
  let whatIfPath: String?
  /// Where what is to be given back of the deposit is asked for.
  let refundPath: String?
  let facts: [Fact]
  let hasDates: Bool
  let dates: [Coming]
  let tables: [LeasingTable]
  let hasDeeds: Bool
  let deeds: [Deed]
  let history: [History]

  package static let sample = LeasePage(
    title: "BAIL-2025-0001 · Ada", state: "running", stateText: "en cours", lead: "Pépinière, H1-001",
    missing: [Missing(text: "Attestation d’assurance", path: "/organisations/1/edit")],
    hasMissing: true, papersPath: "/leases/1/papers", editPath: "/leases/1/edit", movePath: "/leases/1/move",
    whatIfPath: "/leases/1/what-if", refundPath: "/refunds/new",
    facts: [Fact(name: "Bailleur", value: "SCI KM0", path: "/o/1")],
    hasDates: true, dates: [Coming(day: "1er mars 2026", what: "Révision", isUrgent: true)], tables: [.sample], hasDeeds: true,
    deeds: [
      Deed(
        id: "end", path: "/leases/1/end", name: "Mettre fin", hint: "Le bail s’arrête.",
        fields: [Field("last", .date, label: "Dernier jour")],
        isDangerous: true, isMain: true, isOpen: true, isUpload: true)
    ], history: [History(at: "1er mars 2026", who: "Ada", what: "signature")])
}

extension LeaseRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let view = try await LeaseView.read(try visit.id("contract"), visit)
    let schemes = try await visit.database.read { try $0.schemes() }
    let lease = view.lease
    let format = visit.format
    let origin = visit.viewer.may(.seeLeases) ? try await origin(of: view, visit) : nil
    let page = LeaseWords(view, visit, origin: origin)
    let deeds = page.deeds(schemes)
    let mayWrite = visit.viewer.may(.writeLeases)
    let sees = visit.viewer.may(.seeLeases)
    let codes = view.cells.map(\.code).joined(separator: ", ")
    return .page(
      LeasePage(
        title: "\(lease.number) · \(view.tenant.name)", state: view.state.rawValue,
        stateText: visit.text("leasing.state.\(view.state.rawValue)"),
        lead: [view.scheme.name(in: visit.language), codes].filter { !$0.isEmpty }.joined(separator: " · "),
        missing: page.missing, hasMissing: !page.missing.isEmpty, papersPath: "/leases/\(lease.id)/papers",
        editPath: visit.viewer.may(.prepareLeases) && view.state.allows(.edit) ? "/leases/\(lease.id)/edit" : nil,
        movePath: mayWrite && view.state.allows(.move) ? "/leases/\(lease.id)/move" : nil,
        whatIfPath: [.ended, .withdrawn].contains(view.state) ? nil : "/leases/\(lease.id)/what-if",
        refundPath: mayWrite ? page.refundPath : nil, facts: page.facts(),
        hasDates: !view.dates.isEmpty,
        dates: view.dates.map {
          LeasePage.Coming(
            day: format.day($0.day), what: visit.text("leasing.date.\($0.what)", ["months": "\($0.months ?? 0)"]),
            isUrgent: $0.day < visit.today + 31)
        },
        tables: page.tables(), hasDeeds: !deeds.isEmpty, deeds: deeds,
        history: sees
          ? view.audit.map {
            LeasePage.History(
              at: format.shortMoment($0.at, in: visit.house), who: $0.personName, what: visit.text("leasing.verb.\($0.verb)"))
          } : []))
  }

  /// What it was prepared from: the page of who promised, else the promise itself.
  private func origin(of view: LeaseView, _ visit: Visit) async throws -> LeaseOriginPage? {
    guard let promise = view.promise else { return nil }
    let (viewer, language, origins) = (visit.viewer, visit.language, origins)
    let page = try await visit.database.read { transaction -> LeaseOriginPage? in
      for origin in origins {
        if let page = try origin.page(of: promise.id, for: viewer, in: language, transaction) { return page }
      }
      return nil
    }
    let day = visit.format.day(visit.house.day(of: promise.madeAt))
    return page ?? LeaseOriginPage(name: visit.text("leasing.origin.hold", ["day": day]), path: "/holds/\(promise.id)")
  }
}
