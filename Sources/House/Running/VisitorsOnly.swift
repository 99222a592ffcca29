import Kernel
import Web

/// A door where nobody is recognised.
struct VisitorsOnly: Doorkeeper {
  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? { nil }
}
