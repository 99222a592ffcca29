import Foundation
import Kernel
import Logging
import Store
import StoreSQLite
import Testing
import Trials

@testable import House
@testable import Web

/// `docs/permissions.md` is kept by hand, and says for each route who is let in. Here every route is asked as everyone.
@Suite struct PermissionTests {
  static let asking = ["visitor"] + Role.allCases.map(\.rawValue)

  /// The answers by route, in the order of the columns.
  private func table() throws -> (columns: [String], rows: [String: [String]]) {
    var columns: [String] = []
    var rows: [String: [String]] = [:]
    for line in try Repository.text("docs/permissions.md").split(separator: "\n") where line.hasPrefix("|") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      if cells.first == "route" { columns = Array(cells.dropFirst()) }
      guard let route = cells.first, route.hasPrefix("`") else { continue }
      rows[route.trimmingCharacters(in: ["`"])] = Array(cells.dropFirst())
    }
    return (columns, rows)
  }

  @Test func theTableNamesEveryRouteAndNoOther() throws {
    let (columns, rows) = try table()
    #expect(columns == Self.asking)
    let routes = Set(House.sample.routes.map { "\($0.method.rawValue) \($0.path)" })
    #expect(routes.subtracting(rows.keys).sorted() == [], "not in docs/permissions.md")
    #expect(Set(rows.keys).subtracting(routes).sorted() == [], "in docs/permissions.md, and no route")
  }

  @Test func everyRouteAnswersEveryRoleAsTheTableSays() async throws {
    let (columns, rows) = try table()
    try await TrialStore.with(.sqlite, migrations: House.sample.migrations) { database in
      let settings = WebSettings(base: "http://localhost", secret: Array(repeating: 7, count: 32))
      var logger = Logger(label: "trial")
      logger.logLevel = .critical
      let application = try WebApplication(
        areas: House.sample.areas, settings: settings, database: database, doorkeeper: RoleDoorkeeper(), logger: logger)
      for route in House.sample.routes {
        let name = "\(route.method.rawValue) \(route.path)"
        for (column, expected) in zip(columns, rows[name] ?? []) {
          let reply = await application.answer(ask(route, as: column, of: application))
          #expect(reply.status != 500, "\(name) as \(column)")
          #expect(isLetIn(reply, route) == (expected == "yes"), "\(name) as \(column): \(reply.status), and the table says \(expected)")
        }
      }
    }
  }

  private func isLetIn(_ reply: Reply, _ route: Route) -> Bool {
    if [401, 403].contains(reply.status) { return false }
    return !(reply.status == 303 && reply.header("location")?.hasPrefix("/sign-in?to=") == true)
  }

  /// Something that reaches the handler: ids that name nothing, an empty form with its token.
  private func ask(_ route: Route, as name: String, of application: WebApplication) -> Ask {
    let path = route.path.split(separator: "/").map { $0.hasPrefix(":") ? ID<Route>.fresh(at: TrialStore.opening).description : String($0) }
    var ask = Ask(route.method.rawValue, "/" + path.joined(separator: "/"))
    let cookie = String(repeating: "0", count: 32)
    let isVisitor = name == "visitor"
    ask.headers["cookie"] = "\(SetCookie.form)=\(cookie)" + (isVisitor ? "" : "; \(SetCookie.session)=\(name)")
    if route.method != .get {
      ask.headers["x-form-token"] = application.tokens.token(cookie: cookie, session: isVisitor ? nil : SessionKey(digest: name))
    }
    return ask
  }
}
