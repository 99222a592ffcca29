import CPango
import Kernel
import Synchronization

/// What lays out text: a map of fonts and a context of Pango. Pango lets one thread at a time use a map and all that comes from it, so the
/// pool hands each press to one caller at a time; fontconfig and Cairo behind it lock for themselves.
final class Press: @unchecked Sendable {
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private var descriptions: [Face: OpaquePointer] = [:]

  private init() {
    map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)
    context = pango_font_map_create_context(map)
    let options = cairo_font_options_create()
    defer { cairo_font_options_destroy(options) }
    // Paper has no pixels: no hints, no rounding.
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    pango_cairo_context_set_font_options(context, options)
    pango_context_set_round_glyph_positions(context, 0)
  }
  deinit {
    for description in descriptions.values { pango_font_description_free(description) }
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(map)
  }

  /// Breaks lines and shapes letters as this language does.
  func speak(_ language: Language) { pango_context_set_language(context, pango_language_from_string(language.rawValue)) }

  func layout(_ face: Face) -> OpaquePointer {
    let layout = pango_layout_new(context)!
    pango_layout_set_font_description(layout, description(face))
    return layout
  }

  private func description(_ face: Face) -> OpaquePointer {
    if let known = descriptions[face] { return known }
    let description = pango_font_description_new()!
    pango_font_description_set_family(description, Style.families)
    pango_font_description_set_weight(description, PangoWeight(UInt32(face.weight.rawValue)))
    pango_font_description_set_absolute_size(description, face.size * Double(PANGO_SCALE))
    descriptions[face] = description
    return description
  }
}

extension Press {
  /// Presses at rest. As many work at once as callers ask; no more are kept than a machine has use for.
  private static let resting = Mutex<[Press]>([])
  private static let kept = 8

  static func lend<Result>(_ work: (Press) throws -> Result) rethrows -> Result {
    let press = resting.withLock { $0.popLast() } ?? Press()
    defer { resting.withLock { if $0.count < kept { $0.append(press) } } }
    return try work(press)
  }
}
