import Kernel

/// How many free cells hang together at most, asked for one day after the other: what most days are ruled out by.
struct LargestPart {
  private let free: [[DaySpan]]
  private let beside: [[Int32]]
  private var isOpen: [Bool]
  private var waiting: [Int32] = []

  init(_ cells: [SearchCell], _ neighbours: Neighbours) {
    free = cells.map(\.free)
    let places = cells.map { neighbours.place(of: $0.id) }
    var numbers = Array(repeating: Int32(-1), count: neighbours.ids.count)
    for (number, place) in places.enumerated() { if let place { numbers[place] = Int32(number) } }
    beside = places.map { place in (place.map(neighbours.around) ?? []).map { numbers[$0.place] }.filter { $0 >= 0 } }
    isOpen = Array(repeating: false, count: cells.count)
  }

  mutating func largest(over span: DaySpan) -> Int {
    for cell in free.indices { isOpen[cell] = free[cell].contains { $0.covers(span) } }
    var largest = 0
    for start in free.indices where isOpen[start] {
      isOpen[start] = false
      waiting.append(Int32(start))
      var count = 0
      while let cell = waiting.popLast() {
        count += 1
        for other in beside[Int(cell)] where isOpen[Int(other)] {
          isOpen[Int(other)] = false
          waiting.append(other)
        }
      }
      largest = max(largest, count)
    }
    return largest
  }
}
