/// The letters under which lines of an account are matched (lettrage).
package enum Letters {
  /// 1 is A, 26 is Z, 27 is AA.
  package static func text(_ number: Int) -> String {
    var rest = number
    var letters: [UInt8] = []
    while rest > 0 {
      letters.append(UInt8(65 + (rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  /// Lines that hang together through pairs, each group in the order in which its first pair came.
  static func groups<Line: Hashable>(of pairs: [(Line, Line)]) -> [[Int]] {
    var groups: [(lines: Set<Line>, pairs: [Int])] = []
    for (place, pair) in pairs.enumerated() {
      let touched = groups.indices.filter { groups[$0].lines.contains(pair.0) || groups[$0].lines.contains(pair.1) }
      guard let first = touched.first else {
        groups.append(([pair.0, pair.1], [place]))
        continue
      }
      groups[first].lines.formUnion([pair.0, pair.1])
      groups[first].pairs.append(place)
      for other in touched.dropFirst().reversed() {
        groups[first].lines.formUnion(groups[other].lines)
        groups[first].pairs += groups[other].pairs
        groups.remove(at: other)
      }
    }
    return groups.map { $0.pairs.sorted() }
  }
}
