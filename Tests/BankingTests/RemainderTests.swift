import Testing

@testable import Banking

@Suite struct RemainderTests {
  @Test(arguments: [("20041010050500013M02606FR14", 1), ("A", 10), ("97", 0)])
  func countsLetters(_ text: String, _ remainder: Int) { #expect(remainderBy97(text) == remainder) }
}
