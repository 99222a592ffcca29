import CLibCurl
import Foundation

/// Why a letter did not leave.
package struct MailFault: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String
  /// Trying again is of no use: the server knows the address and will not have it.
  package let isFinal: Bool

  package init(_ description: String, isFinal: Bool = false) { (self.description, self.isFinal) = (description, isFinal) }
}

/// The way out of the house.
package protocol MailCarrier: Sendable {
  /// Hands over one message, or throws a `MailFault`. Blocks: it is called on a thread of its own.
  func carry(_ message: MailMessage) throws
}

/// A mail server, spoken to through libcurl.
package struct MailServer: MailCarrier {
  package enum Encryption: Int32, Sendable { case never, whenOffered, always }

  /// `smtp://host:587` or `smtps://host:465`.
  package let url: String
  package let user: String?
  package let password: String?
  package let encryption: Encryption
  /// A file of certificates to trust instead of the system's.
  package let authority: String?
  package let seconds: Int

  package init(
    url: String, user: String? = nil, password: String? = nil, encryption: Encryption = .always, authority: String? = nil, seconds: Int = 60
  ) {
    (self.url, self.user, self.password) = (url, user, password)
    (self.encryption, self.authority, self.seconds) = (encryption, authority, seconds)
  }

  private static let isReady: Bool = km0_mail_begin() == 0

  package func carry(_ message: MailMessage) throws {
    guard MailServer.isReady else { throw MailFault("libcurl cannot begin") }
    let copies = [url, user, password, authority].map { text in text.flatMap { strdup($0) } }
    defer { for copy in copies { free(copy) } }
    var server = km0_mail_server()
    server.url = UnsafePointer(copies[0])
    server.user = UnsafePointer(copies[1])
    server.password = UnsafePointer(copies[2])
    server.authority = UnsafePointer(copies[3])
    server.tls = encryption.rawValue
    server.seconds = seconds
    var error = [CChar](repeating: 0, count: 256)
    var response = 0
    let text = message.text
    let code = km0_send_mail(
      &server, "<\(message.from.address)>", "<\(message.to.address)>", text, text.utf8.count, &error, &response)
    if code == 0 { return }
    let reason = String(decoding: error.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let isFinal = (550...559).contains(response) && km0_is_login_denied(code) == 0
    throw MailFault("\(reason) (curl \(code), server \(response))", isFinal: isFinal)
  }
}

/// A folder that letters are written to as `.eml` files, for a house without a mail server.
package struct MailFolder: MailCarrier {
  package let path: String

  package init(path: String) { self.path = path }

  package func carry(_ message: MailMessage) throws {
    let folder = URL(filePath: path, directoryHint: .isDirectory)
    let name = message.date.iso.replacing(":", with: "") + "-" + message.identity.suffix(12) + ".eml"
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data(message.text.utf8).write(to: folder.appending(path: name), options: .atomic)
    } catch { throw MailFault("cannot write \(name) in \(path): \(error)") }
  }
}
