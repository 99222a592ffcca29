import Kernel
import People
import Post
import Spaces
import Store

/// A resident asks for more cells, for fewer, or for something else; those of the house who answer learn of it by mail.
package struct AskHouse: Act {
  package let organisation: OrganisationID
  package let kind: RequestKind
  package let cells: Int?
  package let from: Day?
  package let message: String
  package let letters: TenantLetters

  package init(_ organisation: OrganisationID, _ kind: RequestKind, cells: Int?, from: Day?, message: String, letters: TenantLetters) {
    (self.organisation, self.kind, self.cells) = (organisation, kind, cells)
    (self.from, self.message, self.letters) = (from, message, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<TenantRequest> {
    try viewer.demand(.askHouse, for: organisation)
    try transaction.lock("tenant/\(organisation)")
    let today = HouseTime.mulhouse.day(of: now)
    guard let body = try transaction.organisation(organisation) else { throw Refusal.notFound }
    let held = try transaction.cellsHeld(by: organisation, on: today)
    var problems = Problems()
    for problem in RequestRule.problems(kind, cells: cells, held: held, from: from, today: today) {
      problems.add(problem.code, field: problem.field, problem.arguments)
    }
    let open = try transaction.tenantRequests(of: organisation).filter(\.isOpen)
    if open.count >= 10 { problems.add("tenant.problem.tooMany", ["limit": "10"]) }
    try problems.refuse()
    let id = ID<TenantRequest>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO tenant_requests (id, organisation, kind, cells, wanted_from, message, made_at, made_by, person)
      VALUES (\(id), \(organisation), \(kind), \(cells), \(from), \(message), \(now), \(viewer.name), \(viewer.person))
      """)
    try transaction.note(
      "tenant.request.make", on: body.subject, by: viewer, at: now, after: "\(kind.rawValue) \(cells.map { "\($0)" } ?? "–")")
    for reader in try transaction.holders(of: .answerRequests, on: today) {
      try transaction.post(
        letters.asked(kind, cells, message, by: body.name, viewer.name, to: reader), about: "tenant-request/\(id)", at: now)
    }
    return id
  }
}

/// Takes back what one asked, while nobody answered.
package struct WithdrawRequest: Act {
  package let request: ID<TenantRequest>

  package init(_ request: ID<TenantRequest>) { self.request = request }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let known = try transaction.tenantRequest(request) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    try viewer.demand(.askHouse, for: known.organisation)
    try transaction.close(known, .withdrawn, answer: "", for: viewer, at: now)
  }
}

/// The house says what becomes of it, in words that go back by mail to who asked, or where they are gone, to whom one writes about the organisation.
package struct AnswerRequest: Act {
  package let request: ID<TenantRequest>
  package let isAccepted: Bool
  package let answer: String
  package let letters: TenantLetters

  package init(_ request: ID<TenantRequest>, isAccepted: Bool, answer: String, letters: TenantLetters) {
    (self.request, self.isAccepted, self.answer, self.letters) = (request, isAccepted, answer, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.answerRequests)
    guard let known = try transaction.tenantRequest(request) else { throw Refusal.notFound }
    if answer.allSatisfy(\.isWhitespace) { throw Refusal.invalid("kernel.problem.missing", field: "answer") }
    try transaction.close(known, isAccepted ? .accepted : .declined, answer: answer, for: viewer, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let contacts = try transaction.contacts(of: known.organisation, on: today)
    let asker = contacts.filter { $0.person == known.person }
    for contact in asker.isEmpty ? contacts : asker {
      let letter = letters.answered(known, isAccepted: isAccepted, answer, by: viewer.name, to: contact)
      try transaction.post(letter, about: known.subject, at: now)
    }
  }
}

extension Transaction {
  fileprivate borrowing func close(
    _ known: TenantRequest, _ outcome: RequestOutcome, answer: String, for viewer: Viewer, at now: Instant
  ) throws {
    let closed = try run(
      """
      UPDATE tenant_requests SET outcome = \(outcome), answer = \(answer), closed_at = \(now), closed_by = \(viewer.name)
      WHERE id = \(known.id) AND outcome IS NULL
      """)
    if closed == 0 { throw Refusal.conflict("tenant.problem.answered", ["name": known.closedBy ?? ""]) }
    try note("tenant.request.close", on: "organisation/\(known.organisation)", by: viewer, at: now, after: outcome.rawValue)
  }

  /// How many cells an organisation rents on a day.
  package borrowing func cellsHeld(by organisation: OrganisationID, on day: Day) throws -> Int {
    try holdLines(of: organisation).filter { $0.isLet(on: day) }.reduce(0) { $0 + $1.cells.count }
  }
}

extension HoldLine {
  /// Rented on that day, and not promised only.
  package func isLet(on day: Day) -> Bool { hold.kind == .let && hold.endedAt == nil && hold.span.contains(day) }
  /// Promised for a day to come, and still standing.
  package func isToCome(on day: Day) -> Bool {
    hold.kind != .works && hold.endedAt == nil && !isLet(on: day) && (hold.expiresOn.map { day < $0 } ?? true)
      && (hold.span.until.map { day < $0 } ?? true)
  }
}
