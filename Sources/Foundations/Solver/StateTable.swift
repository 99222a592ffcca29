/// States of a sweep: of those with the same key only the one that has lost least stays.
final class StateTable {
  /// Words of a key.
  let width: Int
  private(set) var count = 0
  private(set) var keys: [UInt64] = []
  private(set) var losses: [Double] = []
  private(set) var origins: [Int32] = []
  private var slots: [Int32]
  private var mask: Int

  init(width: Int, expecting: Int = 16) {
    self.width = width
    var size = 32
    while size < expecting * 2 { size *= 2 }
    slots = Array(repeating: -1, count: size)
    mask = size - 1
  }

  /// The number of the state with this key; `origin` is kept when it comes with the least loss so far.
  func reach(_ key: UnsafePointer<UInt64>, loss: Double, origin: Int32 = -1) -> Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for word in 0..<width {
      hash = (hash ^ key[word]) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    var place = Int(truncatingIfNeeded: hash) & mask
    while slots[place] >= 0 {
      let other = Int(slots[place])
      let same = keys.withUnsafeBufferPointer { keys in
        for word in 0..<width where keys[other * width + word] != key[word] { return false }
        return true
      }
      if same {
        if loss < losses[other] { (losses[other], origins[other]) = (loss, origin) }
        return other
      }
      place = (place + 1) & mask
    }
    slots[place] = Int32(count)
    keys.append(contentsOf: UnsafeBufferPointer(start: key, count: width))
    losses.append(loss)
    origins.append(origin)
    count += 1
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// Writes the key of a state to where there is room for it.
  @inline(__always) func read(_ state: Int, into key: UnsafeMutablePointer<UInt64>) {
    keys.withUnsafeBufferPointer { key.update(from: $0.baseAddress! + state * width, count: width) }
  }

  private func grow() {
    let size = slots.count * 2
    slots = Array(repeating: -1, count: size)
    mask = size - 1
    for state in 0..<count {
      var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
      for word in 0..<width {
        hash = (hash ^ keys[state * width + word]) &* 0xFF51_AFD7_ED55_8CCD
        hash ^= hash >> 32
      }
      var place = Int(truncatingIfNeeded: hash) & mask
      while slots[place] >= 0 { place = (place + 1) & mask }
      slots[place] = Int32(state)
    }
  }
}
