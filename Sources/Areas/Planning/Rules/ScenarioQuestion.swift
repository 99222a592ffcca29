/// What a scenario is to answer: it decides the one assumption the question is about, everything else stays as it usually is.
package enum ScenarioQuestion: String, Sendable, CaseIterable {
  /// Who could have a place, and from when.
  case place
  /// The same where residents may be asked to move.
  case moves
  /// The same where promised cells may be exchanged for others.
  case promises
  /// What keeping cells free for growth would cost.
  case reserve
  /// What becomes free where leases end at their term.
  case endings
  /// Who has a place, counting only those who have said so already.
  case known

  /// The flag it decides, by its name, and how.
  package var decided: (name: String, isOn: Bool)? {
    switch self {
    case .place: nil
    case .moves: ("move_firms", true)
    case .promises: ("move_promises", true)
    case .reserve: ("price_reserve", true)
    case .endings: ("renew_leases", false)
    case .known: ("forecast", false)
    }
  }

  package func decide(_ assumptions: inout Assumptions) {
    guard let decided, let flag = Assumptions.flags.first(where: { $0.name == decided.name }) else { return }
    assumptions[keyPath: flag.path] = decided.isOn
  }
}
