import Kernel
import Logging
import Store

/// The house on the web: areas and a database in, answers to requests out. It knows no socket; `WebServer` gives it one.
package struct WebApplication: Sendable {
  package let renderer: Renderer
  let routes: RouteTable
  let settings: WebSettings
  let database: any Database
  let doorkeeper: any Doorkeeper
  let clock: @Sendable () -> Instant
  let logger: Logger
  let tokens: FormTokens
  let menu: [MenuEntry]
  let metrics = Metrics()

  /// Throws `PageFaults` when something the pages name is not there, or two routes are the same.
  package init(
    areas: [Area], settings: WebSettings, database: any Database, doorkeeper: any Doorkeeper, logger: Logger,
    clock: @escaping @Sendable () -> Instant = { Instant.clock }
  ) throws {
    renderer = try Renderer(areas: areas)
    routes = try RouteTable(areas.flatMap(\.routes))
    (self.settings, self.database, self.doorkeeper, self.logger, self.clock) = (settings, database, doorkeeper, logger, clock)
    tokens = FormTokens(key: settings.secret)
    menu = areas.flatMap(\.menu).sorted { ($0.order, $0.path) < ($1.order, $1.path) }
  }

  /// Answers any request; never throws.
  package func answer(_ ask: Ask) async -> Reply {
    let start = ContinuousClock.now
    var scene = Scene(ask, now: clock(), settings: settings)
    var trace = Trace()
    metrics.begin()
    var reply = await reply(to: ask, &scene, &trace)
    complete(&reply, for: scene)
    metrics.end(method: ask.method, route: trace.route, status: reply.status, seconds: start.duration(to: .now).seconds)
    log(reply, scene, trace, start.duration(to: .now))
    if ask.method == "HEAD" {
      reply.headers.append(("content-length", String(reply.body.count)))
      reply.body = []
    }
    return reply
  }

  private func reply(to ask: Ask, _ scene: inout Scene, _ trace: inout Trace) async -> Reply {
    do {
      if let reply = try await houseReply(to: ask, scene, &trace) { return reply }
      try await recognise(&scene)
      trace.person = scene.viewer.person
      return try await routed(&scene, &trace)
    } catch {
      let answer = answer(to: error, in: scene)
      if answer.status >= 500 { trace.error = "\(error)" } else if let stop = error as? Stop { trace.error = stop.reason }
      do {
        return try draw(answer, in: scene)
      } catch {
        trace.error = "\(error)"
        return Reply(status: 500, headers: [("content-type", "text/plain; charset=utf-8")], body: Array("500 \(scene.id)\n".utf8))
      }
    }
  }

  private func routed(_ scene: inout Scene, _ trace: inout Trace) async throws -> Reply {
    guard let segments = RouteTable.segments(of: scene.ask.path), let place = routes.place(at: segments) else {
      return try unknownPath(scene)
    }
    if scene.ask.method == "OPTIONS" { return Reply(status: 204, headers: [("allow", place.allowed)]) }
    guard let method = Method(rawValue: scene.ask.method == "HEAD" ? "GET" : scene.ask.method), let route = place.routes[method] else {
      var reply = try draw(answer(to: Stop(status: 405, reason: "method"), in: scene), in: scene)
      reply.headers.append(("allow", place.allowed))
      return reply
    }
    trace.route = route.path
    if !route.access.allows(scene.viewer) { throw scene.viewer.isSignedIn ? Refusal.notAllowed : Refusal.notSignedIn }
    let visit = try await receive(route, segments, &scene)
    let problems = route.problems(of: visit.query)
    if problems.isEmpty { return try draw(try await handle(visit, by: route), in: scene) }
    let misread = visit.misreading(problems)
    let answer = try await handle(misread, by: route)
    switch answer.body {
    case .page: return try draw(answer.problems.isEmpty ? answer.refusing(misread) : answer, in: scene)
    case .nothing: return try draw(answer, in: scene)
    case .part, .json, .bytes, .kept: throw Refusal(.invalid, problems)
    }
  }

  /// Shows the form again when what was typed cannot be.
  private func handle(_ visit: Visit, by route: Route) async throws -> Answer {
    do {
      return try await route.handler(visit)
    } catch let refusal as Refusal where [.invalid, .conflict, .tooMany].contains(refusal.kind) {
      guard let shownBy = route.shownBy else { throw refusal }
      var again = visit
      again.problems = refusal.problems.isEmpty ? [Problem("web.error.\(refusal.kind.status).text")] : refusal.problems
      var answer = try await shownBy(again)
      if answer.status == 200 || !answer.problems.isEmpty { answer.status = refusal.kind.status }
      answer.problems = again.problemLines
      return answer
    }
  }

  /// A path written with a slash at its end leads to the one without.
  private func unknownPath(_ scene: Scene) throws -> Reply {
    let path = scene.ask.path
    if scene.isGet, path.hasSuffix("/"), let segments = RouteTable.segments(of: String(path.dropLast())), routes.place(at: segments) != nil
    {
      let query = scene.ask.query
      return Reply(status: 308, headers: [("location", path.dropLast() + (query.isEmpty ? "" : "?\(query)"))])
    }
    throw Refusal.notFound
  }

  /// Finds who asks, and the language to speak.
  private func recognise(_ scene: inout Scene) async throws {
    let cookies = scene.ask.cookies
    let asked = scene.isGet ? (try? decodedForm(scene.ask.query.utf8))?["lang"] : nil
    let chosen = cookies[settings.cookieName(SetCookie.language)]
    let accepted = scene.ask.headers["accept-language"]
    scene.language = chosenLanguage(asked: asked, cookie: chosen, preferred: nil, accepted: accepted)
    scene.viewer = .visitor(scene.language)
    if let asked, Language(rawValue: asked) != nil, asked != chosen {
      scene.cookiesToSet.append(SetCookie(SetCookie.language, asked, lifetime: 31_536_000))
    }
    let bearer = scene.isAPI ? scene.ask.bearerToken : nil
    let secret = bearer == nil ? cookies[settings.cookieName(SetCookie.session)].flatMap { $0.isEmpty ? nil : $0 } : nil
    scene.isBearer = bearer != nil
    guard bearer != nil || secret != nil else { return }
    let guest = try await doorkeeper.visitor(sessionSecret: secret, bearerToken: bearer, at: scene.now)
    guard let guest else {
      if bearer != nil { throw Refusal.notSignedIn }
      scene.cookiesToSet.append(SetCookie(SetCookie.session, "", lifetime: 0))
      return
    }
    scene.language = chosenLanguage(asked: asked, cookie: chosen, preferred: guest.language, accepted: accepted)
    if guest.isReadOnly, !scene.isGet { throw Refusal.notAllowed }
    (scene.viewer, scene.session) = (guest.viewer, guest.session)
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
