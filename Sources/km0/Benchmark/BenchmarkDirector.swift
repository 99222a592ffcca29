import Foundation
import House
import Kernel
import People
import Secrets
import Store

/// Somebody with every right, who signs in as people do, and a program that acts for them.
struct BenchmarkDirector: Sendable {
  static let email = "director@bench.example"
  static let password = "locomotive-a-vapeur"

  let person: PersonID
  let token = FreshSecret()

  /// Makes the director known to the house, with a password and a token.
  init(in database: any Database, of house: House, at now: Instant) async throws {
    let facts = PersonFacts(name: "Director", email: Self.email)
    person = try await database.perform(AddPerson(facts), for: .house, at: now)
    let today = HouseTime.mulhouse.day(of: now)
    let grant = GrantRole(.director, to: person, on: nil, HeldSpan(from: today - 1, until: nil))
    _ = try await database.perform(grant, for: .house, at: now)
    let digest = await PasswordDigest.digest(of: Self.password)
    let letters = Letters(texts: try house.texts(), base: house.base)
    let themselves = Viewer(person: person, name: facts.name, grants: [])
    let set = SetPassword(digest.text, provenDigest: nil, keeping: nil, letters: letters)
    try await database.perform(set, for: themselves, at: now)
    let proof = OwnProof(provenDigest: digest.text, session: nil, field: "token_proof")
    let make = MakeToken("bench", readOnly: false, expiresAt: nil, proof: proof, secret: token)
    _ = try await database.perform(make, for: themselves, at: now)
  }

  func cookies(port: Int) throws -> String { try SignIn(email: Self.email, password: Self.password).cookies(port: port) }
}
