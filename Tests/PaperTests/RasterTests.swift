import Foundation
import Kernel
import Testing
import Trials

@testable import Paper

/// Photographs on paper: whole ones as they are, others refused with the reason.
@Suite struct RasterTests {
  /// The JPEG of the samples, as if the camera had been held otherwise.
  private static func held(_ turn: Turn) throws -> [UInt8] {
    var bytes = Photos.jpeg
    let entry: [UInt8] = [0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00]
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: entry) })
    bytes[place + entry.count] = UInt8(turn.rawValue)
    return bytes
  }

  @Test func aPictureSaysWhatItIs() throws {
    let jpeg = try Raster(Photos.jpeg)
    #expect((jpeg.kind, jpeg.width, jpeg.height, jpeg.turn, jpeg.isWholeFile) == (.jpeg, 24, 16, .clockwise, true))
    #expect(jpeg.seen == (16, 24))
    // Telephones append films to their pictures; the page bears the picture alone.
    let film = try Raster(Photos.jpeg + Array("film".utf8))
    #expect(film.bytes == Photos.jpeg && !film.isWholeFile)
    let png = try Raster(Photos.png)
    #expect((png.kind, png.width, png.height, png.isWholeFile) == (.png, 24, 16, false))
  }

  /// The blue corner of the file is seen where the camera had it.
  @Test(arguments: [
    (Turn.upright, false, false), (.mirrored, true, false), (.upsideDown, true, true), (.mirroredUpsideDown, false, true),
    (.transposed, false, false), (.clockwise, true, false), (.transverse, true, true), (.anticlockwise, false, true),
  ])
  func aTurnedCameraIsTurnedBack(_ turn: Turn, isRight: Bool, isBelow: Bool) throws {
    let picture = Picture(try Raster(try Self.held(turn)), caption: "", alternative: "Mur")
    let bytes = try Samples.document([.pictures([picture], columns: 1)]).printed()
    let drawn = Array(try Tool.run("pdftoppm", "-r", "144", "{}", on: bytes).output)
    // P6, width and height, 255; then three bytes a pixel.
    let head = drawn.split(separator: 10, maxSplits: 3, omittingEmptySubsequences: false)
    let width = try #require(Int(String(decoding: head[1], as: UTF8.self).split(separator: " ")[0]))
    let pixels = Array(head[3])
    var (blue, red) = ((x: 0, y: 0, count: 0), (x: 0, y: 0, count: 0))
    for pixel in 0..<pixels.count / 3 {
      let (r, g, b) = (pixels[3 * pixel], pixels[3 * pixel + 1], pixels[3 * pixel + 2])
      let (x, y) = (pixel % width, pixel / width)
      if b > 150, r < 110 { blue = (blue.x + x, blue.y + y, blue.count + 1) }
      if r > 150, g < 120, b < 110 { red = (red.x + x, red.y + y, red.count + 1) }
    }
    try #require(blue.count > 50 && red.count > 150)
    #expect((blue.x / blue.count > red.x / red.count) == isRight)
    #expect((blue.y / blue.count > red.y / red.count) == isBelow)
  }

  @Test func manyFillPagesAndSayWhatTheyShow() throws {
    let picture = try Raster(Photos.jpeg)
    let pictures = (1...60).map { Picture(picture, caption: Words("Photo \($0)"), alternative: "Vue \($0) « nord »") }
    let bytes = try Samples.document([.pictures(pictures, columns: 3), .paragraph("Fin.")]).printed()
    #expect(try Tool.run("qpdf", "--check", "{}", on: bytes).status == 0)
    let walk = try ArchiveWalk(bytes)
    #expect(try walk.complaints() == [])
    #expect(walk.file.pages.count > 1)
    #expect(try Tool.images(bytes) == Array(repeating: Photos.jpeg, count: 60))
    let figures = walk.file.dictionaries.filter { $0["/S"] as? String == "/Figure" }
    #expect(Set(figures.compactMap { PDFTree.text($0["/Alt"]) }) == Set(pictures.map(\.alternative)))
    // What is said of a picture is said of that one: its number is in its caption, which follows it.
    let tree = try Tool.run("pdfinfo", "-struct-text", "{}", on: bytes).text
    #expect(tree.components(separatedBy: "Figure").count == 61)
    let row = try Tool.run("qpdf", "--qdf", "--object-streams=disable", "{}", "-", on: bytes).output
    #expect(!String(decoding: row, as: UTF8.self).contains("/SMask"), "glass in an archive")
  }

  @Test(arguments: [
    ("GIF", Array("GIF89a".utf8), RasterFault.type), ("nothing", [], .type),
    ("half a JPEG", Array(Photos.jpeg.prefix(Photos.jpeg.count / 2)), .truncated),
    ("a JPEG without its last mark", Array(Photos.jpeg.dropLast(2)), .truncated),
    ("a JPEG that is only an end", [0xFF, 0xD8, 0xFF, 0xD9], .damaged),
    ("half a PNG", Array(Photos.png.dropLast(30)), .truncated),
    ("a PNG with a wrong sum", Photos.png.enumerated().map { $0.offset == 50 ? $0.element ^ 0x55 : $0.element }, .damaged),
    ("a PNG of a thousand million pixels", head(width: 32_000, height: 32_000), .tooManyPixels),
    ("a PNG wider than any screen", head(width: 2_000_000_000, height: 1), .tooManyPixels),
    ("a JPEG of 65,500 × 65,500", frame(width: 65_500, height: 65_500), .tooManyPixels),
    ("a JPEG in the colours of a printing press", frame(width: 8, height: 8, components: 4), .colours),
    ("a JPEG of twelve bits", frame(width: 8, height: 8, bits: 12), .colours),
    ("a JPEG without rows", frame(width: 8, height: 0), .damaged),
  ])
  func whatIsNoPictureIsRefused(_ name: String, _ bytes: [UInt8], _ fault: RasterFault) {
    do {
      _ = try Raster(bytes)
      Issue.record("\(name) was taken")
    } catch { #expect(error == fault, "\(name)") }
  }

  /// A head that promises much; nothing of it is opened.
  private static func head(width: Int, height: Int) -> [UInt8] {
    func number(_ value: Int) -> [UInt8] { [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) } }
    var bytes = PNGPicture.mark + number(13)
    bytes += Array("IHDR".utf8)
    bytes += number(width)
    bytes += number(height)
    return bytes + [8, 2, 0, 0, 0, 0, 0, 0, 0] as [UInt8]
  }
  private static func frame(width: Int, height: Int, components: Int = 3, bits: UInt8 = 8) -> [UInt8] {
    func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8), UInt8(value & 0xFF)] }
    var segment: [UInt8] = [bits]
    segment += word(height)
    segment += word(width)
    segment.append(UInt8(components))
    for component in 1...components { segment += [UInt8(component), 0x11, 0] as [UInt8] }
    let start: [UInt8] = [0xFF, 0xD8, 0xFF, 0xC0]
    return start + word(2 + segment.count) + segment
  }
}
