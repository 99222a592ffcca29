import Kernel
import Store
import Web

/// Something of an area that waits for somebody: how many there are, and where they are worked off.
package struct WaitingWork: Sendable {
  /// The end of the text key: `welcome.today.work.enquiries`.
  let name: String
  let path: String
  /// To whom it is told.
  let access: Access
  let count: @Sendable (borrowing Transaction, Day) throws -> Int

  package init(_ name: String, at path: String, _ access: Access, count: @escaping @Sendable (borrowing Transaction, Day) throws -> Int) {
    (self.name, self.path, self.access, self.count) = (name, path, access, count)
  }
}

/// What waits today for whoever came in.
package struct TodayPage: Page {
  struct Line: Sendable {
    let count: String
    let text: String
    let path: String
  }
  package static let template = "welcome-today"
  package let title: String
  let lead: String
  let hasLines: Bool
  let lines: [Line]

  package static let sample = TodayPage(
    title: "Aujourd’hui", lead: "Mardi 24 novembre 2026", hasLines: true,
    lines: [Line(count: "3", text: "demandes à traiter", path: "/enquiries")])
}

struct WaitingJSON: Encodable, Sendable {
  let work: String
  let path: String
  let count: Int
}

extension WelcomeRoutes {
  /// Where one lands after signing in: at one's own side where one has no work in the house, else at what waits.
  func today(_ visit: Visit) async throws -> Answer {
    let open = waiting.filter { $0.access.allows(visit.viewer) }
    if open.isEmpty, let own, own.access.allows(visit.viewer) { return .see(own.path) }
    let lines = try await counted(open, visit).filter { $0.count > 0 }
    return .page(
      TodayPage(
        title: visit.text("welcome.today.title"), lead: visit.format.weekday(visit.today), hasLines: !lines.isEmpty,
        lines: lines.map { work, count in
          TodayPage.Line(
            count: visit.format.number(count), text: visit.text("welcome.today.work.\(work.name)", ["count": String(count)]),
            path: work.path)
        }))
  }

  func todayJSON(_ visit: Visit) async throws -> Answer {
    let lines = try await counted(waiting.filter { $0.access.allows(visit.viewer) }, visit)
    return .json(lines.map { WaitingJSON(work: $0.work.name, path: $0.work.path, count: $0.count) })
  }

  private func counted(_ works: [WaitingWork], _ visit: Visit) async throws -> [(work: WaitingWork, count: Int)] {
    let today = visit.today
    return try await visit.database.read { transaction in try works.map { ($0, try $0.count(transaction, today)) } }
  }
}
