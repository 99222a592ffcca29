/// Today's plan, and what it costs to depart from it: so that a change of a few tenants does not send everybody round the house.
package struct Keeping: Sendable {
  package let today: Solution
  /// Those who stay as they are, in time and place: whoever has signed and has not been asked.
  package let held: Set<String>
  /// Euros that one broken promise, or one stretch spent elsewhere than promised, has to be worth.
  package let price: Int

  package init(today: Solution, held: Set<String>, price: Int) { (self.today, self.held, self.price) = (today, held, price) }

  /// What one tenant has today.
  struct Today {
    let start: Int
    let room: Int
    /// Stretches and what is held in them; nil where that is no block any more.
    let blocks: [(stretch: Stretch, block: Block?)]
    let isHeld: Bool
    let price: Int

    /// True when these months are spent elsewhere than today; of two nesting blocks nobody has to carry anything.
    func departs(with block: Block, from: Int, until: Int) -> Bool {
      blocks.contains { stretch, promised in
        stretch.from < until && from < stretch.until && !(promised.map(block.nests) ?? false)
      }
    }
    /// A promise kept to the month, or to another, or not at all, which is what the others are measured by.
    func bonus(for terms: Terms) -> Int { terms.start == start ? 2 * price : price }
  }

  func today(of tenant: Instance.Tenant, on ground: Ground) -> Today? {
    guard let seat = today.plans[tenant.id] else { return nil }
    let stretches = tenant.terms(from: seat.start, room: seat.room == 1, horizon: .max).stretches
    return Today(
      start: seat.start, room: seat.room,
      blocks: zip(stretches, seat.blocks.indices).map { ($0, ground.block(of: seat.modules($1, size: $0.size))) },
      isHeld: held.contains(tenant.id), price: price)
  }
}
