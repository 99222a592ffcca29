import Kernel
import Store
import Web

/// The papers of a lease: what can be printed, and what was made for good.
package struct PaperListPage: Page {
  package static let template = "leasing-paper-list"
  package let title: String
  let up: PageLink
  let lead: String
  let tables: [PageTable]
  let mayMake: Bool
  let action: String
  let fields: [Field]

  package static let sample = PaperListPage(
    title: "Documents de BAIL-2026-0001", up: .sample, lead: "Ada", tables: [.sample], mayMake: true, action: "/leases/1/papers",
    fields: [Field("paper", .select, label: "Document", value: "")])
}

extension PaperRoutes {
  private struct Listed: Sendable {
    let names: [PaperName]
    let made: [MadePaper]
    let standing: [PaperName: MadePaper]
    let scheme: Scheme?
    let tenant: String
  }
  private func listed(_ lease: Lease, _ visit: Visit) async throws -> Listed {
    try await visit.database.read { transaction in
      let names = try transaction.paperNames(of: lease, on: visit.today)
      var standing: [PaperName: MadePaper] = [:]
      for name in names { standing[name] = try transaction.madePaper(name, of: lease) }
      let version = try transaction.schemeVersion(lease.version)
      return Listed(
        names: names, made: try transaction.madePapers(of: lease.id), standing: standing,
        scheme: try version.flatMap { try transaction.scheme($0.scheme) },
        tenant: try transaction.billingParty(lease.tenant, on: visit.today)?.usualName ?? "")
    }
  }

  func list(_ visit: Visit) async throws -> Answer {
    let lease = try await LeaseRoutes().visible(visit)
    let listed = try await listed(lease, visit)
    func title(_ name: PaperName) -> String {
      let of = Day(name.of).map { visit.format.day($0) } ?? name.of
      return visit.text("leasing.paper.title.\(name.kind.rawValue)", ["scheme": listed.scheme?.name(in: visit.language) ?? "", "of": of])
    }
    let rows = listed.names.map { name in
      let made = listed.standing[name]
      return PageRow([
        .init(title(name), path: "/leases/\(lease.id)/papers/\(name).pdf"),
        .init(made.map { visit.format.shortMoment($0.madeAt, in: visit.house) } ?? visit.text("leasing.papers.notMade"), isTight: true),
        .init(made?.madeBy ?? ""), .init(made.map { String($0.digest.prefix(16)) } ?? "", isTight: true),
      ])
    }
    let canMake = listed.names.filter { name in
      guard visit.viewer.may(name.kind == .contract ? .prepareLeases : .writeLeases) else { return false }
      if name.kind == .contract { return lease.state(on: visit.today) == .offered && listed.standing[name] == nil }
      return listed.standing[name] == nil || name.kind == .deposit
    }
    let table = PageTable(
      visit.text("leasing.papers.all"), hint: visit.text("leasing.papers.hint"),
      columns: ["paper", "made", "madeBy", "digest"].map { PageTable.Column(visit.text("leasing.papers.column.\($0)")) }, rows: rows)
    return .page(
      PaperListPage(
        title: visit.text("leasing.papers.title", ["number": lease.number]), up: PageLink(lease.number, "/leases/\(lease.id)"),
        lead: listed.tenant,
        tables: [table], mayMake: !canMake.isEmpty, action: "/leases/\(lease.id)/papers",
        fields: [
          visit.field(
            "paper", .select, label: "leasing.papers.column.paper", required: true, hint: "leasing.papers.makeHint",
            options: canMake.map { Field.Option("\($0)", title($0)) })
        ]))
  }

  func listJSON(_ visit: Visit) async throws -> Answer {
    let lease = try await LeaseRoutes().visible(visit)
    let listed = try await listed(lease, visit)
    return .json(
      listed.names.map { name in
        PaperJSON(
          paper: "\(name)", path: "/api/leases/\(lease.id)/papers/\(name).pdf", made: listed.standing[name].map(MadePaperJSON.init))
      })
  }
}

/// A paper a lease has, with what was made of it.
struct PaperJSON: Encodable, Sendable {
  let paper: String
  let path: String
  let made: MadePaperJSON?
}
