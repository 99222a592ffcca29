import Foundation
import Kernel
import Spaces
import Store

/// A file in its place, with every point and why.
package struct ListedFile: Sendable {
  package let application: Application
  package let rank: RankedCandidate
  package let countedRefusals: Int64
  package let openOffer: HouseOffer?
  /// Its reader left the room when it was scored: neither the score nor what follows from it is for them.
  package let isScoreHidden: Bool
}

extension Transaction {
  /// The waiting list of a day, best first.
  package borrowing func waitingList(on day: Day, readBy reader: PersonID? = nil) throws -> [ListedFile] {
    let files = try applications(in: [.accepted, .waiting])
    let hidden = try recusedFiles(of: reader)
    let refusals = try countedRefusals()
    let residents = try residents(on: day)
    let rules = try demandRules(on: day)
    let open = Dictionary(try openHouseOffers().map { ($0.application, $0) }, uniquingKeysWith: { first, _ in first })
    let byID = Dictionary(uniqueKeysWithValues: files.map { ($0.id.text, $0) })
    let candidates = files.map { file in
      Candidate(
        id: file.id.text, isAccepted: file.state == .accepted, listedOn: file.listedOn ?? day, receivedOn: file.receivedOn,
        score: file.score,
        isResident: file.organisation.map { residents.contains($0) } ?? false, isInProgramme: file.facts.programme != .none,
        jobs: Int64(file.facts.jobs), earliest: file.facts.wish.earliest, countedRefusals: refusals[file.id] ?? 0)
    }
    return Ranking.order(candidates, rules.weights, on: day).compactMap { rank in
      guard let file = byID[rank.candidate.id] else { return nil }
      return ListedFile(
        application: file, rank: rank, countedRefusals: rank.candidate.countedRefusals,
        openOffer: open[file.id].flatMap { $0.stands(on: day) ? $0 : nil }, isScoreHidden: hidden.contains(file.id))
    }
  }

  /// The files from whose committee this person recused themselves.
  package borrowing func recusedFiles(of person: PersonID?) throws -> Set<ID<Application>> {
    guard let person else { return [] }
    return Set(
      try rows(
        """
        SELECT DISTINCT i.application FROM committee_recusals r JOIN committee_items i ON i.id = r.item WHERE r.person = \(person)
        ORDER BY i.application
        """
      ).map { try $0.get("application") as ID<Application> })
  }

  /// Who has cells of the house on that day.
  borrowing func residents(on day: Day) throws -> Set<OrganisationID> {
    Set(
      try rows(
        """
        SELECT DISTINCT organisation FROM holds WHERE kind = 'let' AND organisation IS NOT NULL AND from_day <= \(day)
          AND (until_day IS NULL OR until_day > \(day)) AND ended_at IS NULL ORDER BY organisation
        """
      ).map { try $0.get("organisation") as OrganisationID })
  }

  /// The cells as a wish looks at them, and whether they hang together.
  borrowing func wished(_ ids: [ID<Cell>]) throws -> (cells: [Cell], wished: [WishedCell], isConnected: Bool) {
    let cells = try cells(ids)
    let building = try cells.first.flatMap { try level($0.level)?.building }
    let isConnected = try building.map { try neighbours(in: $0).isConnected(ids) } ?? true
    return (cells, cells.map(WishedCell.init), isConnected)
  }
}

extension WishedCell {
  init(_ cell: Cell) {
    let attributes = (try? JSONDecoder().decode([String: String].self, from: Data(cell.attributes.utf8))) ?? [:]
    self.init(
      kind: cell.kind.rawValue, level: cell.level.text, area: cell.area, noise: cell.noise.rawValue, hasWindow: cell.hasWindow,
      power: attributes["power"].flatMap { Int($0) })
  }
}
