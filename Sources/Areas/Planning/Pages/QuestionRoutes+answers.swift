import Demand
import Kernel
import Leasing
import Spaces
import Web

/// The answers: what each costs, what is done about it, where it is on the plan.
extension QuestionRoutes {
  func answers(_ asked: Asked, _ visit: Visit) -> PageTable {
    let (facts, format) = (asked.facts, visit.format)
    return PageTable(
      visit.text("planning.ask.answers"), hint: visit.text("planning.ask.answersHint"),
      columns: [
        visit.planned("cells"), visit.planned("moves", isNumber: true), visit.planned("moveCost", isNumber: true),
        visit.planned("certainty"), visit.planned("listRent", isNumber: true),
        visit.planned("longestLeft", isNumber: true), visit.planned("gaps", isNumber: true), visit.planned("show"), visit.planned("deed"),
      ],
      rows: asked.answers.enumerated().map { number, answer in
        let moved = answer.moves.map { move in
          visit.text(
            move.isChained ? "planning.ask.chained" : "planning.ask.moveLine",
            ["name": facts.held[move.held].name, "from": asked.codes(move.from), "to": asked.codes(move.to)])
        }
        let deed = deed(answer, asked, visit)
        let cells = [
          PageCell(asked.codes(answer.cells), isHead: true), PageCell(format.number(answer.moves.count)),
          PageCell(visit.euros(answer.cost)),
          PageCell(visit.text(answer.isCheapest ? "planning.ask.isCheapest" : "planning.ask.isFound")),
          PageCell(answer.rent == 0 ? "–" : visit.euros(answer.rent)),
          PageCell(format.number(answer.longestLeft)),
          PageCell((answer.moreGaps > 0 ? "+" : "") + format.number(answer.moreGaps)),
          PageCell(visit.text("planning.ask.show"), path: address(asked, answer: number)),
          PageCell(deed?.text ?? "–", path: deed?.path),
        ]
        // Who goes where has a line of its own: it is the longest, and there may be several.
        return PageRow(cells, notes: [moved.isEmpty ? visit.text("planning.ask.freeAsItIs") : moved.joined(separator: " · ")])
      }, empty: shortage(asked, visit) ?? visit.text(asked.isWhole ? "planning.ask.nothing" : "planning.ask.nothingFound"))
  }

  /// Where no moves can help, how many are free and when there will be enough.
  private func shortage(_ asked: Asked, _ visit: Visit) -> String? {
    guard let short = asked.short else { return nil }
    func month(_ place: Int) -> String { visit.format.month(asked.months[place]) }
    let few = visit.text(
      asked.question.firm == nil ? "planning.ask.tooFew" : "planning.ask.tooFewWithOwn",
      ["count": String(short.free), "month": month(short.month), "wanted": String(asked.question.cells)])
    return few + " "
      + visit.text(
        short.enoughFrom == nil ? "planning.ask.neverEnough" : "planning.ask.enoughFrom", ["month": short.enoughFrom.map(month) ?? ""])
  }

  private func address(_ asked: Asked, answer: Int) -> String {
    let question = asked.question
    return "/planning-questions?cells=\(question.cells)&month=\(asked.month)&stay=\(question.months.count)&moves=\(question.mostMoves)"
      + "&move_cost=\(question.moveCost)&cell_cost=\(question.cellCost)&firm=\(question.firm ?? "")&file=\(asked.file?.id.text ?? "")"
      + "&answer=\(answer)#drawn"
  }

  /// The form of the act an answer leads to, its cells filled in: who has to move is asked first.
  private func deed(_ answer: RoomAnswer, _ asked: Asked, _ visit: Visit) -> (text: String, path: String)? {
    let from = asked.month.first
    func move(_ hold: String, to cells: String) -> String? {
      guard let lease = asked.leases[hold], visit.viewer.may(.writeLeases) else { return nil }
      return "/leases/\(lease)/move?cells=\(percentEncoded(cells))&entry=\(from)"
    }
    if let first = answer.moves.last {
      let hold = asked.facts.held[first.held].key
      let path = move(hold, to: asked.codes(first.to)) ?? (visit.viewer.may(.writeHolds) ? "/holds/\(hold.dropFirst(5))" : nil)
      return path.map { (visit.text("planning.ask.askFirst"), $0) }
    }
    let cells = asked.codes(answer.cells)
    if let firm = asked.question.firm {
      let own = asked.facts.held.first { $0.organisation == firm && $0.kind == .let && $0.months.lowerBound == 0 }
      if let own, let path = move(own.key, to: cells) { return (visit.text("planning.ask.askMove"), path) }
    } else if let file = asked.file, visit.viewer.may(.makeOffers) {
      return (visit.text("planning.ask.askOffer"), "/applications/\(file.id)/offer?cells=\(percentEncoded(cells))&from=\(from)")
    }
    guard visit.viewer.may(.writeHolds) else { return nil }
    let firm = asked.question.firm ?? asked.file?.organisation?.text ?? ""
    return (
      visit.text("planning.ask.askOption"), "/holds/new?kind=option&organisation=\(firm)&cells=\(percentEncoded(cells))&from=\(from)"
    )
  }

  /// The level of an answer in its first month, its cells and those of who moves marked.
  func drawing(_ asked: Asked, _ answer: RoomAnswer, _ visit: Visit) -> QuestionPage.Drawing {
    let timeline = asked.snapshot.timeline
    let marked = Set((answer.cells + answer.moves.flatMap { $0.from + $0.to }).compactMap { timeline.cell(ID(asked.facts.cells[$0].id)) })
    let level = timeline.cell(ID(asked.facts.cells[answer.cells[0]].id)).map { timeline.cells[$0].level } ?? 0
    let words = PlanWords(visit.texts, visit.language)
    let drawing = PlanDrawing(timeline, PlanSight(visit.viewer), .state, words)
    let facts = timeline.facts(on: asked.month.first, level: level)
    var (markup, legend) = (Markup(capacity: 65_536), Markup())
    drawing.level(level, facts: facts, geometry: asked.snapshot.geometries[level], marked: marked, into: &markup)
    PlanLegend(drawing, facts).write(into: &legend)
    return QuestionPage.Drawing(
      title: visit.text("planning.ask.marked", ["cells": asked.codes(answer.cells), "month": visit.format.month(asked.month)]),
      drawingHTML: markup.text, legendHTML: legend.text)
  }
}
