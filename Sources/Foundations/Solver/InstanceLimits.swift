/// What an instance may say at most, so that no sum of the search, the bound or the checker overflows: see docs/allocation.md.
enum InstanceLimits {
  static let horizon = 1...1200
  static let modules = 1...2_000
  static let tenants = 10_000
  /// Modules of one tenant at a time; a zone is a word of so many bits.
  static let cells = 1...64
  /// Months that are reckoned from elsewhere than the beginning.
  static let months = 0...100_000
  static let euros = 0...1_000_000
  static let moveCost = 0...100_000_000
  /// A block's liking over all months has to fit into 32 bits.
  static let liking = -1_000...1_000
  static let percent = 0...100
  static let thirds = 0...3
  static let floor = -1_000...1_000
  /// Places to be looked at, by the months, terms and stretches of all tenants.
  static let places = 20_000_000
}

/// What is wrong, each with the path of the field.
struct InstanceFaults {
  private(set) var found: [String] = []
  /// Of these, the numbers that are beyond what they may be, whatever stands elsewhere.
  private(set) var ranges: [String] = []

  mutating func say(_ path: String, _ what: String) { found.append("\(path): \(what)") }
  mutating func check(_ value: Int, _ path: String, _ range: ClosedRange<Int>) {
    if range.contains(value) { return }
    say(path, "\(value) is not \(range.lowerBound) to \(range.upperBound)")
    ranges.append(found[found.count - 1])
  }
}
