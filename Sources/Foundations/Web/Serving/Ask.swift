import Kernel

/// A request, free of any HTTP library: what the socket hands in, and what a test writes by hand.
package struct Ask: Sendable {
  package var method: String
  /// Path and query as sent: `/spaces?sort=name`.
  package var target: String
  /// Names in lower case; fields sent more than once are joined as HTTP has it.
  package var headers: [String: String]
  /// Reads the whole body, throwing `Stop.tooLarge` past the limit.
  package var body: @Sendable (_ limit: Int) async throws -> [UInt8]
  package var peer: String

  package init(
    _ method: String, _ target: String, headers: [String: String] = [:], peer: String = "127.0.0.1",
    body: @escaping @Sendable (Int) async throws -> [UInt8] = { _ in [] }
  ) {
    (self.method, self.target, self.headers, self.peer, self.body) = (method, target, headers, peer, body)
  }

  var path: String { String(target.prefix { $0 != "?" && $0 != "#" }) }
  var query: Substring { target.firstIndex(of: "?").map { target[target.index(after: $0)...].prefix { $0 != "#" } } ?? "" }

  /// The cookies by name; of doubles the first counts, as browsers send the most specific first.
  var cookies: [String: String] {
    var cookies: [String: String] = [:]
    for pair in (headers["cookie"] ?? "").split(separator: ";") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let name = String(parts[0].drop { $0 == " " })
      if cookies[name] == nil { cookies[name] = String(parts[1]) }
    }
    return cookies
  }

  var bearerToken: String? {
    guard let value = headers["authorization"], value.lowercased().hasPrefix("bearer ") else { return nil }
    return String(value.dropFirst(7)).split(separator: " ").first.map(String.init)
  }
}

/// What is written back.
package struct Reply: Sendable {
  package var status: Int
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]
  /// What becomes the body once it is known whether it goes compressed.
  var kept: KeptBody?

  package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
  package var text: String { String(decoding: body, as: UTF8.self) }
}

/// A request that goes no further, for a reason of HTTP's and not of the house's.
package struct Stop: Error, Hashable {
  package let status: Int
  /// For the log.
  package let reason: String

  package static let tooLarge = Stop(status: 413, reason: "body too large")
  static func bad(_ reason: String) -> Stop { Stop(status: 400, reason: reason) }
  static func unsupported(_ reason: String) -> Stop { Stop(status: 415, reason: reason) }
  static func forged(_ reason: String) -> Stop { Stop(status: 403, reason: "forged: \(reason)") }
}
