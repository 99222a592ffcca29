import Kernel
import Store
import Testing
import Trials
import Web

@testable import Welcome

@Suite struct EnquiryTests {
  /// From the form, without script, to the answer in the visitor's letter box.
  @Test(arguments: TrialStore.engines) func askedAnsweredAndForgotten(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      let sent = await visitor.post("/enquiry", house.filled(["cells": "2", "from": "2027-03-01"]))
      #expect(sent.header("location") == "/enquiry/received")
      #expect(await visitor.get("/enquiry/received").text.contains("Votre demande est arrivée"))
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'eve@example.org'") == 1)
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE to_address = 'dora@km0.example'") == 1)
      #expect(await visitor.get("/enquiries").status == 303)

      let director = try await house.browser(signedIn: true)
      let list = await director.get("/enquiries?state=open")
      let path = try #require(list.text.firstMatch(of: #/href="(\/enquiries\/[0-9a-f\-]{36})"/#).map { String($0.1) })
      let one = await director.get(path).text
      #expect(one.contains("Deux modules ?") && one.contains("Français") && !one.contains("web."))
      #expect(await director.post(path, ["reply": "", "note": ""]).text.contains("Écrivez une réponse"))
      #expect(await director.post(path, ["reply": "Venez mardi.\r\n<b>", "note": "Visite"]).header("location") == "/enquiries")
      let body: String? = try await house.database.read {
        try $0.value("SELECT body FROM outbox WHERE subject = 'KM0 répond à votre demande'")
      }
      let letter = try #require(body)
      #expect(letter.hasPrefix("Venez mardi.\n<b>\n\nDora\nKM0") && letter.contains("> Deux modules ?"))
      let shown = await director.get(path).text
      #expect(shown.contains("Venez mardi.") && shown.contains("&lt;b&gt;") && shown.contains("Visite"))
      #expect(await director.post(path, ["reply": "Encore"]).status == 409)

      // Three years on nobody is remembered, nor are the letters; what was looked for is.
      let later = WelcomeHouse.now + 4 * 366 * 86_400
      #expect(try await house.database.perform(ForgetEnquiries(), for: .house, at: later) == 1)
      let remembered = try await house.database.read { transaction in
        try transaction.rows("SELECT name, email, message, reply, handled_note, need FROM enquiries").map { try $0.get("need") as String }
      }
      #expect(remembered == ["module"])
      #expect(try await house.count("SELECT COUNT(*) FROM outbox") == 0)
      #expect(
        try await house.count("SELECT COUNT(*) FROM enquiries WHERE name || email || message || reply || handled_note || peer_digest <> ''")
          == 0)
    }
  }

  @Test(arguments: TrialStore.engines) func whatIsWrongIsToldAtOnceAndKept(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      let typed = ["name": "", "email": "pas une adresse", "need": "", "message": "<b>Bonjour</b>", "from": "2027-02-30", "consent": ""]
      let reply = await visitor.post("/enquiry", house.filled(typed))
      #expect(reply.status == 422)
      for field in ["name", "email", "need", "from", "consent"] { #expect(reply.text.contains("id=\"problem-\(field)\""), "\(field)") }
      #expect(reply.text.contains("value=\"pas une adresse\"") && reply.text.contains("&lt;b&gt;Bonjour&lt;/b&gt;"))
      #expect(try await house.count("SELECT COUNT(*) FROM enquiries") == 0)
    }
  }

  /// The form lends its letters to nobody: the receipt says nothing that was typed, a stamp is good once, and an address is written to three
  /// times a day, from wherever it is asked.
  @Test(arguments: TrialStore.engines) func theReceiptCarriesNobodysWords(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      let advert = ["name": "Gagnez", "email": "victim@example.org", "message": "Cliquez : https://spam.example"]
      let form = house.filled(advert)
      #expect(await visitor.post("/enquiry", form).status == 303)
      let again = await visitor.post("/enquiry", form)
      #expect(again.status == 422 && again.text.contains("déjà été envoyé") && again.text.contains("https://spam.example"))
      for address in ["Victim@example.org", "VICTIM@example.org"] {
        #expect(await visitor.post("/enquiry", house.filled(advert.merging(["email": address]) { $1 })).status == 303)
      }
      #expect(await visitor.post("/enquiry", house.filled(advert)).status == 429)
      let letters = try await house.database.read { transaction in
        try transaction.rows("SELECT subject, body, to_name FROM outbox WHERE to_address <> 'dora@km0.example'").map { row in
          let name: String? = try row.get("to_name")
          return (try row.get("subject") as String) + (try row.get("body") as String) + (name ?? "")
        }
      }
      #expect(letters.count == 3)
      for letter in letters { #expect(!letter.contains("spam.example") && !letter.contains("Gagnez") && !letter.contains("http")) }
      #expect(try await house.count("SELECT COUNT(*) FROM enquiries") == 3)
    }
  }

  @Test(arguments: TrialStore.engines) func robotsAreKeptOut(engine: Engine) async throws {
    try await WelcomeHouse.with(engine) { house in
      let visitor = try await house.browser()
      #expect(await visitor.post("/enquiry", house.filled(["website": "https://spam.example"])).status == 422)
      #expect(await visitor.post("/enquiry", house.filled(["drawn": house.stamps.stamp(at: WelcomeHouse.now)])).status == 422)
      #expect(await visitor.post("/enquiry", house.filled(["drawn": "1.forged"])).text.contains("trop longtemps"))
      for number in 0..<RobotGuard.perHour {
        #expect(await visitor.post("/enquiry", house.filled(["email": "eve\(number)@example.org"])).status == 303)
      }
      let often = await visitor.post("/enquiry", house.filled(["email": "eve9@example.org"]))
      #expect(often.status == 429 && often.text.contains("Deux modules ?"))
      #expect(try await house.count("SELECT COUNT(*) FROM enquiries") == RobotGuard.perHour)
      // What a person does not see, a screen reader does not say, and the keyboard does not reach.
      let form = await visitor.get("/enquiry").text
      #expect(form.contains("<div class=\"trap\" aria-hidden=\"true\" inert>"))
      // The address it came from is kept as a seal only.
      #expect(try await house.count("SELECT COUNT(*) FROM enquiries WHERE peer_digest LIKE '%127.0.0.1%'") == 0)
    }
  }
}
