import Foundation

extension String {
  /// The form two engines sort and search alike: without accents, in lower case, as ASCII goes.
  package var folded: String {
    folding(options: [.diacriticInsensitive, .caseInsensitive, .widthInsensitive], locale: Locale(identifier: "fr_FR"))
      .replacing("œ", with: "oe").replacing("æ", with: "ae").replacing("ß", with: "ss").replacing("ø", with: "o")
  }
}
