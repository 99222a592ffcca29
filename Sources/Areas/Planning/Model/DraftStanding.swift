import Kernel
import Spaces

/// What has become of what a plan proposes, now that the house is as it is: whether others have taken its cells, and what has to be done before it.
package struct DraftStanding: Sendable, Hashable {
  /// Why it can no longer be done.
  package enum Overtaken: Sendable, Hashable {
    case taken(cells: String, by: String)
    case gone(cells: String)
    case offTheList, hasOffer, holdEnded
    /// What has to be done first cannot be done, or waits for this one.
    case blocked

    package var code: String {
      switch self {
      case .taken: "taken"
      case .gone: "gone"
      case .offTheList: "offTheList"
      case .hasOffer: "hasOffer"
      case .holdEnded: "holdEnded"
      case .blocked: "blocked"
      }
    }
  }
  package var overtaken: [Overtaken] = []
  /// Places of the proposals that have to be done first: whoever has its cells leaves them by these.
  package var after: [Int] = []
  /// Places of other scenarios' proposals for some of its cells in some of its months.
  package var rivals: [Int] = []
}

/// The house as it is now, as far as proposals ask for it.
package struct DraftGround: Sendable {
  private let timeline: Timeline
  /// Keys of the files of the waiting list, and of those which hold an offer.
  private let listed: Set<String>
  private let offered: Set<String>

  package init(_ timeline: Timeline, listed: Set<String>, offered: Set<String>) {
    (self.timeline, self.listed, self.offered) = (timeline, listed, offered)
  }

  /// Of proposals that are to be done still, each with a name for the scenario that it is of.
  package func standings(_ acts: [ProposedAct], of scenarios: [String]) -> [DraftStanding] {
    let cells = acts.map { act in act.cells.split(separator: " ").map(String.init) }
    let places = placesByCode(Set(cells.joined()))
    var standings = acts.indices.map { number in
      let act = acts[number]
      var standing = DraftStanding()
      standing.overtaken = subject(of: act)
      var blocked: [String: [String]] = [:]
      var gone: [String] = []
      for code in cells[number] {
        guard let place = (places[code] ?? []).first(where: { timeline.cells[$0].span.contains(act.from) }) else {
          gone.append(code)
          continue
        }
        for held in timeline.occupations[place] where act.days(meet: held.from, held.until) {
          let hold = timeline.holds[held.hold]
          let key = "hold/\(hold.id)"
          if key == act.subject { continue }
          let leaving = acts.indices.first { other in
            scenarios[other] == scenarios[number] && acts[other].subject == key && acts[other].leaves(before: act)
              && !cells[other].contains(code)
          }
          if let leaving {
            if !standing.after.contains(leaving) { standing.after.append(leaving) }
          } else {
            let name = hold.organisation.map { timeline.holders[$0].name } ?? ""
            if !blocked[name, default: []].contains(code) { blocked[name, default: []].append(code) }
          }
        }
      }
      if !gone.isEmpty { standing.overtaken.append(.gone(cells: gone.joined(separator: " "))) }
      standing.overtaken += blocked.sorted { $0.key < $1.key }.map { .taken(cells: $0.value.sorted().joined(separator: " "), by: $0.key) }
      standing.rivals = acts.indices.filter { other in
        scenarios[other] != scenarios[number] && acts[other].subject != act.subject && acts[other].overlaps(act)
          && !Set(cells[other]).isDisjoint(with: cells[number])
      }
      return standing
    }
    let possible = DraftOrder.possible(standings.map(\.after), but: Set(acts.indices.filter { !standings[$0].overtaken.isEmpty }))
    for number in acts.indices where standings[number].overtaken.isEmpty && !possible.contains(number) {
      standings[number].overtaken = [.blocked]
    }
    return standings
  }

  /// Whether anything was promised, let, taken up or given back since that day.
  package func hasChanged(since day: Day) -> Bool {
    timeline.holds.contains { $0.madeOn > day || ($0.endedOn.map { $0 > day } ?? false) }
  }

  private func subject(of act: ProposedAct) -> [DraftStanding.Overtaken] {
    if act.subject.hasPrefix("application/") {
      if !listed.contains(act.subject) { return [.offTheList] }
      return offered.contains(act.subject) ? [.hasOffer] : []
    }
    let stands = timeline.holds.contains { "hold/\($0.id)" == act.subject && $0.stood(on: timeline.today) }
    return stands ? [] : [.holdEnded]
  }

  private func placesByCode(_ codes: Set<String>) -> [String: [Int]] {
    Dictionary(grouping: timeline.cells.indices.filter { codes.contains(timeline.cells[$0].code) }) { timeline.cells[$0].code }
  }
}
