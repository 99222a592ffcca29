import Kernel
import People
import Store
import Web

/// One hold: what it is, every date ever promised, and what can be done with it.
package struct HoldPage: Page {
  struct Promise: Sendable {
    let said: String
    let span: String
    let reason: String?
    let isLast: Bool
  }
  struct History: Sendable {
    let at: String
    let who: String
    let what: String
    /// What became of what: `Loyer mensuel : 190 € (avant : 180 €)`.
    let changes: [String]
    let hasChanges: Bool

    init(at: String, who: String, what: String, changes: [String]) {
      (self.at, self.who, self.what, self.changes, hasChanges) = (at, who, what, changes, !changes.isEmpty)
    }
  }
  struct HeldLink: Sendable {
    let code: String
    let path: String
    let hasNext: Bool
  }
  /// One thing that can be done, with its own small form.
  struct Deed: Sendable {
    let path: String
    let name: String
    let hint: String
    let fields: [Field]
    let isDangerous: Bool
    let isOpen: Bool
    /// Cells to choose among, when some are still to be chosen.
    let pool: [CellPicker.Choice]
    let poolHint: String?
    let poolProblem: String?
  }
  package static let template = "spaces-hold"
  package let title: String
  let kind: String
  let kindText: String
  let state: String
  /// `2 parmi`, before cells that are still to be chosen.
  let cellsLead: String?
  let cells: [HeldLink]
  let facts: [PageFact]
  let planPath: String?
  let letterPath: String?
  let promises: [Promise]
  let hasDeeds: Bool
  let deeds: [Deed]
  let history: [History]
  let successorPath: String?

  package static let sample = HoldPage(
    title: "Option de Ada", kind: "option", kindText: "Option", state: "en cours",
    cellsLead: "2 parmi", cells: [HeldLink(code: "H1-001", path: "/cells/1", hasNext: true)],
    facts: [PageFact("Organisation", "Ada", path: "/organisations/1")],
    planPath: "/plan", letterPath: "/holds/1/letter",
    promises: [Promise(said: "1er mars 2017", span: "à partir de", reason: "travaux", isLast: true)], hasDeeds: true,
    deeds: [
      Deed(
        path: "/holds/1/release", name: "Libérer", hint: "Rend les cellules.", fields: [Field("reason", .textarea, label: "Motif")],
        isDangerous: true, isOpen: true, pool: CellPicker.sampleLevels[0].choices, poolHint: "Cochez-en exactement 2.",
        poolProblem: "Choisissez 2 cellules.")
    ],
    history: [History(at: "1er mars 2017", who: "Ada", what: "création", changes: ["Loyer : 190 €"])], successorPath: "/holds/2")
}

extension HoldRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<Hold> = try visit.id("hold")
    typealias Found = (
      HoldLine, [Promised], [AuditLine], [(id: OrganisationID, name: String)], Level?, [HoldLine], PoolFeasibility.Verdict?
    )
    let found = try await visit.database.read { transaction -> Found? in
      guard let line = try transaction.holdLine(id) else { return nil }
      let level = try (line.cells + line.pool).first.flatMap { try transaction.level($0.level) }
      return (
        line, try transaction.promises(of: id), try transaction.auditLines(of: "hold/\(id)"), try transaction.organisationNames(), level,
        [try transaction.holdLine(before: id), try line.hold.successor.flatMap { try transaction.holdLine($0) }].compactMap(\.self),
        line.hold.space == nil && line.hold.queuePosition == nil ? try transaction.poolVerdict() : nil
      )
    }
    let sight = HoldSight(visit.viewer)
    guard let (line, promises, audit, names, level, kin, verdict) = found, sight.sees(line.hold) else { throw Refusal.notFound }
    let seesReason = sight.seesReason(of: line.hold)
    // What was handed to another is theirs to see.
    let seesSuccessor = sight.reach == .everything || line.hold.endedHow != .transferred
    let format = visit.format
    let deeds = visit.viewer.may(.writeHolds) ? self.deeds(for: line, visit, names) : []
    let who = line.organisation ?? visit.text("spaces.holds.house")
    let kindText = visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)")
    return .page(
      HoldPage(
        title: visit.text("spaces.holds.of", ["kind": kindText, "holder": who]), kind: line.hold.kind.rawValue, kindText: kindText,
        state: stateText(line, visit), cellsLead: cellsLead(line, visit), cells: links(line.cells + line.pool),
        facts: facts(line, kin, verdict, visit, sight),
        planPath: level.map { "/plan?level=\(percentEncoded($0.key))&day=\(max(line.hold.span.from, visit.today))" },
        letterPath: letterPath(line, promises, visit),
        promises: promises.enumerated().map { place, promise in
          HoldPage.Promise(
            said: format.day(visit.house.day(of: promise.saidAt)), span: format.span(promise.span),
            reason: seesReason && !promise.reason.isEmpty ? promise.reason : nil,
            isLast: place + 1 == promises.count)
        },
        hasDeeds: !deeds.isEmpty, deeds: deeds,
        history: audit.map {
          HoldPage.History(
            at: format.shortMoment($0.at, in: visit.house), who: $0.personName, what: visit.text("spaces.verb.\($0.verb)"),
            changes: HoldChanges(of: line.hold, sight, visit).lines($0))
        },
        successorPath: !seesSuccessor ? nil : line.hold.successor.map { "/holds/\($0)" }))
  }

  private func letterPath(_ line: HoldLine, _ promises: [Promised], _ visit: Visit) -> String? {
    guard let holder = line.hold.organisation, HoldLetterRoutes.mayRead(holder, visit.viewer) else { return nil }
    return LetterOccasion.all(for: line.hold, promises: promises, on: visit.today).isEmpty ? nil : "/holds/\(line.hold.id)/letter"
  }

  private func facts(_ line: HoldLine, _ kin: [HoldLine], _ verdict: PoolFeasibility.Verdict?, _ visit: Visit, _ sight: HoldSight)
    -> [PageFact]
  {
    let hold = line.hold
    let format = visit.format
    let reasons = sight.seesReason(of: hold)
    func fact(_ key: String, _ value: String?, path: String? = nil) -> PageFact? {
      value.flatMap { $0.isEmpty ? nil : PageFact(visit.text("spaces.holds.column.\(key)"), $0, path: path) }
    }
    // From whom to whom is the house's to know: neither of them sees the other's.
    func handover(_ key: String, _ other: HoldLine?) -> PageFact? {
      sight.reach == .everything ? fact(key, other?.organisation, path: other.map { "/holds/\($0.hold.id)" }) : nil
    }
    let milestone = line.milestone.map { visit.text("spaces.holds.after", ["days": String(hold.milestoneOffset), "milestone": $0]) }
    return [
      fact("organisation", line.organisation, path: hold.organisation.map { "/organisations/\($0)" }),
      hold.organisation.map {
        PageFact(visit.text("spaces.path.word"), visit.text("spaces.path.onOrganisation"), path: "/organisations/\($0)/path")
      },
      hold.organisation.flatMap { holder in
        hold.kind == .let && hold.stands(on: visit.today) && visit.viewer.may(.writeHolds)
          ? PageFact(visit.text("spaces.path.growth"), visit.text("spaces.path.ask"), path: "/planning-questions?firm=\(holder)") : nil
      },
      fact("area", areaText(line, visit)),
      fact("choice", sight.reach == .everything ? verdict.flatMap { choiceText($0, of: hold, visit) } : nil),
      fact("span", format.span(hold.span)),
      fact("milestone", milestone, path: hold.milestone.map { "/milestones/\($0)" }),
      fact("until", hold.expiresOn.map { format.day($0 - 1) }),
      fact("rent", sight.seesRent(of: hold) ? hold.monthlyRent.map { format.money($0) } : nil),
      fact("queue", hold.queuePosition.map { String($0) }), fact("reason", reasons ? hold.reason : nil),
      handover("takenFrom", kin.first { $0.hold.successor == hold.id && $0.hold.endedHow == .transferred }),
      handover("handedTo", hold.endedHow == .transferred ? kin.first { $0.hold.id == hold.successor } : nil),
      fact("made", visit.text("spaces.holds.madeBy", ["day": format.day(visit.house.day(of: hold.madeAt)), "name": hold.madeBy])),
      fact("ended", hold.endedAt.map { format.day(visit.house.day(of: $0)) }), fact("endedReason", reasons ? hold.endedReason : nil),
    ].compactMap(\.self)
  }
}
