import Kernel
import Testing

@testable import Demand

/// The table of docs/demand.md, move by move and state by state.
@Suite struct StateTests {
  static let table: [ApplicationMove: (from: Set<ApplicationState>, to: ApplicationState)] = [
    .submit: ([.draft], .submitted), .giveBack: ([.submitted], .draft), .accept: ([.submitted, .waiting], .accepted),
    .wait: ([.submitted], .waiting), .refuse: ([.submitted, .waiting], .refused), .reopen: ([.refused], .submitted),
    .lapse: ([.accepted, .waiting], .inactive), .resume: ([.inactive], .waiting), .remove: ([.accepted, .waiting], .removed),
    .agree: ([.accepted, .waiting], .agreed), .fallThrough: ([.agreed], .waiting),
    .withdraw: ([.draft, .submitted, .accepted, .waiting, .inactive, .agreed], .withdrawn),
  ]

  @Test(arguments: ApplicationMove.allCases) func everyMoveFromEveryState(move: ApplicationMove) throws {
    let line = try #require(Self.table[move])
    #expect(move.target == line.to)
    for state in ApplicationState.allCases { #expect(move.isAllowed(from: state) == line.from.contains(state), "\(move) from \(state)") }
  }

  @Test func endsAreEnds() {
    for state in [ApplicationState.removed, .withdrawn] {
      #expect(!ApplicationMove.allCases.contains { $0.isAllowed(from: state) }, "\(state)")
    }
  }

  @Test func whatBeginsAStayCountsAnew() {
    #expect(ApplicationMove.wait.beginsStay(from: .submitted))
    #expect(ApplicationMove.resume.beginsStay(from: .inactive))
    #expect(!ApplicationMove.accept.beginsStay(from: .waiting))
    #expect(!ApplicationMove.withdraw.beginsStay(from: .waiting))
  }
}
