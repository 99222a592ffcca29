/// The languages of the house; French is the first and the one a text may never lack.
package enum Language: String, Sendable, CaseIterable, Codable {
  case french = "fr"
  case english = "en"
  case german = "de"
}

extension String {
  /// What data says in each language of the house, `Rangée|Row|Reihe`, in one of them; anything else is the same in all.
  package func said(in language: Language) -> String {
    let ways = split(separator: "|", omittingEmptySubsequences: false)
    guard ways.count == Language.allCases.count, let place = Language.allCases.firstIndex(of: language) else { return self }
    return String(ways[place])
  }
}
