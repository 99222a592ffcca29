/// One thing that is wrong with what was asked, said as a text key with its arguments, beside the field it belongs to.
package struct Problem: Hashable, Sendable, Codable {
  /// The name of the field as in the form and in JSON; nil when it concerns the whole.
  package let field: String?
  /// Key of the text, such as `kernel.problem.missing`; every language has it.
  package let code: String
  /// What the text names between braces. Values are shown escaped, never interpreted.
  package let arguments: [String: String]

  package init(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) {
    self.field = field
    self.code = code
    self.arguments = arguments
  }
}

/// An expected "no", with its reasons. What is unexpected is any other error, and never reaches a visitor.
package struct Refusal: Error, Hashable, Sendable {
  package enum Kind: String, Sendable {
    case invalid  // what was typed cannot be: 422
    case conflict  // it could be, were it not for what already is: 409
    case notFound  // there is no such thing, or it is not yours: 404
    case notSignedIn  // 401, or the sign-in page
    case notAllowed  // signed in, but not a role that may: 403
    case tooMany  // too often in too short a time: 429
    case tooLarge  // 413
  }

  package let kind: Kind
  /// All of them at once, in the order of the form.
  package let problems: [Problem]

  package init(_ kind: Kind, _ problems: [Problem] = []) {
    self.kind = kind
    self.problems = problems
  }

  package static func invalid(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) -> Refusal {
    Refusal(.invalid, [Problem(code, field: field, arguments)])
  }
  package static func conflict(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) -> Refusal {
    Refusal(.conflict, [Problem(code, field: field, arguments)])
  }
  package static let notFound = Refusal(.notFound)
  package static let notSignedIn = Refusal(.notSignedIn)
  package static let notAllowed = Refusal(.notAllowed)
}

/// Gathers problems so that all are told at once.
package struct Problems: Sendable {
  package private(set) var items: [Problem] = []

  package init() {}
  package var isEmpty: Bool { items.isEmpty }
  package mutating func add(_ code: String, field: String? = nil, _ arguments: [String: String] = [:]) {
    items.append(Problem(code, field: field, arguments))
  }
  package mutating func add(_ more: [Problem]) { items += more }
  /// Throws an invalid `Refusal` when there is any.
  package func refuse() throws { if !items.isEmpty { throw Refusal(.invalid, items) } }
}
