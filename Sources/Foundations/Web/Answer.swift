import Kernel

/// What goes back: a page, JSON, a file, or elsewhere.
package struct Answer: Sendable {
  package enum Body: Sendable {
    case nothing
    case page(any Page)
    /// HTML without the frame, for a part of a page that is fetched.
    case part(any Page)
    case json(@Sendable () throws -> [UInt8])
    case bytes([UInt8], type: String)
    case kept(KeptMarkup, type: String)
  }
  package var status: Int
  package var body: Body
  package var headers: [(name: String, value: String)] = []
  package var cookies: [SetCookie] = []
  /// What was wrong with the form this page shows again.
  var problems: [ProblemLine] = []
  /// What stands at `KeptMarkup.place` of the page.
  var kept: KeptMarkup?

  package init(status: Int, body: Body, headers: [(name: String, value: String)] = []) {
    (self.status, self.body, self.headers) = (status, body, headers)
  }

  package static func page(_ page: some Page, status: Int = 200) -> Answer { Answer(status: status, body: .page(page)) }
  package static func part(_ page: some Page) -> Answer { Answer(status: 200, body: .part(page)) }
  package static func json(_ value: some Encodable & Sendable, status: Int = 200) -> Answer {
    Answer(status: status, body: .json { try JSON.bytes(of: value) })
  }
  package static func bytes(_ bytes: [UInt8], type: String, status: Int = 200) -> Answer {
    Answer(status: status, body: .bytes(bytes, type: type))
  }
  package static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Answer { .bytes(Array(text.utf8), type: type) }
  /// A file to keep, with its name.
  package static func file(_ bytes: [UInt8], type: String, name: String) -> Answer { named(bytes, type, "attachment", name) }
  /// A file the browser shows by itself, with the name it is kept under.
  package static func shown(_ bytes: [UInt8], type: String, name: String) -> Answer { named(bytes, type, "inline", name) }
  private static func named(_ bytes: [UInt8], _ type: String, _ way: String, _ name: String) -> Answer {
    let plain = String(name.unicodeScalars.map { $0.isASCII && $0 != "\"" && $0 != "\\" && $0.value >= 32 ? Character($0) : "_" })
    return Answer(status: 200, body: .bytes(bytes, type: type), headers: [("content-disposition", "\(way); filename=\"\(plain)\"")])
  }
  /// After a POST: the page to go to, with a GET.
  package static func see(_ path: String) -> Answer { Answer(status: 303, body: .nothing, headers: [("location", path)]) }
  package static let done = Answer(status: 204, body: .nothing)

  package func with(_ name: String, _ value: String) -> Answer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }
  /// A page that was asked in its address, and what is wrong with that: summed up above its fields as of a form that is refused.
  package func refusing(_ visit: Visit) -> Answer {
    guard case .page = body, !visit.problems.isEmpty else { return self }
    var answer = self
    answer.problems = visit.problemLines
    answer.status = Refusal.Kind.invalid.status
    return answer
  }
  /// The page names `KeptMarkup.place` where the markup is to stand.
  package func holding(_ markup: KeptMarkup) -> Answer {
    var answer = self
    answer.kept = markup
    return answer
  }
  /// The content's fingerprint; who has it already gets 304 without a body.
  package func tagged(_ tag: String) -> Answer { with("etag", "\"\(tag)\"").with("cache-control", "private, no-cache") }
}

/// A cookie to set. Web adds what keeps it safe: HttpOnly, SameSite=Lax, and behind https Secure and the prefix `__Host-`.
package struct SetCookie: Sendable, Hashable {
  package let name: String
  package let value: String
  /// In seconds; nil lasts as long as the browser's window, 0 removes it.
  package let lifetime: Int64?

  package init(_ name: String, _ value: String, lifetime: Int64?) { (self.name, self.value, self.lifetime) = (name, value, lifetime) }

  static let session = "session"
  static let browser = "browser"
  static let language = "language"
  static let form = "form"
  static let said = "said"
}

extension Answer {
  package func with(_ cookie: SetCookie) -> Answer {
    var answer = self
    answer.cookies.append(cookie)
    return answer
  }
  /// Signs the visitor in: the secret goes into the session cookie, and is what `Doorkeeper` is shown from then on.
  package func startingSession(secret: String, lifetime: Int64?) -> Answer {
    with(SetCookie(SetCookie.session, secret, lifetime: lifetime))
  }
  /// The secret by which the browser is known again, signed in or not: what `Visit.browser` says from then on.
  package func knownAgain(by secret: String, lifetime: Int64) -> Answer { with(SetCookie(SetCookie.browser, secret, lifetime: lifetime)) }
  package func endingSession() -> Answer { with(SetCookie(SetCookie.session, "", lifetime: 0)) }

  /// Says a text on the next page that is shown, as after `see`: `.see("/spaces").saying("spaces.done.saved")`.
  package func saying(_ key: String, _ arguments: [String: String] = [:]) -> Answer {
    with(SetCookie(SetCookie.said, Said(key: key, arguments: arguments).cookieText, lifetime: 60))
  }
}
