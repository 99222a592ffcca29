import Kernel

/// Where an application file stands. It changes by a move only: see docs/demand.md.
package enum ApplicationState: String, Sendable, CaseIterable, Codable {
  case draft, submitted, accepted, waiting, refused, inactive, removed, agreed, withdrawn

  /// On the waiting list: may be made an offer, has points.
  package var isListed: Bool { self == .accepted || self == .waiting }
  /// Nothing comes after it by itself.
  package var isOver: Bool { [.refused, .removed, .withdrawn].contains(self) }
}

/// What may become of a file.
package enum ApplicationMove: String, Sendable, CaseIterable, Codable {
  case submit, giveBack, accept, wait, refuse, reopen, lapse, resume, remove, agree, fallThrough, withdraw

  package var origins: Set<ApplicationState> {
    switch self {
    case .submit: [.draft]
    case .giveBack, .wait: [.submitted]
    case .accept, .refuse: [.submitted, .waiting]
    case .reopen: [.refused]
    case .lapse, .remove, .agree: [.accepted, .waiting]
    case .resume: [.inactive]
    case .fallThrough: [.agreed]
    case .withdraw: [.draft, .submitted, .accepted, .waiting, .inactive, .agreed]
    }
  }

  package var target: ApplicationState {
    switch self {
    case .submit, .reopen: .submitted
    case .giveBack: .draft
    case .accept: .accepted
    case .wait, .resume, .fallThrough: .waiting
    case .refuse: .refused
    case .lapse: .inactive
    case .remove: .removed
    case .agree: .agreed
    case .withdraw: .withdrawn
    }
  }

  package var needsReason: Bool { [.giveBack, .accept, .wait, .refuse, .reopen, .remove, .fallThrough].contains(self) }
  /// What somebody of the house does by hand, with a word why; the others follow from a decision, an offer, or the days.
  package var isByHand: Bool { [.giveBack, .reopen, .resume, .remove, .fallThrough, .withdraw].contains(self) }
  /// Begins a stay on the list, from which seniority and refusals count.
  package func beginsStay(from state: ApplicationState) -> Bool { target.isListed && !state.isListed }

  package func isAllowed(from state: ApplicationState) -> Bool { origins.contains(state) }
}

/// Why a wish left without having been served.
package enum LossCause: String, Sendable, CaseIterable, Codable {
  case noRoom, tooLate, tooDear, refusedOffers, unsuitable
  /// No unmet demand, and counted apart.
  case notAdmitted, changedMind

  package var isUnmet: Bool { self != .notAdmitted && self != .changedMind }
  /// What a person may name when a wish is given up or turned away.
  package static let named: [LossCause] = [.noRoom, .tooLate, .tooDear, .unsuitable, .changedMind]
}
