import Kernel
import Store
import Web

/// Merging cells or splitting one: the form, and what it would do, drawn, before it is done.
package struct ReshapingPage: Page {
  struct Group: Sendable {
    let legend: String
    let fields: [Field]
  }
  /// What a rehearsal showed.
  struct Preview: Sendable {
    let drawingHTML: String
    let lines: [String]
  }
  package static let template = "spaces-reshaping"
  package let title: String
  let crumbs: [PageLink]
  let lead: String
  let action: String
  let back: String
  let preview: Preview?
  let hasPreview: Bool
  let groups: [Group]
  let button: String

  package static let sample = ReshapingPage(
    title: "Réunir des cellules", crumbs: [PageLink("Bâtiments", "/buildings")], lead: "Les cellules prennent fin.",
    action: "/cells/merge", back: "/levels/1", preview: Preview(drawingHTML: "<svg></svg>", lines: ["F05-06 : 30,00 m²"]), hasPreview: true,
    groups: [Group(legend: "Travaux", fields: [Field("cost", .money, label: "Coût")])], button: "Réunir")
}

/// What both forms ask of the works.
struct AskedWorks {
  let day: Day?
  let works: ReshapingWorks

  /// Notes every problem; a span of works needs both its days.
  init(_ reader: inout InputReader) {
    day = reader.requiredDay("day")
    let isAsked = !reader.input["works_from"].isEmpty || !reader.input["works_last"].isEmpty
    let span = isAsked ? reader.span("works_from", last: "works_last") : nil
    works = ReshapingWorks(
      span: span, cost: reader.money("cost") ?? .zero, note: reader.text("note", limit: 1000, lines: true) ?? "",
      closes: !reader.flag("stays_open"))
  }
}

extension Refusal {
  /// The same, each problem beside a field that the form has: acts name cells and codes by themselves.
  func beside(_ moved: [String: String], code: String) -> Refusal {
    let fields: Set = ["cells", "day", "direction", "distance", "works_from", "works_last", "cost", "note", "code", "codes", "parts"]
    return Refusal(
      kind,
      problems.map { problem in
        guard let field = problem.field else { return problem }
        return Problem(problem.code, field: moved[field] ?? (fields.contains(field) ? field : code), problem.arguments)
      })
  }
}

extension Visit {
  /// As typed when a form was sent, else as the address says it.
  func given(_ name: String) -> String { (isShownAgain ? form : query).all(name).joined(separator: " ") }

  /// Of a planned one as it was planned.
  func reshapingFields(_ known: ReshapingLine? = nil, closes: Bool = true) -> [ReshapingPage.Group] {
    let next = known?.reshaping.day ?? (today.month + 1).first
    let works = known?.reshaping.works
    return [
      ReshapingPage.Group(
        legend: text("spaces.keeping.reshaping.when"),
        fields: [
          field(
            "day", .date, label: "spaces.keeping.field.firstDay", value: next.description, required: true,
            hint: "spaces.keeping.reshaping.dayHint")
        ]),
      ReshapingPage.Group(
        legend: text("spaces.keeping.reshaping.works"),
        fields: [
          field(
            "works_from", .date, label: "spaces.keeping.field.works_from", value: works?.from.description,
            hint: "spaces.keeping.reshaping.worksHint"),
          field("works_last", .date, label: "spaces.keeping.field.works_last", value: works?.last?.description),
          field("cost", .money, label: "spaces.keeping.field.cost", value: known.map { format.typed($0.reshaping.cost) }),
          box(
            "stays_open", label: "spaces.keeping.reshaping.staysOpen", ticked: works != nil && !closes,
            hint: "spaces.keeping.reshaping.staysOpenHint"),
          field("note", .textarea, label: "spaces.keeping.field.note", value: known?.reshaping.note),
        ]),
    ]
  }

  func shown(_ preview: ReshapingPreview, on day: Day) -> ReshapingPage.Preview {
    let format = format
    var lines = preview.new.map { cell in
      text("spaces.keeping.preview.cell", ["cell": cell.code, "area": format.area(cell.area), "day": format.day(day)])
    }
    lines += preview.goesOn.map { line in
      text("spaces.keeping.preview.goesOn", ["holder": line.organisation ?? "", "span": format.span(line.hold.span)])
    }
    lines += preview.works.map { line in
      text("spaces.keeping.preview.works", ["cells": line.codes.joined(separator: ", "), "span": format.span(line.hold.span)])
    }
    if preview.goesOn.isEmpty { lines.append(text("spaces.keeping.preview.nobody")) }
    let codes = { (cells: [Cell]) in cells.map(\.code).joined(separator: ", ") }
    let label = text("spaces.keeping.preview.drawing", ["old": codes(preview.old), "new": codes(preview.new)])
    return ReshapingPage.Preview(drawingHTML: ReshapingDrawing(preview: preview, label: label).markup.text, lines: lines)
  }
}

/// A merge or split as the interface tells it.
struct ReshapingJSON: Encodable, Sendable {
  struct Made: Encodable, Sendable {
    let id: ID<Cell>?
    let code: String
    let area: FloorArea
    let outline: String
  }
  struct Held: Encodable, Sendable {
    let holder: String?
    let cells: [String]
    let from: Day
    let until: Day?
  }
  let preview: Bool
  let day: Day
  let ended: [String]
  let begun: [Made]
  let goesOn: [Held]
  let works: [Held]

  init(_ seen: ReshapingPreview, on day: Day, isPreview: Bool) {
    (preview, self.day, ended) = (isPreview, day, seen.old.map(\.code))
    // What was only rehearsed has no identity yet.
    begun = seen.new.map { Made(id: isPreview ? nil : $0.id, code: $0.code, area: $0.area, outline: $0.outline.text) }
    let held = { (line: HoldLine) in
      Held(holder: line.organisation, cells: line.codes, from: line.hold.span.from, until: line.hold.span.until)
    }
    (goesOn, works) = (seen.goesOn.map(held), seen.works.map(held))
  }
}
