import Foundation
import Testing

/// French first, English and German complete, and each says what the others say.
@Suite struct TextTests {
  static let french = Repository.files(below: "Sources", ending: ".fr.json")

  @Test(arguments: french)
  func threeLanguagesHaveTheSameTexts(_ path: String) throws {
    let french = try texts(path)
    #expect(!french.isEmpty)
    for language in ["en", "de"] {
      let other = try texts(path.replacing(".fr.json", with: ".\(language).json"))
      #expect(Set(french.keys).subtracting(other.keys) == [], "lacking in \(language)")
      #expect(Set(other.keys).subtracting(french.keys) == [], "only in \(language)")
      for (key, text) in other {
        #expect(!text.isEmpty, "\(key) is empty in \(language)")
        #expect(arguments(text) == arguments(french[key] ?? ""), "\(key) names other arguments in \(language)")
      }
    }
  }

  @Test func noLanguageWithoutFrench() {
    for language in ["en", "de"] {
      for path in Repository.files(below: "Sources", ending: ".\(language).json") {
        #expect(Self.french.contains(path.replacing(".\(language).json", with: ".fr.json")), "\(path) has no French")
      }
    }
  }

  /// Every text key that the program writes as `area.problem.…` exists.
  @Test func everyProblemHasItsText() throws {
    var known: Set<String> = []
    for path in Self.french { known.formUnion(try texts(path).keys) }
    for path in Repository.files(below: "Sources", ending: ".swift") {
      for match in try Repository.text(path).matches(of: #/"([a-z]+\.problem\.[A-Za-z.]+)"/#) {
        let key = String(match.1)
        #expect(known.contains(key) || known.contains(key + ".other"), "\(path) says \(key)")
      }
    }
  }

  /// What is noted of an organisation or a person is told on their history in words, never as `invoicing.customer.set`.
  @Test func everyDeedOfAHistoryHasItsWords() throws {
    var known: Set<String> = []
    for path in Self.french { known.formUnion(try texts(path).keys) }
    var count = 0
    for path in Repository.files(below: "Sources/Areas", ending: ".swift") {
      for match in try Repository.text(path).matches(of: #/note\(\s*"([a-z]+)\.([A-Za-z.-]+)",\s*on:\s*"(?:organisation|person)\//#) {
        count += 1
        #expect(known.contains("\(match.1).verb.\(match.2)"), "\(path) notes \(match.1).\(match.2)")
      }
    }
    #expect(count > 20)
  }

  private func arguments(_ text: String) -> Set<String> { Set(text.matches(of: #/\{([a-zA-Z]+)\}/#).map { String($0.1) }) }

  private func texts(_ path: String) throws -> [String: String] {
    let data = try Data(contentsOf: Repository.root.appending(path: path))
    var found: [String: String] = [:]
    func walk(_ value: Any, _ key: String) {
      if let inner = value as? [String: Any] {
        for (name, value) in inner { walk(value, key.isEmpty ? name : "\(key).\(name)") }
      } else {
        found[key] = value as? String ?? ""
      }
    }
    walk(try JSONSerialization.jsonObject(with: data), "")
    return found
  }
}
