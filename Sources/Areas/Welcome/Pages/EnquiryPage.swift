import Kernel
import Post
import Store
import Web

/// One enquiry and what was done about it.
package struct EnquiryPage: Page {
  package static let template = "welcome-enquiry"
  package let title: String
  let facts: [PageFact]
  let message: String
  let mailPath: String?
  /// What may follow: a visit, an application file.
  let followPath: String?
  let reply: String?
  let handled: String?
  let note: String?
  let isOpen: Bool
  let path: String
  let fields: [Field]

  package static let sample = EnquiryPage(
    title: "Demande de Ada", facts: [PageFact("Besoin", "Modules")], message: "Bonjour", mailPath: "mailto:ada@km0.example",
    followPath: "/enquiries/1/demand", reply: "Venez mardi.",
    handled: "Traitée par Bob", note: "Visite le 3", isOpen: true, path: "/enquiries/1",
    fields: [Field("note", .textarea, label: "Suite donnée")])
}

extension WelcomeRoutes {
  func enquiry(_ visit: Visit) async throws -> Answer {
    let enquiry = try await one(visit)
    let format = visit.format
    let facts: [(String, String?)] = [
      ("welcome.detail.received", format.moment(enquiry.receivedAt, in: visit.house)),
      ("welcome.enquiry.organisation", enquiry.organisation),
      ("welcome.enquiry.email", enquiry.email), ("welcome.enquiry.phone", enquiry.phone),
      ("welcome.enquiry.need", visit.text("welcome.need.\(enquiry.need.rawValue)")),
      ("welcome.enquiry.cells", enquiry.wantedCells.map { String($0) }),
      ("welcome.enquiry.area", enquiry.wantedArea.map { format.area($0) }),
      ("welcome.enquiry.from", enquiry.wantedFrom.map { format.day($0) }),
      ("welcome.detail.language", enquiry.language.ownName),
    ]
    let handled = enquiry.handledAt.map {
      visit.text("welcome.detail.handledBy", ["name": enquiry.handledBy ?? "", "day": format.day(visit.house.day(of: $0))])
    }
    let isForgotten = enquiry.forgottenAt != nil
    return .page(
      EnquiryPage(
        title: isForgotten ? visit.text("welcome.detail.forgottenTitle") : visit.text("welcome.detail.title", ["name": enquiry.name]),
        facts: facts.compactMap { key, value in value.flatMap { $0.isEmpty ? nil : PageFact(visit.text(key), $0) } },
        message: enquiry.message, mailPath: isForgotten ? nil : "mailto:\(enquiry.email)",
        followPath: isForgotten ? nil : "/enquiries/\(enquiry.id)/demand",
        reply: enquiry.reply.isEmpty ? nil : enquiry.reply, handled: handled, note: enquiry.handledNote.isEmpty ? nil : enquiry.handledNote,
        isOpen: enquiry.handledAt == nil && !isForgotten, path: "/enquiries/\(enquiry.id)",
        fields: [
          visit.field("reply", .textarea, label: "welcome.detail.answer", hint: "welcome.detail.answerHint"),
          visit.field("note", .textarea, label: "welcome.detail.note", hint: "welcome.detail.noteHint"),
        ]))
  }

  func enquiryJSON(_ visit: Visit) async throws -> Answer { .json(EnquiryJSON(try await one(visit))) }

  func handleEnquiry(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await handling(visit))
    return .see("/enquiries")
  }
  func handleEnquiryJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await handling(visit))
    return .json(EnquiryJSON(try await one(visit)))
  }

  private func handling(_ visit: Visit) async throws -> HandleEnquiry {
    let enquiry = try await one(visit)
    let (note, reply) = try visit.reading { reader in
      let note = reader.text("note", limit: 2000, lines: true) ?? ""
      let reply = reader.text("reply", limit: 10_000, lines: true) ?? ""
      if reader.problems.isEmpty, note.isEmpty, reply.isEmpty { reader.problems.add("welcome.problem.answer", field: "reply") }
      return (note, reply)
    }
    return HandleEnquiry(enquiry: enquiry.id, note: note, reply: reply, letter: reply.isEmpty ? nil : letter(reply, to: enquiry, visit))
  }

  /// The answer, signed, with what it answers below; in the language of who asked.
  private func letter(_ reply: String, to enquiry: Enquiry, _ visit: Visit) -> Letter {
    let texts = visit.texts
    let house = visit.houseName
    let asked = enquiry.message.split(separator: "\n", omittingEmptySubsequences: false).map { "> " + $0.filter { $0 != "\r" } }
    let arguments = [
      "reply": reply.replacing("\r\n", with: "\n"), "who": visit.viewer.name, "house": house, "message": asked.joined(separator: "\n"),
      "day": Format(enquiry.language).day(visit.house.day(of: enquiry.receivedAt)),
    ]
    return Letter(
      to: enquiry.email, toName: enquiry.name,
      subject: texts.text("welcome.mail.reply.subject", in: enquiry.language, arguments).filter { !$0.isNewline },
      body: texts.text("welcome.mail.reply.body", in: enquiry.language, arguments))
  }
  private func one(_ visit: Visit) async throws -> Enquiry {
    let id: ID<Enquiry> = try visit.id("enquiry")
    guard let enquiry = try await visit.database.read({ try $0.enquiry(id) }) else { throw Refusal.notFound }
    return enquiry
  }
}
