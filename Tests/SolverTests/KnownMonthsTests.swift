import Testing

@testable import Solver

/// What is known of the months to come: the table of docs/second-building.md.
@Suite struct KnownMonthsTests {
  /// Nobody comes by chance, nobody grows, and those who are there stay: what is known is all there is.
  static func known(_ change: (inout FutureModel) -> Void) -> FutureTrace {
    var model = FutureModel(
      horizon: 12, futures: 1, seed: 1, sizes: [FutureModel.Size(cells: 2, arrivals: 0, stay: 1_000_000)], rows: [6, 6],
      residents: [FutureModel.Resident(row: 0, first: 0, cells: 2)])
    change(&model)
    var run = FutureRun(model, number: 0)
    run.run()
    return run.trace
  }

  @Test func whatOpensLaterIsFreeFromItsMonth() {
    // The second row opens in month 4: six wait for it, the first row has room for one firm of two and keeps two cells free.
    let trace = Self.known {
      ($0.waiting, $0.patience) = ([2, 6], 1_000_000)
      $0.closings = [FutureModel.Closing(FutureModel.Run(row: 1, first: 0, cells: 6), from: 0, until: 4)]
    }
    #expect(trace.occupied == Array(repeating: 4, count: 4) + Array(repeating: 10, count: 8))
    #expect(trace.waiting == Array(repeating: 6, count: 4) + Array(repeating: 0, count: 8))
    // Ten wanted in a house of six cells: outgrown, were it to last; from month 4 it has twelve.
    #expect(trace.outgrows(for: 4) { $0 < 4 ? 6 : 12 } == 0 && trace.outgrows(for: 5) { $0 < 4 ? 6 : 12 } == nil)
  }

  @Test func whoWasPromisedCellsHasThemInTheirMonth() {
    let run = FutureModel.Run(row: 0, first: 0, cells: 3)
    // Three come in month 5 to cells of which two are taken: who is there goes to the other row, where there is room.
    #expect(
      Self.known { $0.promises = [FutureModel.Promise(month: 5, runs: [run], cells: 3)] }.occupied
        == Array(repeating: 2, count: 5) + Array(repeating: 5, count: 7))
    // In a house of that row alone, of three cells, there is none: seven months of two cells are lost.
    let trace = Self.known { ($0.rows, $0.promises) = ([3], [FutureModel.Promise(month: 5, runs: [run], cells: 3)]) }
    #expect(trace.occupied == Array(repeating: 2, count: 5) + Array(repeating: 3, count: 7))
    #expect(trace.lost == Array(repeating: 0, count: 5) + Array(repeating: 200, count: 7))
    // Without cells of its own it takes what there is; a promise of no chance never comes.
    #expect(Self.known { $0.promises = [FutureModel.Promise(month: 5, runs: [], cells: 6)] }.occupied[5] == 8)
    #expect(Self.known { $0.promises = [FutureModel.Promise(month: 5, chance: 0, runs: [run], cells: 3)] }.occupied[11] == 2)
  }

  @Test func worksCloseTheirCellsAndLeasesEndAsAgreed() {
    // Works in months 3 to 5 on all of the first row: who is there moves to the other.
    let works = FutureModel.Closing(FutureModel.Run(row: 0, first: 0, cells: 6), from: 3, until: 6)
    #expect(Self.known { $0.closings = [works] }.occupied == Array(repeating: 2, count: 12))
    // In a house of that row alone nobody has a cell from then on.
    let alone = Self.known { ($0.rows, $0.closings) = ([6], [works]) }
    #expect(alone.occupied == Array(repeating: 2, count: 3) + Array(repeating: 0, count: 9) && alone.lost[11] == 200)
    // A lease to month 4 ends then when none is renewed, and goes on when all are.
    #expect(
      Self.known { ($0.residents[0].ends, $0.renewal) = (4, 0) }.occupied == Array(repeating: 2, count: 4) + Array(repeating: 0, count: 8))
    #expect(Self.known { ($0.residents[0].ends, $0.renewal) = (4, 100) }.occupied == Array(repeating: 2, count: 12))
  }
}
