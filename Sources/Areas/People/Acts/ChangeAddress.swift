import Kernel
import Post
import Store

/// Asks for another address of one's own: it becomes theirs once the link sent to it is opened, and not before.
package struct AskForAddress: Act {
  package let email: String
  package let proof: OwnProof
  /// What the link carries; only its digest is kept.
  package let secret: FreshSecret
  package let letters: Letters

  package init(_ email: String, proof: OwnProof, secret: FreshSecret, letters: Letters) {
    (self.email, self.proof, self.secret, self.letters) = (email, proof, secret, letters)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let id = viewer.person, let person = try transaction.person(id) else { throw Refusal.notSignedIn }
    try transaction.lock("people/password/\(id)")
    try transaction.demand(proof, of: id, at: now)
    try transaction.demandFree(email)
    try transaction.withdrawLinks(of: id, only: "purpose = 'address'", at: now)
    let offer = InvitationOffer(organisation: nil, role: nil, title: nil, name: person.name, email: email)
    try transaction.insertLink(
      digest: secret.digest, .address, for: id, offering: offer, by: id, lasting: LinkLifetime.address, at: now)
    try transaction.post(letters.newAddress(person.facts, at: email, secret: secret.text), about: person.subject, at: now)
    try transaction.note("people.address.ask", on: person.subject, by: viewer, at: now, after: email)
  }
}

/// Takes the address a link was sent to as that of the person who asked for it; the old one is told.
package struct ConfirmAddress: Act {
  package let link: String
  package let letters: Letters

  package init(link digest: String, letters: Letters) { (link, self.letters) = (digest, letters) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    // Whoever holds the link reads the mail of the new address, and the password was asked when it was sent.
    try transaction.lock(peopleLock)
    guard let taken = try transaction.takeLink(digest: link, .address, at: now), let person = try transaction.person(taken.person),
      let email = try transaction.address(asked: taken.id)
    else { throw Refusal.conflict("people.problem.linkOver") }
    var facts = person.facts
    facts.email = email
    try transaction.change(person, to: facts, letters, by: Viewer(person: person.id, name: person.name, grants: []), at: now)
  }
}

extension Transaction {
  /// The address a link was sent to.
  package borrowing func address(asked link: ID<SignInLinks>) throws -> String? {
    try value("SELECT invited_email FROM sign_in_links WHERE id = \(link)")
  }
}
