import Archive
import Kernel

extension WebApplication {
  /// From what a handler answered to what is written back.
  func draw(_ answer: Answer, in scene: Scene) throws -> Reply {
    var reply = Reply(status: answer.status, headers: answer.headers)
    var cookies = scene.cookiesToSet.filter { early in !answer.cookies.contains { $0.name == early.name } } + answer.cookies
    switch answer.body {
    case .nothing: break
    case .json(let bytes):
      reply.headers.append(("content-type", "application/json"))
      reply.body = try bytes()
    case .bytes(let bytes, let type):
      reply.headers.append(("content-type", type))
      reply.body = bytes
    case .kept(let markup, let type):
      reply.headers.append(("content-type", type))
      reply.kept = KeptBody(markup: markup)
    case .page(let page), .part(let page):
      let token = scene.formToken ?? formToken(of: scene)
      var isFramed = false
      if case .page = answer.body { isFramed = true }
      let html = html(of: page, isFramed: isFramed, token: token, problems: answer.problems, in: scene)
      reply.headers += [("content-type", "text/html; charset=utf-8"), ("vary", "cookie, accept-language")]
      reply.write(html, around: answer.kept)
      if scene.isFormCookieFresh, token.wasAsked {
        cookies.append(SetCookie(SetCookie.form, scene.formCookie, lifetime: 31_536_000))
      }
      if isFramed, scene.said != nil { cookies.append(SetCookie(SetCookie.said, "", lifetime: 0)) }
    }
    reply.headers += cookies.map { ("set-cookie", line(of: $0)) }
    return reply
  }

  private func html(of page: any Page, isFramed: Bool, token: FormToken, problems: [ProblemLine], in scene: Scene) -> [UInt8] {
    let fields = problems.isEmpty ? [:] : fields(shownBy: page)
    let named = problems.map { $0.named(by: fields, in: scene.language, renderer.texts) }
    let surroundings = Surroundings(language: scene.language, formToken: token, problems: named)
    if !isFramed { return renderer.bytes(of: page, in: surroundings) }
    let frame = frame(renderer.draw(page, in: surroundings), of: page, in: scene)
    return renderer.bytes(of: frame, in: Surroundings(language: scene.language, formToken: token))
  }

  private func line(of cookie: SetCookie) -> String {
    let lifetime = cookie.lifetime.map { "; Max-Age=\($0)" } ?? ""
    let secure = settings.isSecure ? "; Secure" : ""
    return "\(settings.cookieName(cookie.name))=\(cookie.value); Path=/; HttpOnly; SameSite=Lax\(secure)\(lifetime)"
  }

  /// What every answer carries: safety, caching, compression, the number of the request.
  func complete(_ reply: inout Reply, for scene: Scene) {
    let names = Set(reply.headers.map(\.name))
    var extra = SecurityHeaders.all
    if settings.isSecure { extra.append(("strict-transport-security", "max-age=31536000")) }
    if !names.contains("cache-control") {
      extra.append(("cache-control", scene.viewer.isSignedIn ? "no-store" : "private, no-cache"))
    }
    reply.headers += extra.filter { !names.contains($0.0) }
    reply.headers.append(("x-request-id", scene.id))
    if reply.status == 200, let tag = reply.header("etag"), matches(scene.ask.headers["if-none-match"], tag) {
      reply.status = 304
      reply.body = []
      reply.headers.removeAll { $0.name == "content-type" }
      return
    }
    guard let type = reply.header("content-type"), !names.contains("content-encoding") else { return }
    if reply.kept == nil, !Compression.pays(for: type, count: reply.body.count) { return }
    addVary("accept-encoding", to: &reply)
    if Compression.isAccepted(scene.ask.headers["accept-encoding"]) {
      reply.body = reply.kept?.packed ?? Gzip.compress(reply.body, level: Compression.level)
      reply.headers.append(("content-encoding", "gzip"))
    } else if let kept = reply.kept {
      reply.body = kept.plain
    }
  }

  private func matches(_ header: String?, _ tag: String) -> Bool {
    guard let header else { return false }
    return header.split(separator: ",").contains { part in
      let bare = part.drop { $0 == " " }.prefix { $0 != " " }
      return bare == "*" || bare == tag || bare == "W/" + tag
    }
  }

  private func addVary(_ name: String, to reply: inout Reply) {
    if let index = reply.headers.firstIndex(where: { $0.name == "vary" }) {
      reply.headers[index].value += ", \(name)"
    } else {
      reply.headers.append(("vary", name))
    }
  }
}
