import Kernel

@testable import Leasing

func day(_ text: String) -> Day { Day(text)! }
func span(_ from: String, _ until: String?) -> DaySpan { DaySpan(from: day(from), until: until.map { day($0) }) }
func euros(_ text: String) -> Money {
  let parts = text.split(separator: ".")
  return Money(cents: Int64(parts[0])! * 100 + (parts.count > 1 ? Int64(parts[1])! : 0))
}
func quarter(_ text: String) -> Quarter { Quarter(text)! }

/// Chance that comes again with its seed (SplitMix64).
struct Chance: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
  mutating func once(in count: Int) -> Bool { number(1...count) == 1 }
}
