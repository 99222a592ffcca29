import Foundation
import Kernel
import Solver
import Store
import Web

/// Where a calculation stands.
package enum RunState: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case waiting, running, done, failed

  package var isOver: Bool { self == .done || self == .failed }
}

/// What a reserve of so many in a hundred comes to.
package struct ReservePrice: Sendable, Codable, Hashable {
  package let reserve: Int
  package let measures: PlanMeasures
  /// Whole euros, what is kept not counted; nil in scenarios of before these were told.
  package var value: Int?
  /// No plan that keeps as much is worth more.
  package var bound: Int?
  /// Cells by month that were to be kept; nil in scenarios of before it was told. A full house keeps fewer, whatever it would pay.
  package var wanted: Int?

  package static let asked = [0, 5, 10, 15, 20]
  package var isKept: Bool { wanted.map { measures.reserveCellMonths >= $0 } ?? true }
  package var gap: Int? { value.flatMap { value in bound.flatMap { Allocation.gap(of: value, under: $0) } } }
}

extension [ReservePrice] {
  /// What each costs: how much less its plan is worth than the plan that keeps nothing.
  package var costs: [Int] {
    guard let first else { return [] }
    return map { ($0.value.flatMap { value in first.value.map { $0 - value } }) ?? first.measures.rent - $0.measures.rent }
  }
}

/// A saved plan with what it takes for granted.
package struct Scenario: RowReadable, Sendable {
  package let id: ID<Scenario>
  package let name: String
  package let madeAt: Instant
  package let madeBy: String
  package let assumptions: Assumptions
  package let state: RunState
  package let permille: Int
  package let steps: Int
  /// Whole euros, what is kept in reserve not counted.
  package let objective: Int?
  package let bound: Int?
  package let measures: PlanMeasures?
  package let reserve: [ReservePrice]
  /// Those who must be housed and for whom there is no place.
  package let unhoused: [String]
  package let fault: String?
  package let stopAt: Instant?
  package let doneAt: Instant?
  package let acceptedAt: Instant?
  package let acceptedBy: String?
  /// What is assumed to happen to the house; nil when nothing is.
  package let changes: HouseChanges?
  /// Whose plan it keeps near to; nil for today's.
  package let former: ID<Scenario>?

  package init(row: Row) throws {
    id = try row.get("id")
    name = try row.get("name")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    assumptions = try Kept.value(try row.get("assumptions"))
    state = try row.get("state")
    permille = try row.get("permille")
    steps = try row.get("steps")
    objective = try row.get("objective")
    bound = try row.get("bound")
    let text: String? = try row.get("measures")
    measures = try text.map { try Kept.value($0) }
    reserve = try Kept.value(try row.get("reserve"))
    let names: String = try row.get("unhoused")
    unhoused = names.split(separator: "\n").map(String.init)
    fault = try row.get("fault")
    stopAt = try row.get("stop_at")
    doneAt = try row.get("done_at")
    acceptedAt = try row.get("accepted_at")
    acceptedBy = try row.get("accepted_by")
    let changed: String? = try row.get("changes")
    changes = try changed.map { try Kept.value($0) }
    former = try row.get("former")
  }

  package var subject: String { "scenario/\(id)" }
  /// No plan is worth more than the one that was found.
  package var isProven: Bool { state == .done && unhoused.isEmpty && objective != nil && objective == bound }
  package var gap: Int? { objective.flatMap { objective in bound.flatMap { Allocation.gap(of: objective, under: $0) } } }
}

/// Values kept as text.
enum Kept {
  static func text(_ value: some Encodable) throws -> String { String(decoding: try JSON.bytes(of: value), as: UTF8.self) }
  static func value<Value: Decodable>(_ text: String) throws -> Value { try JSONDecoder().decode(Value.self, from: Data(text.utf8)) }
}

package struct ScenarioSearch: Sendable {
  package var words: [String] = []
  package var state: RunState?
  package var sort = "made"
  package var isDescending = true

  package init() {}
}

private let scenarioColumns: SQL = """
  id, name, made_at, made_by, assumptions, state, permille, steps, objective, bound, measures, reserve, unhoused, fault, stop_at, done_at,
  accepted_at, accepted_by, changes, former
  """

extension Transaction {
  package borrowing func scenario(_ id: ID<Scenario>) throws -> Scenario? {
    try one("SELECT \(scenarioColumns) FROM scenarios WHERE id = \(id)")
  }
  package borrowing func scenarios(_ search: ScenarioSearch = ScenarioSearch()) throws -> [Scenario] {
    var condition: SQL = "1 = 1"
    for word in search.words { condition = "\(condition) AND name_key LIKE \(containing: word)" }
    if let state = search.state { condition = "\(condition) AND state = \(state)" }
    let order: SQL
    switch (search.sort, search.isDescending) {
    case ("name", true): order = "name_key DESC, id"
    case ("name", false): order = "name_key, id"
    case ("value", true): order = "COALESCE(objective, 0) DESC, id"
    case ("value", false): order = "COALESCE(objective, 0), id"
    case (_, true): order = "made_at DESC, id DESC"
    case (_, false): order = "made_at, id"
    }
    return try all("SELECT \(scenarioColumns) FROM scenarios WHERE \(condition) ORDER BY \(order) LIMIT 2000")
  }
  /// The instance and what it stands for.
  package borrowing func house(of id: ID<Scenario>) throws -> HouseInstance? { try kept("house", of: id) }
  /// Why those who are refused or wait are, in that plan.
  package borrowing func hindrances(of id: ID<Scenario>) throws -> [Hindrance] { try kept("hindrances", of: id) ?? [] }
  /// Why those who move, and those of the list who come, are where they are.
  package borrowing func reasons(of id: ID<Scenario>) throws -> [PlanReason] { try kept("reasons", of: id) ?? [] }
  /// The plan that a changed house is measured by.
  package borrowing func formerPlan(of id: ID<Scenario>) throws -> FormerPlan? { try kept("former_plan", of: id) }
  /// What is otherwise than in it.
  package borrowing func replanned(of id: ID<Scenario>) throws -> Replanned? { try kept("replanned", of: id) }
  package borrowing func solution(of id: ID<Scenario>) throws -> Solution? { try kept("plan", of: id) }

  private borrowing func kept<Thing: Decodable>(_ column: SQL, of id: ID<Scenario>) throws -> Thing? {
    let text: String? = try value("SELECT \(column) FROM scenarios WHERE id = \(id)")
    return try text.map { try Kept.value($0) }
  }
}
