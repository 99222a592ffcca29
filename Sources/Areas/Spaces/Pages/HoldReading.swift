import Kernel
import People
import Store
import Web

/// What a person types about cells: the numbers on the doors, apart by blanks or commas.
struct TypedCells: Sendable {
  let known: [ID<Cell>]
  static let most = 500
  static func isBetween(_ sign: Character) -> Bool { sign.isWhitespace || sign == "," || sign == ";" }

  /// Notes the codes that no cell bears on the day.
  static func read(_ typed: String, on day: Day, from visit: Visit, into problems: inout Problems) async throws -> [ID<Cell>] {
    let codes = typed.split(whereSeparator: isBetween).map(String.init)
    if codes.isEmpty || codes.count > most { return [] }
    let found = try await visit.database.read { try $0.cells(typed: codes) }
    var ids: [ID<Cell>] = []
    var unknown: [String] = []
    for code in codes {
      let bearing = found[code] ?? []
      // A code may be borne by one cell after another: the one that is there on the day, else the last.
      if let cell = bearing.first(where: { $0.span.contains(day) }) ?? bearing.max(by: { $0.span.from < $1.span.from }) {
        if !ids.contains(cell.id) { ids.append(cell.id) }
      } else {
        unknown.append(code)
      }
    }
    if !unknown.isEmpty {
      problems.add("spaces.holds.problem.unknownCells", field: "cells", ["cells": unknown.prefix(10).joined(separator: ", ")])
    }
    return ids
  }
}

extension TypedCells {
  /// Those ticked or named by id in `cell`, and those whose codes stand in `cells`: one text, or a list of codes.
  static func named(by visit: Visit, required: Bool, into problems: inout Problems) async throws -> [ID<Cell>] {
    let before = problems.items.count
    let given = visit.form.all("cell").filter { !$0.isEmpty }
    let ticked = given.compactMap { ID<Cell>(checking: $0) }
    if ticked.count != given.count { problems.add("kernel.problem.choice", field: "cell") }
    let codes = visit.form.all("cells").joined(separator: " ")
    let typed = try await read(codes, on: visit.today, from: visit, into: &problems)
    var cells: [ID<Cell>] = []
    var seen: Set<ID<Cell>> = []
    for cell in ticked + typed where seen.insert(cell).inserted { cells.append(cell) }
    if given.count > most || codes.split(whereSeparator: isBetween).count > most {
      problems.add("spaces.holds.problem.manyCells", field: "cells", ["limit": String(most)])
    } else if required, cells.isEmpty, problems.items.count == before {
      problems.add("kernel.problem.missing", field: "cells")
    }
    return cells
  }
}

extension HoldRoutes {
  /// Reads the form of a new hold and does it; answers the new hold.
  func made(_ visit: Visit) async throws -> ID<Hold> {
    var reader = InputReader(visit.form)
    let kind = reader.requiredChoice("kind", of: HoldKind.self)
    let organisation: OrganisationID? = kind == .works ? nil : reader.requiredID("organisation")
    let start = try await self.start(visit, &reader)
    let last = reader.day("last")
    let rent = kind == .works ? nil : reader.money("monthly_rent")
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    let expires: Day? = kind == .option || kind == .offer ? Expiry.required(&reader, visit) : nil
    if kind == .let || kind == .works { Expiry.refuse(&reader) }
    let queue = kind == .option ? reader.integer("queue_position", in: 1...1000) : nil
    let count = kind == .option || kind == .offer ? reader.integer("count", in: 1...200) : nil
    let cells = try await TypedCells.named(by: visit, required: true, into: &reader.problems)
    if case .day(let from) = start, let last, last < from {
      reader.problems.add("spaces.problem.reversed", field: "last", ["from": from.description])
    }
    if kind == .works, reason.isEmpty { reader.problems.add("kernel.problem.missing", field: "reason") }
    try reader.finish()
    guard let kind, let start else { throw Refusal.invalid("kernel.problem.missing", field: "kind") }
    let until = last.map { $0 + 1 }
    let wanted: WantedCells = count.map { .among(count: $0, cells) } ?? .exactly(cells)
    switch (kind, organisation, expires) {
    case (.option, let organisation?, let expires?):
      return try await visit.perform(
        GrantOption(
          organisation: organisation, cells: wanted, start: start, until: until, expiresOn: expires, monthlyRent: rent, reason: reason,
          queuePosition: queue))
    case (.offer, let organisation?, let expires?):
      return try await visit.perform(
        MakeOffer(
          organisation: organisation, cells: wanted, start: start, until: until, expiresOn: expires, monthlyRent: rent, reason: reason))
    case (.let, let organisation?, _):
      return try await visit.perform(
        LetSpace(organisation: organisation, cells: cells, start: start, until: until, monthlyRent: rent, reason: reason))
    case (.works, _, _): return try await visit.perform(TakeOutOfService(cells: cells, start: start, until: until, reason: reason))
    default: throw Refusal.invalid("kernel.problem.missing", field: "organisation")
    }
  }

  /// A day, or so many days after a milestone.
  private func start(_ visit: Visit, _ reader: inout InputReader) async throws -> HoldStart? {
    if let milestone: ID<Milestone> = reader.id("milestone") {
      return .milestone(milestone, offset: reader.integer("offset", in: -3650...3650) ?? 0)
    }
    return reader.requiredDay("from").map { .day($0) }
  }

  func firming(_ visit: Visit) async throws -> FirmUpHold {
    var reader = InputReader(visit.form)
    let id: ID<Hold> = try visit.id("hold")
    let asked = reader.choice("kind", of: HoldKind.self)
    let kind = asked ?? .let
    let from = reader.day("from")
    let last = reader.day("last")
    let rent = reader.money("monthly_rent")
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    let expires = kind == .offer ? Expiry.required(&reader, visit) : nil
    if asked == .let || visit.form["kind"].isEmpty { Expiry.refuse(&reader) }
    let before = reader.problems.items.count
    let cells = try await TypedCells.named(by: visit, required: false, into: &reader.problems)
    // Too few or too many of those to choose among is told with the rest, not after it.
    if reader.problems.items.count == before {
      let problem = try await visit.database.read { transaction in
        try transaction.hold(id)?.choice(of: cells.isEmpty ? nil : cells, among: transaction.pool(of: id).map(\.id))
      }
      if let problem { reader.problems.add([problem]) }
    }
    try reader.finish()
    return FirmUpHold(
      id, into: kind, cells: cells.isEmpty ? nil : cells, start: from.map { .day($0) }, until: last.map { .before($0 + 1) } ?? .asPromised,
      expiresOn: expires,
      monthlyRent: rent, reason: reason)
  }

  func releasing(_ visit: Visit) throws -> ReleaseHold {
    let id: ID<Hold> = try visit.id("hold")
    return try visit.reading { ReleaseHold(id, reason: $0.requiredText("reason", limit: 1000, lines: true)) }
  }

  func transferring(_ visit: Visit) throws -> TransferHold {
    let id: ID<Hold> = try visit.id("hold")
    var reader = InputReader(visit.form)
    let organisation: OrganisationID? = reader.requiredID("organisation")
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    let day = reader.day("day")
    try reader.finish()
    guard let organisation else { throw Refusal.invalid("kernel.problem.missing", field: "organisation") }
    return TransferHold(id, to: organisation, from: day, reason: reason)
  }

  func extending(_ visit: Visit) throws -> ExtendOption {
    let id: ID<Hold> = try visit.id("hold")
    var reader = InputReader(visit.form)
    let day = Expiry.required(&reader, visit)
    let reason = reader.text("reason", limit: 1000, lines: true) ?? ""
    try reader.finish()
    guard let day else { throw Refusal.invalid("kernel.problem.missing", field: "expires_on") }
    return ExtendOption(id, expiresOn: day, reason: reason)
  }

  func replacing(_ visit: Visit) throws -> ReplaceTerms {
    let id: ID<Hold> = try visit.id("hold")
    return try visit.reading {
      ReplaceTerms(
        id, monthlyRent: $0.money("monthly_rent"), reason: $0.text("reason", limit: 1000, lines: true) ?? "",
        queuePosition: $0.integer("queue_position", in: 1...1000))
    }
  }

  /// A program changes what it names; what it leaves out stays, and an empty text empties.
  func changingTerms(_ visit: Visit) throws -> ReplaceTerms {
    var act = try replacing(visit)
    act.kept = Set(ReplaceTerms.Term.allCases.filter { visit.form.fields[$0.rawValue] == nil })
    if act.kept.count == ReplaceTerms.Term.allCases.count { throw Refusal.invalid("kernel.problem.missing", field: "monthly_rent") }
    return act
  }

  func ending(_ visit: Visit) throws -> EndLet {
    let id: ID<Hold> = try visit.id("hold")
    var reader = InputReader(visit.form)
    let last = reader.requiredDay("last")
    let reason = reader.requiredText("reason", limit: 1000, lines: true)
    try reader.finish()
    guard let last else { throw Refusal.invalid("kernel.problem.missing", field: "last") }
    return EndLet(id, on: last + 1, reason: reason)
  }
}
