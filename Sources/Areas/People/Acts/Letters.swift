import Kernel
import Post
import Web

/// What the area writes to people, each in their own language, with links to the address of the house.
package struct Letters: Sendable {
  package let texts: Texts
  /// `https://km0.example`, without a slash at the end.
  package let base: String
  package let house: HouseTime

  package init(texts: Texts, base: String, house: HouseTime = .mulhouse) { (self.texts, self.base, self.house) = (texts, base, house) }

  func signIn(_ person: PersonFacts, secret: String) -> Letter { letter("signIn", person, ["link": "\(base)/sign-in/link/\(secret)"]) }
  func password(_ person: PersonFacts, secret: String) -> Letter { letter("password", person, ["link": "\(base)/password/\(secret)"]) }
  func passwordChanged(_ person: PersonFacts) -> Letter { letter("passwordChanged", person, ["link": "\(base)/password"]) }
  func addressChanged(_ person: PersonFacts, to email: String) -> Letter { letter("addressChanged", person, ["email": email]) }

  /// To the address that is to be confirmed, without a name: nobody knows yet whose it is.
  func newAddress(_ person: PersonFacts, at email: String, secret: String) -> Letter {
    var person = person
    person.email = email
    return letter("newAddress", person, ["link": "\(base)/address/\(secret)"])
  }

  func invitation(_ person: PersonFacts, secret: String, from inviter: String, organisation: String?, until: Day) -> Letter {
    let arguments = [
      "link": "\(base)/invitation/\(secret)", "inviter": inviter, "organisation": organisation ?? "",
      "until": Format(person.language).day(until),
    ]
    return letter(organisation == nil ? "invitation" : "invitationTo", person, arguments)
  }

  private func letter(_ name: String, _ person: PersonFacts, _ arguments: [String: String]) -> Letter {
    var arguments = arguments
    arguments["name"] = person.name
    // A name is typed by people: it stays on the one line of a subject.
    let subject = texts.text("people.letter.\(name).subject", in: person.language, arguments).filter { !$0.isNewline }
    return Letter(
      to: person.email, toName: person.name, subject: subject,
      body: texts.text("people.letter.\(name).body", in: person.language, arguments))
  }
}
