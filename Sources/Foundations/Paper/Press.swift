import CPango
import Kernel
import Synchronization

/// What lays out text: a map of fonts and a context of Pango. Pango lets one thread at a time use a map and all that comes from it, so the
/// pool hands each press to one caller at a time; fontconfig and Cairo behind it lock for themselves.
final class Press: @unchecked Sendable {
  private let map: UnsafeMutablePointer<PangoFontMap>
  private let context: OpaquePointer
  private var descriptions: [Face: OpaquePointer] = [:]
  private var language = Language.french
  private var recent = SetTexts()

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
    pango_context_set_language(context, pango_language_from_string(language.rawValue))
  }
  deinit {
    for description in descriptions.values { pango_font_description_free(description) }
    g_object_unref(UnsafeMutableRawPointer(context))
    g_object_unref(map)
  }

  /// From now on breaks lines and shapes letters as this language does.
  private func speak(_ language: Language) {
    if language == self.language { return }
    // Pango lays out anew what was set in a context that has changed, and lets go of the lines it had.
    recent = SetTexts()
    self.language = language
    pango_context_set_language(context, pango_language_from_string(language.rawValue))
  }

  /// Words broken into lines; what was set lately is taken from there, since a thousand invoices say mostly the same.
  func text(_ words: Words, _ face: Face, width: Double, _ alignment: Alignment) -> SetText {
    let key = SetTexts.Key(words: words, face: face, width: width, alignment: alignment)
    if let known = recent[key] { return known }
    let text = SetText(words, face, width: width, alignment, on: self)
    recent.keep(text, as: key)
    return text
  }

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

/// Texts in two generations: when the young are many they become the old, and the old that nobody asked for again are gone.
private struct SetTexts {
  struct Key: Hashable {
    let words: Words
    let face: Face
    let width: Double
    let alignment: Alignment
  }
  private static let most = 400
  /// A long text is seldom set twice, and large to keep.
  private static let longest = 600
  private var young: [Key: SetText] = [:]
  private var old: [Key: SetText] = [:]

  subscript(key: Key) -> SetText? {
    mutating get {
      if let text = young[key] { return text }
      guard let text = old[key] else { return nil }
      keep(text, as: key)
      return text
    }
  }
  mutating func keep(_ text: SetText, as key: Key) {
    guard key.words.length <= Self.longest else { return }
    if young.count >= Self.most { (old, young) = (young, [:]) }
    young[key] = text
  }
}

extension Press {
  /// Presses at rest. As many work at once as callers ask; no more are kept than a machine has use for.
  private static let resting = Mutex<[Press]>([])
  private static let kept = 8

  /// Lends a press that speaks this language, one that did last if there is any.
  static func lend<Result>(_ language: Language, _ work: (Press) throws -> Result) rethrows -> Result {
    let press =
      resting.withLock { resting -> Press? in
        resting.lastIndex { $0.language == language }.map { resting.remove(at: $0) } ?? resting.popLast()
      } ?? Press()
    press.speak(language)
    defer { resting.withLock { if $0.count < kept { $0.append(press) } } }
    return try work(press)
  }
}
