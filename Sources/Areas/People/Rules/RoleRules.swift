import Kernel

/// Where a role of the house can be granted.
package enum RolePlace: Sendable, Hashable {
  case house, organisation, either
}

extension Role {
  /// Those who run the house hold their role on the whole of it, residents and schools on their organisation.
  package var place: RolePlace {
    switch self {
    case .director, .development, .rental, .reception: .house
    case .incubation, .fab, .club, .funder: .either
    case .school, .resident: .organisation
    }
  }
  /// Key of its name.
  package var text: String { "people.role.\(rawValue)" }

  /// The text key of what is wrong with granting it there, nil when nothing is.
  package func problem(on organisation: OrganisationID?) -> String? {
    switch (place, organisation) {
    case (.house, .some): "people.problem.roleHouse"
    case (.organisation, .none): "people.problem.roleOrganisation"
    default: nil
    }
  }
}

/// The house is never without someone who can grant roles.
package enum LastDirector {
  package typealias Span = (from: Day, until: Day?)

  /// Whether the spans cover every day from `today` on, without end.
  package static func isCovered(_ spans: [Span], from today: Day) -> Bool {
    var covered = today
    for span in spans.sorted(by: { $0.from < $1.from }) where span.from <= covered {
      guard let until = span.until else { return true }
      covered = max(covered, until)
    }
    return false
  }

  /// Whether a director may go today: the others cover every day to come, or it was uncovered before and at least one stays today.
  package static func mayGo(_ leaving: Span, others: [Span], today: Day) -> Bool {
    if isCovered(others, from: today) { return true }
    let wasCovered = isCovered(others + [leaving], from: today)
    return !wasCovered && others.contains { HeldSpan(from: $0.from, until: $0.until).holds(on: today) }
  }
}
