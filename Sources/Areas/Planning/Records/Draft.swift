import Kernel
import Store

/// What a draft would become, once somebody sends it.
package enum DraftKind: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// Cells offered to a file of the waiting list.
  case offer
  /// Cells promised to a file that comes too late for an offer.
  case option
  /// Cells beside a resident, promised for when it grows.
  case growth
  /// Asking a tenant to move.
  case move
  /// Other cells than those that were promised.
  case promise
}

package enum DraftState: String, Sendable, CaseIterable, Codable {
  case open
  /// Waits for another draft of its scenario: whoever has its cells leaves them by that.
  case after
  /// Can no longer be done as it was planned.
  case overtaken
  case done, discarded
}

/// Something an accepted scenario proposes. Nothing happens by itself: a person opens the form of the act it leads to, or discards it.
package struct Draft: RowReadable, Sendable {
  package let id: ID<Draft>
  package let scenario: ID<Scenario>
  package let scenarioName: String
  package let kind: DraftKind
  /// `application/…` or `hold/…`.
  package let subject: String
  package let name: String
  package let organisation: OrganisationID?
  package let cells: String
  package let from: Day
  /// nil: as far as the plan reaches.
  package let until: Day?
  package let monthlyRent: Money?
  package let madeAt: Instant
  package let discardedAt: Instant?
  package let discardedBy: String?
  package let discardReason: String
  /// They got these cells since.
  package internal(set) var isDone = false

  package init(row: Row) throws {
    id = try row.get("id")
    scenario = try row.get("scenario")
    scenarioName = try row.get("scenario_name")
    kind = try row.get("kind")
    subject = try row.get("subject")
    name = try row.get("name")
    organisation = try row.get("organisation")
    cells = try row.get("cells")
    from = try row.get("from_day")
    until = try row.get("until_day")
    monthlyRent = try row.get("monthly_rent")
    madeAt = try row.get("made_at")
    discardedAt = try row.get("discarded_at")
    discardedBy = try row.get("discarded_by")
    discardReason = try row.get("discard_reason")
  }

  /// Of itself; what the house says of it is a `DraftStanding`.
  package var isOpen: Bool { discardedAt == nil && !isDone }
  var key: String { String(subject.drop { $0 != "/" }.dropFirst()) }
}

package struct DraftSearch: Sendable {
  package var words: [String] = []
  package var state: DraftState?
  package var kind: DraftKind?
  package var scenario: ID<Scenario>?
  package var isDescending = false

  package init() {}
}

private let draftQuery: SQL = """
  SELECT d.*, s.name AS scenario_name FROM scenario_drafts d JOIN scenarios s ON s.id = d.scenario
  """

extension Transaction {
  package borrowing func draft(_ id: ID<Draft>) throws -> Draft? {
    let found: [Draft] = try all("\(draftQuery) WHERE d.id = \(id)")
    return try done(found).first
  }
  /// All but what is asked of their state.
  package borrowing func drafts(_ search: DraftSearch = DraftSearch()) throws -> [Draft] {
    var condition: SQL = "1 = 1"
    if let scenario = search.scenario { condition = "d.scenario = \(scenario)" }
    if let kind = search.kind { condition = "\(condition) AND d.kind = \(kind)" }
    let order: SQL = search.isDescending ? "d.from_day DESC, d.place, d.id" : "d.from_day, d.place, d.id"
    let found: [Draft] = try all("\(draftQuery) WHERE \(condition) ORDER BY \(order) LIMIT 5000")
    return try done(
      found.filter { draft in
        let text = "\(draft.name) \(draft.cells) \(draft.scenarioName)".folded
        return search.words.allSatisfy { text.contains($0) }
      })
  }

  private borrowing func done(_ drafts: [Draft]) throws -> [Draft] {
    guard let first = drafts.map(\.madeAt).min() else { return [] }
    let done = try DraftDone(self, since: first)
    return drafts.map { draft in
      var draft = draft
      draft.isDone = done.holds(draft)
      return draft
    }
  }
}
