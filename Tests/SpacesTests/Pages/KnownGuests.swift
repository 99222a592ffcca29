import Kernel
import Store
import Web

@testable import Spaces

/// Lets in whoever shows a name it knows.
struct KnownGuests: Doorkeeper {
  let viewers: [String: Viewer]

  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
    guard let name = sessionSecret ?? bearerToken, let viewer = viewers[name] else { return nil }
    return Guest(viewer: viewer, session: sessionSecret.map { SessionKey(digest: $0) })
  }
}
