/// Numbers that look like chance and are the same for the same seed everywhere (xoshiro256**, seeded by SplitMix64).
package struct Chance: Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  package init(seed: UInt64) {
    var word = seed
    func next() -> UInt64 {
      word &+= 0x9E37_79B9_7F4A_7C15
      var mixed = word
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
    state = (next(), next(), next(), next())
  }

  @inline(__always) package mutating func next() -> UInt64 {
    let rotated = state.1 &* 5
    let result = ((rotated << 7) | (rotated >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }
  /// From 0 up to `limit`, without it.
  @inline(__always) package mutating func below(_ limit: Int) -> Int {
    Int(truncatingIfNeeded: ((next() >> 32) &* UInt64(limit)) >> 32)
  }
  /// From 0 up to 1, without it.
  @inline(__always) package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
