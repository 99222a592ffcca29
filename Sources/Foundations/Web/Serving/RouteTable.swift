import Kernel

/// All routes of the house, found by path. Throws at start when two say the same.
struct RouteTable: Sendable {
  /// What is at the end of a path: a route for each method.
  struct Place: Sendable {
    var routes: [Method: Route] = [:]

    /// What `Allow` says.
    var allowed: String {
      var methods = Method.allCases.filter { routes[$0] != nil }.map(\.rawValue)
      if routes[.get] != nil { methods.insert("HEAD", at: 1) }
      return (methods + ["OPTIONS"]).joined(separator: ", ")
    }
  }
  private struct Branch: Sendable {
    var literal: [String: Branch] = [:]
    var parameter: [Branch] = []
    var place = Place()

    mutating func add(_ route: Route, below segments: ArraySlice<Substring>) -> Bool {
      guard let segment = segments.first else {
        guard place.routes[route.method] == nil else { return false }
        place.routes[route.method] = route
        return true
      }
      if segment.hasPrefix(":") {
        if parameter.isEmpty { parameter = [Branch()] }
        return parameter[0].add(route, below: segments.dropFirst())
      }
      return literal[String(segment), default: Branch()].add(route, below: segments.dropFirst())
    }

    /// A literal segment goes before a parameter.
    func place(at segments: ArraySlice<String>) -> Place? {
      guard let segment = segments.first else { return place.routes.isEmpty ? nil : place }
      return literal[segment]?.place(at: segments.dropFirst()) ?? parameter.first?.place(at: segments.dropFirst())
    }
  }
  private var root = Branch()

  init(_ routes: [Route]) throws {
    var faults: [String] = []
    for route in routes {
      let segments = route.path.split(separator: "/", omittingEmptySubsequences: true)
      if !root.add(route, below: segments[...]) { faults.append("\(route.method.rawValue) \(route.path): there are two such routes") }
    }
    if !faults.isEmpty { throw PageFaults(faults: faults) }
  }

  /// The decoded segments of a path as asked; nil when it is no path of ours (empty or `..` segments, broken escapes).
  static func segments(of path: String) -> [String]? {
    guard path.hasPrefix("/"), path.utf8.count <= 2048 else { return nil }
    if path == "/" { return [] }
    var segments: [String] = []
    for part in path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard let segment = percentDecoded(part), !segment.isEmpty, segment != ".", segment != "..", !segment.utf8.contains(0) else {
        return nil
      }
      segments.append(segment)
    }
    return segments
  }

  func place(at segments: [String]) -> Place? { root.place(at: segments[...]) }
}

extension Route {
  /// The values of its `:names`.
  func parameters(in segments: [String]) -> [String: String] {
    var parameters: [String: String] = [:]
    for (name, value) in zip(path.split(separator: "/"), segments) where name.hasPrefix(":") {
      parameters[String(name.dropFirst())] = value
    }
    return parameters
  }
}
