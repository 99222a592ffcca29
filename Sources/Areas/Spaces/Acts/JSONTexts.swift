import Foundation

/// A JSON object of texts, as attributes are stored.
enum JSONTexts {
  static func read(_ text: String) -> [String: String] {
    (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }
}
