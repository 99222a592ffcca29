import Kernel
import Store

/// Writes the words of a paper from a day on. Papers made before keep the words they were made with: nothing written is ever changed.
package struct WriteLeaseText: Act {
  package let name: TextName
  package let language: Language
  package let from: Day
  package let body: String

  package init(_ name: TextName, in language: Language, from: Day, body: String) {
    (self.name, self.language, self.from, self.body) = (name, language, from, body)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<LeaseText> {
    try viewer.demand(.writeLeaseTexts)
    try transaction.lock(leaseLock)
    let scheme = try name.scheme.map { code -> ID<Scheme> in
      guard let scheme = try transaction.scheme(code: code) else { throw Refusal.notFound }
      return scheme.id
    }
    var problems = Problems()
    // A day that has been may have papers already, and they said what they said.
    if from < HouseTime.mulhouse.day(of: now) { problems.add("leasing.problem.textPast", field: "from") }
    problems.add(ClauseText(body).problems(for: name.kind, field: "body"))
    try problems.refuse()
    let last = try transaction.leaseTexts(name.kind, scheme: scheme, in: language).last { $0.from <= from }
    if let last, last.body == body { return last.id }
    let id = ID<LeaseText>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO lease_texts (id, scheme, kind, language, from_day, body, made_at, made_by)
      VALUES (\(id), \(scheme), \(name.kind), \(language), \(from), \(body), \(now), \(viewer.name))
      """)
    try transaction.note(
      "leasing.text.write", on: "lease-text/\(name).\(language.rawValue)", by: viewer, at: now, before: last?.body, after: body)
    return id
  }
}
