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
      .get("/planning-questions", .needs(.seeScenarios), show),
      .get("/api/planning-questions", .needs(.seeScenarios), json),
    ]
  }

  struct Asked: Sendable {
    let question: RoomQuestion
    let facts: PlanningFacts
    let months: PlanMonths
    let answers: [RoomAnswer]
    /// Nothing more and nothing cheaper is there.
    let isWhole: Bool
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

  /// Read leniently: an address may be typed.
  private func asked(_ visit: Visit) async throws -> Asked {
    let next = visit.today.month + 1
    let first = min(max(Month(visit.query["month"]) ?? next, next), next + 60)
    let stay = min(max(Int(visit.query["stay"]) ?? 36, 1), 120)
    let from = first - next
    // No month is read that is not asked about: what ends or is promised later is in nobody's way.
    let months = PlanMonths(first: next, count: min(Self.most, from + stay))
    let snapshot = try await shelf.snapshot(for: visit)
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
    let firm = visit.query["firm"].isEmpty ? holding?.organisation ?? "" : visit.query["firm"]
    let own = facts.held.filter { $0.kind == .let && $0.organisation == firm }.map(\.cells.count).max()
    var question = RoomQuestion(
      cells: min(max(Int(visit.query["cells"]) ?? own ?? 4, 1), HouseRows.longest), months: from..<months.count,
      firm: facts.held.contains { $0.organisation == firm } ? firm : nil)
    question.mostMoves = min(max(Int(visit.query["moves"]) ?? 2, 0), 4)
    question.moveCost = min(max(Int(visit.query["move_cost"]) ?? Assumptions().moveCost, 0), 1_000_000)
    question.cellCost = min(max(Int(visit.query["cell_cost"]) ?? 0, 0), 1_000_000)
    let search = RoomSearch(facts, promises: RoomPromises(snapshot, facts, months))
    let (answers, isWhole) = search.answers(question)
    let holds = Set(answers.flatMap(\.moves).map { facts.held[$0.held].key } + facts.held.filter { $0.organisation == firm }.map(\.key))
    let leases = try await visit.database.read { transaction in
      var leases: [String: ID<Lease>] = [:]
      for hold in holds { leases[hold] = try transaction.lease(holding: ID(String(hold.dropFirst(5)))) }
      return leases
    }
    return Asked(
      question: question, facts: facts, months: months, answers: answers, isWhole: isWhole, search: search, snapshot: snapshot,
      file: file, leases: leases)
  }

  func show(_ visit: Visit) async throws -> Answer {
    let asked = try await asked(visit)
    let (question, facts) = (asked.question, asked.facts)
    let firms = Dictionary(
      facts.held.filter { $0.kind == .let }.compactMap { held in held.organisation.map { ($0, held.name) } },
      uniquingKeysWith: { first, _ in first })
    func number(_ name: String, _ label: String, _ value: Int) -> Field {
      Field(name, .number, label: visit.text("planning.ask.\(label)"), value: String(value))
    }
    let chosen = asked.answers.isEmpty ? nil : min(max(Int(visit.query["answer"]) ?? 0, 0), asked.answers.count - 1)
    let who = question.firm.flatMap { firms[$0] } ?? ""
    return .page(
      QuestionPage(
        title: visit.text("planning.questions.title"), lead: visit.text("planning.questions.lead"),
        fields: [
          Field(
            "firm", .select, label: visit.text("planning.ask.firm"), value: question.firm ?? "",
            groups: [
              Field.OptionGroup(
                nil,
                [Field.Option("", visit.text("planning.ask.nobody"))]
                  + firms.sorted { ($0.value.folded, $0.key) < ($1.value.folded, $1.key) }.map { Field.Option($0.key, $0.value) })
            ]), number("cells", "cells", question.cells),
          Field("month", .month, label: visit.text("planning.ask.month"), value: asked.month.description),
          number("stay", "stay", question.months.count), number("moves", "moves", question.mostMoves),
          number("move_cost", "moveCost", question.moveCost), number("cell_cost", "cellCost", question.cellCost),
          Field("file", .hidden, label: "", value: asked.file?.id.text ?? ""),
        ],
        asked: visit.text(
          question.firm == nil ? "planning.ask.freeing" : "planning.ask.going",
          ["count": String(question.cells), "month": visit.format.month(asked.month), "firm": who]),
        cut: asked.isWhole || asked.answers.isEmpty ? nil : visit.text("planning.ask.cutHint"),
        tables: [answers(asked, visit)] + (asked.answers.isEmpty ? [blockers(asked, visit)] : []),
        drawing: chosen.map { drawing(asked, asked.answers[$0], visit) }))
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

/// A question of the plan with its answers.
package struct QuestionPage: Page {
  /// One answer on the drawing of its level.
  struct Drawing: Sendable {
    let title: String
    let drawingHTML: String
    let legendHTML: String
  }
  package static let template = "planning-question"
  package let title: String
  let lead: String
  let fields: [Field]
  let asked: String
  let cut: String?
  let tables: [PageTable]
  let drawing: Drawing?

  package static let sample = QuestionPage(
    title: "Questions", lead: "Où aller", fields: [Field("cells", .number, label: "Cellules")], asked: "4 cellules en mars",
    cut: "Les moins chères trouvées", tables: [.sample],
    drawing: Drawing(title: "Sur le plan", drawingHTML: "<svg></svg>", legendHTML: "<aside></aside>"))
}
