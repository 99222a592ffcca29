import Demand
import Kernel
import Leasing
import Spaces
import Store

/// A draft with what the house as it is now says of it.
package struct DraftLine: Sendable {
  package let draft: Draft
  package let standing: DraftStanding
  /// Those of its scenario that come first.
  package let after: [Draft]
  /// Open ones of other scenarios, for the same cells.
  package let rivals: [Draft]
  /// For whom it is, once that is an organisation.
  package let organisation: OrganisationID?
  /// Of a move: the lease of the hold.
  package let lease: ID<Lease>?

  package var state: DraftState {
    if !draft.isOpen { return draft.discardedAt != nil ? .discarded : .done }
    return !standing.overtaken.isEmpty ? .overtaken : standing.after.isEmpty ? .open : .after
  }
}

extension Transaction {
  /// What proposals ask the house for.
  package borrowing func draftGround(_ timeline: Timeline) throws -> DraftGround {
    let list = try waitingList(on: timeline.today)
    return DraftGround(
      timeline, listed: Set(list.map(\.application.subject)), offered: Set(list.filter { $0.openOffer != nil }.map(\.application.subject)))
  }

  package borrowing func draftLines(_ search: DraftSearch = DraftSearch(), in timeline: Timeline) throws -> [DraftLine] {
    let found = try drafts(search)
    if found.isEmpty { return [] }
    // Which come first and which compete is asked of all that are open, not of those searched for.
    let open = try drafts().filter(\.isOpen)
    let standings = try draftGround(timeline).standings(open.map(\.act), of: open.map(\.scenario.text))
    let places = Dictionary(uniqueKeysWithValues: open.enumerated().map { ($1.id, $0) })
    let done = try DraftDone(self, since: found.map(\.madeAt).min() ?? Instant(seconds: 0))
    return try found.compactMap { draft in
      let standing = places[draft.id].map { standings[$0] } ?? DraftStanding()
      let line = DraftLine(
        draft: draft, standing: standing, after: standing.after.map { open[$0] }, rivals: standing.rivals.map { open[$0] },
        organisation: done.organisation(of: draft).map { OrganisationID($0) },
        lease: draft.kind == .move ? try lease(holding: ID<Hold>(draft.key)) : nil)
      return search.state.map { line.state == $0 } ?? true ? line : nil
    }
  }
}

extension Draft {
  /// As the plan proposed it.
  package var act: ProposedAct {
    ProposedAct(
      kind: kind, subject: subject, name: name, organisation: organisation?.text, cells: cells, from: from, until: until,
      rent: monthlyRent.map { Int($0.cents / 100) })
  }
}
