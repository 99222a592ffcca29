/// Walks a JPEG from mark to mark (ITU T.81), so that what is put into a document is a whole picture that readers of PDF can open.
struct JPEGWalk {
  struct Found {
    var width = 0
    var height = 0
    var turn = Turn.upright
    /// Behind the last mark.
    var end = 0
  }
  /// A picture built up in steps has about ten; thousands would keep a reader busy for minutes.
  private static let mostScans = 64
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func walked() throws(RasterFault) -> Found {
    var found = Found()
    var place = 2
    var scans = 0
    while true {
      let mark = try self.mark(&place)
      switch mark {
      case 0xD9:
        guard found.width > 0, scans > 0 else { throw .damaged }
        found.end = place
        return found
      case 0xD8, 0x00: throw .damaged
      case 0xD0...0xD7, 0x01: continue
      default: break
      }
      let segment = try self.segment(at: place)
      place = segment.upperBound
      switch mark {
      case 0xC0, 0xC1, 0xC2:
        if found.width > 0 { throw .damaged }
        try frame(segment, &found)
      // Without loss, arithmetic, hierarchical: no reader of PDF knows them.
      case 0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF: throw .damaged
      case 0xE1: if let turn = ExifTurn(bytes[segment.dropFirst(2)]).turn { found.turn = turn }
      case 0xDA:
        scans += 1
        guard found.width > 0, scans <= Self.mostScans else { throw .damaged }
        try skipCoded(&place)
      default: break
      }
    }
  }

  /// The next mark; any number of FF may stand before it.
  private func mark(_ place: inout Int) throws(RasterFault) -> UInt8 {
    guard place < bytes.count else { throw .truncated }
    guard bytes[place] == 0xFF else { throw .damaged }
    while place < bytes.count, bytes[place] == 0xFF { place += 1 }
    guard place < bytes.count else { throw .truncated }
    defer { place += 1 }
    return bytes[place]
  }

  /// With the two bytes of its length.
  private func segment(at place: Int) throws(RasterFault) -> Range<Int> {
    guard place + 2 <= bytes.count else { throw .truncated }
    let length = word(place)
    if length < 2 { throw .damaged }
    guard place + length <= bytes.count else { throw .truncated }
    return place..<place + length
  }

  private func frame(_ segment: Range<Int>, _ found: inout Found) throws(RasterFault) {
    guard segment.count >= 8 else { throw .damaged }
    let start = segment.lowerBound
    let components = Int(bytes[start + 7])
    (found.height, found.width) = (word(start + 3), word(start + 5))
    guard found.width > 0, found.height > 0, segment.count == 8 + 3 * components else { throw .damaged }
    if bytes[start + 2] != 8 || ![1, 3].contains(components) { throw .colours }
    if found.width * found.height > Raster.mostPixels.jpeg { throw .tooManyPixels }
  }

  /// Coded rows reach as far as a mark that is neither a stuffed zero nor a restart.
  private func skipCoded(_ place: inout Int) throws(RasterFault) {
    let end = bytes.withUnsafeBufferPointer { bytes -> Int? in
      var here = place
      while here + 1 < bytes.count {
        if bytes[here] == 0xFF {
          let next = bytes[here + 1]
          if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return here }
        }
        here += 1
      }
      return nil
    }
    guard let end else { throw .truncated }
    place = end
  }

  private func word(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
}

/// How the camera was held, from the first directory of EXIF. What does not read as one says nothing.
struct ExifTurn {
  private let bytes: [UInt8]

  init(_ segment: some Sequence<UInt8>) { bytes = Array(segment) }

  var turn: Turn? {
    guard bytes.count >= 14, bytes.starts(with: Array("Exif\0\0".utf8)) else { return nil }
    let isLittle = bytes[6] == 0x49
    guard isLittle || bytes[6] == 0x4D, let directory = number(10, 4, isLittle), let count = number(6 + directory, 2, isLittle) else {
      return nil
    }
    for entry in 0..<min(count, 200) {
      let place = 6 + directory + 2 + entry * 12
      if number(place, 2, isLittle) == 0x0112 { return number(place + 8, 2, isLittle).flatMap(Turn.init) }
    }
    return nil
  }

  private func number(_ place: Int, _ length: Int, _ isLittle: Bool) -> Int? {
    guard place >= 0, place + length <= bytes.count else { return nil }
    let digits = bytes[place..<place + length]
    return (isLittle ? Array(digits.reversed()) : Array(digits)).reduce(0) { $0 << 8 | Int($1) }
  }
}
