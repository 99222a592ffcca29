import Kernel

/// What every page has around it: the names any template may use besides those of its own page.
package struct Surroundings: Sendable {
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
}

/// A line of the summary on top of a form, leading to its field.
package struct ProblemLine: NamedParts, Sendable {
  package let text: String
  package let href: String?
  /// The name of its field, and the text before its arguments stood in it: what the page names the line by.
  let field: String?
  let pattern: String

  package init(text: String, href: String?, field: String? = nil, pattern: String = "") {
    (self.text, self.href, self.field, self.pattern) = (text, href, field, pattern)
  }
  package func child(named name: String) -> Any? {
    switch name {
    case "text": text
    case "href": href
    default: nil
    }
  }
}

/// The outermost object of a rendering: the page's own names, then those of the house. Texts and assets stand in the template already.
package final class Sheet: NamedParts {
  private let page: any NamedParts
  private let surroundings: Surroundings

  package init(_ page: any NamedParts, _ surroundings: Surroundings) { (self.page, self.surroundings) = (page, surroundings) }

  package func child(named name: String) -> Any? {
    switch name {
    case "lang": surroundings.language.rawValue
    case "token": surroundings.formToken.text
    case "problems": surroundings.problems
    case "hasProblems": !surroundings.problems.isEmpty
    default: page.child(named: name)
    }
  }

  package func part(named name: String) -> Part? { part(PartKey(name)) }
  package func part(_ key: PartKey) -> Part? {
    Renderer.reservedNumbers.contains(key.number) ? child(named: key.text).flatMap { Part($0) } : page.part(key)
  }
}
