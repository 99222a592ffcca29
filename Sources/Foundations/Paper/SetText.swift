import CPango

/// Words broken into lines of one width. Lives as long as its press is lent.
final class SetText {
  struct Line {
    let start: Double
    let pointer: UnsafeMutablePointer<PangoLayoutLine>
  }
  let face: Face
  private let layout: OpaquePointer
  private(set) var lines: [Line] = []
  private var links: [(from: Int, until: Int, address: String)] = []

  init(_ words: Words, _ face: Face, width: Double, _ alignment: Alignment = .start, on press: Press) {
    self.face = face
    layout = press.layout(face)
    pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    switch alignment {
    case .start: pango_layout_set_alignment(layout, PANGO_ALIGN_LEFT)
    case .centre: pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER)
    case .end: pango_layout_set_alignment(layout, PANGO_ALIGN_RIGHT)
    }
    fill(words)
    findLines()
  }
  deinit { g_object_unref(UnsafeMutableRawPointer(layout)) }

  var height: Double { Double(lines.count) * face.leading }
  var hasLinks: Bool { !links.isEmpty }
  /// The longest line, without the rest of the width.
  private(set) var naturalWidth = 0.0

  private func fill(_ words: Words) {
    let attributes = pango_attr_list_new()
    defer { pango_attr_list_unref(attributes) }
    var text = ""
    func mark(_ attribute: UnsafeMutablePointer<PangoAttribute>?, from: Int) {
      guard let attribute else { return }
      attribute.pointee.start_index = UInt32(from)
      attribute.pointee.end_index = UInt32(text.utf8.count)
      pango_attr_list_insert(attributes, attribute)
    }
    func colour(_ colour: Colour) -> UnsafeMutablePointer<PangoAttribute>? {
      pango_attr_foreground_new(UInt16(colour.red * 65535), UInt16(colour.green * 65535), UInt16(colour.blue * 65535))
    }
    for run in words.runs {
      let from = text.utf8.count
      text += run.text.printable.dealt
      switch run.manner {
      case .plain: break
      case .strong: mark(pango_attr_weight_new(PANGO_WEIGHT_BOLD), from: from)
      case .muted: mark(colour(.muted), from: from)
      case .fine:
        mark(colour(.muted), from: from)
        mark(pango_attr_size_new_absolute(Int32(Style.small.size * Double(PANGO_SCALE))), from: from)
      case .link(let address):
        mark(colour(.brick), from: from)
        links.append((from, text.utf8.count, address))
      }
    }
    if face.hasTabularFigures { mark(pango_attr_font_features_new("tnum=1, lnum=1"), from: 0) }
    pango_layout_set_attributes(layout, attributes)
    pango_layout_set_text(layout, text, Int32(text.utf8.count))
  }

  private func findLines() {
    let iterator = pango_layout_get_iter(layout)
    defer { pango_layout_iter_free(iterator) }
    repeat {
      guard let line = pango_layout_iter_get_line_readonly(iterator) else { break }
      var extent = PangoRectangle()
      pango_layout_iter_get_line_extents(iterator, nil, &extent)
      lines.append(Line(start: Double(extent.x) / Double(PANGO_SCALE), pointer: line))
    } while pango_layout_iter_next_line(iterator) != 0
    var width: Int32 = 0
    pango_layout_get_size(layout, &width, nil)
    naturalWidth = Double(width) / Double(PANGO_SCALE)
  }

  /// Where the links of a line lie, from the left edge of the text.
  func links(in line: Line) -> [(from: Double, until: Double, address: String)] {
    links.flatMap { link -> [(Double, Double, String)] in
      let start = Int(line.pointer.pointee.start_index)
      let end = start + Int(line.pointer.pointee.length)
      if link.from >= end || link.until <= start { return [] }
      var ranges: UnsafeMutablePointer<Int32>?
      var count: Int32 = 0
      pango_layout_line_get_x_ranges(line.pointer, Int32(max(link.from, start)), Int32(min(link.until, end)), &ranges, &count)
      defer { g_free(ranges) }
      return (0..<Int(count)).compactMap { index in
        guard let ranges else { return nil }
        return (Double(ranges[2 * index]) / Double(PANGO_SCALE), Double(ranges[2 * index + 1]) / Double(PANGO_SCALE), link.address)
      }
    }
  }
}
