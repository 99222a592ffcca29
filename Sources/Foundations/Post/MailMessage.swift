import Foundation
import Kernel

/// A letter as it goes over the wire (RFC 5322, plain text in UTF-8). No value can begin a header of its own.
package struct MailMessage: Sendable {
  package let from: MailAddress
  package let to: MailAddress
  package let subject: String
  package let body: String
  package let date: Instant
  /// Left of the `@` in the Message-ID: the same for each try, so that a letter that came twice is seen to be one.
  package let identity: String
  package let enclosures: [Enclosure]

  package init(
    from: MailAddress, to: MailAddress, subject: String, body: String, date: Instant, identity: String, enclosures: [Enclosure] = []
  ) {
    (self.from, self.to, self.subject, self.body, self.date, self.identity) = (from, to, subject, body, date, identity)
    self.enclosures = enclosures
  }

  /// Lines of at most 78 signs, ended by CR LF, ASCII only.
  package var text: String {
    let headers = [
      "Date: \(MailMessage.date(date))", "From: \(from.header)", "To: \(to.header)", "Subject: \(MailMessage.encoded(subject))",
      "Message-ID: <\(identity)@\(from.domain)>", "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
    ]
    return headers.joined(separator: "\r\n") + "\r\n" + (enclosures.isEmpty ? plainPart : parts)
  }

  private var plainPart: String {
    "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodedBody
  }

  private var encodedBody: String {
    let lines = body.replacing("\r\n", with: "\n").replacing("\r", with: "\n").replacing("\n", with: "\r\n")
    return MailMessage.base64(Data(lines.utf8))
  }
  private static func base64(_ data: Data) -> String {
    data.base64EncodedString(options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed]) + "\r\n"
  }

  /// The text, then what travels with it. A calendar is another way to say the same (RFC 6047): programs then show it as an invitation.
  private var parts: String {
    let isInvitation = enclosures.allSatisfy { $0.type.hasPrefix("text/calendar") }
    let boundary = "km0-" + identity.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    var text = "Content-Type: multipart/\(isInvitation ? "alternative" : "mixed"); boundary=\"\(boundary)\"\r\n\r\n"
    text += "--\(boundary)\r\n" + plainPart
    for enclosure in enclosures {
      let name = String(enclosure.name.unicodeScalars.map { MailMessage.isNamed($0) ? Character($0) : "_" })
      text += "--\(boundary)\r\nContent-Type: \(enclosure.type.filter { !$0.isNewline })\r\nContent-Transfer-Encoding: base64\r\n"
      text += "Content-Disposition: \(isInvitation ? "inline" : "attachment"); filename=\"\(name)\"\r\n\r\n"
      text += MailMessage.base64(Data(enclosure.bytes))
    }
    return text + "--\(boundary)--\r\n"
  }
  private static func isNamed(_ sign: Unicode.Scalar) -> Bool {
    sign.isASCII && sign.value > 32 && sign.value < 127 && sign != "\"" && sign != "\\"
  }

  /// `Tue, 24 Nov 2026 09:30:00 +0000`.
  static func date(_ instant: Instant) -> String {
    let iso = instant.iso
    guard let day = Day(iso.prefix(10)) else { return iso }
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let parts = day.parts
    return "\(days[day.weekday - 1]), \(parts.day) \(months[parts.month - 1]) \(parts.year) \(iso.dropFirst(11).prefix(8)) +0000"
  }

  /// Plain ASCII as it is, anything else in encoded words (RFC 2047) of at most 75 signs, each of whole characters.
  static func encoded(_ text: String) -> String {
    let isPlain = text.utf8.count <= 60 && text.utf8.allSatisfy { (32...126).contains($0) } && !text.contains("=?")
    if isPlain { return text }
    var words: [String] = []
    var piece: [UInt8] = []
    for scalar in text.unicodeScalars {
      // A line break in a subject is a blank: encoded, it could not begin a header, but some programs show it.
      let isControl = scalar.value < 32 || scalar.value == 127
      let bytes = isControl ? [32] : Array(String(scalar).utf8)
      if piece.count + bytes.count > 42 {
        words.append(word(piece))
        piece = []
      }
      piece += bytes
    }
    words.append(word(piece))
    return words.joined(separator: "\r\n ")
  }

  private static func word(_ bytes: [UInt8]) -> String { "=?utf-8?B?\(Data(bytes).base64EncodedString())?=" }
}

/// Where a letter goes to or comes from, with a name to show.
package struct MailAddress: Hashable, Sendable {
  package let address: String
  package let name: String

  /// nil unless it is `local@domain` in plain signs: no blanks, brackets, quotes or line breaks, which mean something to a server.
  package init?(_ address: String, name: String = "") {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    let isPlain = address.utf8.allSatisfy { (33...126).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }
    guard isPlain, parts.count == 2, !parts[0].isEmpty, parts[1].count >= 3, parts[1].contains("."), address.utf8.count <= 254,
      !parts[1].hasPrefix("."), !parts[1].hasSuffix("."), !parts[1].hasPrefix("-"), !parts[1].contains("..")
    else { return nil }
    self.address = address
    self.name = name
  }

  var domain: Substring { address.split(separator: "@").last ?? "" }
  var header: String {
    if name.isEmpty { return "<\(address)>" }
    let isWord =
      name.utf8.count <= 40
      && name.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 32 }
    // Whatever is not simple words is encoded, not quoted: nothing to escape.
    return (isWord ? name : MailMessage.wrapped(name)) + "\r\n <\(address)>"
  }
}

extension MailMessage {
  /// In encoded words even when it is plain ASCII.
  static func wrapped(_ name: String) -> String {
    let encoded = encoded(name)
    return encoded == name ? word(Array(name.utf8)) : encoded
  }
}
