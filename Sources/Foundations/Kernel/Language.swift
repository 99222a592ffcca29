/// The languages of the house; French is the first and the one a text may never lack.
package enum Language: String, Sendable, CaseIterable, Codable {
  case french = "fr"
  case english = "en"
  case german = "de"
}
