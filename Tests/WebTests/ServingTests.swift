import Kernel
import Testing
import Trials
import Web

@Suite struct ServingTests {
  @Test func everythingCarriesTheSafetyHeaders() async throws {
    let browser = try trialBrowser(base: "https://km0.example")
    for target in ["/", "/nowhere", "/broken", "/healthz", "/api/things", "/assets/x/house.css", "/mine"] {
      let reply = await browser.get(target)
      let policy = reply.header("content-security-policy") ?? ""
      #expect(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "\(target)")
      #expect(reply.header("x-content-type-options") == "nosniff")
      #expect(reply.header("strict-transport-security") != nil)
      #expect(reply.header("x-request-id")?.count == 16)
      #expect(reply.header("cache-control") != nil)
    }
    let cookie = (await browser.get("/")).header("set-cookie") ?? ""
    #expect(cookie == "" || cookie.hasPrefix("__Host-form="))
  }

  @Test func cookiesAreSafeBehindHTTPS() async throws {
    let reply = await (try trialBrowser(base: "https://km0.example")).get("/?lang=de")
    let lines = reply.headers.filter { $0.name == "set-cookie" }.map(\.value)
    #expect(lines.count == 2)
    for line in lines {
      #expect(line.hasPrefix("__Host-") && line.contains("; Path=/; HttpOnly; SameSite=Lax; Secure"))
    }
  }

  @Test(arguments: [("/nowhere", 404), ("/broken", 500), ("/away", 503), ("/things/%ff", 404), ("/things/..", 404), ("/?q=%zz", 400)])
  func errorsAreFriendlyPagesInThreeLanguages(target: String, status: Int) async throws {
    let browser = try trialBrowser()
    var texts: Set<String> = []
    for language in ["fr", "en", "de"] {
      let reply = await browser.get(target, ["accept-language": language])
      #expect(reply.status == status)
      #expect(reply.text.contains("<html lang=\"\(language)\">"))
      for secret in ["SELECT", "Broken", "Swift", "web.error"] { #expect(!reply.text.contains(secret)) }
      if let match = reply.text.firstMatch(of: /<h1>([^<]+)<\/h1>/) { texts.insert(String(match.1)) }
    }
    #expect(texts.count == 3)
    if status == 500 {
      let reply = await browser.get(target)
      #expect(reply.text.contains(reply.header("x-request-id") ?? "none"))
    }
  }

  @Test func whatCannotBeDoneIsSaidSo() async throws {
    let browser = try trialBrowser()
    _ = await browser.get("/")
    let refused = await browser.post("/kept")
    #expect(refused.status == 405)
    #expect(refused.header("allow") == "GET, HEAD, OPTIONS")
    #expect((await browser.send("OPTIONS", "/")).header("allow") == "GET, HEAD, POST, OPTIONS")
    #expect((await browser.send("BREW", "/")).status == 405)
    let head = await browser.send("HEAD", "/")
    #expect(head.status == 200 && head.body.isEmpty)
    #expect((await browser.get("/mine/")).header("location") == "/mine")
    #expect((await browser.get("//evil.example/")).status == 404)
    #expect((await browser.post("/", ["name": String(repeating: "x", count: 5000)])).status == 413)
    #expect((await browser.send("POST", "/", ["content-type": "text/xml"], [60])).status == 415)
    #expect((await browser.get("/things/new")).text == "new")
    #expect((await browser.get("/things/caf%C3%A9?q=a+b")).text == "café a b")
  }

  @Test func textIsCompressedAndKnownContentIsNotSentAgain() async throws {
    let browser = try trialBrowser()
    let plain = await browser.get("/tagged")
    #expect(plain.body.count == 5000 && plain.header("content-encoding") == nil)
    #expect(plain.header("vary")?.contains("accept-encoding") == true)
    let packed = await browser.get("/tagged", ["accept-encoding": "br, gzip"])
    #expect(packed.header("content-encoding") == "gzip" && packed.body.count < 200 && packed.body.starts(with: [0x1f, 0x8b]))
    #expect((await browser.get("/tagged", ["accept-encoding": "gzip;q=0"])).header("content-encoding") == nil)
    let known = await browser.get("/tagged", ["if-none-match": "\"other\", W/\"abc\""])
    #expect(known.status == 304 && known.body.isEmpty)
  }

  @Test func assetsAreKeptForeverUnderTheirHash() async throws {
    let browser = try trialBrowser()
    let page = await browser.get("/")
    let path = try #require(page.text.firstMatch(of: /href="(\/assets\/[0-9a-f]{16}\/house\.css)"/)).1
    let style = await browser.get(String(path), ["accept-encoding": "gzip"])
    #expect(style.status == 200 && style.header("content-type") == "text/css; charset=utf-8")
    #expect(style.header("cache-control") == "public, max-age=31536000, immutable")
    #expect(style.header("content-encoding") == "gzip")
    #expect((await browser.get("/assets/0123456789abcdef/house.css")).header("cache-control") == "no-cache")
    #expect((await browser.get("/assets/0123456789abcdef/../../secret")).status == 404)
  }

  @Test func healthAndMetrics() async throws {
    let browser = try trialBrowser()
    #expect((await browser.get("/healthz")).status == 503)
    _ = await browser.get("/things/one")
    let metrics = await browser.get("/metrics")
    #expect(metrics.text.contains("km0_requests_total{method=\"GET\",route=\"/things/:thing\",status=\"200\"} 1"))
    #expect(metrics.text.contains("km0_request_seconds_bucket{le=\"+Inf\"}"))
    #expect((await browser.get("/metrics", ["x-forwarded-for": "1.2.3.4"])).status == 404)
  }

  @Test func metricsAskForTheirToken() async throws {
    let browser = try trialBrowser(metricsToken: "0123456789abcdef")
    #expect((await browser.get("/metrics")).status == 404)
    for wrong in ["", "0123456789abcdeg", "0123456789abcde", "0123456789abcdef0"] {
      #expect((await browser.get("/metrics", ["authorization": "Bearer \(wrong)"])).status == 404)
    }
    #expect((await browser.get("/metrics", ["authorization": "Bearer 0123456789abcdef"])).status == 200)
  }
}
