import Kernel
import Web

/// What stands empty is taken away: by its page, and by `DELETE` for programs.
extension KeepingRoutes {
  func removeSite(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveSite(try visit.id("site")))
    return .see("/buildings").saying("spaces.keeping.done.removed")
  }
  func removeBuilding(_ visit: Visit) async throws -> Answer {
    try await visit.perform(RemoveBuilding(try visit.id("building")))
    return .see("/buildings").saying("spaces.keeping.done.removed")
  }
  func removeLevel(_ visit: Visit) async throws -> Answer {
    let (level, building) = try await foundLevel(visit)
    try await visit.perform(RemoveLevel(level.id))
    return .see("/buildings/\(building.id)").saying("spaces.keeping.done.removed")
  }

  var removals: [Route] {
    [
      .delete("/api/sites/:site", .needs(.editPlan)) { visit in
        try await visit.perform(RemoveSite(try visit.id("site")))
        return .done
      },
      .delete("/api/buildings/:building", .needs(.editPlan)) { visit in
        try await visit.perform(RemoveBuilding(try visit.id("building")))
        return .done
      },
      .delete("/api/levels/:level", .needs(.editPlan)) { visit in
        try await visit.perform(RemoveLevel(try visit.id("level")))
        return .done
      },
    ]
  }
}
