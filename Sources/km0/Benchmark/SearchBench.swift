import Foundation
import Kernel
import Spaces
import Store

/// "k adjacent cells" asked of the rule itself, on the field of the benchmark house.
struct SearchBench {
  let questions: [(name: String, question: @Sendable (Int) -> SearchQuestion)]
  private let search: AdjacentSearch

  init(_ database: any Database, at now: Instant) async throws {
    let today = HouseTime.mulhouse.day(of: now)
    let snapshot = try await PlanShelf().snapshot(of: database, today: today, now: now, house: .mulhouse)
    let timeline = snapshot.timeline
    let cells = timeline.cells.enumerated().map { place, cell in
      SearchCell(
        id: cell.id, code: cell.code, kind: cell.kind, building: timeline.buildings[timeline.levels[cell.level].building].id,
        level: timeline.levels[cell.level].id, ordinal: cell.level, outline: cell.outline, area: cell.area, noise: cell.noise,
        hasWindow: cell.hasWindow, monthlyRent: nil,
        free: FreeDays.of(
          existence: cell.span, opens: timeline.levels[cell.level].opening,
          blocked: timeline.occupations[place].map { DaySpan(from: $0.from, until: $0.until) }))
    }
    let neighbours = Neighbours(
      cells: timeline.cells.map { (id: $0.id, level: timeline.levels[$0.level].id, outline: $0.outline) },
      walls: { _ in timeline.buildings[0].walls }, links: snapshot.links)
    search = AdjacentSearch(cells: cells, neighbours: neighbours)
    let ids = timeline.cells.map(\.id)
    // The last lets of the benchmark house end one after the other during this year.
    let first = Day("2027-01-01") ?? today
    func asking(_ count: Int?, squareMetres: Int64 = 0, until: Bool = false) -> @Sendable (Int) -> SearchQuestion {
      { number in
        let from = first + number * 11 % 360
        var question = SearchQuestion(count: count, from: from, until: until ? from + 365 : nil)
        question.area = FloorArea(hundredths: squareMetres * 100)
        if number % 2 == 1 { question.near = [ids[number * 37 % ids.count]] }
        return question
      }
    }
    questions = [
      ("2 adjacent cells", asking(2)), ("4 adjacent cells of 90 m²", asking(4, squareMetres: 90)), ("6 adjacent cells", asking(6)),
      ("9 adjacent cells", asking(9)), ("120 m² for a year", asking(nil, squareMetres: 120, until: true)),
    ]
  }

  /// Milliseconds of each of so many questions, sorted.
  func times(_ question: (Int) -> SearchQuestion, count: Int = 120) -> [Double] {
    (0..<count).map { number in
      let asked = question(number)
      let start = ContinuousClock.now
      _ = search.answer(asked)
      return (ContinuousClock.now - start).milliseconds
    }.sorted()
  }
}
