import Kernel
import Spaces
import Store
import Web

/// What is free, and from when, by kind and size.
package struct FreePage: Page {
  struct Kind: Sendable {
    let name: String
    let text: String
    let isFull: Bool
  }
  /// Cells that differ in nothing but their number.
  struct Line: Sendable {
    let code: String
    let count: String
    let level: String
    let kind: String
    let area: String
    let from: String
    let until: String
    let isNow: Bool
    let hasRent: Bool
    let rent: String
    let planPath: String
    let askPath: String
  }
  package static let template = "welcome-free"
  package let title: String
  package let summary: String?
  let lead: String
  let kinds: [Kind]
  let kindField: Field
  let areaField: Field
  let isEmpty: Bool
  let hasRents: Bool
  let lines: [Line]
  /// Whether the rents are published may be changed here: the word on the button, and what it asks for.
  let rentsButton: String?
  let rentsValue: String

  package static let sample = FreePage(
    title: "Espaces libres", summary: "Ce qui est libre.", lead: "Au 24 novembre",
    kinds: [Kind(name: "Bureaux", text: "Complet : rien avant le 1er avril 2027.", isFull: true)],
    kindField: Field("kind", .select, label: "Nature", groups: [Field.OptionGroup(nil, [Field.Option("module", "Module")])]),
    areaField: Field("area", .area, label: "Surface", value: "15"), isEmpty: false, hasRents: true,
    lines: [
      Line(
        code: "H1-001", count: "1", level: "Halles", kind: "module", area: "15 m²", from: "dès maintenant", until: "", isNow: true,
        hasRent: true,
        rent: "150 €", planPath: "/plan", askPath: "/enquiry")
    ], rentsButton: "Publier les loyers", rentsValue: "1")
}

struct FreeJSON: Encodable, Sendable {
  let cell: ID<Cell>
  let code: String
  let level: String
  let kind: CellKind
  let area: FloorArea
  let from: Day
  let until: Day?
  /// What is asked a month, where the house publishes it.
  let rent: Money?
}

extension WelcomeRoutes {
  func free(_ visit: Visit) async throws -> Answer {
    let (timeline, all, isPublished) = try await freeCells(visit)
    let format = visit.format
    let kinds = FreeKind.all(in: timeline, of: all, on: visit.today)
    let options = kinds.map { Field.Option($0.kind.rawValue, visit.text("welcome.kinds.\($0.kind.rawValue)")) }
    let found = chosen(all, timeline, visit)
    return .page(
      FreePage(
        title: visit.text("welcome.free.title"), summary: visit.text("welcome.free.summary"),
        lead: visit.text("welcome.free.lead", ["day": format.day(visit.today)]),
        kinds: lines(kinds, visit).map { FreePage.Kind(name: $0.name, text: $0.text, isFull: $0.isFull) },
        kindField: visit.field(
          "kind", .select, label: "welcome.free.kind", value: visit.query["kind"],
          options: [Field.Option("", visit.text("welcome.free.allKinds"))] + options),
        areaField: visit.field("area", .area, label: "welcome.free.atLeast", value: visit.query["area"]), isEmpty: found.isEmpty,
        hasRents: isPublished, lines: alike(found, timeline).map { line($0, timeline, isPublished, visit) },
        rentsButton: visit.viewer.may(.writePublicPages)
          ? visit.text(isPublished ? "welcome.free.hideRents" : "welcome.free.showRents") : nil,
        rentsValue: isPublished ? "0" : "1"))
  }

  /// The kind and the least area asked for.
  private func chosen(_ all: [FreeCell], _ timeline: Timeline, _ visit: Visit) -> [FreeCell] {
    var reader = InputReader(visit.query)
    let kind = reader.choice("kind", of: CellKind.self)
    let area = reader.hundredths("area", limit: 1_000_000_00) ?? 0
    return all.filter {
      let cell = timeline.cells[$0.cell]
      return (kind == nil || cell.kind == kind) && cell.area.hundredths >= area
    }
  }

  /// In the order of the first of each lot.
  private func alike(_ found: [FreeCell], _ timeline: Timeline) -> [[FreeCell]] {
    struct Lot: Hashable {
      let level: Int
      let kind: CellKind
      let area: FloorArea
      let from: Day
      let until: Day?
    }
    var lots: [[FreeCell]] = []
    var places: [Lot: Int] = [:]
    for free in found {
      let cell = timeline.cells[free.cell]
      let lot = Lot(level: cell.level, kind: cell.kind, area: cell.area, from: free.from, until: free.until)
      if let place = places[lot] {
        lots[place].append(free)
      } else {
        places[lot] = lots.count
        lots.append([free])
      }
    }
    return lots
  }

  private func line(_ lot: [FreeCell], _ timeline: Timeline, _ isPublished: Bool, _ visit: Visit) -> FreePage.Line {
    let free = lot[0]
    let cell = timeline.cells[free.cell]
    let codes = lot.map { timeline.cells[$0.cell].code }
    let level = timeline.levels[cell.level]
    let format = visit.format
    let about = visit.text("welcome.free.about", ["count": String(codes.count), "cell": codes.joined(separator: ", ")])
    let rent = isPublished ? timeline.askedRent(of: free) : nil
    return FreePage.Line(
      code: codes.joined(separator: ", "), count: format.number(codes.count),
      level: "\(timeline.buildings[level.building].name), \(level.name)", kind: visit.text("spaces.plan.kind.\(cell.kind.rawValue)"),
      area: format.area(cell.area), from: free.from <= visit.today ? visit.text("welcome.free.now") : format.day(free.from),
      until: free.until.map { format.day($0 - 1) } ?? "", isNow: free.from <= visit.today, hasRent: isPublished,
      rent: rent.map { format.money($0) } ?? "", planPath: "/plan?level=\(level.key)&day=\(max(free.from, visit.today))",
      askPath: "/enquiry?need=\(need(for: cell.kind).rawValue)&about=" + percentEncoded(about))
  }

  func freeJSON(_ visit: Visit) async throws -> Answer {
    let (timeline, all, isPublished) = try await freeCells(visit)
    return .json(
      chosen(all, timeline, visit).map { free in
        let cell = timeline.cells[free.cell]
        return FreeJSON(
          cell: cell.id, code: cell.code, level: timeline.levels[cell.level].key, kind: cell.kind, area: cell.area, from: free.from,
          until: free.until, rent: isPublished ? timeline.askedRent(of: free) : nil)
      })
  }

  func publishRents(_ visit: Visit) async throws -> Answer {
    try await visit.perform(PublishRents(InputReader(visit.form).flag("published")))
    return .see("/free")
  }
  func publishRentsJSON(_ visit: Visit) async throws -> Answer {
    if visit.form["published"].isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "published") }
    try await visit.perform(PublishRents(InputReader(visit.form).flag("published")))
    return .done
  }

  private func freeCells(_ visit: Visit) async throws -> (Timeline, [FreeCell], Bool) {
    let today = visit.today
    let snapshot = try await shelf.snapshot(for: visit)
    let isPublished = try await visit.database.read { try $0.publishesRents(on: today) }
    return (snapshot.timeline, FreeCell.all(in: snapshot, from: today), isPublished)
  }

  private func need(for kind: CellKind) -> Need {
    switch kind {
    case .module: .module
    case .office: .office
    case .techlab, .workshop: .techlab
    default: .room
    }
  }
}

extension Timeline {
  /// What the house asks a month on the first free day, from the rent per m² and year; nil where it asks nothing in particular.
  func askedRent(of free: FreeCell) -> Money? {
    let cell = cells[free.cell]
    let place = RentPlace(building: levels[cell.level].building, kind: cell.kind)
    guard let yearly = listRents[place]?.amount(on: free.from) else { return nil }
    // Cents a year and m² times hundredths of m²; rounded once, half up.
    return Money(cents: (yearly * cell.area.hundredths + 600) / 1200)
  }
}
