import Kernel

/// Who knocks, found by what they carry. The People area gives it.
package protocol Doorkeeper: Sendable {
  /// The secret of the session cookie, or of an `Authorization: Bearer` header on an API route; nil for who is not known.
  func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest?
}

/// Someone who was recognised.
package struct Guest: Sendable {
  package let viewer: Viewer
  /// Nil for who came with a bearer token.
  package let session: SessionKey?
  /// The language they prefer, unless their browser has chosen one here.
  package let language: Language?
  /// Whether they may look and change nothing, as with a token made for reading.
  package let isReadOnly: Bool

  package init(viewer: Viewer, session: SessionKey?, language: Language? = nil, isReadOnly: Bool = false) {
    (self.viewer, self.session, self.language, self.isReadOnly) = (viewer, session, language, isReadOnly)
  }
}

extension Access {
  /// Whether the door opens at all; the act behind it asks again.
  package func allows(_ viewer: Viewer) -> Bool {
    switch self {
    case .open: true
    case .signedIn: viewer.isSignedIn
    case .needs(let permission): viewer.may(permission)
    case .needsSomewhere(let permission):
      viewer.may(permission) || viewer.grants.contains { permission.roles.contains($0.role) }
    }
  }
}
