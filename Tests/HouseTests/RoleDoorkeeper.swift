import Foundation
import House
import Kernel
import Logging
import People
import Store
import StoreSQLite
import Trials
import Web

/// Everyone who may knock: nobody, and one person for each role, who holds it on the house or, where that is not possible, on one organisation.
struct RoleDoorkeeper: Doorkeeper {
  let viewers: [String: Viewer]

  init() {
    let organisation = OrganisationID.fresh(at: TrialStore.opening)
    viewers = Dictionary(
      uniqueKeysWithValues: Role.allCases.map { role in
        let grant = Grant(role, on: role.place == .organisation ? organisation : nil)
        return (role.rawValue, Viewer(person: .fresh(at: TrialStore.opening), name: role.rawValue, grants: [grant]))
      })
  }

  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    guard let name = sessionSecret ?? bearerToken, let viewer = viewers[name] else { return nil }
    return Guest(viewer: viewer, session: sessionSecret.map { SessionKey(digest: $0) })
  }
}
