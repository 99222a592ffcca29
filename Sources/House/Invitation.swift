import Kernel
import People
import Store

extension House {
  /// Invites someone to the house, and answers the address with which they come in. Throws a `Refusal`.
  package func invite(
    _ email: String, name: String, role: Role?, language: Language, in database: any Database, at now: Instant
  ) async throws -> String {
    var reader = House.reader(ofInvited: email, name: name, language: language)
    let facts = reader.personFacts()
    try reader.finish()
    let secret = FreshSecret()
    let letters = Letters(texts: try texts(), base: base)
    let act = InvitePerson(facts, to: nil, as: role, secret: secret, letters: letters)
    _ = try await database.perform(act, for: .house, at: now)
    return "\(base)/invitation/\(secret.text)"
  }

  /// What is wrong with the address and the name, before any database is opened.
  package static func faults(ofInvited email: String, name: String) -> [Problem] {
    var reader = reader(ofInvited: email, name: name, language: .french)
    _ = reader.personFacts()
    return reader.problems.items
  }

  private static func reader(ofInvited email: String, name: String, language: Language) -> InputReader {
    InputReader(Input(["email": [email], "name": [name], "language": [language.rawValue]]))
  }
}
