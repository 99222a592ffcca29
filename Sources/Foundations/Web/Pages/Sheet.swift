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

  package init(text: String, href: String?) { (self.text, self.href) = (text, href) }
  package func child(named name: String) -> Any? {
    switch name {
    case "text": text
    case "href": href
    default: nil
    }
  }
}

/// The outermost object of a rendering: the page's own names, then those of the house.
final class Sheet: NamedParts {
  private let page: any NamedParts
  private let texts: TextTree
  private let assets: AssetNames
  private let surroundings: Surroundings

  init(_ page: any NamedParts, texts: TextTree, assets: AssetNames, surroundings: Surroundings) {
    (self.page, self.texts, self.assets, self.surroundings) = (page, texts, assets, surroundings)
  }

  func child(named name: String) -> Any? {
    switch name {
    case "t": texts
    case "asset": assets
    case "lang": surroundings.language.rawValue
    case "token": surroundings.formToken.text
    case "problems": surroundings.problems
    case "hasProblems": !surroundings.problems.isEmpty
    default: page.child(named: name)
    }
  }
}
