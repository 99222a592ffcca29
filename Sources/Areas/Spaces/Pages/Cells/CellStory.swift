import Kernel
import Web

/// Everything that ever happened to a cell, in order: how it came to be, what was promised, who had it, what became of it.
struct CellStory: Sendable {
  let timeline: Timeline
  let place: Int
  let reshapings: [ReshapingLine]
  let sight: PlanSight
  let visit: Visit
  private var words: PlanWords { PlanWords(visit.texts, visit.language) }
  private var cell: PlanCell { timeline.cells[place] }

  /// Holds that name the cell or wait for it, in the order they were made.
  var holds: [Int] {
    (timeline.namedBy[place] + timeline.awaitedBy[place]).sorted { (timeline.holds[$0].madeOn, $0) < (timeline.holds[$1].madeOn, $1) }
  }

  var entries: [CellPage.Entry] {
    var all: [(day: Day, order: Int, entry: CellPage.Entry)] = []
    let begins = reshapings.contains { $0.after.contains(cell.id) }
    let ends = reshapings.contains { $0.before.contains(cell.id) }
    if !begins { all.append((cell.span.from, 0, plain("begun", cell.span.from))) }
    for line in reshapings { all.append((line.reshaping.day, 1, reshaped(line))) }
    if let opening = timeline.levels[cell.level].opening, cell.span.contains(opening) { all.append((opening, 2, opened(opening))) }
    for hold in holds { all.append((timeline.holds[hold].madeOn, 3, held(timeline.holds[hold]))) }
    if let until = cell.span.until, !ends { all.append((until, 4, plain("ended", until))) }
    return all.enumerated().sorted { ($0.element.day, $0.element.order, $0.offset) < ($1.element.day, $1.element.order, $1.offset) }
      .map(\.element.entry)
  }

  private func plain(_ key: String, _ day: Day) -> CellPage.Entry {
    CellPage.Entry(
      css: "wall", day: words.day(day), title: words.text("spaces.story.\(key)"), isNow: false, lines: [], hasPromises: false, promises: [],
      links: [])
  }

  /// The opening of the level with every day it was announced for.
  private func opened(_ day: Day) -> CellPage.Entry {
    let said = timeline.levels[cell.level].openings
    let promises = said.map {
      CellPage.Promise(said: words.day($0.said), text: words.text("spaces.story.openingFor", ["day": words.day($0.day)]))
    }
    return CellPage.Entry(
      css: "opening", day: words.day(day), title: words.text("spaces.story.opening"), isNow: false, lines: [],
      hasPromises: promises.count > 1, promises: promises, links: [])
  }

  private func reshaped(_ line: ReshapingLine) -> CellPage.Entry {
    let reshaping = line.reshaping
    var lines = [
      words.text(
        "spaces.story.became", ["before": line.beforeCodes.joined(separator: ", "), "after": line.afterCodes.joined(separator: ", ")])
    ]
    if let works = reshaping.works { lines.append(words.text("spaces.story.works", ["span": visit.format.span(works)])) }
    if sight.rents, reshaping.cost > .zero {
      lines.append(words.text("spaces.story.cost", ["amount": words.money(reshaping.cost)]))
    }
    if sight.holders, !reshaping.note.isEmpty { lines.append(reshaping.note) }
    let others = zip(line.before + line.after, line.beforeCodes + line.afterCodes).filter { $0.0 != cell.id }
    return CellPage.Entry(
      css: "wall", day: words.day(reshaping.day), title: words.text("spaces.story.reshaping.\(reshaping.kind.rawValue)"), isNow: false,
      lines: lines, hasPromises: false, promises: [], links: others.map { PageLink($0.1, "/cells/\($0.0)") })
  }

  private func held(_ hold: PlanHold) -> CellPage.Entry {
    let name = sight.holder(of: hold, in: timeline)
    let kind = words.text("spaces.kind.hold.\(hold.kind.rawValue)")
    var lines = [visit.format.span(hold.span) + " · " + outcome(hold)]
    let cells = hold.cells.isEmpty ? hold.pool : hold.cells
    let others = cells.filter { $0 != place }.map { timeline.cells[$0].code }.sorted()
    if hold.cells.isEmpty, let count = hold.wantedCount {
      lines.append(words.text("spaces.story.among", ["number": String(count), "cells": codes(others + [cell.code])]))
    } else if !others.isEmpty {
      lines.append(words.text("spaces.story.with", ["cells": codes(others)]))
    }
    if let expires = hold.expiresOn { lines.append(words.text("spaces.story.expires", ["day": words.day(expires - 1)])) }
    if sight.rents, let rent = hold.monthlyRent, !hold.cells.isEmpty {
      lines.append(words.text("spaces.story.rent", ["amount": words.money(rent), "count": String(hold.cells.count)]))
    }
    // Reasons are written for the house and the holder, and may name whom others may not know of.
    if sight.seesReason(of: hold, in: timeline) { lines += [hold.reason, hold.endedReason].filter { !$0.isEmpty } }
    var links: [PageLink] = []
    if let name {
      links.append(PageLink(words.text("spaces.story.path", ["name": name.name]), "/organisations/\(name.id)/path"))
    }
    if sight.opens(hold, in: timeline) { links.append(PageLink(words.text("spaces.story.hold"), "/holds/\(hold.id)")) }
    let isNow = timeline.occupation(of: place, on: timeline.today).map { timeline.holds[$0.hold].id == hold.id } ?? false
    return CellPage.Entry(
      css: hold.kind.rawValue, day: words.day(hold.madeOn), title: name.map { "\(kind) · \($0.name)" } ?? kind, isNow: isNow, lines: lines,
      hasPromises: hold.promises.count > 1 && sight.opens(hold, in: timeline), promises: promises(hold), links: links)
  }

  /// The first forty, since a pool may be a whole level.
  private func codes(_ all: [String]) -> String {
    let sorted = all.sorted()
    return sorted.prefix(40).joined(separator: ", ") + (sorted.count > 40 ? " …" : "")
  }

  private func promises(_ hold: PlanHold) -> [CellPage.Promise] {
    hold.promises.map { promise in
      let span = DaySpan(checking: promise.from, until: promise.until).map { visit.format.span($0) } ?? words.day(promise.from)
      let isTold = sight.seesReason(of: hold, in: timeline) && !promise.reason.isEmpty
      return CellPage.Promise(said: words.day(promise.said), text: isTold ? "\(span) · \(promise.reason)" : span)
    }
  }

  /// Derived from the dates, as everywhere.
  private func outcome(_ hold: PlanHold) -> String {
    if let how = hold.endedHow, let day = hold.endedOn {
      return words.text("spaces.holds.ended.\(how.rawValue)") + " (" + words.day(day) + ")"
    }
    let today = timeline.today
    if !hold.stood(on: today) { return words.text("spaces.holds.ended.expired") }
    if let until = hold.span.until, until <= today { return words.text("spaces.holds.state.past") }
    return words.text(hold.span.from > today ? "spaces.holds.state.future" : "spaces.holds.state.now")
  }
}
