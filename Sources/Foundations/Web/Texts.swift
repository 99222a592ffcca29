import Foundation
import Kernel

/// The texts of the house in three languages, read from the `Texts` folders of Web and of every area: `spaces.fr.json` and so on.
/// A file is an object of keys to texts or of further objects; the keys are joined with points. `{name}` in a text takes an argument.
/// A text with forms is an object of `one` and `other`, chosen by the argument `count`.
package struct Texts: Sendable {
  private let byLanguage: [Language: [String: String]]

  package init(_ byLanguage: [Language: [String: String]]) { self.byLanguage = byLanguage }

  /// The text; the key itself when there is none, which the checks do not let happen.
  package func text(_ key: String, in language: Language, _ arguments: [String: String] = [:]) -> String {
    let all = byLanguage[language] ?? [:]
    var found = all[key]
    if found == nil, let count = arguments["count"] { found = all[key + (count == "1" || (count == "0" && language == .french) ? ".one" : ".other")] }
    guard var text = found else { return key }
    for (name, value) in arguments { text = text.replacing("{\(name)}", with: value) }
    return text
  }
  package func has(_ key: String, in language: Language) -> Bool { byLanguage[language]?[key] != nil }
  package func keys(in language: Language) -> Set<String> { Set((byLanguage[language] ?? [:]).keys) }
}
