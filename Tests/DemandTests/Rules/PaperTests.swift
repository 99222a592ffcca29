import Kernel
import Testing

@testable import Demand

@Suite struct PaperTests {
  static let rules = PaperRules(required: [.identity, .registration], days: [.registration: 90])
  static let day = Day("2026-11-24") ?? Day(number: 0)

  @Test func whatCountsAndForHowLong() {
    let identity = PaperFact(kind: .identity, receivedOn: Self.day - 1000, expiresOn: nil, isTurnedDown: false)
    let old = PaperFact(kind: .registration, receivedOn: Self.day - 90, expiresOn: nil, isTurnedDown: false)
    let fresh = PaperFact(kind: .registration, receivedOn: Self.day - 89, expiresOn: nil, isTurnedDown: false)
    let dated = PaperFact(kind: .registration, receivedOn: Self.day - 400, expiresOn: Self.day + 1, isTurnedDown: false)
    let turned = PaperFact(kind: .registration, receivedOn: Self.day, expiresOn: nil, isTurnedDown: true)
    #expect(Self.rules.missing([], on: Self.day) == [.identity, .registration])
    #expect(Self.rules.missing([identity, old], on: Self.day) == [.registration])
    #expect(Self.rules.missing([identity, fresh], on: Self.day) == [])
    // What is written on it wins over the usual time.
    #expect(Self.rules.missing([identity, dated], on: Self.day) == [])
    #expect(Self.rules.missing([identity, dated], on: Self.day + 1) == [.registration])
    #expect(Self.rules.missing([identity, turned], on: Self.day) == [.registration])
  }

  @Test func filesAreKnownByTheirFirstBytes() {
    #expect(PaperType(Array("%PDF-1.7".utf8)) == .pdf)
    #expect(PaperType([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]) == .png)
    #expect(PaperType([0xFF, 0xD8, 0xFF, 0xE0]) == .jpeg)
    for other in ["", "%PDF", "MZ", "<html>", "PK\u{3}\u{4}"] { #expect(PaperType(Array(other.utf8)) == nil) }
  }
}
