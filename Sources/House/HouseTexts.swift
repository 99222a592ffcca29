import Kernel
import Web

/// Problems in words, for who reads them outside of a page.
package enum HouseTexts {
  private static let texts = try? House.km0(base: "").texts()

  /// `people.csv:3:email: …`: the field, when there is one, and what is wrong with it.
  package static func sentence(of problem: Problem, in language: Language) -> String {
    let text = texts?.text(problem.code, in: language, problem.arguments) ?? problem.code
    return problem.field.map { "\($0): \(text)" } ?? text
  }
}
