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

  init(made: Instant) {
    let write: cairo_write_func_t = { sink, data, length in
      let sink = Unmanaged<Sink>.fromOpaque(sink!).takeUnretainedValue()
      sink.bytes.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(length)))
      return CAIRO_STATUS_SUCCESS
    }
    surface = cairo_pdf_surface_create_for_stream(write, Unmanaged.passUnretained(sink).toOpaque(), Sheet.width, Sheet.height)
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
  /// Until `endClip`, marks are cut off at the edges of this rectangle.
  func clip(x: Double, y: Double, width: Double, height: Double) {
    cairo_save(cairo)
    cairo_rectangle(cairo, x, y, width, height)
    cairo_clip(cairo)
  }
  func endClip() { cairo_restore(cairo) }
  private func colour(_ colour: Colour) { cairo_set_source_rgb(cairo, colour.red, colour.green, colour.blue) }
}
