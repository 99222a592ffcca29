import Kernel

/// The answers of `/api/search`, the best first. Lengths are in millimetres, areas in hundredths of m², amounts in cents.
struct SearchJSON: Encodable, Sendable {
  struct CellRef: Encodable, Sendable {
    let id: ID<Cell>
    let code: String
    let level: String
  }
  struct Reason: Encodable, Sendable {
    let reason: String
    let amount: Int64
    let points: Int64
  }
  struct Found: Encodable, Sendable {
    let cells: [CellRef]
    let area: FloorArea
    let monthlyRent: Money?
    let walk: Int64?
    let innerWall: Int64
    let outerWall: Int64
    let stranded: [CellRef]
    let points: Int64
    let reasons: [Reason]
  }
  struct Nothing: Encodable, Sendable {
    let largest: [CellRef]
    let largestArea: FloorArea
    let promisedFrom: Day?
    let earliest: Day?
  }
  let exact: Bool
  let answers: [Found]
  let none: Nothing?

  init(_ result: SearchResult, _ words: SearchWords) {
    func refs(_ ids: [ID<Cell>]) -> [CellRef] {
      words.cells(ids).map { place in
        let cell = words.timeline.cells[place]
        return CellRef(id: cell.id, code: cell.code, level: words.timeline.levels[cell.level].key)
      }
    }
    exact = result.isExact
    answers = result.answers.map { answer in
      Found(
        cells: refs(answer.cells), area: answer.area, monthlyRent: answer.monthlyRent, walk: answer.walk, innerWall: answer.innerWall,
        outerWall: answer.outerWall, stranded: refs(answer.stranded), points: answer.points,
        reasons: answer.terms(words.weights).map { Reason(reason: $0.reason.rawValue, amount: $0.amount, points: $0.points) })
    }
    none = result.none.map {
      Nothing(largest: refs($0.largest), largestArea: $0.largestArea, promisedFrom: $0.promisedFrom, earliest: $0.earliest)
    }
  }
}
