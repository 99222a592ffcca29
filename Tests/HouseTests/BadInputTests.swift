import Foundation
import House
import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Web

/// Every route that changes something is sent everything that can be wrong. None breaks, none tells internals, and what is refused leaves no trace.
@Suite struct BadInputTests {
  static let routes = House.sample.routes.filter { $0.method != .get }
  /// Every field any form or object of the house has, found where the program reads it.
  static let fields: [String] = {
    var names: Set<String> = []
    let reading =
      #/\.(?:text|requiredText|day|requiredDay|month|integer|requiredInteger|hundredths|money|id|requiredID|ids|choice|requiredChoice|flag|span|all|hidden|field)\(\s*"([a-z_]+)"/#
    for path in Repository.files(below: "Sources", ending: ".swift") {
      for match in ((try? Repository.text(path)) ?? "").matches(of: reading) { names.insert(String(match.1)) }
    }
    return names.subtracting(["token", "website"]).sorted()
  }()

  @Test func fieldsAreFound() {
    #expect(Set(["name", "siren", "monthly_rent", "email", "from", "reason"]).isSubset(of: Self.fields))
    #expect(Self.routes.count > 50)
  }

  @Test(arguments: TrialStore.engines) func everyRouteBearsEverything(engine: Engine) async throws {
    let forms = BadInput.forms(Self.fields)
    let objects = BadInput.objects(Self.fields)
    try await SmallHouse.with(engine) { house in
      for route in Self.routes {
        var visit = try await Visit(of: route, in: house)
        for input in route.isAPI ? objects : forms where try await send(input, to: route, visit, of: house) {
          // What was taken may have ended the session, or the thing that the path names.
          visit = try await Visit(of: route, in: house)
        }
      }
    }
  }

  /// The director at a route, before anything was sent to it.
  private struct Visit {
    let secret: FreshSecret
    let path: String
    /// Rows of each table.
    let rows: [String: Int]

    init(of route: Route, in house: SmallHouse) async throws {
      secret = try await house.signIn()
      path = try await house.path(of: route)
      rows = try await house.counts()
    }
  }

  /// Whether it was taken.
  private func send(_ input: BadInput, to route: Route, _ visit: Visit, of house: SmallHouse) async throws -> Bool {
    let path = visit.path
    let reply = await house.application.answer(ask(input, route, path, visit.secret.text, visit.secret.digest, house.application))
    let name = "\(route.method.rawValue) \(route.path), \(input)"
    #expect(reply.status < 500, "\(name): \(reply.status)")
    if input.expected == .refused, route.path != "/sign-out" {
      #expect((400...499).contains(reply.status), "\(name): \(reply.status)")
    }
    #expect(leak(reply.text) == nil, "\(name)")
    guard reply.status >= 400 else { return true }
    // Attempts to sign in are counted whether or not they succeed.
    for (table, rows) in try await house.counts() where rows != visit.rows[table] && table != "sign_in_attempts" {
      Issue.record("\(name): refused with \(reply.status), and \(table) has another row")
    }
    if reply.status != 404 { #expect(reply.text.contains("\"problems\"") || reply.text.contains("<h1"), "\(name): says nothing") }
    if let typed = input.typed, reply.status == 422, route.shownBy != nil { expectKept(typed, in: form(at: path, in: reply.text), name) }
    return false
  }

  /// The form that was sent, of a page that may have several.
  private func form(at path: String, in html: String) -> Substring {
    guard let start = html.range(of: "action=\"\(path)\"") else {
      // The other forms of the same thing stay as they were: what was sent is for a state in which its form is not shown.
      let thing = path.split(separator: "/").dropLast().map { "/" + $0 }.joined()
      return html.contains("action=\"\(thing)/") ? "" : html[...]
    }
    return html[start.lowerBound...].prefix(
      html[start.lowerBound...].range(of: "</form>").map { html.distance(from: start.lowerBound, to: $0.lowerBound) } ?? 0)
  }

  /// Addresses are typed, cut and forged too: whatever the query says, a page comes or a plain no.
  @Test(arguments: TrialStore.engines) func everyPageBearsEveryQuery(engine: Engine) async throws {
    var names: Set = ["q", "page", "sort", "direction", "lang"]
    for path in Repository.files(below: "Sources", ending: ".swift") {
      for match in try Repository.text(path).matches(of: #/query\["([a-z_]+)"\]|filter\("([a-z_]+)"/#) {
        names.insert(String(match.1 ?? match.2 ?? ""))
      }
    }
    let values = [
      "", "%00", "%FF", "-1", "99999999999999999999", "2026-02-30", "9999999-01-01", "%3Cscript%3E", "%25_!%27--", "\u{E9}", "a%2Cb%2C%2C",
      "NaN",
      String(repeating: "a", count: 3000), "019ab000-0000-7000-8000-000000000001",
    ]
    try await SmallHouse.with(engine) { house in
      let secret = try await house.signIn()
      for route in House.sample.routes where route.method == .get {
        for value in values {
          let path = try await house.path(of: route)
          var ask = Ask("GET", path + "?" + names.sorted().map { "\($0)=\(value)" }.joined(separator: "&"))
          ask.headers = ["cookie": "\(SetCookie.session)=\(secret.text)", "host": "localhost"]
          let reply = await house.application.answer(ask)
          #expect(reply.status < 500, "\(route.path)?…=\(value.prefix(40)): \(reply.status)")
          #expect(leak(reply.text) == nil, "\(route.path)?…=\(value.prefix(40))")
        }
      }
    }
  }

  /// What is asked in an address and cannot be read is told beside its field; a file or JSON is refused, and never of something else.
  @Test func whatAnAddressAsksWronglyIsTold() async throws {
    try await SmallHouse.with(.sqlite) { house in
      let secret = try await house.signIn()
      func get(_ path: String) async -> Reply {
        var ask = Ask("GET", path)
        ask.headers = ["cookie": "\(SetCookie.session)=\(secret.text)", "host": "localhost"]
        return await house.application.answer(ask)
      }
      var asked = 0
      for route in House.sample.routes where !route.fields.isEmpty {
        let path = try await house.path(of: route)
        let first = await get(path)
        for name in route.fields.flatMap(\.names) where first.status == 200 {
          let reply = await get("\(path)?\(name)=%C2%A7")
          #expect(reply.status == 422, "\(route.path)?\(name)=§: \(reply.status)")
          let isPage = first.header("content-type")?.hasPrefix("text/html") ?? false
          #expect(
            reply.text.contains(route.isAPI ? "\"field\":\"\(name)\"" : isPage ? "id=\"problems\"" : "<h1"),
            "\(route.path)?\(name)=§ says nothing")
          asked += 1
        }
      }
      #expect(asked > 80)
    }
  }

  private func ask(
    _ input: BadInput, _ route: Route, _ path: String, _ secret: String, _ digest: String, _ application: WebApplication
  ) -> Ask {
    let cookie = String(repeating: "0", count: 32)
    let body = input.body
    var ask = Ask(
      route.method.rawValue, path,
      body: { limit in
        if body.count > limit { throw Stop.tooLarge }
        return body
      })
    ask.headers = [
      "content-type": input.type, "cookie": "\(SetCookie.form)=\(cookie); \(SetCookie.session)=\(secret)", "host": "localhost",
      "x-form-token": application.tokens.token(cookie: cookie, session: SessionKey(digest: digest)),
    ]
    return ask
  }

  /// What only those who run the house should read.
  private func leak(_ text: String) -> String? {
    // Bytes are searched: what a search of text knows of Unicode took an eighth of these tests.
    let bytes = Data(text.utf8)
    func holds(_ word: String) -> Bool { bytes.range(of: Data(word.utf8)) != nil }
    return Self.internals.first { word in
      // The interface names the code of each problem beside its text.
      holds(word) && (!word.hasSuffix(".problem.") || holds("<") && !holds("\"code\""))
    }
  }
  private static let internals = [
    "SELECT ", "INSERT INTO", "sqlite", "SQLite", "postgres", "StoreError", "DecodingError", "/Sources/", ".swift", "constraint failed",
    "violates", "web.problem.", "kernel.problem.", "people.problem.", "spaces.problem.", "welcome.problem.", "ledger.problem.",
    "invoicing.problem.", "payments.problem.", "leasing.problem.", "demand.problem.", "tenant.problem.", "planning.problem.",
  ]

  /// Each plain field of the form shown again holds what was typed.
  private func expectKept(_ typed: String, in html: Substring, _ name: String) {
    let escaped = typed.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
    for match in html.matches(of: #/<input id="field-([a-z_]+)" name="[a-z_]+" type="(text|email|tel|url|date|month)" value="([^"]*)"/#)
    where Self.fields.contains(String(match.1)) {
      #expect(String(match.3) == escaped, "\(name): \(match.1) is not as typed")
    }
  }
}
