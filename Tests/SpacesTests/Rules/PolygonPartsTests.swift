import Kernel
import Testing

@testable import Spaces

/// The cuts of docs/reshaping.md.
@Suite struct PolygonPartsTests {
  /// 10 × 6 m without its upper right corner of 4 × 3 m: 48 m².
  static let ell = Polygon(known: metres((0, 0), (6, 0), (6, 3), (10, 3), (10, 6), (0, 6)))
  /// 9 × 6 m around a court of 3 × 4 m that opens upwards: 42 m².
  static let horseshoe = Polygon(known: metres((0, 0), (3, 0), (3, 4), (6, 4), (6, 0), (9, 0), (9, 6), (0, 6)))

  @Test func aRectangleIsSharedToTheMillimetre() throws {
    let thirds = try room(0, 0, 10, 3).parts(3, .upright)
    #expect(thirds.map { $0.bounds.low.x } == [0, 3334, 6667] && thirds.map { $0.bounds.high.x } == [3334, 6667, 10_000])
    #expect(
      try room(2, 1, 5, 3).parts(2, .level) == [
        .rectangle(x: 2000, y: 1000, width: 5000, depth: 1500), .rectangle(x: 2000, y: 2500, width: 5000, depth: 1500),
      ])
    #expect(room(0, 0, 10, 3).usualCut == .upright && room(0, 0, 3, 10).usualCut == .level)
  }

  @Test(arguments: [(Self.ell, CutDirection.upright, 3), (Self.ell, .level, 2), (Self.ell, .level, 4), (Self.horseshoe, .upright, 3)])
  func partsOfAnyShapeHaveOneArea(polygon: Polygon, direction: CutDirection, count: Int) throws {
    let parts = try polygon.parts(count, direction)
    #expect(parts.count == count)
    #expect(parts.reduce(0) { $0 + $1.doubledArea } == polygon.doubledArea)
    let (low, high) = (parts.map(\.area.hundredths).min() ?? 0, parts.map(\.area.hundredths).max() ?? 0)
    #expect(high - low <= 2)  // 0.02 m²
    #expect(try Polygon.merging(parts) == polygon)
  }

  @Test func aWallStandsWhereItIsAskedFor() throws {
    let (near, far) = try Self.ell.cut(at: 6000, .upright)
    #expect(near == room(0, 0, 6, 6) && far == room(6, 3, 4, 3))
    #expect(try Self.ell.cut(at: 3000, .level).0 == room(0, 0, 6, 3))
    // One wall across both arms of the horseshoe would make three parts.
    #expect(throws: PolygonFault.cutOutside) { try Self.horseshoe.cut(at: 2000, .level) }
    #expect(throws: PolygonFault.cutOutside) { try Self.ell.cut(at: 0, .upright) }
    #expect(throws: PolygonFault.cutOutside) { try Self.ell.cut(at: 20_000, .upright) }
    // On a slanted wall the corner would not be on a whole millimetre.
    let slanted = Polygon(known: metres((0, 0), (7, 3), (7, 6), (0, 6)))
    #expect(throws: PolygonFault.cutOffBorder(Point(1000, 428))) { try slanted.cut(at: 1000, .upright) }
  }
}
