/// One stretch of months in which a tenant keeps one size: `[from, until)` clipped to the horizon.
package struct Stretch: Sendable, Hashable {
  package let from: Int
  package let until: Int
  /// What is needed, and what more is kept for growth.
  package let base: Int
  package let extra: Int

  package var months: Int { until - from }
  package var size: Int { base + extra }
}

/// What a tenant may get, the blocks aside: a start, growth room or not, and so a row of stretches with the rent they bring.
package struct Terms: Sendable {
  package let start: Int
  package let room: Bool
  package let stretches: [Stretch]
  /// Rent over all stretches, less the cost of waiting; without preferences and moves.
  package let worth: Int

  func worth(plus more: Int) -> Terms { Terms(start: start, room: room, stretches: stretches, worth: worth + more) }
}

extension Instance.Tenant {
  /// Every choice of start and growth room, in the order of the format.
  package func terms(horizon: Int) -> [Terms] {
    starts.flatMap { start in
      (grow == nil ? [false] : [false, true]).map { room in terms(from: start, room: room, horizon: horizon) }
    }
  }

  package func terms(from start: Int, room: Bool, horizon: Int) -> Terms {
    var cuts = Set(phases.map { $0[0] })
    cuts.insert(0)
    if moveCost != nil { cuts.formUnion(moveOffsets) }
    if room, let grow { cuts.insert(grow.offset) }
    let inside = cuts.filter { $0 < length }.sorted() + [length]
    var stretches: [Stretch] = []
    var worth = -waitCost * phases[0][1] * (start - starts[0])
    for (cut, next) in zip(inside, inside.dropFirst()) {
      let from = start + cut
      let until = min(start + next, horizon)
      if from >= until { continue }
      let base = phases.last { $0[0] <= cut }![1]
      let grown = room && grow.map { cut >= $0.offset } ?? false
      let extra = grown ? grow!.extra : 0
      stretches.append(Stretch(from: from, until: until, base: base, extra: extra))
      worth += ((until - from) * base * rent * prob).floored(by: 100)
      if grown { worth += ((until - from) * extra * rent * grow!.prob * prob).floored(by: 10_000) }
    }
    return Terms(start: start, room: room, stretches: stretches, worth: worth)
  }
}

extension Int {
  /// Division that rounds down, as the format has it; the divisor is positive.
  func floored(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

extension Instance.Tenant {
  /// Euros a month that a module is worth to the tenant beside its rent. Quiet and closeness come in thirds, each rounded down.
  package func liking(of module: Instance.Module, floor: Int) -> Int {
    prefs.window * module.window + (prefs.quiet * (3 - module.noise)).floored(by: 3) + (prefs.school * module.school).floored(by: 3)
      + (prefs.lab * module.lab).floored(by: 3) + (prefs.floor[String(floor)] ?? 0)
  }
}
