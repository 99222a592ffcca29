/// What choices left when they were last looked at, so that those are not looked at again which can suit no better than what is known: since then a
/// choice can have gained what all that it takes has fallen by at most.
struct ChoiceMemory {
  private let layout: Layout
  /// By month, and one more: how far a module has fallen at most in all months before, round upon round. It rises for ever, and only differences count.
  private let falls: UnsafeMutablePointer<Double>
  /// By choice: what it left, less the falls over its months up to then.
  private let known: UnsafeMutablePointer<Double>
  /// By tenant: what suited best the last time.
  private let last: UnsafeMutablePointer<Int>

  init(_ layout: Layout) {
    self.layout = layout
    falls = .allocate(capacity: layout.horizon + 1)
    falls.initialize(repeating: 0, count: layout.horizon + 1)
    known = .allocate(capacity: max(1, Int(layout.choices[layout.tenants])))
    last = .allocate(capacity: max(1, layout.tenants))
    last.initialize(repeating: -1, count: layout.tenants)
    forget()
  }
  /// By its one owner.
  func deallocate() {
    falls.deallocate()
    known.deallocate()
    last.deallocate()
  }

  func forget() { known.initialize(repeating: .infinity, count: Int(layout.choices[layout.tenants])) }

  /// In this round modules have fallen by `fallen` at most in the months up to this one, together.
  @inline(__always) func fall(_ fallen: Double, to month: Int) { falls[month + 1] += fallen }

  @inline(__always) func note(_ choice: Int, leaves value: Double) { known[choice] = value - fallen(choice) }
  /// What the choice leaves at most.
  @inline(__always) func most(_ choice: Int) -> Double { known[choice] + fallen(choice) }

  @inline(__always) func last(of tenant: Int) -> Int { last[tenant] }
  @inline(__always) func setLast(of tenant: Int, _ choice: Int) { last[tenant] = choice }

  private func fallen(_ choice: Int) -> Double {
    var sum = 0.0
    for part in Int(layout.parts[choice])..<Int(layout.parts[choice + 1]) {
      sum += Double(layout.size[part]) * (falls[Int(layout.until[part])] - falls[Int(layout.from[part])])
    }
    return sum
  }
}
