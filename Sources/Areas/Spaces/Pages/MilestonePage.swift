import Kernel
import Store
import Web

/// One milestone: every date ever said, who hangs on it, and what a new date would do before it is said.
package struct MilestonePage: Page {
  struct Said: Sendable {
    let day: String
    let said: String
    let reason: String?
    let source: String?
    let drift: String?
    let isLast: Bool
  }
  struct Opened: Sendable {
    let path: String
    let name: String
  }
  struct Move: Sendable {
    let path: String
    let holder: String
    let cells: String
    let old: String
    let isLooked: Bool
    let new: String
    let rent: String?
  }
  package static let template = "spaces-milestone"
  package let title: String
  let id: String
  let day: String
  let kind: String
  let state: String
  let editPath: String?
  /// Only of one on which nothing hangs or ever hung.
  let removePath: String?
  let said: [Said]
  let opened: [Opened]
  let hangsAtAll: Bool
  let hanging: [Move]
  let hasHanging: Bool
  let mayWrite: Bool
  let previewFields: [Field]
  let preview: String?
  let notices: [String]
  let clashes: [String]
  let isBlocked: Bool
  let slipFields: [Field]
  let reachFields: [Field]
  let showsSlip: Bool

  package static let sample = MilestonePage(
    title: "Mise en service", id: "1", day: "1er février 2019", kind: "mise en service", state: "prévu",
    editPath: "/milestones/1/edit", removePath: "/milestones/1/remove",
    said: [Said(day: "15 avril 2018", said: "1er mars 2017", reason: "annonce", source: "presse", drift: "+61 jours", isLast: true)],
    opened: [Opened(path: "/plan?level=h1", name: "Halle")], hangsAtAll: true,
    hanging: [Move(path: "/holds/1", holder: "Ada", cells: "H1-001", old: "01/04/2018", isLooked: true, new: "01/06/2018", rent: "600 €")],
    hasHanging: true,
    mayWrite: true, previewFields: [Field("day", .date, label: "Nouvelle date")], preview: "12 engagements",
    notices: ["L’option expire avant."], clashes: ["H1-001 est à Bob"],
    isBlocked: true, slipFields: [Field("reason", .textarea, label: "Motif")], reachFields: [Field("day", .date, label: "Atteint le")],
    showsSlip: true)
}

/// What its page is made of.
private struct MilestoneKnown: Sendable {
  let line: MilestoneLine
  let dates: [MilestoneDate]
  /// What stands, as far as the visitor sees it.
  let hanging: [HoldLine]
  let everHung: Bool
  let opened: [Level]
}

extension Transaction {
  fileprivate borrowing func milestoneKnown(_ id: ID<Milestone>, on today: Day, seenBy sight: HoldSight) throws -> MilestoneKnown? {
    guard let line = try milestone(id) else { return nil }
    return MilestoneKnown(
      line: line, dates: try dates(of: id), hanging: try holdLines(on: id, standingOn: today).filter { sight.sees($0.hold) },
      everHung: try !holdLines(everOn: id).isEmpty, opened: try levels(openedBy: line.milestone))
  }
}

extension MilestoneRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let id: ID<Milestone> = try visit.id("milestone")
    let today = visit.today
    // The day looked at: asked for in the preview, or typed in the form that is shown again.
    let typed = visit.isShownAgain ? visit.isSaid(at: "/milestones/\(id)/slip") ? visit.form["day"] : "" : visit.query["day"]
    let asked = visit.viewer.may(.writeMilestones) ? Day(typed) : nil
    let sight = HoldSight(visit.viewer)
    let found = try await visit.database.read { transaction -> (MilestoneKnown, SlipPreview?)? in
      guard let known = try transaction.milestoneKnown(id, on: today, seenBy: sight) else { return nil }
      return (known, try asked.map { try transaction.previewSlip(of: id, to: $0, on: today) })
    }
    guard let (known, slip) = found else { throw Refusal.notFound }
    return .page(page(known, slip, visit))
  }

  private func page(_ known: MilestoneKnown, _ slip: SlipPreview?, _ visit: Visit) -> MilestonePage {
    let (line, hanging, format) = (known.line, known.hanging, visit.format)
    let mayCorrect = visit.viewer.may(.writeMilestones)
    let mayWrite = mayCorrect && !line.isReached
    let path = "/milestones/\(line.milestone.id)"
    let moves = Dictionary((slip?.moves ?? []).map { ($0.line.hold.id, $0) }, uniquingKeysWith: { first, _ in first })
    let sight = HoldSight(visit.viewer)
    let preview = slip.map { slip in
      visit.text(
        "spaces.milestones.preview",
        [
          "count": String(slip.moves.count), "day": format.day(slip.day),
          "rent": visit.viewer.may(.seeRents) ? format.money(slip.rentLost) : "—",
        ])
    }
    return MilestonePage(
      title: line.milestone.name, id: line.milestone.id.text, day: format.day(line.day),
      kind: visit.text("spaces.milestones.kind.\(line.milestone.kind.rawValue)"),
      state: visit.text(line.isReached ? "spaces.milestones.reached" : "spaces.milestones.planned"),
      editPath: mayCorrect ? "\(path)/edit" : nil,
      removePath: mayCorrect && known.opened.isEmpty && !known.everHung ? "\(path)/remove" : nil, said: said(known.dates, visit),
      opened: known.opened.map { MilestonePage.Opened(path: "/plan?level=\(percentEncoded($0.key))", name: $0.name) },
      hangsAtAll: !hanging.isEmpty || !known.opened.isEmpty,
      hanging: hanging.map { held in
        let move = moves[held.hold.id]
        return MilestonePage.Move(
          path: "/holds/\(held.hold.id)", holder: held.organisation ?? "",
          cells: (held.cells.isEmpty ? held.poolCodes : held.codes).joined(separator: ", "),
          old: format.shortDay(held.hold.span.from), isLooked: slip != nil, new: move.map { format.shortDay($0.new.from) } ?? "",
          rent: sight.seesRent(of: held.hold) ? move?.rentLost.map { format.money($0) } : nil)
      },
      hasHanging: !hanging.isEmpty, mayWrite: mayWrite,
      previewFields: [visit.field("day", .date, label: "spaces.milestones.newDay", value: slip?.day.description, required: true)]
        .said(visit.isSaid(at: "\(path)/slip")),
      preview: preview,
      notices: (slip?.notices ?? []).map { visit.text($0.code, $0.arguments) },
      clashes: (slip?.problems ?? []).map { visit.text($0.code, $0.arguments) }, isBlocked: !(slip?.problems.isEmpty ?? true),
      slipFields: [
        visit.hidden("day", slip?.day.description ?? ""),
        visit.field("reason", .textarea, label: "spaces.milestones.reason", required: true),
      ].said(visit.isSaid(at: "\(path)/slip")),
      reachFields: [
        visit.field("day", .date, label: "spaces.milestones.reachedOn", value: min(line.day, visit.today).description, required: true),
        visit.field("reason", .text, label: "spaces.milestones.reason"),
      ].said(visit.isSaid(at: "\(path)/reach")), showsSlip: slip != nil && slip?.problems.isEmpty == true)
  }

  /// Each date with how far it moved from the one before.
  private func said(_ dates: [MilestoneDate], _ visit: Visit) -> [MilestonePage.Said] {
    dates.enumerated().map { place, date in
      let drift = place == 0 ? nil : date.day - dates[place - 1].day
      return MilestonePage.Said(
        day: visit.format.day(date.day), said: visit.format.day(visit.house.day(of: date.saidAt)),
        reason: date.reason.isEmpty ? nil : date.reason,
        source: date.source.isEmpty ? nil : date.source,
        drift: drift.map { visit.text("spaces.milestones.drift", ["days": ($0 > 0 ? "+" : "") + String($0)]) },
        isLast: place + 1 == dates.count)
    }
  }
}
