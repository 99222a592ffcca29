/// Who sits where: kept so that taking out and putting back cost a few words of memory.
final class Seating {
  let puzzle: Puzzle
  let horizon: Int
  let width: Int
  /// By zone and month: the cells that are held.
  let taken: UnsafeMutablePointer<UInt64>
  /// The choice of each tenant, -1 for whoever is refused, and the candidate of each of its parts.
  private(set) var choice: [Int32]
  var picks: [Int32]
  private(set) var worth: [Int]
  /// The objective, less a penalty for each mandatory tenant that is refused.
  private(set) var score: Int
  /// Euros for each free run and month; 0 asks for no counting.
  let fragment: Int

  init(_ puzzle: Puzzle) {
    (self.puzzle, horizon, width) = (puzzle, puzzle.instance.horizon, puzzle.width)
    let count = puzzle.wishes.count
    taken = .allocate(capacity: puzzle.ground.zones.count * horizon)
    taken.initialize(repeating: 0, count: puzzle.ground.zones.count * horizon)
    (choice, picks) = (Array(repeating: -1, count: count), Array(repeating: 0, count: count * puzzle.width))
    worth = Array(repeating: 0, count: count)
    fragment = puzzle.instance.weights.frag
    let runs = puzzle.inService.joined().reduce(0) { $0 + runsOfBits($1) }
    score = puzzle.wishes.reduce(0) { $1.isMandatory ? $0 - puzzle.penalty : $0 } - fragment * runs
  }
  deinit { taken.deallocate() }

  var count: Int { choice.count }
  func isSeated(_ tenant: Int) -> Bool { choice[tenant] >= 0 }

  func place(_ tenant: Int, choice number: Int32, worth value: Int) {
    choice[tenant] = number
    worth[tenant] = value
    score += value + (puzzle.wishes[tenant].isMandatory ? puzzle.penalty : 0) - flip(tenant)
  }
  func remove(_ tenant: Int) {
    let gone = worth[tenant] + (puzzle.wishes[tenant].isMandatory ? puzzle.penalty : 0)
    score -= gone + flip(tenant)
    choice[tenant] = -1
  }

  /// Takes or frees the cells; what the free runs that come of it cost.
  private func flip(_ tenant: Int) -> Int {
    let chosen = puzzle.wishes[tenant].choices[Int(choice[tenant])]
    var runs = 0
    for (index, part) in chosen.parts.enumerated() {
      let candidate = part.candidates[Int(picks[tenant * width + index])]
      let row = taken + Int(candidate.zone) * horizon
      if fragment == 0 {
        for month in part.stretch.from..<part.stretch.until { row[month] ^= candidate.mask }
      } else {
        let service = puzzle.inService[Int(candidate.zone)]
        for month in part.stretch.from..<part.stretch.until {
          runs -= runsOfBits(service[month] & ~row[month])
          row[month] ^= candidate.mask
          runs += runsOfBits(service[month] & ~row[month])
        }
      }
    }
    return runs * fragment
  }

  /// True when the tenant holds one of these cells in one of these months.
  func holds(_ tenant: Int, zone: Int32, mask: UInt64, from: Int, until: Int) -> Bool {
    guard choice[tenant] >= 0 else { return false }
    let chosen = puzzle.wishes[tenant].choices[Int(choice[tenant])]
    for index in 0..<chosen.parts.count {
      let stretch = chosen.parts[index].stretch
      if stretch.from >= until || stretch.until <= from { continue }
      let candidate = chosen.parts[index].candidates[Int(picks[tenant * width + index])]
      if candidate.zone == zone && candidate.mask & mask != 0 { return true }
    }
    return false
  }

  var solution: Solution {
    var plans: [String: Solution.Seat] = [:]
    for (tenant, number) in choice.enumerated() where number >= 0 {
      let chosen = puzzle.wishes[tenant].choices[Int(number)]
      let blocks = chosen.parts.enumerated().map { index, part in Int(part.candidates[Int(picks[tenant * width + index])].first) }
      plans[puzzle.instance.tenants[tenant].id] = Solution.Seat(start: chosen.terms.start, room: chosen.terms.room ? 1 : 0, blocks: blocks)
    }
    return Solution(instance: puzzle.instance.name, plans: plans)
  }
}

/// How many runs of set bits a word has.
@inline(__always) func runsOfBits(_ word: UInt64) -> Int { (word & ~(word << 1)).nonzeroBitCount }
