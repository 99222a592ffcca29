import Kernel
import Logging
import Store
import Synchronization
import Web

/// A browser without a socket: asks the house, keeps cookies, and sends the form token it last saw on a page.
package final class RouterTrial: Sendable {
  private struct Memory {
    var cookies: [String: String] = [:]
    var token = ""
  }
  package let application: WebApplication
  private let memory = Mutex(Memory())

  package init(
    areas: [Area], database: any Database, doorkeeper: any Doorkeeper, now: @escaping @Sendable () -> Instant = { Instant.clock },
    base: String = "http://127.0.0.1:8080", metricsToken: String? = nil
  ) throws {
    let settings = WebSettings(base: base, secret: Array(repeating: 7, count: 32), metricsToken: metricsToken)
    application = try WebApplication(
      areas: areas, settings: settings, database: database, doorkeeper: doorkeeper,
      logger: Logger(label: "trial") { _ in SwiftLogNoOpLogHandler() },
      clock: now)
  }

  package func get(_ target: String, _ headers: [String: String] = [:]) async -> Reply { await send("GET", target, headers, []) }

  /// A form as a browser sends it, with the token of the page seen last.
  package func post(_ target: String, _ fields: [String: String] = [:], _ headers: [String: String] = [:]) async -> Reply {
    await post(target, all: fields.mapValues { [$0] }, headers)
  }
  package func post(_ target: String, all fields: [String: [String]], _ headers: [String: String] = [:]) async -> Reply {
    let form = fields.merging(["token": [token]]) { own, _ in own }
    let pairs = form.sorted { $0.key < $1.key }.flatMap { name, values in values.map { "\(percentEncoded(name))=\(percentEncoded($0))" } }
    return await send(
      "POST", target, headers.merging(["content-type": "application/x-www-form-urlencoded"]) { own, _ in own },
      Array(pairs.joined(separator: "&").utf8))
  }

  /// A form with files.
  package func post(_ target: String, _ fields: [String: String], files: [UploadedFile]) async -> Reply {
    var body: [UInt8] = []
    for (name, value) in fields.merging(["token": token], uniquingKeysWith: { own, _ in own }) {
      body += Array("--trial\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
    }
    for file in files {
      let disposition = "Content-Disposition: form-data; name=\"\(file.field)\"; filename=\"\(file.name)\""
      body += Array("--trial\r\n\(disposition)\r\nContent-Type: \(file.type)\r\n\r\n".utf8) + file.bytes + [13, 10]
    }
    body += Array("--trial--\r\n".utf8)
    return await send("POST", target, ["content-type": "multipart/form-data; boundary=trial"], body)
  }

  /// JSON to the API, with a bearer token or with the session and its form token.
  package func json(_ method: String, _ target: String, _ text: String, bearer: String? = nil) async -> Reply {
    var headers = ["content-type": "application/json"]
    if let bearer { headers["authorization"] = "Bearer \(bearer)" } else { headers["x-form-token"] = token }
    return await send(method, target, headers, Array(text.utf8))
  }

  package func send(_ method: String, _ target: String, _ headers: [String: String] = [:], _ body: [UInt8] = []) async -> Reply {
    var headers = headers
    let cookies = memory.withLock { $0.cookies }
    if !cookies.isEmpty { headers["cookie"] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
    if headers["host"] == nil { headers["host"] = "127.0.0.1:8080" }
    let reply = await application.answer(
      Ask(method, target, headers: headers) { limit in
        if body.count > limit { throw Stop.tooLarge }
        return body
      })
    keep(reply)
    return reply
  }

  package var cookies: [String: String] { memory.withLock { $0.cookies } }
  package func setCookie(_ name: String, _ value: String) { memory.withLock { $0.cookies[name] = value } }
  package var token: String { memory.withLock { $0.token } }

  private func keep(_ reply: Reply) {
    memory.withLock { memory in
      for line in reply.headers where line.name == "set-cookie" {
        let pair = line.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isGone = line.value.contains("Max-Age=0")
        if pair.count == 2 { memory.cookies[String(pair[0])] = isGone ? nil : String(pair[1]) }
      }
      if let match = reply.text.firstMatch(of: /name="token" value="([^"]+)"/) { memory.token = String(match.1) }
    }
  }
}
