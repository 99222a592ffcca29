import Kernel

/// What every page has around it: the names any template may use besides those of its own page. Texts and assets stand in the template already.
package struct Surroundings: Sendable, DerivedParts {
  package let language: Language
  /// The token of the visitor's forms, as `{{> token}}` writes it.
  let formToken: FormToken
  package let problems: [ProblemLine]

  init(language: Language, formToken: FormToken, problems: [ProblemLine] = []) {
    (self.language, self.formToken, self.problems) = (language, formToken, problems)
  }
  package init(language: Language, formToken: String = "", problems: [ProblemLine] = []) {
    self.init(language: language, formToken: FormToken { formToken }, problems: problems)
  }

  package static let derived: [String: Derivation] = [
    "lang": { .text($0.pointee.language.rawValue) },
    "token": { .text($0.pointee.formToken.text) },
    "hasProblems": { .flag(!$0.pointee.problems.isEmpty) },
  ]
  package static let hidden: Set<String> = ["language", "formToken"]
}

/// A line of the summary on top of a form, leading to its field.
package struct ProblemLine: Sendable {
  package let text: String
  package let href: String?
  /// The name of its field, and the text before its arguments stood in it: what the page names the line by.
  let field: String?
  let pattern: String

  package init(text: String, href: String?, field: String? = nil, pattern: String = "") {
    (self.text, self.href, self.field, self.pattern) = (text, href, field, pattern)
  }
}
