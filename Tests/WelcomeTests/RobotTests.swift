import Kernel
import Testing

@testable import Welcome

@Suite struct RobotTests {
  static let now = Instant(seconds: 1_800_000_000)

  @Test(
    arguments: [
      ("a person", "", 60, 0, 0, "Bonjour", []), ("the hidden field", "x", 60, 0, 0, "Bonjour", ["trap"]),
      ("at once", "", 1, 0, 0, "Bonjour", ["quick"]), ("just slow enough", "", 4, 0, 0, "Bonjour", []),
      ("left open", "", 6 * 3600 + 1, 0, 0, "Bonjour", ["stale"]), ("no stamp", "", nil, 0, 0, "Bonjour", ["stale"]),
      ("from the future", "", -10, 0, 0, "Bonjour", ["quick"]), ("the sixth in an hour", "", 60, 5, 5, "Bonjour", ["often"]),
      ("the twenty-first of a day", "", 60, 0, 20, "Bonjour", ["often"]), ("three links", "", 60, 0, 0, "http://a https://b HTTP://c", []),
      ("advertising", "", 60, 0, 0, "http://a http://b http://c http://d", ["links"]),
      ("everything", "x", 1, 9, 30, "http:http:http:http:", ["trap", "quick", "often", "links"]),
    ] as [(String, String, Int64?, Int, Int, String, [String])])
  func robotsAreTold(_ name: String, trap: String, age: Int64?, hour: Int, day: Int, message: String, expected: [String]) {
    let problems = RobotGuard.problems(
      trap: trap, drawnAt: age.map { Self.now - $0 }, now: Self.now, sentLastHour: hour, sentLastDay: day, message: message)
    #expect(problems.map(\.code) == expected.map { "welcome.problem.\($0)" }, "\(name)")
  }

  @Test func aStampIsTakenOnceAndAnAddressWrittenToSoOften() {
    func problems(isUsed: Bool = false, toAddress: Int = 0) -> [String] {
      RobotGuard.problems(
        trap: "", drawnAt: Self.now - 60, isUsed: isUsed, now: Self.now, sentLastHour: 0, sentLastDay: 0, sentToAddress: toAddress,
        message: ""
      ).map(\.code)
    }
    #expect(problems(isUsed: true) == ["welcome.problem.used"])
    #expect(problems(toAddress: RobotGuard.perAddressADay - 1) == [])
    #expect(problems(toAddress: RobotGuard.perAddressADay) == ["welcome.problem.often"])
  }

  @Test func aStampIsOurs() {
    let stamps = FormStamps { "seal of \($0)" }
    let stamp = stamps.stamp(at: Self.now)
    #expect(stamps.drawn(stamp) == Self.now)
    // Two forms of one second have two stamps.
    #expect(stamps.stamp(at: Self.now) != stamp)
    #expect(stamps.drawn(stamp.replacing("1800000000.", with: "1800000001.")) == nil)
    #expect(stamps.drawn("1800000000.other." + stamp.split(separator: ".")[2]) == nil)
    for forged in ["", ".", "1800000000", "1800000000.x", "1800000001.seal of enquiry form 1800000000", "x.y.z", "99999999999999999999.a"] {
      #expect(stamps.drawn(forged) == nil, "\(forged)")
    }
  }
}
