/// Sets texts as a printer would, so that whoever writes one types it on a plain keyboard: the apostrophe is curved and, in French,
/// a narrow space that breaks no line stands before `; : ! ? %` and inside « ». Pages and letters are set by it alike.
package enum Typography {
  package static func set(_ text: String, in language: Language) -> String {
    let curved = apostrophes(text)
    return language == .french ? spaces(curved) : curved
  }

  /// On paper a line breaks where it must: a day, as `1er février 2019` or `4. Februar 2019`, stays on one.
  package static func onPaper(_ text: String, in language: Language) -> String {
    set(text, in: language).replacing(#/(\d(?:er|\.)?) (\p{L}+) (\d{4})/#) { "\($0.1)\u{A0}\($0.2)\u{A0}\($0.3)" }
  }

  /// Between letters, or after what an argument fills in: `l'étage`, `{name}'s`.
  private static func apostrophes(_ text: String) -> String {
    if !text.contains("'") { return text }
    let signs = Array(text)
    return String(
      signs.indices.map { place in
        guard signs[place] == "'", place > 0, place + 1 < signs.count else { return signs[place] }
        let isWithin = (signs[place - 1].isLetter || signs[place - 1] == "}") && (signs[place + 1].isLetter || signs[place + 1] == "{")
        return isWithin ? "\u{2019}" : "'"
      })
  }

  private static func spaces(_ text: String) -> String {
    var set = text
    for sign in [";", ":", "!", "?", "%", "»"] { set = set.replacing(" " + sign, with: "\u{202F}" + sign) }
    return set.replacing("« ", with: "«\u{202F}")
  }
}
