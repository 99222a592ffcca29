import Invoicing
import Kernel
import Store
import Web

/// One lease: what it is, what it asks over time, what comes next, what was done and what may be.
package struct LeasePage: Page {
  /// Something to be done, and where.
  struct Missing: Sendable {
    let text: String
    let path: String?
  }
  struct Coming: Sendable {
    let day: String
    let what: String
    let isUrgent: Bool
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
  let growthPath: String?
  let whatIfPath: String?
  /// Where what is to be given back of the deposit is asked for.
  let refundPath: String?
  /// What an amendment would lead to, as it was asked.
  let preview: PageTable?
  let facts: [PageFact]
  let hasDates: Bool
  let dates: [Coming]
  let tables: [PageTable]
  let hasDeeds: Bool
  let deeds: [PageDeed]
  let history: [History]

  package static let sample = LeasePage(
    title: "BAIL-2025-0001 · Ada", state: "running", stateText: "en cours", lead: "Pépinière, H1-001",
    missing: [Missing(text: "Attestation d’assurance", path: "/organisations/1/edit")],
    hasMissing: true, papersPath: "/leases/1/papers", editPath: "/leases/1/edit", movePath: "/leases/1/move",
    growthPath: "/leases/1/growth", whatIfPath: "/leases/1/what-if", refundPath: "/refunds/new",
    preview: .sample, facts: [.sample],
    hasDates: true, dates: [Coming(day: "1er mars 2026", what: "Révision", isUrgent: true)], tables: [.sample], hasDeeds: true,
    deeds: [.sample], history: [History(at: "1er mars 2026", who: "Ada", what: "signature")])
}

extension LeaseRoutes {
  func show(_ visit: Visit) async throws -> Answer { try await show(visit, preview: nil) }

  func show(_ visit: Visit, preview: PageTable?) async throws -> Answer {
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
        title: "\(lease.number) · \(view.tenant.name)", state: view.state.badge,
        stateText: visit.text("leasing.state.\(view.state.rawValue)"),
        lead: [view.scheme.name(in: visit.language), codes].filter { !$0.isEmpty }.joined(separator: " · "), missing: page.missing,
        hasMissing: !page.missing.isEmpty,
        papersPath: "/leases/\(lease.id)/papers",
        editPath: visit.viewer.may(.prepareLeases) && view.state.allows(.edit) ? "/leases/\(lease.id)/edit" : nil,
        movePath: mayWrite && view.state.allows(.move) ? "/leases/\(lease.id)/move" : nil,
        growthPath: visit.viewer.may(.prepareLeases) && view.state.allows(.growth) ? "/leases/\(lease.id)/growth" : nil,
        whatIfPath: [.ended, .withdrawn].contains(view.state) ? nil : "/leases/\(lease.id)/what-if",
        refundPath: mayWrite ? page.refundPath : nil, preview: preview, facts: page.facts(),
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
