/// One sweep over the months of a zone, with a limit on what may be lost against the prices: whoever would lose more is not kept.
struct ZoneFillings {
  private let zone: ZoneSweep
  private let rests: [Double]
  private let gains: [Double]
  private let room: Int
  private let threshold: Double
  private var rows: [UInt64]
  private var count = 1
  /// By entry: the stay taken and the entry before.
  private var history: [(stay: Int32, before: Int32)] = []
  private var dropped = -Double.infinity

  init(_ zone: ZoneSweep, _ rests: [Double], _ gains: [Double], room: Int, budget: Double) {
    (self.zone, self.rests, self.gains, self.room) = (zone, rests, gains, room)
    threshold = gains[0] - budget
    rows = [Double(0).bitPattern, UInt64(UInt32.max), 0, 0] + zone.full
  }

  mutating func run(_ ceiling: Double) -> ZoneSweep.Answer? {
    var month = 0
    var number = 0
    let stays = zone.stays
    while month < zone.horizon {
      while number < stays.count && stays[number].from == month {
        take(number)
        number += 1
        if count > 3 * room { pass(from: month, to: month, gain: gains[number]) }
      }
      month += 1
      let next = number < stays.count ? stays[number].from : zone.horizon
      pass(from: month - 1, to: next, gain: gains[number])
      month = next
      if count == 0 { return dropped > -.infinity ? ZoneSweep.Answer(bound: ceiling + dropped, taken: [], isExact: false) : nil }
    }
    var best = 0
    for row in 0..<count where value(row) > value(best) { best = row }
    var taken: [Int] = []
    var entry = Int32(truncatingIfNeeded: Int(rows[best * zone.stride + 1]))
    while entry >= 0 {
      taken.append(Int(history[Int(entry)].stay))
      entry = history[Int(entry)].before
    }
    let top = value(best)
    return ZoneSweep.Answer(bound: ceiling + max(top, dropped), taken: taken, isExact: dropped <= top)
  }

  @inline(__always) private func value(_ row: Int) -> Double { Double(bitPattern: rows[row * zone.stride]) }

  private mutating func take(_ number: Int) {
    let stay = zone.stays[number]
    let rest = rests[number]
    let (now, after) = (threshold - gains[number], threshold - gains[number + 1])
    if rest < threshold - gains[0] { return }
    let bit = zone.slot[number]
    let (lowBit, highBit): (UInt64, UInt64) = bit < 0 ? (0, 0) : bit < 64 ? (1 << UInt64(bit), 0) : (0, 1 << UInt64(bit - 64))
    let stride = zone.stride
    let (first, last) = (stay.from / 8, (stay.until - 1) / 8)
    let before = count
    rows.reserveCapacity((count * 2) * stride)
    for row in 0..<before {
      let base = row * stride
      let value = Double(bitPattern: rows[base])
      if value < now || value + rest < after { continue }
      if rows[base + 2] & lowBit | rows[base + 3] & highBit != 0 { continue }
      var fits = true
      for word in first...last where (rows[base + 4 + word] &- stay.cells[word]) & ZoneSweep.high != ZoneSweep.high {
        fits = false
        break
      }
      if !fits { continue }
      history.append((Int32(number), Int32(truncatingIfNeeded: Int(rows[base + 1]))))
      rows.append((value + rest).bitPattern)
      rows.append(UInt64(UInt32(history.count - 1)))
      rows.append(rows[base + 2] | lowBit)
      rows.append(rows[base + 3] | highBit)
      for word in 0..<zone.words { rows.append(rows[base + 4 + word] &- (word >= first && word <= last ? stay.cells[word] : 0)) }
      count += 1
    }
  }

  /// Months go by: what was left free in them is lost, and of fillings that leave the same only the best stays.
  private mutating func pass(from: Int, to: Int, gain: Double) {
    let stride = zone.stride
    let least = threshold - gain
    var (clearLow, clearHigh): (UInt64, UInt64) = (0, 0)
    for slot in zone.expires[min(from + 1, to + 1)..<(to + 1)].joined() {
      if slot < 64 { clearLow |= 1 << UInt64(slot) } else { clearHigh |= 1 << UInt64(slot - 64) }
    }
    var size = 16
    while size < count * 2 { size *= 2 }
    var table = Array(repeating: Int32(-1), count: size)
    var kept = 0
    for row in 0..<count {
      let base = row * stride
      var value = Double(bitPattern: rows[base])
      for month in from..<to {
        let word = base + 4 + month / 8
        let shift = UInt64(8 * (month % 8))
        value -= zone.price[month] * Double(((rows[word] >> shift) & 0xFF) - 128)
        rows[word] = rows[word] & ~(0xFF << shift) | 0x80 << shift
      }
      if value < least { continue }
      let (low, high) = (rows[base + 2] & ~clearLow, rows[base + 3] & ~clearHigh)
      var hash = low &* 0x9E37_79B9_7F4A_7C15 ^ high &* 0xC2B2_AE3D_27D4_EB4F
      for word in (to / 8)..<max(zone.words, to / 8) { hash = (hash ^ rows[base + 4 + word]) &* 0xFF51_AFD7_ED55_8CCD; hash ^= hash >> 29 }
      var place = Int(truncatingIfNeeded: hash & UInt64(size - 1))
      var same = -1
      while table[place] >= 0 {
        let other = Int(table[place]) * stride
        if rows[other + 2] == low && rows[other + 3] == high {
          var equal = true
          for word in (to / 8)..<max(zone.words, to / 8) where rows[other + 4 + word] != rows[base + 4 + word] { equal = false; break }
          if equal { same = Int(table[place]); break }
        }
        place = (place + 1) & (size - 1)
      }
      if same >= 0 {
        if value > Double(bitPattern: rows[same * stride]) {
          rows[same * stride] = value.bitPattern
          rows[same * stride + 1] = rows[base + 1]
        }
        continue
      }
      table[place] = Int32(kept)
      let target = kept * stride
      if target != base { for word in 0..<stride { rows[target + word] = rows[base + word] } }
      rows[target] = value.bitPattern
      rows[target + 2] = low
      rows[target + 3] = high
      kept += 1
    }
    count = kept
    rows.removeLast(rows.count - count * stride)
    if count > room { thin(gain) }
  }

  private mutating func thin(_ gain: Double) {
    let stride = zone.stride
    let values = (0..<count).map { value($0) }.sorted(by: >)
    let least = values[room - 1]
    var kept = 0
    for row in 0..<count {
      if value(row) < least || kept == room {
        dropped = max(dropped, value(row) + gain)
        continue
      }
      if kept != row { for word in 0..<stride { rows[kept * stride + word] = rows[row * stride + word] } }
      kept += 1
    }
    count = kept
    rows.removeLast(rows.count - count * stride)
  }
}
