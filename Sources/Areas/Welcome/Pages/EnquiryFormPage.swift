import Kernel
import People
import Post
import Web

/// The form through which a visitor asks the house something.
package struct EnquiryFormPage: Page {
  package static let template = "welcome-enquiry-form"
  package let title: String
  package let summary: String?
  let fields: [Field]
  let spaceFields: [Field]
  let afterFields: [Field]
  /// The field people never see.
  let trap: Field
  let stamp: String

  package static let sample = EnquiryFormPage(
    title: "Nous contacter", summary: "Écrire à la maison.",
    fields: [Field("name", .text, label: "Votre nom", value: "Ada", problem: "manque", required: true)],
    spaceFields: [Field("cells", .number, label: "Modules", hint: "de 15 m²")],
    afterFields: [Field("message", .textarea, label: "Message")], trap: Field("website", .text, label: "Vide"), stamp: "1.a")
}

/// After it was sent.
package struct EnquiryReceivedPage: Page {
  package static let template = "welcome-enquiry-received"
  package let title: String
  package static let sample = EnquiryReceivedPage(title: "Demande reçue")
}

extension WelcomeRoutes {
  func enquiryForm(_ visit: Visit) async throws -> Answer {
    let choices = [Field.Option("", visit.text("welcome.enquiry.choose"))] + visit.options(of: Need.self, texts: "welcome.need")
    let need = visit.isShownAgain ? nil : visit.query["need"]
    let message = visit.isShownAgain ? nil : visit.query["about"]
    var trap = visit.field("website", .text, label: "welcome.enquiry.website", autocomplete: "off")
    trap.value = ""
    let page = EnquiryFormPage(
      title: visit.text("welcome.enquiry.title"), summary: visit.text("welcome.enquiry.lead"),
      fields: [
        visit.field("name", .text, label: "welcome.enquiry.name", required: true, autocomplete: "name"),
        visit.field("email", .email, label: "welcome.enquiry.email", required: true, autocomplete: "email"),
        visit.field("organisation", .text, label: "welcome.enquiry.organisation", autocomplete: "organization"),
        visit.field("phone", .telephone, label: "welcome.enquiry.phone", autocomplete: "tel"),
        visit.field("need", .select, label: "welcome.enquiry.need", value: need, required: true, options: choices),
      ],
      spaceFields: [
        visit.field("cells", .number, label: "welcome.enquiry.cells"), visit.field("area", .area, label: "welcome.enquiry.area"),
        visit.field("from", .date, label: "welcome.enquiry.from"),
      ],
      afterFields: [
        visit.field("message", .textarea, label: "welcome.enquiry.message", value: message, required: true),
        visit.box("consent", label: "welcome.enquiry.consent", ticked: false),
      ],
      trap: trap, stamp: visit.stamps.stamp(at: visit.now))
    return .page(page)
  }

  func sendEnquiry(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try enquiryAct(visit))
    return .see("/enquiry/received")
  }

  func enquiryReceived(_ visit: Visit) async throws -> Answer { .page(EnquiryReceivedPage(title: visit.text("welcome.thanks.title"))) }

  private func enquiryAct(_ visit: Visit) throws -> SendEnquiry {
    var reader = InputReader(visit.form)
    let name = reader.requiredText("name", limit: 120)
    let email = reader.requiredText("email", limit: 254)
    if !email.isEmpty, EmailAddress(email) == nil { reader.problems.add("welcome.problem.email", field: "email") }
    let organisation = reader.text("organisation", limit: 160)
    let phone = reader.text("phone", limit: 40)
    let need = reader.requiredChoice("need", of: Need.self)
    let cells = reader.integer("cells", in: 1...500)
    let area = reader.hundredths("area", limit: 10_000_00).map(FloorArea.init(hundredths:))
    let from = reader.day("from")
    let message = reader.requiredText("message", limit: 5000, lines: true)
    if !reader.flag("consent") { reader.problems.add("welcome.problem.consent", field: "consent") }
    try reader.finish()

    let house = visit.houseName
    let chosen = need ?? .other
    // Neither the message nor the name comes back: whoever typed the address would write to it in the house's name.
    let receipt = Letter(
      to: email, toName: "", subject: visit.text("welcome.mail.receipt.subject", ["house": house]),
      body: visit.text("welcome.mail.receipt.body", ["house": house]))
    let texts = visit.texts
    let base = visit.base
    return SendEnquiry(
      name: name, organisation: organisation ?? "", email: email, phone: phone ?? "", need: chosen, wantedCells: cells, wantedArea: area,
      wantedFrom: from, message: message, language: visit.language, peerDigest: visit.stamps.peer(visit.peer), trap: visit.form["website"],
      drawnAt: visit.stamps.drawn(visit.form["drawn"]), stamp: visit.form["drawn"], receipt: receipt,
      notice: { reader, id in
        Letter(
          to: reader.email, toName: reader.name, subject: texts.text("welcome.mail.notice.subject", in: reader.language, ["name": name]),
          body: texts.text(
            "welcome.mail.notice.body", in: reader.language,
            [
              "name": name, "need": texts.text("welcome.need.\(chosen.rawValue)", in: reader.language), "message": message,
              "link": "\(base)/enquiries/\(id)",
            ]))
      })
  }
}
