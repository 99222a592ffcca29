import Kernel
import People
import Spaces
import Store
import Web

/// What the house is, in its own words and in today's figures.
package struct HomePage: Page {
  struct Figure: Sendable {
    let value: String
    let label: String
  }
  package static let template = "welcome-home"
  package let title: String
  /// HTML made by `PlainMarkup` from what the house wrote.
  let bodyHTML: String
  let figures: [Figure]
  let editPath: String?

  package static let sample = HomePage(
    title: "KM0", bodyHTML: "<p>La maison.</p>", figures: [Figure(value: "160", label: "cellules")], editPath: "/public-pages/home/fr")
}

/// What is free, and from when.
package struct FreePage: Page {
  struct Line: Sendable {
    let code: String
    let level: String
    let kind: String
    let area: String
    let from: String
    let until: String
    let isNow: Bool
    let planPath: String
    let askPath: String
  }
  package static let template = "welcome-free"
  package let title: String
  let lead: String
  let isEmpty: Bool
  let lines: [Line]

  package static let sample = FreePage(
    title: "Espaces libres", lead: "Au 24 novembre", isEmpty: false,
    lines: [
      Line(
        code: "H1-001", level: "Halles", kind: "module", area: "15 m²", from: "dès maintenant", until: "", isNow: true, planPath: "/plan",
        askPath: "/enquiry")
    ])
}

struct FreeJSON: Encodable, Sendable {
  let cell: ID<Cell>
  let code: String
  let level: String
  let kind: CellKind
  let area: FloorArea
  let from: Day
  let until: Day?
}

extension WelcomeRoutes {
  func home(_ visit: Visit) async throws -> Answer {
    let today = visit.today
    let language = visit.language
    let (written, listed) = try await visit.database.read { transaction in
      (try transaction.publicPage(.home, in: language), try transaction.countListedOrganisations(on: today))
    }
    let occupancy = try await shelf.snapshot(for: visit).figures
    let format = visit.format
    let share = occupancy.area.percentage.map { format.percentage($0) } ?? "—"
    return .page(
      HomePage(
        title: written?.title ?? visit.text("welcome.houseName"), bodyHTML: written.map { PlainMarkup.html($0.body) } ?? "",
        figures: [
          HomePage.Figure(value: format.number(occupancy.cells.whole), label: visit.text("welcome.home.cells")),
          HomePage.Figure(value: format.area(FloorArea(hundredths: occupancy.area.whole)), label: visit.text("welcome.home.area")),
          HomePage.Figure(value: share, label: visit.text("welcome.home.let")),
          HomePage.Figure(value: format.number(listed), label: visit.text("welcome.home.residents")),
        ], editPath: editPath(.home, visit)))
  }

  func free(_ visit: Visit) async throws -> Answer {
    let (timeline, found) = try await freeCells(visit)
    let format = visit.format
    let lines = found.map { free in
      let cell = timeline.cells[free.cell]
      let level = timeline.levels[cell.level]
      let about = visit.text("welcome.free.cell") + " " + cell.code
      return FreePage.Line(
        code: cell.code, level: "\(timeline.buildings[level.building].name), \(level.name)",
        kind: visit.text("spaces.plan.kind.\(cell.kind.rawValue)"),
        area: format.area(cell.area), from: free.from <= visit.today ? visit.text("welcome.free.now") : format.day(free.from),
        until: free.until.map { format.day($0 - 1) } ?? "", isNow: free.from <= visit.today,
        planPath: "/plan?level=\(level.key)&day=\(max(free.from, visit.today))",
        askPath: "/enquiry?need=\(need(for: cell.kind))&about=" + encoded(about))
    }
    return .page(
      FreePage(
        title: visit.text("welcome.free.title"), lead: visit.text("welcome.free.lead", ["day": format.day(visit.today)]),
        isEmpty: lines.isEmpty,
        lines: lines))
  }

  func freeJSON(_ visit: Visit) async throws -> Answer {
    let (timeline, found) = try await freeCells(visit)
    return .json(
      found.map { free in
        let cell = timeline.cells[free.cell]
        return FreeJSON(
          cell: cell.id, code: cell.code, level: timeline.levels[cell.level].key, kind: cell.kind, area: cell.area, from: free.from,
          until: free.until)
      })
  }

  private func freeCells(_ visit: Visit) async throws -> (Timeline, [FreeCell]) {
    let timeline = try await shelf.snapshot(for: visit).timeline
    return (timeline, FreeCell.all(in: timeline, from: visit.today))
  }

  private func need(for kind: CellKind) -> String {
    switch kind {
    case .module: Need.module.rawValue
    case .office: Need.office.rawValue
    case .techlab, .workshop: Need.techlab.rawValue
    default: Need.room.rawValue
    }
  }
  private func encoded(_ text: String) -> String {
    text.utf8.map { byte in
      let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
      return isPlain ? String(UnicodeScalar(byte)) : "%" + String(Int(byte) + 256, radix: 16, uppercase: true).dropFirst()
    }.joined()
  }
}

extension WelcomeRoutes {
  /// The first stretch of days on which a cell may be had, as known today.
  struct FreeCell: Sendable {
    /// Place in the timeline.
    let cell: Int
    let from: Day
    /// The first day on which something else keeps it.
    let until: Day?

    /// Lettable cells that are free on the day or will be within two years, soonest first. An option or an offer keeps its cells from others.
    static func all(in timeline: Timeline, from day: Day) -> [FreeCell] {
      var found: [FreeCell] = []
      let horizon = day + 730
      for (place, cell) in timeline.cells.enumerated() where cell.kind.isLettable {
        var from = max(day, cell.span.from, timeline.levels[cell.level].opening ?? day)
        for occupation in timeline.occupations[place] where occupation.from <= from {
          if occupation.contains(from) { from = occupation.until ?? Day(number: Int.max / 2) }
        }
        guard from <= horizon, cell.span.contains(from) else { continue }
        let next = timeline.occupations[place].first { $0.from > from }?.from
        found.append(FreeCell(cell: place, from: from, until: DaySpan.earlier(next, cell.span.until)))
      }
      return found.sorted { ($0.from, timeline.cells[$0.cell].code) < ($1.from, timeline.cells[$1.cell].code) }
    }
  }
}
