import Testing

@testable import Spaces

@Suite struct CellCodeTests {
  static let cases: [(codes: [String], last: String?)] = [
    ([], nil),
    (["Halle"], nil),
    (["101", "102", "103", "B1-TIS9"], "103"),
    (["A01", "A02", "B01", "B02", "B03"], "B03"),
    // As many of each: the one that comes last.
    (["A01", "A02", "B01", "B02"], "B02"),
    (["H1-009", "H1-010", "H1-2"], "H1-010"),
    (["2T09-10", "2T01", "2T02"], "2T02"),
    // A number beyond all numbers is none to go on from.
    (["X99999999999999999999"], nil),
  ]

  @Test(arguments: cases) func newCellsAreNumberedAfterMostOfALevel(codes: [String], last: String?) {
    #expect(CellCodes.last(of: codes) == last)
  }
}
