import Kernel

/// The files demand is exchanged in, with the columns each must have and those it may have besides.
package enum DemandFile: String, Sendable, CaseIterable {
  case parameters = "demand_parameters.csv"
  case applications = "applications.csv"
  case moves = "application_moves.csv"
  case offers = "application_offers.csv"
  case wishes = "past_wishes.csv"
  case sessions = "committee_sessions.csv"
  case items = "committee_items.csv"

  var columns: [String] {
    switch self {
    case .parameters: ["parameter", "from", "amount", "reference"]
    case .applications:
      [
        "key", "name", "contact", "email", "earliest", "received", "organisation", "phone", "language", "siren", "activity", "programme",
        "people",
        "jobs", "wanted_cells", "wanted_area", "cell_kind", "level_key", "scattered", "noise", "window", "power", "budget", "latest",
        "message",
        "score", "confirmed", "asked",
      ]
    case .moves: ["application", "at", "move", "by", "reason", "cause"]
    case .offers:
      [
        "key", "application", "cells", "made", "from", "expires", "hold", "area", "by", "rent", "misfits", "despite", "ended", "how",
        "ended_by",
        "reason", "counts", "scheme",
      ]
    case .wishes: ["key", "received", "cells", "earliest", "area", "kind", "lost", "cause"]
    case .sessions: ["key", "day", "title", "members", "meeting_place", "minutes", "closed", "closed_by"]
    case .items: ["session", "application", "decision", "reasons", "score", "decided", "by"]
    }
  }
  /// So many of the first are needed.
  var required: Int {
    switch self {
    case .parameters, .wishes, .sessions: 4
    case .items: 2
    case .applications, .offers: 6
    case .moves: 3
    }
  }
}

/// A line of a file that was read, with where it stands.
struct DemandLine<Value: Sendable>: Sendable {
  let value: Value
  /// `applications.csv:12`.
  let place: String
}

extension InputReader {
  /// A moment, or a day, which is taken at noon.
  mutating func momentOrDay(_ field: String, required: Bool = true) -> Instant? {
    guard let typed = required ? requiredText(field, limit: 20) : text(field, limit: 20), !typed.isEmpty else { return nil }
    if let instant = Instant(exactly: typed) { return instant }
    if let day = Day(typed) { return HouseTime.mulhouse.instant(on: day, hour: 12) }
    problems.add("kernel.problem.day", field: field)
    return nil
  }
}
