import CPango

/// A PNG, opened by the library that Cairo brings along, and reduced to what paper shows: on white, since an archive's page has no glass on it.
final class PNGPicture {
  static let mark: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
  /// Pixels along the longer side: 300 to the inch on half a page.
  private static let longest = 1200.0
  let surface: OpaquePointer

  /// From the head, before anything is opened.
  static func size(_ bytes: [UInt8]) throws(RasterFault) -> (width: Int, height: Int) {
    guard bytes.count >= 33 else { throw .truncated }
    guard bytes[8..<16].elementsEqual([0, 0, 0, 13] + Array("IHDR".utf8)) else { throw .damaged }
    func number(_ place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    let (width, height) = (number(16), number(20))
    guard (1...32_000).contains(width), (1...32_000).contains(height) else { throw width > 0 && height > 0 ? .tooManyPixels : .damaged }
    if width * height > Raster.mostPixels.png { throw .tooManyPixels }
    return (width, height)
  }

  init(_ bytes: [UInt8]) throws(RasterFault) {
    let (width, height) = try PNGPicture.size(bytes)
    final class Source {
      let bytes: [UInt8]
      var place = 0
      var isAtEnd = false
      init(_ bytes: [UInt8]) { self.bytes = bytes }
    }
    let source = Source(bytes)
    let read: cairo_read_func_t = { source, target, length in
      let source = Unmanaged<Source>.fromOpaque(source!).takeUnretainedValue()
      guard source.place + Int(length) <= source.bytes.count else {
        source.isAtEnd = true
        return CAIRO_STATUS_READ_ERROR
      }
      source.bytes.withUnsafeBufferPointer { target!.update(from: $0.baseAddress! + source.place, count: Int(length)) }
      source.place += Int(length)
      return CAIRO_STATUS_SUCCESS
    }
    let opened = withExtendedLifetime(source) {
      cairo_image_surface_create_from_png_stream(read, Unmanaged.passUnretained(source).toOpaque())!
    }
    defer { cairo_surface_destroy(opened) }
    guard cairo_surface_status(opened) == CAIRO_STATUS_SUCCESS, cairo_image_surface_get_width(opened) == width,
      cairo_image_surface_get_height(opened) == height
    else { throw source.isAtEnd ? .truncated : .damaged }
    let scale = min(1, PNGPicture.longest / Double(max(width, height)))
    func reduced(_ length: Int) -> Int32 { Int32(max(1, (Double(length) * scale).rounded())) }
    surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, reduced(width), reduced(height))
    let cairo = cairo_create(surface)
    defer { cairo_destroy(cairo) }
    cairo_set_source_rgb(cairo, 1, 1, 1)
    cairo_paint(cairo)
    cairo_scale(cairo, Double(reduced(width)) / Double(width), Double(reduced(height)) / Double(height))
    cairo_set_source_surface(cairo, opened, 0, 0)
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_GOOD)
    cairo_paint(cairo)
  }
  deinit { cairo_surface_destroy(surface) }
}
