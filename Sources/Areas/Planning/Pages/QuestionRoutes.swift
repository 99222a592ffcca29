import Demand
import Kernel
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

  private struct Asked: Sendable {
    let question: RoomQuestion
    let facts: PlanningFacts
    let months: PlanMonths
    let answers: [RoomAnswer]
    let search: RoomSearch
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
    let facts = try await visit.database.read { transaction in
      try FactsReading(snapshot, months).facts(transaction, today: visit.today).lasting
    }
    let firm = visit.query["firm"]
    var question = RoomQuestion(
      cells: min(max(Int(visit.query["cells"]) ?? 4, 1), HouseRows.longest), months: from..<months.count,
      firm: facts.held.contains { $0.organisation == firm } ? firm : nil)
    question.mostMoves = min(max(Int(visit.query["moves"]) ?? 2, 0), 4)
    let search = RoomSearch(facts)
    return Asked(question: question, facts: facts, months: months, answers: search.answers(question), search: search)
  }

  func show(_ visit: Visit) async throws -> Answer {
    let asked = try await asked(visit)
    let (question, facts) = (asked.question, asked.facts)
    let firms = Dictionary(
      facts.held.filter { $0.kind == .let }.compactMap { held in held.organisation.map { ($0, held.name) } },
      uniquingKeysWith: { first, _ in first })
    func number(_ name: String, _ value: Int) -> Field {
      Field(name, .number, label: visit.text("planning.ask.\(name)"), value: String(value))
    }
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
            ]), number("cells", question.cells),
          Field("month", .month, label: visit.text("planning.ask.month"), value: asked.months[question.months.lowerBound].description),
          number("stay", question.months.count), number("moves", question.mostMoves),
        ],
        asked: visit.text(
          question.firm == nil ? "planning.ask.freeing" : "planning.ask.going",
          [
            "count": String(question.cells), "month": visit.format.month(asked.months[question.months.lowerBound]),
            "firm": question.firm.flatMap { firms[$0] } ?? "",
          ]), tables: [answers(asked, visit)] + (asked.answers.isEmpty ? [blockers(asked, visit)] : [])))
  }

  private func codes(_ cells: [Int], _ facts: PlanningFacts) -> String {
    cells.map { facts.cells[$0].code }.sorted().joined(separator: " ")
  }

  private func answers(_ asked: Asked, _ visit: Visit) -> PageTable {
    let (facts, format) = (asked.facts, visit.format)
    let cost = Assumptions().moveCost
    return PageTable(
      visit.text("planning.ask.answers"), hint: visit.text("planning.ask.answersHint", ["cost": visit.euros(cost)]),
      columns: [
        visit.planned("cells"), visit.planned("moves", isNumber: true), visit.planned("moveCost", isNumber: true),
        visit.planned("consequence"),
        visit.planned("listRent", isNumber: true), visit.planned("longestLeft", isNumber: true), visit.planned("gaps", isNumber: true),
      ],
      rows: asked.answers.map { answer in
        let moved = answer.moves.map { move in
          visit.text(
            "planning.ask.moveLine", ["name": facts.held[move.held].name, "from": codes(move.from, facts), "to": codes(move.to, facts)])
        }
        return PageRow([
          PageCell(codes(answer.cells, facts)), PageCell(format.number(answer.moves.count)),
          PageCell(visit.euros(answer.moves.count * cost)),
          PageCell(moved.isEmpty ? visit.text("planning.ask.freeAsItIs") : moved.joined(separator: " · ")),
          PageCell(answer.rent == 0 ? "–" : visit.euros(answer.rent)),
          PageCell(format.number(answer.longestLeft)),
          PageCell((answer.moreGaps > 0 ? "+" : "") + format.number(answer.moreGaps)),
        ])
      }, empty: visit.text("planning.ask.nothing"))
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
          PageCell(held.name.isEmpty ? visit.text("planning.kind.\(kind)") : held.name),
          PageCell(visit.text("planning.kind.\(kind)")), PageCell(codes(held.cells, asked.facts)),
          PageCell(visit.format.number(line.blocks)),
        ])
      }, empty: visit.text("planning.ask.onlyResidents"))
  }

  func json(_ visit: Visit) async throws -> Answer {
    let asked = try await asked(visit)
    return .json(
      asked.answers.map { answer in
        RoomAnswerJSON(
          cells: codes(answer.cells, asked.facts), from: asked.months[asked.question.months.lowerBound].first,
          moves: answer.moves.map { move in
            RoomAnswerJSON.Move(
              name: asked.facts.held[move.held].name, hold: asked.facts.held[move.held].key, from: codes(move.from, asked.facts),
              to: codes(move.to, asked.facts))
          }, longestLeft: answer.longestLeft, moreGaps: answer.moreGaps, listRent: answer.rent)
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
  let longestLeft: Int
  let moreGaps: Int
  /// Whole euros a month.
  let listRent: Int
}

/// A question of the plan with its answers.
package struct QuestionPage: Page {
  package static let template = "planning-question"
  package let title: String
  let lead: String
  let fields: [Field]
  let asked: String
  let tables: [PageTable]

  package static let sample = QuestionPage(
    title: "Questions", lead: "Où aller", fields: [Field("cells", .number, label: "Cellules")], asked: "4 cellules en mars",
    tables: [.sample])
}
