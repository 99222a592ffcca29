import Kernel
import Testing
import Trials
import Web

@Suite struct AccessTests {
  /// Who gets what: the status for a visitor, a rental manager of the house, a resident, a rental manager of one organisation.
  @Test(arguments: [
    ("/", [200, 200, 200, 200]), ("/mine", [303, 200, 200, 200]), ("/kept", [303, 200, 403, 403]), ("/somewhere", [303, 200, 403, 200]),
    ("/api/things", [401, 200, 403, 403]),
  ])
  func matrix(target: String, statuses: [Int]) async throws {
    for (session, status) in zip(["", "rental", "resident", "local"], statuses) {
      let browser = try trialBrowser()
      browser.setCookie("session", session)
      #expect((await browser.get(target)).status == status, "\(session) at \(target)")
    }
  }

  @Test func whoIsNotSignedInGoesToSignInAndBack() async throws {
    let reply = await (try trialBrowser()).get("/mine?a=1&b=é".replacing("é", with: "%C3%A9"))
    #expect(reply.header("location") == "/sign-in?to=%2Fmine%3Fa%3D1%26b%3D%25C3%25A9")
    #expect(localPath("/mine?a=1") == "/mine?a=1")
    for elsewhere in ["//evil", "/\\evil", "https://evil", "evil", "/a\r\nb", "/é"] { #expect(localPath(elsewhere) == nil) }
  }

  @Test func aBrokenDoorkeeperTellsNothing() async throws {
    let browser = try trialBrowser()
    browser.setCookie("session", "broken")
    let reply = await browser.get("/mine")
    #expect(reply.status == 500 && !reply.text.contains("12345"))
  }

  @Test func pagesOfWhoIsSignedInAreNotStored() async throws {
    let browser = try trialBrowser()
    browser.setCookie("session", "rental")
    let page = await browser.get("/mine")
    #expect(page.header("cache-control") == "no-store")
    #expect(page.text.contains("Ada &lt;b&gt;") && page.text.contains("action=\"/sign-out\""))
    #expect(page.text.contains("href=\"/kept\""))
    #expect(!(await (try trialBrowser()).get("/")).text.contains("href=\"/kept\""))
  }

  @Test(arguments: [
    ("", "", "", "", "fr"), ("", "", "", "en-GB,en;q=0.9", "en"), ("", "", "", "ru, de;q=0.5, en;q=0.4", "de"),
    ("", "", "rental", "en", "de"),
    ("", "en", "rental", "fr", "en"), ("fr", "en", "rental", "de", "fr"), ("xx", "yy", "", "zz", "fr"),
    ("", "", "", "en;q=0, de;q=0.1", "de"),
  ])
  func language(asked: String, cookie: String, session: String, accepted: String, spoken: String) async throws {
    let browser = try trialBrowser()
    if !cookie.isEmpty { browser.setCookie("language", cookie) }
    if !session.isEmpty { browser.setCookie("session", session) }
    let reply = await browser.get(asked.isEmpty ? "/" : "/?lang=\(asked)", ["accept-language": accepted])
    #expect(reply.text.contains("<html lang=\"\(spoken)\""))
  }
}
