import Kernel
import Testing

@testable import People

@Suite struct AccessRuleTests {
  @Test(arguments: [
    ("ada@km0.example", true), ("ada.lovelace+house@sub.km0.example", true), ("o'brien@km0.example", true), ("ada", false),
    ("ada@km0", false), ("@km0.example", false), ("ada@@km0.example", false), ("ada.@km0.example", false), ("a..da@km0.example", false),
    ("ada@-km0.example", false), ("ada@km0..example", false), ("ada @km0.example", false), ("ada@192.168.0.1", false),
    ("ada@km0.example\r\nBcc: x@y.example", false),
  ])
  func email(typed: String, isGood: Bool) { #expect((EmailAddress(typed) != nil) == isGood, "\(typed)") }

  @Test(arguments: [
    ("onze-signes", "people.problem.passwordShort"),  // 11
    ("motdepasse2026", "people.problem.passwordCommon"),  // the word and a year
    ("P4ssw0rd!2026", "people.problem.passwordCommon"),
    ("azertyuiopqs", "people.problem.passwordCommon"),  // along the keyboard
    ("123456789012", "people.problem.passwordCommon"),
    ("abababababab", "people.problem.passwordCommon"),  // two letters
    ("chat42chat42chat42", "people.problem.passwordCommon"),  // one piece three times
    ("ada.lovelace@km0.example", "people.problem.passwordOwn"),
    ("AdaLovelace1815", "people.problem.passwordOwn"),
    ("Lovelace Ada !", "people.problem.passwordOwn"),
    ("une brique, deux toits", nil),
    ("kopf-lampe-regen-tür", nil),
    ("Tr0is fenêtres au nord", nil),
  ])
  func password(password: String, problem: String?) {
    #expect(PasswordRule.problem(with: password, email: "ada.lovelace@km0.example", name: "Ada Lovelace") == problem, "\(password)")
  }

  @Test func attemptsAreCountedInTheirWindow() {
    let now = Instant(seconds: 1_000_000)
    let limit = AttemptLimit(window: 900, perAccount: 3, perPeer: 5)
    // Two failures: a third is allowed.
    #expect(limit.wait(account: [now - 10, now - 20], peer: [], at: now) == nil)
    // Three, the oldest 600 s ago: it leaves the window in 900 - 600 = 300 s.
    #expect(limit.wait(account: [now - 10, now - 600, now - 20], peer: [], at: now) == 300)
    // The oldest exactly at the edge no longer counts.
    #expect(limit.wait(account: [now - 10, now - 900, now - 20], peer: [], at: now) == nil)
    // Five from one peer, over many accounts: the longer of both waits.
    let peer = (1...5).map { now - Int64($0 * 100) }
    #expect(limit.wait(account: [now - 10, now - 600, now - 20], peer: peer, at: now) == 400)
  }

  @Test func sessionsEndByThemselves() {
    let start = Instant(seconds: 0)
    let day: Int64 = 86_400
    #expect(SessionLifetime.holds(created: start, seen: start + 20 * day, ended: nil, at: start + 49 * day))
    #expect(!SessionLifetime.holds(created: start, seen: start + 20 * day, ended: nil, at: start + 50 * day))  // 20 + 30
    #expect(!SessionLifetime.holds(created: start, seen: start + 89 * day, ended: nil, at: start + 90 * day))
    #expect(!SessionLifetime.holds(created: start, seen: start, ended: start + 5, at: start + 10))
  }

  @Test func aLastDirectorStays() throws {
    let today = try #require(Day(2026, 11, 24))
    let open: LastDirector.Span = (today - 100, nil)
    #expect(!LastDirector.mayGo(open, others: [], today: today))
    #expect(LastDirector.mayGo(open, others: [(today - 5, nil)], today: today))
    // The successor begins tomorrow: today would be without.
    #expect(!LastDirector.mayGo(open, others: [(today + 1, nil)], today: today))
    // One until the end of the month, the next from then on.
    #expect(LastDirector.mayGo(open, others: [(today - 5, today + 7), (today + 7, nil)], today: today))
    // The other leaves next month and nobody follows: the house would be without.
    #expect(!LastDirector.mayGo(open, others: [(today - 5, today + 30)], today: today))
    // It was uncovered before, and someone stays today.
    #expect(LastDirector.mayGo((today - 9, today + 3), others: [(today - 5, today + 30)], today: today))
  }

  @Test func rolesHaveTheirPlace() {
    let organisation = OrganisationID.fresh(at: Instant(seconds: 0))
    #expect(Role.director.problem(on: organisation) == "people.problem.roleHouse")
    #expect(Role.resident.problem(on: nil) == "people.problem.roleOrganisation")
    #expect(Role.fab.problem(on: nil) == nil)
    #expect(Role.fab.problem(on: organisation) == nil)
  }

  @Test func whatWasRevokedOnItsFirstDayNeverHeld() throws {
    let day = try #require(Day(2026, 3, 1))
    let span = HeldSpan(from: day, until: day)
    #expect(!span.holds(on: day))
    #expect(!span.overlaps(HeldSpan(from: day - 10, until: nil)))
  }
}
