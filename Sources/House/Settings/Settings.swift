import Foundation
import Logging

/// How this house runs: read once when the program starts, all faults told together, and never looked up again.
package struct Settings: Sendable {
  package enum DatabasePlace: Sendable {
    /// The SQLite file.
    case embedded(path: String)
    case postgres(url: Hidden)
  }
  package enum LogFormat: String, Sendable, CaseIterable {
    case json, text
  }
  /// Where mail leaves to.
  package struct MailServer: Sendable {
    package let url: String
    package let user: String?
    package let password: Hidden?
  }

  package let data: String
  package let database: DatabasePlace
  package let databaseConnections: Int
  package let address: String
  package let port: Int
  /// Without a slash at its end.
  package let base: String
  package let behindProxy: Bool
  package let metricsToken: Hidden?
  package let mailServer: MailServer?
  package let mailSender: String
  package let logLevel: Logger.Level
  package let logFormat: LogFormat
}

/// Everything that is wrong with the settings, a sentence each.
package struct SettingFaults: Error, CustomStringConvertible, Equatable {
  package let sentences: [String]

  package var description: String {
    let what = sentences.count == 1 ? "One setting is wrong" : "\(sentences.count) settings are wrong"
    return "\(what):\n" + sentences.map { "  \($0)" }.joined(separator: "\n")
  }
}

extension Settings {
  /// Throws `SettingFaults`.
  package static func read(
    options: [SettingName: String] = [:], environment: [String: String] = ProcessInfo.processInfo.environment, file: String? = nil
  ) throws(SettingFaults) -> Settings {
    var reader = SettingReader(SettingSources(options: options, environment: environment, file: file))
    let data = reader.folder(.data)
    let address = readAddress(&reader)
    let port = reader.integer(.port, 1...65_535)
    let base = readBase(&reader, port: port)
    let level = reader.choice(.logLevel, Logger.Level.self)
    let format = reader.choice(.logFormat, LogFormat.self)
    let settings = Settings(
      data: data, database: readDatabase(&reader, data: data), databaseConnections: reader.integer(.databaseConnections, 1...200),
      address: address, port: port, base: base, behindProxy: reader.yesOrNo(.behindProxy) ?? false, metricsToken: readToken(&reader),
      mailServer: readMailServer(&reader),
      mailSender: readSender(&reader), logLevel: level ?? .info, logFormat: format ?? .text)
    if !reader.faults.isEmpty { throw SettingFaults(sentences: reader.faults) }
    return settings
  }

  private static func readAddress(_ reader: inout SettingReader) -> String {
    let value = reader.text(.address) ?? ""
    if !isAddress(value) { reader.fault(.address, "“\(value.prefix(60))” is no IP address.") }
    return value
  }

  private static func isAddress(_ text: String) -> Bool {
    var four = in_addr()
    var six = in6_addr()
    return inet_pton(AF_INET, text, &four) == 1 || inet_pton(AF_INET6, text, &six) == 1
  }

  private static func readBase(_ reader: inout SettingReader, port: Int) -> String {
    guard let parts = reader.address(.base, schemes: ["http", "https"], example: "https://km0.example") else {
      return "http://localhost:\(port)"
    }
    if !(parts.path.isEmpty || parts.path == "/") || parts.query != nil || parts.fragment != nil || parts.user != nil {
      reader.fault(.base, "the house answers at the root of its host: a scheme, a host and perhaps a port, nothing more.")
    }
    return "\(parts.scheme ?? "http")://\(parts.encodedHost ?? "")" + (parts.port.map { ":\($0)" } ?? "")
  }

  private static func readDatabase(_ reader: inout SettingReader, data: String) -> DatabasePlace {
    guard let value = reader.text(.database), !value.isEmpty else { return .embedded(path: data + "/km0.sqlite") }
    guard reader.address(.database, schemes: ["postgres", "postgresql"], example: "postgres://user@host:5432/km0") != nil else {
      return .embedded(path: data + "/km0.sqlite")
    }
    return .postgres(url: Hidden(value))
  }

  private static func readToken(_ reader: inout SettingReader) -> Hidden? {
    guard let token = reader.text(.metricsToken), !token.isEmpty else { return nil }
    if token.count < 16 { reader.fault(.metricsToken, "a token of less than 16 characters can be guessed.") }
    return Hidden(token)
  }

  private static func readMailServer(_ reader: inout SettingReader) -> MailServer? {
    let user = reader.text(.mailUser)
    let password = reader.text(.mailPassword)
    if user == nil, password != nil { reader.fault(.mailPassword, "a password without mail-user.") }
    if user != nil, password == nil { reader.fault(.mailUser, "a user without mail-password.") }
    guard let parts = reader.address(.mailServer, schemes: ["smtp", "smtps"], example: "smtp://mail.example:587") else {
      if !reader.isSet(.mailServer), user != nil { reader.fault(.mailUser, "a user without mail-server.") }
      return nil
    }
    if parts.user != nil || parts.password != nil {
      reader.fault(.mailServer, "user and password have settings of their own, mail-user and mail-password.")
    }
    return MailServer(url: reader.text(.mailServer) ?? "", user: user, password: password.map(Hidden.init))
  }

  private static func readSender(_ reader: inout SettingReader) -> String {
    let sender = reader.text(.mailSender) ?? ""
    let address = sender.split(separator: "<").last.map { $0.trimmingCharacters(in: ["<", ">", " "]) } ?? ""
    let sides = address.split(separator: "@", omittingEmptySubsequences: false)
    if sides.count != 2 || sides.contains(where: \.isEmpty) || sender.contains(where: \.isNewline) {
      reader.fault(.mailSender, "“\(sender.prefix(60))” is no sender like KM0 <maison@km0.example>.")
    }
    return sender
  }
}
