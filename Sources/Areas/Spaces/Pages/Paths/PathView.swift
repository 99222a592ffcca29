import Kernel
import Web

/// The steps and promises of a path in words, with a small plan of each step.
struct PathView: Sendable {
  private let found: PathRoutes.Found
  private let visit: Visit
  private let words: PlanWords
  private var timeline: Timeline { found.timeline }

  init(_ found: PathRoutes.Found, _ visit: Visit, _ words: PlanWords) { (self.found, self.visit, self.words) = (found, visit, words) }

  private var current: OrganisationPath.Step? {
    found.path.steps.last { $0.from <= visit.today && ($0.until.map { visit.today < $0 } ?? true) && !$0.cells.isEmpty }
  }

  var lead: String {
    if let first = found.path.steps.first, first.from <= visit.today {
      let isHere = current != nil
      return words.text(isHere ? "spaces.path.since" : "spaces.path.was", ["day": words.day(first.from)])
    }
    return words.text("spaces.path.notYet")
  }

  var figures: [PageFigure] {
    func figure(_ key: String, _ value: String?) -> PageFigure? {
      value.map { PageFigure(words.text("spaces.path.figure.\(key)"), $0) }
    }
    let past = found.path.steps.filter { $0.from <= visit.today }
    let largest = past.map(\.area).max()
    let people = timeline.headcounts[found.path.holder]?.amount(on: visit.today)
    let redatings = found.path.promises.reduce(0) { $0 + timeline.holds[$1.hold].redatings(knownOn: visit.today) }
    return [
      figure("now", current.map { size($0) }), figure("largest", largest.map { words.area($0) }),
      figure("steps", past.isEmpty ? nil : words.count(Int64(past.count { !$0.cells.isEmpty }))),
      // How many people work somewhere is no business of visitors.
      figure("people", found.sight.holders ? people.map { words.count(Int64($0)) } : nil),
      figure("redatings", redatings > 0 ? words.count(Int64(redatings)) : nil),
    ].compactMap(\.self)
  }

  private func size(_ step: OrganisationPath.Step) -> String {
    words.text("spaces.path.size", ["count": String(step.cells.count), "area": words.area(step.area)])
  }

  var steps: [PathPage.Step] {
    let all = found.path.steps
    return all.enumerated().map { place, step in
      let before = place > 0 ? all[place - 1].area : nil
      let isNow = step.from <= visit.today && (step.until.map { visit.today < $0 } ?? true)
      let span = DaySpan(checking: step.from, until: step.until)
      let day = isNow ? visit.today : step.from
      let level = step.cells.first.map { timeline.levels[timeline.cells[$0].level].key }
      return PathPage.Step(
        css: step.change.rawValue, span: span.map { visit.format.span($0) } ?? words.day(step.from),
        change: words.text("spaces.path.change.\(step.change.rawValue)"), size: size(step),
        difference: before.flatMap { difference(step.area - $0) }, isNow: isNow, isToCome: step.from > visit.today,
        hasCells: !step.cells.isEmpty,
        cells: step.cells.map { PageLink(timeline.cells[$0].code, "/cells/\(timeline.cells[$0].id)?day=\(day)") },
        moves: place == 0 ? [] : moves(step), planPath: level.map { "/plan?day=\(day)&level=\(percentEncoded($0))" },
        drawingHTML: drawing(step, on: day))
    }
  }

  private func difference(_ area: FloorArea) -> String? {
    if area == .zero { return nil }
    return (area > .zero ? "+" : "") + (area > .zero ? words.area(area) : "−" + words.area(.zero - area))
  }

  private func moves(_ step: OrganisationPath.Step) -> [String] {
    func said(_ key: String, _ places: [Int]) -> String? {
      places.isEmpty
        ? nil : words.text("spaces.path.\(key)", ["cells": places.map { timeline.cells[$0].code }.joined(separator: ", ")])
    }
    return [said("entered", step.entered), said("left", step.left)].compactMap(\.self)
  }

  /// Each level it is on, with its cells pointed out.
  private func drawing(_ step: OrganisationPath.Step, on day: Day) -> String {
    let drawing = PlanDrawing(timeline, found.sight, .state, words)
    var markup = Markup(capacity: 32_768)
    for level in Set(step.cells.map { timeline.cells[$0].level }).sorted() {
      let cells = step.cells.filter { timeline.cells[$0].level == level }
      let name = "\(timeline.buildings[timeline.levels[level].building].name), \(timeline.levels[level].name)"
      let label = "\(name) · " + cells.map { timeline.cells[$0].code }.joined(separator: ", ")
      markup.raw("<figure>")
      drawing.picture(
        level, facts: timeline.facts(on: day, level: level), geometry: found.snapshot.geometries[level], label: label, marked: Set(cells),
        into: &markup)
      markup.raw("<figcaption>")
      markup.text(name)
      markup.raw("</figcaption></figure>")
    }
    return markup.text
  }

  var promises: [PathPage.Promise] {
    found.path.promises.map { promise in
      let hold = timeline.holds[promise.hold]
      let kind = words.text("spaces.kind.hold.\(hold.kind.rawValue)")
      let codes = (hold.cells.isEmpty ? hold.pool : hold.cells).map { timeline.cells[$0].code }.sorted()
      let all = codes.prefix(20).joined(separator: ", ") + (codes.count > 20 ? " …" : "")
      let isAmong = hold.cells.isEmpty && hold.wantedCount != nil
      return PathPage.Promise(
        title: words.text("spaces.path.promise", ["kind": kind, "day": words.day(hold.madeOn)]),
        cells: isAmong ? words.text("spaces.story.among", ["number": String(hold.wantedCount ?? 1), "cells": all]) : all,
        outcome: outcome(promise, hold), isEarlier: promise.entry != nil,
        said: hold.promises.map {
          PathPage.Said(
            said: words.day($0.said), text: words.text("spaces.path.forDay", ["day": words.day($0.from)]),
            reason: found.sight.seesReason(of: hold, in: timeline) && !$0.reason.isEmpty ? $0.reason : nil)
        }, link: found.sight.opens(hold, in: timeline) ? "/holds/\(hold.id)" : nil)
    }
  }

  private func outcome(_ promise: OrganisationPath.Promise, _ hold: PlanHold) -> String {
    var said: [String] = []
    if let entry = promise.entry {
      said.append(words.text("spaces.path.entry", ["day": words.day(entry)]))
    } else if let how = hold.endedHow {
      said.append(words.text("spaces.holds.ended.\(how.rawValue)"))
    } else {
      said.append(words.text(hold.stood(on: visit.today) ? "spaces.path.stands" : "spaces.holds.ended.expired"))
    }
    if promise.slipped > 0 { said.append(words.text("spaces.path.later", ["count": String(promise.slipped)])) }
    if promise.slipped < 0 { said.append(words.text("spaces.path.sooner", ["count": String(-promise.slipped)])) }
    return said.joined(separator: " · ")
  }
}
