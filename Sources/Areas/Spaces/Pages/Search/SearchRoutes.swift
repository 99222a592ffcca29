import Kernel
import Web

/// The search for adjacent cells: page, table, JSON. Visitors may ask too; of rents and holders they learn what the plan tells them.
package struct SearchRoutes: Sendable {
  let shelf: PlanShelf

  package var routes: [Route] {
    [.get("/search", .open, page), .get("/search.csv", .open, csv), .get("/api/search", .open, json)]
  }

  private struct Found: Sendable {
    let snapshot: PlanSnapshot
    let sight: PlanSight
    let ask: SearchAsk
    let result: SearchResult?
    let words: SearchWords
  }

  private func find(_ visit: Visit) async throws -> Found {
    let snapshot = try await shelf.snapshot(for: visit)
    let sight = PlanSight(visit.viewer)
    let ask = SearchAsk(visit.query, in: snapshot, sight: sight, today: visit.today)
    let result = ask.question.map { question in
      snapshot.ground.search(rentsOn: sight.rents ? question.from : nil, in: snapshot.timeline).answer(question)
    }
    var weights = SearchWeights()
    if !sight.rents { weights.rent = 0 }
    let words = SearchWords(snapshot.timeline, PlanWords(visit.texts, visit.language), weights)
    return Found(snapshot: snapshot, sight: sight, ask: ask, result: result, words: words)
  }

  private func page(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    let (ask, words) = (found.ask, found.words)
    let form = SearchForm(visit, ask, found.snapshot, found.sight)
    let drawing = AnswerDrawing(found.snapshot, found.sight, words)
    let answers = found.result?.answers ?? []
    let chosen = min(ask.chosen, max(1, answers.count))
    let page = SearchPage(
      title: visit.text("spaces.find.title"), sizeFields: form.size,
      whereFields: form.place, needFields: form.needs, kinds: form.kinds, kindProblem: form.kindProblem, isAsked: found.result != nil,
      summary: visit.text("spaces.find.found", ["count": String(answers.count)]),
      effort: found.result.flatMap { effort($0, visit) }, hasAnswers: !answers.isEmpty,
      csvPath: ask.path("/search.csv"),
      answers: answers.enumerated().map { place, answer in
        SearchPage.Line(
          number: place + 1, path: ask.path(answer: place + 1) + "#answer", isChosen: place + 1 == chosen,
          cells: words.codes(answer.cells), place: words.place(answer.cells), area: words.words.area(answer.area),
          rent: answer.monthlyRent.map { words.words.text("spaces.find.aMonth", ["amount": words.words.money($0)]) },
          walk: answer.walk.map { words.words.text("spaces.find.walk", ["metres": words.metres($0)]) },
          why: words.why(answer, first: answers[0], isFirst: place == 0))
      },
      chosen: answers.isEmpty ? nil : AnswerDetail(words, ask, visit, drawing).chosen(answers[chosen - 1], number: chosen),
      nothing: found.result?.none.map { AnswerDetail(words, ask, visit, drawing).nothing($0) })
    return .page(page).refusing(form.visit)
  }

  /// How far the order can be relied upon; of nothing nothing is said when it is certain.
  private func effort(_ result: SearchResult, _ visit: Visit) -> String? {
    if !result.isExact { return visit.text("spaces.find.effort") }
    return result.answers.isEmpty ? nil : visit.text("spaces.find.exact")
  }

  private func csv(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    if !found.ask.problems.isEmpty { throw Refusal(.invalid, found.ask.problems) }
    let words = found.words
    let names = ["rank", "cells", "place", "area", "walk", "walls", "alone", "points"] + (found.sight.rents ? ["rent"] : [])
    let rows = (found.result?.answers ?? []).enumerated().map { place, answer in
      [
        String(place + 1), words.cells(answer.cells).map { words.timeline.cells[$0].code }.joined(separator: " "),
        words.place(answer.cells), visit.format.typed(answer.area), answer.walk.map { String(($0 + 500) / 1000) } ?? "",
        String((answer.outerWall + 500) / 1000),
        words.cells(answer.stranded).map { words.timeline.cells[$0].code }.joined(separator: " "), String(answer.points),
      ] + (found.sight.rents ? [answer.monthlyRent.map { visit.format.typed($0) } ?? ""] : [])
    }
    return .csv(names.map { visit.text("spaces.find.column.\($0)") }, rows, name: "search-\(found.ask.from).csv")
  }

  private func json(_ visit: Visit) async throws -> Answer {
    let found = try await find(visit)
    if !found.ask.problems.isEmpty { throw Refusal(.invalid, found.ask.problems) }
    guard let result = found.result else { throw Refusal.invalid("spaces.problem.searchNothing", field: "count") }
    return .json(SearchJSON(result, found.words))
  }
}
