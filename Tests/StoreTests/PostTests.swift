import Foundation
import Kernel
import Logging
import Post
import Store
import Testing
import Trials

@Suite("Letters") struct PostTests {
  static let now = Instant(seconds: 1_795_500_000)
  static let sender = MailAddress("accueil@km0.example", name: "KM0 – accueil")

  static func letter(to: String, subject: String = "Bonjour", name: String = "Zoé Muller") -> Letter {
    Letter(to: to, toName: name, subject: subject, body: "Ligne une\nLigne deux : é\n.\nfin")
  }

  static func postman(_ database: any Database, _ carrier: any MailCarrier, at now: Instant) throws -> Postman {
    var logger = Logger(label: "post")
    logger.logLevel = .critical
    return Postman(database: database, carrier: carrier, sender: try #require(sender), logger: logger, clock: { now })
  }

  @Test(arguments: TrialStore.engines) func lettersArriveOnce(engine: Engine) async throws {
    let server = try TinyMailServer()
    defer { server.stop() }
    let carrier = MailServer(url: "smtp://127.0.0.1:\(server.port)", encryption: .whenOffered, seconds: 10)
    try await TrialStore.with(engine, migrations: Outbox.migrations) { database in
      try await database.write { transaction in
        for number in 0..<3 { try transaction.post(Self.letter(to: "p\(number)@example.org"), about: "test", at: Self.now) }
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<2 {
          let postman = try Self.postman(database, carrier, at: Self.now)
          group.addTask { try await postman.deliverEverythingDue() }
        }
        try await group.waitForAll()
      }
      #expect(server.letters.count == 3)
      let sent = try await database.read { try $0.value("SELECT COUNT(*) FROM outbox WHERE sent_at IS NOT NULL", as: Int.self) }
      #expect(sent == 3)
    }
    let text = try #require(server.letters.first { $0.contains("p1@") })
    #expect(text.contains("MAIL FROM:<accueil@km0.example>"))
    #expect(text.contains("RCPT TO:<p1@example.org>"))
    let body = try #require(text.split(separator: "\r\n\r\n").last?.replacing("\r\n", with: "").dropLast())
    let decoded = try #require(Data(base64Encoded: String(body)))
    #expect(String(decoding: decoded, as: UTF8.self) == "Ligne une\r\nLigne deux : é\r\n.\r\nfin")
  }

  /// A file beside the text, and an invitation as another way to say it; a name with a quote begins no header of its own.
  @Test(arguments: TrialStore.engines) func whatTravelsWithALetter(engine: Engine) async throws {
    let server = try TinyMailServer()
    defer { server.stop() }
    let carrier = MailServer(url: "smtp://127.0.0.1:\(server.port)", encryption: .whenOffered, seconds: 10)
    try await TrialStore.with(engine, migrations: Outbox.migrations) { database in
      let paper = Enclosure(name: "a\"b\r\nX: y.pdf", type: "application/pdf", bytes: Array("%PDF-1.7".utf8))
      let invitation = Enclosure(name: "v.ics", type: "text/calendar; charset=utf-8; method=REQUEST", bytes: Array("BEGIN:VCALENDAR".utf8))
      try await database.write { transaction in
        for (to, enclosure) in [("paper@example.org", paper), ("calendar@example.org", invitation)] {
          let letter = Letter(to: to, toName: "Zoé", subject: "Bonjour", body: "Texte", enclosures: [enclosure])
          try transaction.post(letter, about: "test", at: Self.now)
        }
      }
      try await Self.postman(database, carrier, at: Self.now).deliverEverythingDue()
      try await database.write { transaction in try transaction.run("DELETE FROM outbox") }
      #expect(
        try await database.read { try $0.value("SELECT COUNT(*) FROM outbox_enclosures", as: Int.self) } == 0, "they go with the letter")
    }
    let mixed = try #require(server.letters.first { $0.contains("paper@") })
    #expect(mixed.contains("Content-Type: multipart/mixed; boundary=\"km0-") && mixed.contains("filename=\"a_b__X:_y.pdf\""))
    #expect(mixed.contains(Data("%PDF-1.7".utf8).base64EncodedString()) && mixed.contains(Data("Texte".utf8).base64EncodedString()))
    let said = try #require(server.letters.first { $0.contains("calendar@") })
    #expect(
      said.contains("Content-Type: multipart/alternative") && said.contains("Content-Type: text/calendar; charset=utf-8; method=REQUEST"))
  }

  @Test(arguments: TrialStore.engines) func refusedAtOnceAndLater(engine: Engine) async throws {
    let server = try TinyMailServer(answers: ["nobody": "550 no such mailbox", "busy": "451 come back later"])
    defer { server.stop() }
    let carrier = MailServer(url: "smtp://127.0.0.1:\(server.port)", encryption: .never, seconds: 10)
    try await TrialStore.with(engine, migrations: Outbox.migrations) { database in
      try await database.write { transaction in
        for to in ["nobody@example.org", "busy@example.org", "not an address"] {
          try transaction.post(Self.letter(to: to), about: to, at: Self.now)
        }
      }
      let tried = try await Self.postman(database, carrier, at: Self.now).deliverEverythingDue()
      #expect(tried == 3)
      let rows = try await database.read { try $0.rows("SELECT failed_at IS NOT NULL AS failed FROM outbox ORDER BY about") }
      #expect(rows.map(\.values) == [[.integer(0)], [.integer(1)], [.integer(1)]])
      // The busy one is due a minute later, and given up after its last try.
      var later = Self.now
      for _ in 1..<Postman.mostTries {
        let early = try await Self.postman(database, carrier, at: later + 59).deliverEverythingDue()
        #expect(early == 0)
        later = later + 28_800
        let again = try await Self.postman(database, carrier, at: later).deliverEverythingDue()
        #expect(again == 1)
      }
      let failed = try await database.read { try $0.value("SELECT COUNT(*) FROM outbox WHERE failed_at IS NOT NULL", as: Int.self) }
      #expect(failed == 3)
    }
    #expect(server.letters.isEmpty)
  }

  @Test func anUnreachableServerIsAFault() throws {
    let message = try Self.message(subject: "x")
    #expect(throws: MailFault.self) { try MailServer(url: "smtp://127.0.0.1:1", encryption: .never, seconds: 5).carry(message) }
    // Encryption was asked for and is not offered: nothing is sent in the clear.
    let server = try TinyMailServer()
    defer { server.stop() }
    #expect(throws: MailFault.self) { try MailServer(url: "smtp://127.0.0.1:\(server.port)", seconds: 5).carry(message) }
    #expect(server.letters.isEmpty)
  }

  @Test func folderForAHouseWithoutServer() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try MailFolder(path: folder.path).carry(try Self.message(subject: "Bonjour"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names == ["2026-11-24T060000Z-identity.eml"])
  }

  @Test(
    "No value begins a header of its own",
    arguments: ["Hello\r\nBcc: all@example.org", "é\r\nBcc: x", "=?utf-8?B?AA==?=", String(repeating: "été 🌱 ", count: 40)])
  func headers(subject: String) throws {
    let text = try Self.message(subject: subject, name: subject).text
    let head = try #require(text.split(separator: "\r\n\r\n", maxSplits: 1).first)
    let lines = head.split(separator: "\r\n")
    #expect(!lines.contains { $0.lowercased().hasPrefix("bcc") })
    #expect(lines.allSatisfy { $0.utf8.count <= 78 })
    #expect(text.utf8.allSatisfy { $0 < 128 })
    let names = lines.filter { !$0.hasPrefix(" ") }.map { $0.prefix { $0 != ":" } }
    #expect(
      names == [
        "Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
      ])
    #expect(text.contains("Date: Tue, 24 Nov 2026 06:00:00 +0000\r\n"))
  }

  @Test(arguments: [
    "", "a", "a@b", "@b.fr", "a@b.fr\r\nRCPT TO:<x@y.fr>", "a b@c.fr", "<a@b.fr>", "a@b.fr,c@d.fr", "a@@b.fr", "a@b..fr", "é@b.fr",
  ])
  func noAddresses(text: String) { #expect(MailAddress(text) == nil) }

  static func message(subject: String, name: String = "Zoé") throws -> MailMessage {
    MailMessage(
      from: try #require(sender), to: try #require(MailAddress("zoe@example.org", name: name)), subject: subject, body: "x",
      date: Instant(seconds: 1_795_500_000), identity: "identity")
  }
}
