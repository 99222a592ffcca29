import Kernel
import Web

/// The answer that is looked at: its reasons, what to know before promising it, what to do with it, and where it lies.
struct AnswerDetail: Sendable {
  private let words: SearchWords
  private let ask: SearchAsk
  private let visit: Visit
  private let drawing: AnswerDrawing
  private var timeline: Timeline { words.timeline }

  init(_ words: SearchWords, _ ask: SearchAsk, _ visit: Visit, _ drawing: AnswerDrawing) {
    (self.words, self.ask, self.visit, self.drawing) = (words, ask, visit, drawing)
  }

  func chosen(_ answer: SearchAnswer, number: Int) -> SearchPage.Chosen {
    let cells = words.cells(answer.cells)
    let terms = answer.terms(words.weights)
    let lead = [
      words.place(answer.cells), words.words.area(answer.area),
      answer.monthlyRent.map { visit.text("spaces.find.rentOf", ["amount": words.words.money($0)]) },
    ].compactMap(\.self)
    return SearchPage.Chosen(
      title: visit.text("spaces.find.answer", ["number": String(number)]), lead: lead.joined(separator: " · "),
      cells: cells.enumerated().map { place, cell in
        SearchPage.Link(
          path: "/cells/\(timeline.cells[cell].id)?day=\(ask.from)", text: timeline.cells[cell].code, isFirst: place == 0)
      }, hasTerms: !terms.isEmpty,
      terms: terms.map {
        SearchPage.Term(
          name: visit.text("spaces.find.reason.\($0.reason.rawValue)"), amount: words.amount($0), points: words.words.count($0.points))
      }, total: words.words.count(answer.points), weights: weights, notes: notes(answer), deeds: deeds(cells),
      drawingHTML: drawing.text(answer.cells, on: ask.from))
  }

  /// What each reason costs; of rents only to who sees them.
  private var weights: String {
    let weights = words.weights
    let hint = visit.text(
      "spaces.find.termsHint",
      [
        "walk": String(weights.walk), "wall": String(weights.wall), "excess": String(weights.excess), "stranded": String(weights.stranded),
      ])
    return weights.rent > 0 ? hint + " " + visit.text("spaces.find.termsRent", ["rent": String(weights.rent)]) : hint
  }

  private func notes(_ answer: SearchAnswer) -> [String] {
    var notes: [String] = []
    if ask.from < visit.today { notes.append(visit.text("spaces.find.note.past", ["day": visit.format.day(ask.from)])) }
    if let until = words.freeUntil(answer.cells, from: ask.from) {
      notes.append(visit.text("spaces.find.note.freeUntil", ["day": visit.format.day(until - 1)]))
    }
    if !answer.stranded.isEmpty {
      notes.append(
        visit.text("spaces.find.note.stranded", ["count": String(answer.stranded.count), "cells": words.codes(answer.stranded)]))
    }
    let awaited = words.awaited(answer.cells, on: ask.from).map { timeline.cells[$0].code }
    if !awaited.isEmpty { notes.append(visit.text("spaces.find.note.awaited", ["cells": awaited.joined(separator: ", ")])) }
    if Set(answer.cells.compactMap { id in words.cells([id]).first.map { timeline.levels[timeline.cells[$0].level].building } }).count > 1 {
      notes.append(visit.text("spaces.find.note.buildings"))
    }
    return notes
  }

  /// What those may do who give cells, with cells and days filled in; others may ask for it.
  private func deeds(_ cells: [Int]) -> [SearchPage.Link] {
    let plan = timeline.levels[timeline.cells[cells[0]].level].key
    let look = SearchPage.Link(
      path: "/plan?day=\(ask.from)&level=\(percentEncoded(plan))", text: visit.text("spaces.find.deed.plan"), isFirst: false)
    guard visit.viewer.may(.writeHolds) else {
      let codes = cells.map { timeline.cells[$0].code }.joined(separator: ", ")
      let about = visit.text("spaces.find.about", ["cells": codes, "day": visit.format.day(ask.from)])
      return [
        SearchPage.Link(path: "/enquiry?about=" + percentEncoded(about), text: visit.text("spaces.find.deed.ask"), isFirst: true), look,
      ]
    }
    let ids = cells.map { timeline.cells[$0].id.text }.joined(separator: ",")
    let query = "cell=\(ids)&from=\(ask.from)" + (ask.last.map { "&last=\($0)" } ?? "")
    return [HoldKind.option, .offer, .let].enumerated().map { place, kind in
      SearchPage.Link(
        path: "/holds/new?kind=\(kind.rawValue)&\(query)", text: visit.text("spaces.find.deed.\(kind.rawValue)"), isFirst: place == 0)
    } + [look]
  }

  func nothing(_ none: SearchNone) -> SearchPage.Nothing {
    let told = [
      "count": String(none.largest.count), "area": words.words.area(none.largestArea), "cells": words.codes(none.largest),
      "place": words.place(none.largest), "day": none.promisedFrom?.description ?? "",
    ]
    let kind = none.largest.isEmpty ? "nothing" : none.promisedFrom == nil ? "largest" : "promised"
    let largest = visit.text("spaces.find.none.\(kind)", none.largest.isEmpty ? [:] : told)
    return SearchPage.Nothing(
      largest: largest,
      later: none.earliest.map { visit.text("spaces.find.none.later", ["day": visit.format.day($0)]) }
        ?? visit.text("spaces.find.none.never"),
      laterPath: none.earliest.map { ask.path(from: $0) }, drawingHTML: drawing.text(none.largest, on: ask.from))
  }
}
