import Kernel
import Secrets
import Web

extension Visit {
  var letters: Letters { Letters(texts: texts, base: base, house: house) }
  var userAgent: String? { headers["user-agent"] }

  /// What the browser is known by, if it is, and will be once somebody signed in with it.
  func browserKey() -> BrowserKey { BrowserKey(cookie: browser) }

  /// Signed in: on to where one was going, with the session's cookie and that by which the browser is known again.
  func entering(_ session: FreshSecret, _ browser: BrowserKey, to path: String = SignInRoutes.landing) -> Answer {
    Answer.see(path).startingSession(secret: session.text, lifetime: SessionLifetime.whole)
      .knownAgain(by: browser.fresh.text, lifetime: BrowserLifetime.known)
  }

  /// A new password from two fields, as its digest; nil when both are empty and it may be left out.
  func newPassword(of person: PersonFacts, optional: Bool = false) async throws -> String? {
    let password = form["password"]
    if optional && password.isEmpty && form["again"].isEmpty { return nil }
    var problems = Problems()
    if let code = PasswordRule.problem(with: password, email: person.email, name: person.name) { problems.add(code, field: "password") }
    if password != form["again"] { problems.add("people.problem.passwordAgain", field: "again") }
    try problems.refuse()
    return await PasswordDigest.digest(of: password).text
  }

  /// Proves the password typed into a field, as often as attempts are allowed; who has none brings the session they came with.
  func proof(typedIn field: String, of person: Person) async throws -> OwnProof {
    let now = now
    let peer = peer
    guard person.hasPassword else { return OwnProof(provenDigest: nil, session: session?.digest, field: field) }
    let digest = session?.digest
    let (source, wait) = try await database.read { transaction in
      let source = try transaction.source(peer: peer, session: digest)
      return (source, try transaction.wait(.password, email: person.facts.email, from: source, at: now))
    }
    if let wait { throw refuseForNow(wait) }
    if form[field].isEmpty { throw Refusal.invalid("kernel.problem.missing", field: field) }
    guard let proven = try await PasswordProof.digest(matching: form[field], of: person.id, in: database) else {
      try await database.write { transaction in
        try transaction.noteAttempt(.password, email: person.facts.email, from: source, succeeded: false, at: now)
      }
      throw Refusal.invalid("people.problem.passwordWrong", field: field)
    }
    return OwnProof(provenDigest: proven, session: session?.digest, field: field)
  }

  /// Refuses with how long to wait.
  func refuseForNow(_ seconds: Int64) -> Refusal {
    let minutes = (seconds + 59) / 60
    return Refusal(.tooMany, [Problem("people.problem.wait", ["count": String(minutes)])])
  }

  /// Both fields of a new password.
  func passwordFields(required: Bool = true) -> [Field] {
    [
      field(
        "password", .password, label: "people.field.newPassword", required: required, hint: "people.hint.password",
        autocomplete: "new-password"),
      field("again", .password, label: "people.field.again", required: required, autocomplete: "new-password"),
    ]
  }
}

/// Who a secret from a mail was sent to, as the page behind its link greets them.
struct Invitee: Sendable {
  let facts: PersonFacts
  let link: SignInLink
}

extension Visit {
  /// The link whose secret is in the path, if it still opens.
  func invitee(_ purpose: LinkPurpose) async throws -> Invitee? {
    let digest = FreshSecret(text: path("secret")).digest
    let now = now
    return try await database.read { transaction in
      guard let link = try transaction.link(digest: digest, purpose, at: now), let person = try transaction.person(link.person) else {
        return nil
      }
      return Invitee(facts: person.facts, link: link)
    }
  }
}
