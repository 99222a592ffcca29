import Kernel
import Leasing
import Spaces
import Store

/// What a draft would become, once somebody sends it.
package enum DraftKind: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  /// Cells offered to a file of the waiting list.
  case offer
  /// Cells beside a resident, promised for when it grows.
  case growth
  /// Asking a tenant to move.
  case move
  /// Other cells than those that were promised.
  case promise
}

package enum DraftState: String, Sendable, CaseIterable, Codable { case open, done, discarded }

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
  package let monthlyRent: Money?
  package let madeAt: Instant
  package let discardedAt: Instant?
  package let discardedBy: String?
  package let discardReason: String
  /// An act of that kind was done for them since.
  package let isDone: Bool

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
    monthlyRent = try row.get("monthly_rent")
    madeAt = try row.get("made_at")
    discardedAt = try row.get("discarded_at")
    discardedBy = try row.get("discarded_by")
    discardReason = try row.get("discard_reason")
    let done: Int64 = try row.get("done")
    isDone = done > 0
  }

  package var state: DraftState { discardedAt != nil ? .discarded : isDone ? .done : .open }
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

// Done is asked of what was done: an offer to that file, an option for that organisation, a lease that follows by a move.
private let draftQuery: SQL = """
  SELECT d.*, s.name AS scenario_name,
    CASE d.kind
      WHEN 'offer' THEN (SELECT COUNT(*) FROM offers o WHERE 'application/' || o.application = d.subject AND o.made_at >= d.made_at)
      WHEN 'move' THEN (SELECT COUNT(*) FROM leases l JOIN lease_holds h ON h.lease = l.previous
        WHERE 'hold/' || h.hold = d.subject AND l.succession = 'move' AND l.prepared_at >= d.made_at)
      WHEN 'promise' THEN (SELECT COUNT(*) FROM holds h WHERE 'hold/' || h.id = d.subject AND h.ended_at >= d.made_at)
      ELSE (SELECT COUNT(*) FROM holds h WHERE h.kind = 'option' AND h.organisation = d.organisation AND h.made_at >= d.made_at)
    END AS done
  FROM scenario_drafts d JOIN scenarios s ON s.id = d.scenario
  """

extension Transaction {
  package borrowing func draft(_ id: ID<Draft>) throws -> Draft? { try one("\(draftQuery) WHERE d.id = \(id)") }
  package borrowing func drafts(_ search: DraftSearch = DraftSearch()) throws -> [Draft] {
    var condition: SQL = "1 = 1"
    if let scenario = search.scenario { condition = "d.scenario = \(scenario)" }
    if let kind = search.kind { condition = "\(condition) AND d.kind = \(kind)" }
    let order: SQL = search.isDescending ? "d.from_day DESC, d.place, d.id" : "d.from_day, d.place, d.id"
    let found: [Draft] = try all("\(draftQuery) WHERE \(condition) ORDER BY \(order) LIMIT 5000")
    return found.filter { draft in
      let text = "\(draft.name) \(draft.cells) \(draft.scenarioName)".folded
      return (search.state.map { draft.state == $0 } ?? true) && search.words.allSatisfy { text.contains($0) }
    }
  }

  /// Where each move leads: the lease of a hold.
  package borrowing func leasesHolding(_ drafts: [Draft]) throws -> [ID<Draft>: ID<Lease>] {
    var found: [ID<Draft>: ID<Lease>] = [:]
    for draft in drafts where draft.kind == .move { found[draft.id] = try lease(holding: ID<Hold>(draft.key)) }
    return found
  }
}
