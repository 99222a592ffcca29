import Kernel
import Secrets
import Store
import Testing
import Trials

@testable import People

@Suite struct SignInTests {
  private func attempt(_ email: String, proven: String?, peer: String = "peer") -> SignInWithPassword {
    SignInWithPassword(email: email, provenDigest: proven, session: FreshSecret(), peer: peer, userAgent: "Browser")
  }

  @Test(arguments: TrialStore.engines) func passwordsAreTriedSoOften(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      try await house.perform(SetPassword("digest", provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
      for second in 0..<10 {
        let outcome = try await house.perform(attempt("DORA@km0.example", proven: nil), for: .visitor(), after: Int64(second))
        #expect(outcome == .refused)
      }
      // The eleventh waits, even with the right password: the first of ten leaves the window after 900 s, and 10 have passed.
      #expect(try await house.perform(attempt("dora@km0.example", proven: "digest"), for: .visitor(), after: 10) == .wait(890))
      // Nobody's address is treated alike.
      for second in 0..<10 { try await house.perform(attempt("nobody@km0.example", proven: nil), for: .visitor(), after: Int64(second)) }
      #expect(try await house.perform(attempt("nobody@km0.example", proven: nil), for: .visitor(), after: 10) == .wait(890))
      let person = try #require(house.director.person)
      #expect(try await house.perform(attempt("dora@km0.example", proven: "digest"), for: .visitor(), after: 901) == .signedIn(person))
      // A success makes the earlier failures forgotten.
      #expect(try await house.perform(attempt("dora@km0.example", proven: nil), for: .visitor(), after: 902) == .refused)
      #expect(try await house.perform(attempt("dora@km0.example", proven: "old"), for: .visitor(), after: 903) == .refused)
    }
  }

  /// A digest of older parameters, made by another program.
  @Test(arguments: TrialStore.engines) func anOldDigestIsRenewedWhenItsOwnerComesIn(engine: Engine) async throws {
    let old = "scrypt$12$8$1$MDEyMzQ1Njc4OWFiY2RlZg$4Ni-7Iw5PiZ7KMKusxwWA6Gjx6M6uiaaEXgwF1bT96M"
    try await PeopleHouse.with(engine) { house in
      try await house.perform(SetPassword(old, provenDigest: nil, keeping: nil, letters: PeopleHouse.letters))
      func enter(_ password: String) async throws -> SignInOutcome {
        let signIn = PasswordSignIn(email: "dora@km0.example", password: password, session: FreshSecret(), peer: "peer", userAgent: nil)
        return try await signIn.attempt(in: house.database, for: .visitor(), at: PeopleHouse.now)
      }
      let person = try #require(house.director.person)
      #expect(try await enter("wrong") == .refused)
      #expect(try await house.database.read { try $0.passwordDigest(of: person) } == old)
      #expect(try await enter("locomotive-a-vapeur") == .signedIn(person))
      let new = try #require(try await house.database.read { try $0.passwordDigest(of: person) })
      #expect(PasswordDigest(stored: new).isCurrent)
      #expect(try await enter("locomotive-a-vapeur") == .signedIn(person))
      #expect(try await house.database.read { try $0.passwordDigest(of: person) } == new)
      #expect(try await house.count("SELECT COUNT(*) FROM audit WHERE verb = 'people.password.renew'") == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func aLinkOpensOnceAndInTime(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let secret = FreshSecret()
      let ask = RequestSignInLink(email: "dora@km0.example", secret: secret, peer: "peer", letters: PeopleHouse.letters)
      #expect(try await house.perform(ask, for: .visitor()) == nil)
      let body: String? = try await house.database.read { try $0.value("SELECT body FROM outbox WHERE to_address = 'dora@km0.example'") }
      #expect(body == "https://km0.example/sign-in/link/\(secret.text)")
      let late = try await refusal {
        try await house.perform(SignInWithLink(link: secret.digest, session: FreshSecret(), userAgent: nil), for: .visitor(), after: 1800)
      }
      #expect(late?.kind == .conflict)
      let open = SignInWithLink(link: secret.digest, session: FreshSecret(), userAgent: nil)
      #expect(try await house.perform(open, for: .visitor(), after: 60) == house.director.person)
      let again = SignInWithLink(link: secret.digest, session: FreshSecret(), userAgent: nil)
      #expect(try await refusal { try await house.perform(again, for: .visitor(), after: 61) }?.kind == .conflict)
    }
  }

  @Test(arguments: TrialStore.engines) func linksForNobodyAreNotSentAndNotTold(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      for second in 0..<5 {
        let ask = RequestSignInLink(email: "nobody@km0.example", secret: FreshSecret(), peer: "peer", letters: PeopleHouse.letters)
        #expect(try await house.perform(ask, for: .visitor(), after: Int64(second)) == nil)
      }
      let sent = try await house.count("SELECT COUNT(*) FROM outbox")
      #expect(sent == 0)
      let sixth = RequestSignInLink(email: "nobody@km0.example", secret: FreshSecret(), peer: "peer", letters: PeopleHouse.letters)
      #expect(try await house.perform(sixth, for: .visitor(), after: 5) == 3595)
    }
  }

  @Test(arguments: TrialStore.engines) func invitedPeopleJoin(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let organisation = try await house.addOrganisation("Mienne")
      let resident = try await house.addHolder(of: .resident, on: organisation)
      let secret = FreshSecret()
      let facts = PersonFacts(name: "Nouvelle", email: "new@km0.example")
      try await house.perform(
        InvitePerson(facts, to: organisation, title: "Développeuse", as: .resident, secret: secret, letters: PeopleHouse.letters),
        for: resident)
      #expect(try await house.database.read { try $0.openInvitations() }.map(\.email) == ["new@km0.example"])
      let session = FreshSecret()
      let accepted = try await house.perform(
        AcceptInvitation(link: secret.digest, passwordDigest: "digest", session: session, userAgent: nil, today: PeopleHouse.today),
        for: .visitor())
      let invited = try #require(try await house.database.read { try $0.person(email: "new@km0.example") }).id
      #expect(accepted == .newSession)
      #expect(try await house.viewer(invited).grants == [Grant(.resident, on: organisation)])
      #expect(try await house.database.read { try $0.passwordDigest(of: invited) } == "digest")
      #expect(try await house.database.read { try $0.openInvitations() }.isEmpty)
      // To the house itself a resident invites nobody.
      let other = PersonFacts(name: "Autre", email: "other@km0.example")
      let house1 = InvitePerson(other, to: nil, as: nil, secret: FreshSecret(), letters: PeopleHouse.letters)
      #expect(try await refusal { try await house.perform(house1, for: resident) } == .notAllowed)
    }
  }

  @Test(arguments: TrialStore.engines) func aNewPasswordEndsOtherSessions(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let person = try #require(house.director.person)
      let (kept, lost) = (FreshSecret(), FreshSecret())
      try await house.database.write { transaction in
        for secret in [kept, lost] { try transaction.openSession(of: person, digest: secret.digest, userAgent: nil, at: PeopleHouse.now) }
      }
      try await house.perform(SetPassword("first", provenDigest: nil, keeping: kept.digest, letters: PeopleHouse.letters))
      #expect(try await house.database.read { try $0.sessions(of: person, at: PeopleHouse.now) }.map(\.digest) == [kept.digest])
      // The old password must have been proven by then.
      let blind = SetPassword("second", provenDigest: nil, keeping: kept.digest, letters: PeopleHouse.letters)
      #expect(try await refusal { try await house.perform(blind) }?.problems.first?.field == "current")
      try await house.perform(SetPassword("second", provenDigest: "first", keeping: kept.digest, letters: PeopleHouse.letters))
      #expect(try await house.perform(EndAllOtherSessions(keeping: nil)) == 1)
    }
  }

  @Test(arguments: TrialStore.engines) func tokensAreOnesOwn(engine: Engine) async throws {
    try await PeopleHouse.with(engine) { house in
      let person = try #require(house.director.person)
      try await house.database.write { try $0.openSession(of: person, digest: "s", userAgent: nil, at: PeopleHouse.now) }
      let proof = OwnProof(provenDigest: nil, session: "s", field: "token_proof")
      let token = try await house.perform(MakeToken("Script", readOnly: true, expiresAt: nil, proof: proof, secret: FreshSecret()))
      let other = try await house.addHolder(of: .rental)
      #expect(try await refusal { try await house.perform(RevokeToken(token), for: other) } == .notFound)
      try await house.perform(RevokeToken(token))
      #expect(try await house.database.read { try $0.accessTokens(of: try #require(house.director.person)) }.isEmpty)
      let past = MakeToken("Ancien", readOnly: false, expiresAt: PeopleHouse.now, proof: proof, secret: FreshSecret())
      #expect(try await refusal { try await house.perform(past) }?.problems.first?.field == "expires")
    }
  }
}
