import Kernel
import Testing
import Trials
import Web

@Suite struct ForgeryTests {
  @Test func aFormWithoutItsTokenIsRefused() async throws {
    let browser = try trialBrowser()
    #expect((await browser.post("/", ["name": "a"])).status == 403)
    _ = await browser.get("/")
    let token = browser.token
    #expect((await browser.post("/", ["name": "a", "token": token])).status == 303)
    let forged = (token.first == "x" ? "y" : "x") + token.dropFirst()
    #expect((await browser.post("/", ["name": "a", "token": forged])).status == 403)
    #expect((await browser.post("/", ["name": "a", "token": ""])).status == 403)
    let other = try trialBrowser()
    _ = await other.get("/")
    #expect((await other.post("/", ["name": "a", "token": token])).status == 403)
  }

  @Test func theTokenBelongsToTheSession() async throws {
    let browser = try trialBrowser()
    _ = await browser.get("/")
    browser.setCookie("session", "rental")
    #expect((await browser.post("/", ["name": "a"])).status == 403)
    _ = await browser.get("/")
    #expect((await browser.post("/", ["name": "a"])).status == 303)
  }

  @Test(arguments: [
    (["sec-fetch-site": "cross-site"], 403), (["sec-fetch-site": "same-site"], 403), (["sec-fetch-site": "same-origin"], 303),
    (["origin": "https://evil.example"], 403), (["origin": "null"], 403), (["origin": "http://127.0.0.1:8080"], 303),
    (["origin": "http://127.0.0.1:8080.evil.example"], 403),
  ])
  func foreignPagesAreNotHeard(headers: [String: String], status: Int) async throws {
    let browser = try trialBrowser()
    _ = await browser.get("/")
    #expect((await browser.post("/", ["name": "a"], headers)).status == status)
  }

  @Test func bearerTokensNeedNoFormTokenAndOpenOnlyTheAPI() async throws {
    let browser = try trialBrowser()
    #expect((await browser.json("POST", "/api/things", "{\"a\":1}", bearer: "t0ken")).status == 200)
    #expect((await browser.json("POST", "/api/things", "{\"a\":1}", bearer: "wrong")).status == 401)
    #expect((await browser.get("/kept", ["authorization": "Bearer t0ken"])).status == 303)
    browser.setCookie("session", "rental")
    #expect((await browser.json("POST", "/api/things", "{\"a\":1}")).status == 403)
    _ = await browser.get("/")
    #expect((await browser.json("POST", "/api/things", "{\"a\":1}")).status == 200)
  }
}
