import Foundation
import Post
import Testing
import Trials

@Suite("Letters over TLS", .enabled(if: TrialCertificates.isThere)) struct MailEncryptionTests {
  /// A mail server in a process of its own, for one letter.
  private struct EncryptedMailServer {
    let port: Int
    private let process = Process()
    private let output = Pipe()

    init(_ certificates: TrialCertificates, _ name: String, _ way: String) throws {
      process.executableURL = URL(filePath: "/usr/bin/python3")
      let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "tls_mail_server.py").path
      process.arguments = [script, certificates.certificate(name), certificates.key(name), way]
      process.standardOutput = output
      try process.run()
      var line = ""
      while !line.hasSuffix("\n") {
        let piece = output.fileHandleForReading.readData(ofLength: 1)
        if piece.isEmpty { break }
        line += String(decoding: piece, as: UTF8.self)
      }
      port = try #require(Int(line.trimmingCharacters(in: .whitespacesAndNewlines)))
    }

    /// What was said to it.
    func told() -> String {
      let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      return text
    }
  }

  private static func carrier(
    _ server: EncryptedMailServer, _ way: String, host: String = "localhost", _ encryption: MailServer.Encryption = .always,
    authority: String?
  ) -> MailServer {
    MailServer(
      url: "\(way == "at-once" ? "smtps" : "smtp")://\(host):\(server.port)", user: "maison", password: "très secret",
      encryption: encryption,
      authority: authority, seconds: 15)
  }

  @Test(arguments: ["at-once", "starttls"]) func lettersLeaveEncrypted(way: String) throws {
    let certificates = try TrialCertificates()
    defer { certificates.remove() }
    let server = try EncryptedMailServer(certificates, "localhost", way)
    try Self.carrier(server, way, authority: certificates.authority).carry(try PostTests.message(subject: "Bonjour"))
    let told = server.told()
    #expect(told.contains("taken") && told.contains("RCPT TO:<zoe@example.org>"))
    let clear = told.split(separator: "\n").filter { $0.hasPrefix("in the clear") }
    #expect(clear.allSatisfy { $0.contains("EHLO") || $0.contains("STARTTLS") }, "\(clear)")
  }

  /// Another name, an authority nobody trusts, and that even where encryption is only tried: once begun it has to be good.
  @Test(arguments: ["at-once", "starttls"], [("elsewhere.example", true), ("localhost", false)])
  func whoCannotProveTheirNameGetsNothing(way: String, certificate: (name: String, isTrusted: Bool)) throws {
    let certificates = try TrialCertificates()
    defer { certificates.remove() }
    for encryption in [MailServer.Encryption.always, .whenOffered] {
      let server = try EncryptedMailServer(certificates, certificate.name, way)
      let carrier = Self.carrier(server, way, encryption, authority: certificate.isTrusted ? certificates.authority : nil)
      let fault = #expect(throws: MailFault.self) { try carrier.carry(try PostTests.message(subject: "Secret")) }
      #expect(fault?.isFinal == false)
      let told = server.told()
      #expect(!told.contains("taken") && !told.contains("AUTH") && !told.contains("RCPT"), "\(told)")
    }
  }
}
