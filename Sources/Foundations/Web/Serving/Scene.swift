import Kernel
import Secrets

/// Where a request stands before any handler sees it: who, which language, which cookies.
struct Scene: Sendable {
  let ask: Ask
  /// 16 hexadecimal digits, in the answer, in the log and on the page of an unexpected error.
  let id: String
  let now: Instant
  let peer: String
  /// What the browser is known by, whoever it was signed in as.
  let browser: String?
  var viewer = Viewer.visitor()
  var session: SessionKey?
  var language = Language.french
  var formCookie: String
  /// Set when the browser had no form cookie yet.
  let isFormCookieFresh: Bool
  /// Once a handler has been handed it.
  var formToken: FormToken?
  var said: Said?
  /// Who came with a bearer token carries nothing a foreign page could make a browser send.
  var isBearer = false
  /// `light` or `dark`, when the visitor chose.
  let theme: String?
  var cookiesToSet: [SetCookie] = []

  init(_ ask: Ask, now: Instant, settings: WebSettings) {
    self.ask = ask
    self.now = now
    id = Digest.hexadecimal(Secret.randomBytes(8))
    let forwarded = settings.trustsProxy ? ask.headers["x-forwarded-for"]?.split(separator: ",").last : nil
    peer = forwarded.map { String($0.filter { $0 != " " }) } ?? ask.peer
    let cookies = ask.cookies
    let form = cookies[settings.cookieName(SetCookie.form)] ?? ""
    isFormCookieFresh = form.utf8.count != 32
    formCookie = isFormCookieFresh ? Digest.hexadecimal(Secret.randomBytes(16)) : form
    browser = cookies[settings.cookieName(SetCookie.browser)].flatMap { $0.utf8.count == 43 ? $0 : nil }
    said = cookies[settings.cookieName(SetCookie.said)].flatMap(Said.init(cookieText:))
    theme = cookies["theme"].flatMap { ["light", "dark"].contains($0) ? $0 : nil }
  }

  var isAPI: Bool { Route.isAPI(ask.path) }
  var isGet: Bool { ask.method == "GET" || ask.method == "HEAD" }
}

/// Which language a page speaks: the one asked for, the one chosen earlier, the one of the account, the browser's, French.
func chosenLanguage(asked: String?, cookie: String?, preferred: Language?, accepted: String?) -> Language {
  if let language = asked.flatMap(Language.init(rawValue:)) ?? cookie.flatMap(Language.init(rawValue:)) ?? preferred { return language }
  var best: (language: Language, quality: Double)?
  for part in (accepted ?? "").split(separator: ",").prefix(20) {
    let pieces = part.split(separator: ";")
    let code = pieces.first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
    let weight = pieces.dropFirst().first { $0.contains("q=") }.flatMap { Double($0.drop { $0 != "=" }.dropFirst().filter { $0 != " " }) }
    let quality = weight ?? 1
    guard let language = Language(rawValue: String(code.prefix { $0 != "-" })), quality > 0 else { continue }
    if best.map({ quality > $0.quality }) ?? true { best = (language, quality) }
  }
  return best?.language ?? .french
}
