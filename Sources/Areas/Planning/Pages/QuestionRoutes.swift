import Demand
import Kernel
import Leasing
import Spaces
import Store
import Web

/// The everyday questions from the plan: where a firm could go, and what it takes to free cells that hang together.
package struct QuestionRoutes: Sendable {
  let shelf: PlanShelf

  package init(shelf: PlanShelf) { self.shelf = shelf }

  package var table: [Route] {
    [
      .get("/planning-questions", .needs(.seeScenarios), show).asking(QuestionInput.fields),
      .get("/api/planning-questions", .needs(.seeScenarios), json).asking(QuestionInput.fields),
    ]
  }

  struct Asked: Sendable {
    let question: RoomQuestion
    let problems: [Problem]
    let facts: PlanningFacts
    let months: PlanMonths
    let answers: [RoomAnswer]
    /// Nothing more and nothing cheaper is there.
    let isWhole: Bool
    /// Why there is none, where no moves can help.
    let short: RoomShortage?
    let search: RoomSearch
    let snapshot: PlanSnapshot
    /// The file of the list that asks.
    let file: Application?
    /// By hold: its lease.
    let leases: [String: ID<Lease>]

    var month: Month { months[question.months.lowerBound] }
    func codes(_ cells: [Int]) -> String { cells.map { facts.cells[$0].code }.sorted().joined(separator: " ") }
  }
  /// No look ahead is longer.
  private static let most = 84

  /// Answers nothing as long as something is wrong with the question.
  private func asked(_ visit: Visit) async throws -> Asked {
    let next = visit.today.month + 1
    let snapshot = try await shelf.snapshot(for: visit)
    let typed = QuestionInput(visit.query, next: next, holders: snapshot.timeline.holders)
    // No month is read that is not asked about: what ends or is promised later is in nobody's way.
    let months = PlanMonths(first: next, count: min(Self.most, typed.from + typed.stay))
    let (facts, file) = try await visit.database.read { transaction in
      let asking: ID<Application>? = ID(checking: visit.query["file"])
      return (
        try FactsReading(snapshot, months).facts(transaction, today: visit.today).lasting,
        try asking.flatMap { try transaction.application($0) }
      )
    }
    // From the page of a cell: whoever has it.
    let cell = facts.cells.firstIndex { $0.code == visit.query["cell"] }
    let holding = cell.flatMap { cell in facts.held.first { $0.kind == .let && $0.months.lowerBound == 0 && $0.cells.contains(cell) } }
    let firm = typed.firm.isEmpty ? holding?.organisation ?? "" : typed.firm
    let own = facts.held.filter { $0.kind == .let && $0.organisation == firm }.map(\.cells.count).max()
    var question = RoomQuestion(
      cells: typed.cells ?? own ?? 4, months: typed.from..<months.count,
      firm: facts.held.contains { $0.organisation == firm } ? firm : nil)
    question.mostMoves = typed.mostMoves
    question.moveCost = typed.moveCost
    question.cellCost = typed.cellCost
    let search = RoomSearch(facts, promises: RoomPromises(snapshot, facts, months))
    // What the table of routes told of the query comes first.
    let problems = visit.problems + typed.problems
    let (answers, isWhole, short) = problems.isEmpty ? search.answers(question) : ([], true, nil)
    let holds = Set(answers.flatMap(\.moves).map { facts.held[$0.held].key } + facts.held.filter { $0.organisation == firm }.map(\.key))
    let leases = try await visit.database.read { transaction in
      var leases: [String: ID<Lease>] = [:]
      for hold in holds { leases[hold] = try transaction.lease(holding: ID(String(hold.dropFirst(5)))) }
      return leases
    }
    return Asked(
      question: question, problems: problems, facts: facts, months: months, answers: answers, isWhole: isWhole, short: short,
      search: search, snapshot: snapshot, file: file, leases: leases)
  }

  func show(_ visit: Visit) async throws -> Answer {
    let asked = try await asked(visit)
    let question = asked.question
    var shown = visit
    shown.problems = asked.problems
    let firms = Dictionary(
      asked.facts.held.filter { $0.kind == .let }.compactMap { held in held.organisation.map { ($0, held.name) } },
      uniquingKeysWith: { first, _ in first })
    let chosen = asked.answers.isEmpty ? nil : min(max(Int(visit.query["answer"]) ?? 0, 0), asked.answers.count - 1)
    let who = question.firm.flatMap { firms[$0] } ?? ""
    let isAnswered = asked.problems.isEmpty
    return .page(
      QuestionPage(
        title: visit.text("planning.questions.title"), lead: visit.text("planning.questions.lead"),
        fields: fields(asked, firms, shown),
        asked: isAnswered
          ? visit.text(
            question.firm == nil ? "planning.ask.freeing" : "planning.ask.going",
            ["count": String(question.cells), "month": visit.format.month(asked.month), "firm": who]) : nil,
        cut: asked.isWhole || asked.answers.isEmpty ? nil : visit.text("planning.ask.cutHint"),
        tables: isAnswered ? [answers(asked, visit)] + (asked.answers.isEmpty ? [blockers(asked, visit)] : []) : [],
        drawing: chosen.map { drawing(asked, asked.answers[$0], visit) })
    ).refusing(shown)
  }

  /// With what was typed, or with what was taken where nothing was.
  private func fields(_ asked: Asked, _ firms: [String: String], _ visit: Visit) -> [Field] {
    let question = asked.question
    func field(_ name: String, _ kind: Field.Kind, _ label: String, _ value: String, groups: [Field.OptionGroup] = []) -> Field {
      let typed = visit.query[name]
      return visit.field(name, kind, label: "planning.ask.\(label)", value: typed.isEmpty ? value : typed, groups: groups)
    }
    let residents = firms.sorted(byFolding: \.value, then: \.key).map { Field.Option($0.key, $0.value) }
    return [
      field(
        "firm", .select, "firm", question.firm ?? "",
        groups: [Field.OptionGroup(nil, [Field.Option("", visit.text("planning.ask.nobody"))] + residents)]),
      field("cells", .number, "cells", String(question.cells)), field("month", .month, "month", asked.month.description),
      field("stay", .number, "stay", String(question.months.count)), field("moves", .number, "moves", String(question.mostMoves)),
      field("move_cost", .number, "moveCost", String(question.moveCost)),
      field("cell_cost", .number, "cellCost", String(question.cellCost)),
      Field("file", .hidden, label: "", value: asked.file?.id.text ?? ""),
    ]
  }

  /// Why there is no answer.
  private func blockers(_ asked: Asked, _ visit: Visit) -> PageTable {
    PageTable(
      visit.text("planning.ask.blockers"), hint: visit.text("planning.ask.blockersHint"),
      columns: [visit.planned("name"), visit.planned("kind"), visit.planned("cells"), visit.planned("inTheWay", isNumber: true)],
      rows: asked.search.blockers(asked.question).prefix(10).map { line in
        let held = asked.facts.held[line.held]
        let kind = held.kind == .let ? "firm" : held.kind.rawValue
        return PageRow([
          PageCell(held.name.isEmpty ? visit.text("planning.kind.\(kind)") : held.name, isHead: true),
          PageCell(visit.text("planning.kind.\(kind)")),
          PageCell(
            held.cells.isEmpty
              ? visit.text("planning.ask.among", ["count": visit.format.number(held.wanted), "cells": asked.codes(held.among)])
              : asked.codes(held.cells)),
          PageCell(visit.format.number(line.blocks)),
        ])
      }, empty: visit.text("planning.ask.onlyResidents"))
  }

  func json(_ visit: Visit) async throws -> Answer {
    let asked = try await asked(visit)
    if !asked.problems.isEmpty { throw Refusal(.invalid, asked.problems) }
    return .json(
      asked.answers.map { answer in
        RoomAnswerJSON(
          cells: asked.codes(answer.cells), from: asked.month.first,
          moves: answer.moves.map { move in
            RoomAnswerJSON.Move(
              name: asked.facts.held[move.held].name, hold: asked.facts.held[move.held].key, from: asked.codes(move.from),
              to: asked.codes(move.to))
          }, cost: answer.cost, isCheapest: answer.isCheapest, longestLeft: answer.longestLeft, moreGaps: answer.moreGaps,
          listRent: answer.rent)
      })
  }
}

struct RoomAnswerJSON: Encodable, Sendable {
  struct Move: Encodable, Sendable {
    let name: String
    let hold: String
    let from: String
    let to: String
  }
  let cells: String
  let from: Day
  let moves: [Move]
  /// Whole euros.
  let cost: Int
  /// No cheaper way is there, within the moves that are allowed; else it is the cheapest found.
  let isCheapest: Bool
  let longestLeft: Int
  let moreGaps: Int
  /// Whole euros a month.
  let listRent: Int
}
