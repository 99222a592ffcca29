import Kernel

/// What IMDF calls a cell, and what the house calls a unit that came without a table.
enum UnitCategory {
  private static let byUsage = [
    "circulation": "walkway", "escalier": "stairs", "ascenseur": "elevator", "sanitaires": "restroom", "technique": "nonpublic",
    "accueil": "lobby", "polyvalente": "auditorium", "détente": "lounge", "tisanerie": "lounge", "cafétéria": "foodservice",
    "restaurant": "foodservice", "cuisine": "kitchen",
  ]

  /// By what it is used for, when its attribute `usage` says it, else by its kind.
  static func of(_ kind: CellKind, usage: String?) -> String {
    if let usage, let category = byUsage[usage.said(in: .french)] { return category }
    return switch kind {
    case .module, .office: "office"
    case .trainingRoom: "classroom"
    case .meetingRoom: "conferenceroom"
    case .workshop: "room"
    case .techlab: "laboratory"
    case .common: "unspecified"
    case .technical: "nonpublic"
    }
  }

  static func kind(of category: String) -> CellKind {
    switch category {
    case "classroom", "auditorium", "library": .trainingRoom
    case "conferenceroom", "huddleroom": .meetingRoom
    case "laboratory": .techlab
    case "office", "room": .office
    case "storage": .workshop
    case "elevator", "escalator", "nonpublic", "serverroom", "structure", "column": .technical
    case _ where category.hasPrefix("restroom"): .technical
    default: .common
    }
  }
}
