import Kernel
import Logging
import Secrets

/// What is noted of a request while it is answered, for the log and the metrics.
struct Trace {
  /// The pattern of the route, never the path, which may hold a secret.
  var route = "none"
  var person: PersonID?
  var error: String?
}

extension WebApplication {
  /// What belongs to no area: assets, health, metrics. Nil for everything else.
  func houseReply(to ask: Ask, _ scene: Scene, _ trace: inout Trace) async throws -> Reply? {
    guard scene.isGet else { return nil }
    switch ask.path {
    case "/healthz":
      trace.route = "/healthz"
      return await health()
    case "/metrics":
      trace.route = "/metrics"
      if !mayReadMetrics(ask) { throw Refusal.notFound }
      return Reply(status: 200, headers: [("content-type", "text/plain; version=0.0.4")], body: Array(metrics.text.utf8))
    case let path where path.hasPrefix("/assets/"):
      trace.route = "/assets"
      return try asset(at: path, accepting: ask.headers["accept-encoding"])
    default: return nil
    }
  }

  private func health() async -> Reply {
    do {
      try await database.ping()
      return Reply(
        status: 200, headers: [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")], body: Array("ok\n".utf8))
    } catch {
      logger.error("the database does not answer", metadata: ["error": "\(error)"])
      return Reply(
        status: 503, headers: [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store")],
        body: Array("the database does not answer\n".utf8))
    }
  }

  private func mayReadMetrics(_ ask: Ask) -> Bool {
    if let token = settings.metricsToken { return Digest.areEqual(ask.bearerToken ?? "", token) }
    return ["127.0.0.1", "::1"].contains(ask.peer) && ask.headers["x-forwarded-for"] == nil
  }

  /// `/assets/HASH/name`. Under a hash of another version the file of today is given, not to be kept.
  private func asset(at path: String, accepting header: String?) throws -> Reply {
    let parts = path.split(separator: "/")
    guard parts.count == 3, let file = renderer.assets.files[String(parts[2])] else { throw Refusal.notFound }
    let isCurrent = parts[1] == renderer.assets.hash
    var reply = Reply(status: 200, headers: [("content-type", file.type)], body: file.bytes)
    reply.headers.append(("cache-control", isCurrent ? "public, max-age=31536000, immutable" : "no-cache"))
    reply.headers.append(("etag", "\"\(renderer.assets.hash)\""))
    if let gzipped = file.gzipped {
      reply.headers.append(("vary", "accept-encoding"))
      if Compression.isAccepted(header) {
        reply.body = gzipped
        reply.headers.append(("content-encoding", "gzip"))
      }
    }
    return reply
  }

  func log(_ reply: Reply, _ scene: Scene, _ trace: Trace, _ duration: Duration) {
    if trace.route == "/healthz" || trace.route == "/metrics", reply.status == 200 { return }
    var metadata: Logger.Metadata = [
      "request": "\(scene.id)", "method": "\(scene.ask.method.prefix(10))", "route": "\(trace.route)", "status": "\(reply.status)",
      "milliseconds": "\(Int(duration.seconds * 1000))", "bytes": "\(reply.body.count)", "peer": "\(scene.peer)",
    ]
    if let person = trace.person { metadata["person"] = "\(person)" }
    if let error = trace.error { metadata["error"] = "\(error)" }
    logger.log(level: reply.status >= 500 ? .error : .info, "request", metadata: metadata)
  }
}
