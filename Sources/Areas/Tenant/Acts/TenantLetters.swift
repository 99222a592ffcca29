import Kernel
import People
import Post
import Web

/// What goes by mail about the requests of residents, each in the language of who reads it.
package struct TenantLetters: Sendable {
  package let texts: Texts
  package let base: String
  package let houseName: String

  package init(texts: Texts, base: String, houseName: String) { (self.texts, self.base, self.houseName) = (texts, base, houseName) }

  func asked(_ kind: RequestKind, _ cells: Int?, _ message: String, by organisation: String, _ name: String, to reader: Addressee) -> Letter
  {
    letter(
      "asked", to: reader.email, reader.name, reader.language,
      [
        "organisation": organisation, "who": name, "what": what(kind, cells, in: reader.language), "message": message,
        "link": "\(base)/requests",
      ])
  }

  func answered(_ request: TenantRequest, isAccepted: Bool, _ answer: String, by name: String, to contact: Contact) -> Letter {
    letter(
      isAccepted ? "accepted" : "declined", to: contact.email, contact.name, contact.language,
      [
        "organisation": request.organisationName, "who": name, "what": what(request.kind, request.cells, in: contact.language),
        "answer": answer, "link": "\(base)/my/requests",
      ])
  }

  func leaving(_ number: String, of organisation: String, last: Day, by name: String, _ note: String, link: String, to reader: Addressee)
    -> Letter
  {
    letter(
      "leaving", to: reader.email, reader.name, reader.language,
      [
        "organisation": organisation, "who": name, "number": number, "day": Format(reader.language).day(last), "message": note,
        "link": base + link,
      ])
  }
  func left(_ number: String, of organisation: String, last: Day, to contact: Contact) -> Letter {
    letter(
      "left", to: contact.email, contact.name, contact.language,
      ["organisation": organisation, "number": number, "day": Format(contact.language).day(last), "link": "\(base)/my/lease"])
  }

  package func what(_ kind: RequestKind, _ cells: Int?, in language: Language) -> String {
    texts.text("tenant.what.\(kind.rawValue)", in: language, ["count": "\(cells ?? 0)"])
  }

  private func letter(_ name: String, to email: String, _ person: String, _ language: Language, _ more: [String: String]) -> Letter {
    let arguments = more.merging(["name": person, "house": houseName]) { own, _ in own }
    let subject = texts.text("tenant.letter.\(name).subject", in: language, arguments).filter { !$0.isNewline }
    return Letter(to: email, toName: person, subject: subject, body: texts.text("tenant.letter.\(name).body", in: language, arguments))
  }
}
