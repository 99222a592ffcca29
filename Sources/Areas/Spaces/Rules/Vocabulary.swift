import Kernel

/// What a cell is for.
package enum CellKind: String, Sendable, CaseIterable, Codable {
  case module, office, trainingRoom = "training", meetingRoom = "meeting", workshop, techlab, common, technical

  /// Whether it is let to holders and counts in the occupancy; common and technical cells do not.
  package var isLettable: Bool { self != .common && self != .technical }
}

/// How loud a cell is or bears its neighbours to be: 0 quiet to 3 machines.
package enum NoiseZone: Int64, Sendable, CaseIterable, Codable {
  case quiet = 0, office, lively, machines
}

/// What blocks cells: nothing else does, and no two on the same day.
package enum HoldKind: String, Sendable, CaseIterable, Codable {
  /// A dated promise before anything is signed (pré-allocation).
  case option
  /// A written proposal that awaits an answer.
  case offer
  case `let`
  /// Out of service for works.
  case works
}

/// How a hold came to its end before the day it was to end.
package enum HoldEnd: String, Sendable, CaseIterable, Codable {
  case released, expired, firmed, transferred, ended, reshaped
}

package enum MilestoneKind: String, Sendable, CaseIterable, Codable {
  /// The works of a lot are delivered.
  case works
  /// A level is put into service: before that day its cells are out of service.
  case commissioning
}

/// What a cell is on a day.
package enum CellState: String, Sendable, CaseIterable, Codable {
  case free, option, offer, `let`, works
  /// Before its level is put into service.
  case unopened
  /// Common and technical cells.
  case unlettable
}
