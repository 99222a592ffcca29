import Kernel

package enum Method: String, Sendable, CaseIterable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case delete = "DELETE"
}

/// Who reaches a route. The act behind it asks again; this is what `docs/permissions.md` and its test are held against.
package enum Access: Hashable, Sendable {
  case open
  /// Anyone who is signed in; what they see is scoped by who they are.
  case signedIn
  /// A role that has the permission on the whole house.
  case needs(Permission)
  /// A role that has the permission on the house or on some organisation; the handler scopes to those.
  case needsSomewhere(Permission)
}

package typealias Handler = @Sendable (Visit) async throws -> Answer

/// One address of the house: a line of the table on top of each `…Routes` file.
package struct Route: Sendable {
  package let method: Method
  /// `/spaces/:space/history`; a `:name` is read with `visit.id("name")` or `visit.path("name")`.
  package let path: String
  package let access: Access
  package let handler: Handler
  /// The page that shows the form again, with the problems beside their fields and what was typed kept.
  package let shownBy: Handler?
  /// The largest body it takes, in bytes.
  package let bodyLimit: Int
  /// What its address may be asked with.
  package private(set) var fields: [QueryField] = []

  package init(
    _ method: Method, _ path: String, _ access: Access, _ handler: @escaping Handler, shownBy: Handler? = nil, bodyLimit: Int = 262_144
  ) {
    (self.method, self.path, self.access, self.handler, self.shownBy, self.bodyLimit) = (method, path, access, handler, shownBy, bodyLimit)
  }

  package static func get(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route { Route(.get, path, access, handler) }
  package static func post(
    _ path: String, _ access: Access, _ handler: @escaping Handler, shownBy: Handler? = nil, bodyLimit: Int = 262_144
  ) -> Route { Route(.post, path, access, handler, shownBy: shownBy, bodyLimit: bodyLimit) }
  package static func put(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route { Route(.put, path, access, handler) }
  package static func delete(_ path: String, _ access: Access, _ handler: @escaping Handler) -> Route {
    Route(.delete, path, access, handler)
  }

  package func asking(_ fields: [QueryField]) -> Route {
    var route = self
    route.fields += fields
    return route
  }

  /// Speaks JSON both ways, its refusals included.
  package var isAPI: Bool { Route.isAPI(path) }
  /// Whether the path is one for programs.
  static func isAPI(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") }
}
