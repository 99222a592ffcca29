import Kernel
import Secrets

extension WebApplication {
  /// Reads query and body, and makes sure that a change was sent by a page of ours.
  func receive(_ route: Route, _ segments: [String], _ scene: inout Scene) async throws -> Visit {
    let query = try decodedForm(scene.ask.query.utf8)
    // A form says which field it cannot take; of an address nobody typed that.
    if query.fields.values.joined().contains(where: { $0.utf8.contains(0) }) { throw Stop.bad("NUL in the query") }
    var form = Input([String: [String]]())
    var files: [UploadedFile] = []
    if route.method != .get {
      try refuseForeignOrigin(scene)
      (form, files) = try await body(of: scene.ask, for: route)
      let token = scene.ask.headers["x-form-token"] ?? form["token"]
      form.fields["token"] = nil
      if !scene.isBearer, !tokens.accepts(token, cookie: scene.formCookie, session: scene.session) { throw Stop.forged("form token") }
    }
    let key = settings.secret
    let formToken = formToken(of: scene)
    scene.formToken = formToken
    return Visit(
      method: route.method, url: scene.ask.path, parameters: route.parameters(in: segments), query: query, form: form, files: files,
      viewer: scene.viewer, language: scene.language, texts: renderer.texts, now: scene.now,
      today: settings.house.day(of: scene.now), house: settings.house, database: database, problems: [], session: scene.session,
      token: formToken, headers: scene.ask.headers, peer: PeerNetwork.of(scene.peer), browser: scene.browser, base: settings.base,
      houseName: settings.name,
      seal: { Digest.hexadecimal(Digest.hmac(Array("seal|\($0)".utf8), key: key)) })
  }

  /// Browsers say where a form comes from; whoever says "elsewhere" is not heard.
  private func refuseForeignOrigin(_ scene: Scene) throws {
    if scene.isBearer { return }
    if let site = scene.ask.headers["sec-fetch-site"], site != "same-origin", site != "none" { throw Stop.forged("sec-fetch-site \(site)") }
    guard let origin = scene.ask.headers["origin"] else { return }
    let host = origin.drop { $0 != "/" }.drop { $0 == "/" }
    if host.isEmpty || (host != settings.host && host != scene.ask.headers["host"] ?? "") { throw Stop.forged("origin") }
  }

  private func body(of ask: Ask, for route: Route) async throws -> (Input, [UploadedFile]) {
    let limit = route.bodyLimit
    // Of what is not read to its end no field is known; how much may be sent is.
    let tooLarge = Refusal(.tooLarge, [Problem("kernel.problem.size", ["limit": String(limit / 1024)])])
    if let length = ask.headers["content-length"].flatMap(Int.init), length > limit { throw tooLarge }
    let bytes: [UInt8]
    do { bytes = try await ask.body(limit) } catch let stop as Stop where stop.status == Refusal.Kind.tooLarge.status { throw tooLarge }
    if bytes.count > limit { throw tooLarge }
    if bytes.isEmpty { return (Input([String: [String]]()), []) }
    let header = ask.headers["content-type"] ?? ""
    switch header.prefix(while: { $0 != ";" }).lowercased().filter({ $0 != " " }) {
    case "application/x-www-form-urlencoded": return (try decodedForm(bytes), [])
    case "application/json": return (try JSONFields.input(bytes), [])
    case "multipart/form-data":
      let parts = try Multipart(bytes, boundary: Multipart.parameter("boundary", of: header) ?? "")
      return (parts.input, parts.files)
    default:
      // Anything else is one nameless file, as a program may send a building or a table.
      guard route.isAPI else { throw Stop.unsupported("content type") }
      return (Input([String: [String]]()), [UploadedFile(field: "body", name: "", type: header, bytes: bytes)])
    }
  }
}
