/// The instance laid out for searching: for each tenant every choice of terms, and for each stretch every block that might do.
final class Puzzle: Sendable {
  struct Candidate: Sendable {
    let mask: UInt64
    let zone: Int32
    /// Lowest module.
    let first: Int32
    /// Preferences over the stretch; in the first stretch less the move from where the tenant is today.
    let value: Int32
  }
  struct Part: Sendable {
    let stretch: Stretch
    let candidates: [Candidate]
    /// For each candidate, those of the part before from which no move is needed.
    let nestedFrom: [[Int32]]
  }
  struct Choice: Sendable {
    let terms: Terms
    let parts: [Part]
    /// No plan with these terms is worth more.
    let most: Int
  }
  struct Wish: Sendable {
    /// The most promising first.
    let choices: [Choice]
    let moveCost: Int?
    let isMandatory: Bool

    var most: Int { choices.first?.most ?? 0 }
    /// Module months of the most promising choice.
    var bulk: Int { choices.first?.parts.reduce(0) { $0 + $1.stretch.size * $1.stretch.months } ?? 0 }
  }

  let instance: Instance
  let ground: Ground
  let wishes: [Wish]
  /// By zone and month: which cells are in service.
  let inService: [[UInt64]]
  /// The largest numbers of parts of a choice and of candidates of a part.
  let width: Int
  let depth: Int
  /// What refusing a mandatory tenant costs: more than everything else together is worth.
  let penalty: Int

  /// With `keeping`, what departs from today's plan is worth less, and who is held stays as they are.
  init(_ instance: Instance, keeping: Keeping? = nil) {
    let ground = Ground(instance)
    let inService = ground.zones.map { zone in
      (0..<instance.horizon).map { month in
        zone.modules.enumerated().reduce(UInt64(0)) { mask, cell in
          instance.modules[cell.element].serves(month) ? mask | 1 << UInt64(cell.offset) : mask
        }
      }
    }
    let wishes = instance.tenants.map { Self.wish($0, in: instance, ground, inService, keeping?.today(of: $0, on: ground)) }
    (self.instance, self.ground, self.inService, self.wishes) = (instance, ground, inService, wishes)
    width = wishes.reduce(1) { most, wish in max(most, wish.choices.map(\.parts.count).max() ?? 0) }
    depth = wishes.reduce(1) { most, wish in max(most, wish.choices.flatMap(\.parts).map(\.candidates.count).max() ?? 0) }
    let mostRuns = instance.modules.count * instance.horizon
    penalty = 1 + wishes.reduce(0) { $0 + max(0, $1.most) } + instance.weights.frag * mostRuns
  }

  private static func wish(
    _ tenant: Instance.Tenant, in instance: Instance, _ ground: Ground, _ inService: [[UInt64]], _ kept: Keeping.Today?
  ) -> Wish {
    let floors = Dictionary(uniqueKeysWithValues: instance.corridors.map { ($0.id, $0.floor) })
    let liking = instance.modules.map { tenant.liking(of: $0, floor: floors[$0.corridor] ?? 0) }
    let today = tenant.currentModules.flatMap(ground.block)
    let own = (today.map { [$0] } ?? []) + (kept?.blocks.compactMap(\.block) ?? [])
    let within = tenant.within.map(Set.init)
    let allowed = tenant.among.map(ground.masks(of:))
    let choices = tenant.terms(horizon: instance.horizon).compactMap { terms -> Choice? in
      if let kept, kept.isHeld, kept.start != terms.start || (kept.room == 1) != terms.room { return nil }
      var parts: [Part] = []
      for stretch in terms.stretches {
        guard stretch.size < ground.blocks.count else { return nil }
        let candidates = ground.blocks(stretch.size, with: own, among: allowed).compactMap { block -> Candidate? in
          if let within, !within.contains(ground.zones[block.zone].corridor) { return nil }
          if let allowed, block.mask & ~allowed[block.zone] != 0 { return nil }
          // A module comes into service once and goes out once, so that the first and the last month say it of all between.
          guard block.mask & ~(inService[block.zone][stretch.from] & inService[block.zone][stretch.until - 1]) == 0 else { return nil }
          let liked = ground.modules(of: block).reduce(0) { $0 + liking[$1] }
          var value = (stretch.months * liked * tenant.prob).floored(by: 100)
          if parts.isEmpty, let today, !today.nests(block) {
            guard let cost = tenant.moveCost else { return nil }
            value -= cost
          }
          if let kept, kept.departs(with: block, from: stretch.from, until: stretch.until) {
            if kept.isHeld { return nil }
            value -= kept.price
          }
          return Candidate(mask: block.mask, zone: Int32(block.zone), first: Int32(block.first), value: Int32(value))
        }
        if candidates.isEmpty { return nil }
        parts.append(Part(stretch: stretch, candidates: candidates, nestedFrom: nestings(of: candidates, after: parts.last)))
      }
      if parts.isEmpty { return nil }
      let liked = parts.reduce(0) { sum, part in sum + Int(part.candidates.map(\.value).max() ?? 0) }
      let worth = terms.worth(plus: kept?.bonus(for: terms) ?? 0)
      return Choice(terms: worth, parts: parts, most: worth.worth + liked)
    }
    return Wish(
      choices: choices.sorted { $0.most > $1.most }, moveCost: tenant.moveCost, isMandatory: tenant.mandatory || kept?.isHeld ?? false)
  }

  private static func nestings(of candidates: [Candidate], after part: Part?) -> [[Int32]] {
    guard let part else { return candidates.map { _ in [] } }
    let inZone = Dictionary(grouping: part.candidates.indices) { part.candidates[$0].zone }
    return candidates.map { candidate in
      inZone[candidate.zone, default: []].compactMap { place in
        let other = part.candidates[place]
        let common = candidate.mask & other.mask
        return common == candidate.mask || common == other.mask ? Int32(place) : nil
      }
    }
  }
}
