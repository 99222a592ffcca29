import Kernel
import Store

/// A way of letting of the house's own, with what it is from its first day on. What the law says of its kind holds for it as for those that
/// are usual.
package struct AddScheme: Act {
  /// As files name it: `studio-18`.
  package let code: String
  package let kind: LeaseKind
  package let names: [Language: String]
  package let from: Day
  package let terms: SchemeTerms

  package init(code: String, _ kind: LeaseKind, names: [Language: String], from: Day, _ terms: SchemeTerms) {
    (self.code, self.kind, self.names, self.from, self.terms) = (code, kind, names, from, terms)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Scheme> {
    try viewer.demand(.keepSchemes)
    try transaction.lock(leaseLock)
    var problems = Problems()
    problems.demandNear(from, field: "from")
    if code.isEmpty {
      problems.add("kernel.problem.missing", field: "code")
    } else if !AddScheme.isCode(code) {
      problems.add("leasing.problem.schemeCode", field: "code")
    } else if try transaction.scheme(code: code) != nil {
      problems.add("leasing.problem.schemeThere", field: "code")
    }
    func name(_ language: Language) -> String { names[language] ?? "" }
    if name(.french).allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: "name_fr") }
    problems.add(terms.problems(of: kind))
    if let exit = terms.exit, try transaction.scheme(exit) == nil { problems.add("kernel.problem.choice", field: "exit") }
    try problems.refuse()
    let id = ID<Scheme>.fresh(at: now)
    // What has no name in a language is called as in French.
    let (english, german) = (name(.english).isEmpty ? name(.french) : name(.english), name(.german).isEmpty ? name(.french) : name(.german))
    try transaction.run(
      """
      INSERT INTO lease_schemes (id, code, kind, name_fr, name_en, name_de)
      VALUES (\(id), \(code), \(kind), \(name(.french)), \(english), \(german))
      """)
    try transaction.write(terms, of: id, from: from, at: now)
    try transaction.note(
      "leasing.scheme.add", on: "scheme/\(id)", by: viewer, at: now,
      after: try audited(["code": code, "kind": kind.rawValue, "from": from.description]))
    return id
  }

  private static func isCode(_ text: String) -> Bool {
    (2...40).contains(text.count) && text.first != "-" && text.last != "-"
      && text.allSatisfy { $0 == "-" || $0.isASCII && ($0.isNumber || $0.isLowercase) }
  }
}
