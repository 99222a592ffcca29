/// A photograph or a screen's picture that may be printed: read far enough to know that it is whole, what it measures, and how it was held.
package struct Raster: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case jpeg, png }
  package let kind: Kind
  /// Pixels, as the file has them.
  package let width: Int
  package let height: Int
  /// How the camera was held when the picture was taken (EXIF).
  let turn: Turn
  /// Of a JPEG what lies between its first mark and its last; of a PNG the file.
  let bytes: [UInt8]
  /// Nothing follows the picture in its file: the page then bears the file to the byte.
  package let isWholeFile: Bool

  /// Whoever opens a JPEG must hold so many pixels; a PNG is opened here, at four bytes each.
  package static let mostPixels = (jpeg: 64_000_000, png: 24_000_000)

  package init(_ bytes: [UInt8]) throws(RasterFault) {
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
      let found = try JPEGWalk(bytes).walked()
      (kind, width, height, turn) = (.jpeg, found.width, found.height, found.turn)
      (self.bytes, isWholeFile) = (Array(bytes[..<found.end]), found.end == bytes.count)
    } else if bytes.starts(with: PNGPicture.mark) {
      let (width, height) = try PNGPicture.size(bytes)
      (kind, self.width, self.height, turn) = (.png, width, height, .upright)
      (self.bytes, isWholeFile) = (bytes, false)
      _ = try PNGPicture(bytes)
    } else {
      throw .type
    }
  }

  /// As it is looked at: upright.
  package var seen: (width: Int, height: Int) { turn.isSideways ? (height, width) : (width, height) }
}

/// Why a picture cannot be printed.
package enum RasterFault: String, Error, Sendable, Equatable, CaseIterable {
  /// Neither JPEG nor PNG.
  case type
  /// The file ends before the picture does.
  case truncated
  /// What stands in it makes no picture.
  case damaged
  /// More pixels than anybody needs to see a wall.
  case tooManyPixels
  /// A JPEG for a printing press (CMYK), or of twelve bits.
  case colours
}

/// The eight ways of EXIF to hold a camera: where the corner of the file's first pixel goes, and which way its first row runs.
package enum Turn: Int, Sendable, Hashable, CaseIterable {
  case upright = 1
  case mirrored, upsideDown, mirroredUpsideDown, transposed, clockwise, transverse, anticlockwise

  var isSideways: Bool { rawValue >= 5 }
  /// From a pixel (u, v) of the unit square of the file to where it is seen: x = xx·u + xy·v + x0, y = yx·u + yy·v + y0.
  var matrix: (xx: Double, yx: Double, xy: Double, yy: Double, x0: Double, y0: Double) {
    switch self {
    case .upright: (1, 0, 0, 1, 0, 0)
    case .mirrored: (-1, 0, 0, 1, 1, 0)
    case .upsideDown: (-1, 0, 0, -1, 1, 1)
    case .mirroredUpsideDown: (1, 0, 0, -1, 0, 1)
    case .transposed: (0, 1, 1, 0, 0, 0)
    case .clockwise: (0, 1, -1, 0, 1, 0)
    case .transverse: (0, -1, -1, 0, 1, 1)
    case .anticlockwise: (0, -1, 1, 0, 0, 1)
    }
  }
}

/// A picture on paper: what is seen, what is said of it below, and what is said instead to whom cannot see it.
package struct Picture: Sendable, Hashable {
  package var raster: Raster
  package var caption: Words
  package var alternative: String

  package init(_ raster: Raster, caption: Words, alternative: String) {
    (self.raster, self.caption, self.alternative) = (raster, caption, alternative)
  }
}
