/// The ten best sets found so far, each once, in an order that never depends on how they were found.
struct BestAnswers {
  static let most = 10

  private(set) var found: [(points: Int64, members: [Int32])] = []

  /// What a set must not pass to be of interest.
  var bar: Int64 { found.count < BestAnswers.most ? .max : found[found.count - 1].points }

  mutating func offer(_ points: Int64, _ members: [Int32]) {
    guard points <= bar else { return }
    let members = members.sorted()
    let place = found.firstIndex { BestAnswers.precedes(points, members, $0.points, $0.members) } ?? found.count
    // The same set would stand right before the place found for it.
    if place > 0, found[place - 1].members == members { return }
    found.insert((points, members), at: place)
    if found.count > BestAnswers.most { found.removeLast() }
  }

  static func precedes(_ points: Int64, _ members: [Int32], _ otherPoints: Int64, _ others: [Int32]) -> Bool {
    points != otherPoints ? points < otherPoints : members.lexicographicallyPrecedes(others)
  }
}
