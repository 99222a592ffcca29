import CPango
import Kernel

/// The pages of one document, drawn by Cairo into memory.
final class Canvas {
  private final class Sink { var bytes: [UInt8] = [] }
  private let sink = Sink()
  private let surface: OpaquePointer
  private let cairo: OpaquePointer
  /// Of the element that is open.
  private var links: [String] = []

  init(_ leaf: Leaf, made: Instant) {
    let write: cairo_write_func_t = { sink, data, length in
      let sink = Unmanaged<Sink>.fromOpaque(sink!).takeUnretainedValue()
      sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    surface = cairo_pdf_surface_create_for_stream(write, Unmanaged.passUnretained(sink).toOpaque(), leaf.width, leaf.height)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, made.iso)
    cairo = cairo_create(surface)
  }
  deinit {
    cairo_destroy(cairo)
    cairo_surface_finish(surface)
    cairo_surface_destroy(surface)
  }

  func endPage() { cairo_show_page(cairo) }

  func finish() throws(PaperFault) -> [UInt8] {
    let status = cairo_status(cairo)
    cairo_surface_finish(surface)
    for status in [status, cairo_surface_status(surface)] where status != CAIRO_STATUS_SUCCESS {
      throw .drawing(String(cString: cairo_status_to_string(status)))
    }
    return sink.bytes
  }

  // MARK: Structure, for those who hear the page

  func begin(_ tag: String) { cairo_tag_begin(cairo, tag, nil) }
  func end(_ tag: String) {
    cairo_tag_end(cairo, tag)
    // An element holds either text or further elements, so links stand beside the text they are in.
    for link in links {
      cairo_tag_begin(cairo, "Link", link)
      cairo_tag_end(cairo, "Link")
    }
    links = []
  }
  func tagged(_ tag: String, _ draw: () -> Void) {
    begin(tag)
    draw()
    end(tag)
  }

  /// Of each figure, in the order they are drawn, what is said of it to whom cannot see it.
  private(set) var alternatives: [String] = []
  func figure(_ alternative: String, _ draw: () -> Void) {
    alternatives.append(alternative)
    tagged("Figure", draw)
  }

  // MARK: Marks

  /// The lines of a text, the first with its top at `y`.
  func show(_ text: SetText, _ lines: Range<Int>, x: Double, y: Double) {
    colour(text.face.colour)
    for (row, line) in text.lines[lines].enumerated() {
      cairo_move_to(cairo, x + line.start, baseline(text, row, y))
      pango_cairo_show_layout_line(cairo, line.pointer)
      for link in text.links(in: line) {
        note(link, x: x, y: y + Double(row) * text.face.leading, height: text.face.leading)
      }
    }
  }
  private func note(_ link: (from: Double, until: Double, address: String), x: Double, y: Double, height: Double) {
    let numbers = [x + link.from, y, link.until - link.from, height].map { String(($0 * 100).rounded() / 100) }
    links.append("uri='\(Canvas.address(link.address))' rect=[\(numbers.joined(separator: " "))]")
  }
  /// As an address may be written (RFC 3986): Cairo puts it between parentheses as it is, so none may be in it.
  private static func address(_ text: String) -> String {
    let kept = Set("-._~:/?#[]@!$&*+,;=%".utf8)
    return String(
      decoding: text.utf8.flatMap { byte -> [UInt8] in
        let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || kept.contains(byte)
        let digits = Array("0123456789ABCDEF".utf8)
        return isPlain ? [byte] : [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }, as: UTF8.self)
  }
  private func baseline(_ text: SetText, _ row: Int, _ y: Double) -> Double {
    y + Double(row) * text.face.leading + text.face.leading / 2 + text.face.size * 0.35
  }

  func line(from x: Double, to end: Double, y: Double, width: Double, _ colour: Colour) {
    self.colour(colour)
    cairo_set_line_width(cairo, width)
    cairo_move_to(cairo, x, y)
    cairo_line_to(cairo, end, y)
    cairo_stroke(cairo)
  }
  func rectangle(x: Double, y: Double, width: Double, height: Double, _ colour: Colour) {
    self.colour(colour)
    cairo_rectangle(cairo, x, y, width, height)
    cairo_fill(cairo)
  }
  func outline(_ points: [(x: Double, y: Double)], fill: Colour?, line: Colour?, width: Double) {
    guard let first = points.first else { return }
    cairo_move_to(cairo, first.x, first.y)
    for point in points.dropFirst() { cairo_line_to(cairo, point.x, point.y) }
    cairo_close_path(cairo)
    if let fill {
      colour(fill)
      if line == nil { cairo_fill(cairo) } else { cairo_fill_preserve(cairo) }
    }
    if let line {
      colour(line)
      cairo_set_line_width(cairo, width)
      cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND)
      cairo_stroke(cairo)
    }
    cairo_new_path(cairo)
  }
  /// A JPEG goes into the file as it is: Cairo is shown a single pixel in its stead and takes the file from what is attached to that.
  func picture(_ raster: Raster, x: Double, y: Double, width: Double, height: Double) {
    let surface: OpaquePointer
    switch raster.kind {
    case .jpeg:
      surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, 1, 1)
      let held = Unmanaged.passRetained(Held(raster.bytes))
      let file = held.takeUnretainedValue().bytes
      let release: cairo_destroy_func_t = { Unmanaged<Held>.fromOpaque($0!).release() }
      cairo_surface_set_mime_data(surface, CAIRO_MIME_TYPE_JPEG, file.baseAddress, UInt(file.count), release, held.toOpaque())
    case .png:
      // It was opened before, when it was taken in; a fault now could only be want of memory, and leaves the place empty.
      guard let picture = try? PNGPicture(raster.bytes) else { return }
      surface = cairo_surface_reference(picture.surface)
    }
    defer { cairo_surface_destroy(surface) }
    let turn = raster.turn.matrix
    var matrix = cairo_matrix_t(xx: turn.xx, yx: turn.yx, xy: turn.xy, yy: turn.yy, x0: turn.x0, y0: turn.y0)
    cairo_save(cairo)
    cairo_translate(cairo, x, y)
    cairo_scale(cairo, width, height)
    cairo_transform(cairo, &matrix)
    let (across, down) = (Double(cairo_image_surface_get_width(surface)), Double(cairo_image_surface_get_height(surface)))
    cairo_scale(cairo, 1 / across, 1 / down)
    cairo_set_source_surface(cairo, surface, 0, 0)
    // An archive's images are not interpolated (ISO 19005-3, 6.2.8).
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST)
    // Not painted without bounds: Cairo 1.16 then loses the elements that are open over more than a page.
    cairo_rectangle(cairo, 0, 0, across, down)
    cairo_fill(cairo)
    cairo_restore(cairo)
  }
  /// Bytes that stay where they are until Cairo lets go of them.
  private final class Held {
    let bytes: UnsafeMutableBufferPointer<UInt8>
    init(_ bytes: [UInt8]) {
      self.bytes = .allocate(capacity: bytes.count)
      _ = self.bytes.initialize(from: bytes)
    }
    deinit { bytes.deallocate() }
  }

  /// Until `endClip`, marks are cut off at the edges of this rectangle.
  func clip(x: Double, y: Double, width: Double, height: Double) {
    cairo_save(cairo)
    cairo_rectangle(cairo, x, y, width, height)
    cairo_clip(cairo)
  }
  func endClip() { cairo_restore(cairo) }
  private func colour(_ colour: Colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue) }
}
