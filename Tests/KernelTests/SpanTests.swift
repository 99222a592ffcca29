import Kernel
import Testing

@Suite("Spans of days") struct SpanTests {
  static func span(_ from: Int, _ until: Int?) -> DaySpan { DaySpan(from: Day(number: from), until: until.map(Day.init(number:))) }

  @Test(
    "Half-open spans overlap",
    arguments: [
      // Touching ends do not overlap: the day a tenant leaves is the day the next arrives.
      (span(0, 10), span(10, 20), false), (span(0, 10), span(9, 20), true), (span(0, 10), span(3, 4), true),
      (span(0, nil), span(100, nil), true),
      (span(5, nil), span(0, 5), false), (span(5, nil), span(0, 6), true), (span(0, 1), span(0, 1), true),
    ])
  func overlap(left: DaySpan, right: DaySpan, expected: Bool) {
    #expect(left.overlaps(right) == expected)
    #expect(right.overlaps(left) == expected)
    #expect((left.intersection(right) != nil) == expected)
  }

  @Test func coversAndCuts() {
    #expect(Self.span(0, nil).covers(Self.span(5, nil)))
    #expect(!Self.span(0, 10).covers(Self.span(5, nil)))
    #expect(Self.span(0, 10).covers(Self.span(0, 10)))
    #expect(Self.span(0, 10).intersection(Self.span(5, nil)) == Self.span(5, 10))
    #expect(Self.span(0, 10).length == 10)
    #expect(Self.span(0, 10).last == Day(number: 9))
    #expect(DaySpan(checking: Day(number: 3), until: Day(number: 3)) == nil)
  }
}
