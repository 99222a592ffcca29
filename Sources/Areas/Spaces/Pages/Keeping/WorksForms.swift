import Kernel
import Store
import Web

extension KeepingRoutes {
  func newWorks(_ visit: Visit) async throws -> Answer {
    let chosen = visit.query.all("cell").flatMap { $0.split(separator: ",") }.compactMap { ID<Cell>(checking: String($0)) }
    let cells = chosen.isEmpty ? [] : try await visit.database.read { try $0.cells(Array(chosen.prefix(200))) }
    let typed = cells.isEmpty ? visit.query["cells"] : cells.map(\.code).joined(separator: " ")
    return visit.keepingForm(
      visit.text("spaces.keeping.works.new"), crumbs: [PageLink(visit.text("spaces.keeping.tab.works"), "/works")],
      lead: "spaces.keeping.works.lead", action: "/works", button: "spaces.keeping.works.act",
      groups: [
        (
          nil,
          [
            visit.field(
              "cells", .textarea, label: "spaces.keeping.field.cells", value: typed, required: true, hint: "spaces.keeping.works.cellsHint"),
            visit.field("from", .date, label: "spaces.keeping.field.from", value: visit.today.description, required: true),
            visit.field("last", .date, label: "spaces.keeping.field.last", required: true, hint: "spaces.keeping.works.lastHint"),
            visit.field("reason", .textarea, label: "spaces.keeping.field.reason", required: true),
          ]
        )
      ])
  }

  func addWorks(_ visit: Visit) async throws -> Answer {
    var reader = InputReader(visit.form)
    if visit.form["cells"].allSatisfy(\.isWhitespace) { reader.problems.add("kernel.problem.missing", field: "cells") }
    let before = reader.problems.items.count
    let span = reader.span("from", last: "last")
    if let span, span.until == nil, reader.problems.items.count == before {
      reader.problems.add("spaces.problem.worksWithoutEnd", field: "last")
    }
    let reason = reader.requiredText("reason", limit: 1000, lines: true)
    let cells = try await TypedCells.read(visit.form["cells"], on: span?.from ?? visit.today, from: visit, into: &reader.problems)
    try reader.finish()
    guard let span else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    try await visit.perform(TakeOutOfService(cells: cells, start: .day(span.from), until: span.until, reason: reason))
    return .see("/works").saying("spaces.keeping.done.works")
  }

  /// Gives back what is left of the works, from today on.
  func endWorks(_ visit: Visit) async throws -> Answer {
    let id: ID<Hold> = try visit.id("hold")
    guard let hold = try await visit.database.read({ try $0.hold(id) }), hold.kind == .works else { throw Refusal.notFound }
    try await visit.perform(ReleaseHold(id, reason: visit.text("spaces.keeping.works.ended")))
    return .see("/works").saying("spaces.keeping.done.worksEnded")
  }
}
