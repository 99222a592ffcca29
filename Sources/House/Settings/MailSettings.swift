import Foundation
import Post

extension SettingReader {
  mutating func mail() -> Settings.MailPlace {
    let encryption = choice(.mailEncryption, Settings.MailEncryption.self) ?? .always
    let user = text(.mailUser)
    let password = text(.mailPassword)
    if user == nil, password != nil { fault(.mailPassword, "a password without mail-user.") }
    if user != nil, password == nil { fault(.mailUser, "a user without mail-password.") }
    if isSet(.mailFolder) {
      if isSet(.mailServer) { fault(.mailFolder, "mail cannot both stay in a folder and leave through mail-server.") }
      return .folder(path: folder(.mailFolder))
    }
    guard let parts = address(.mailServer, schemes: ["smtp", "smtps"], example: "smtp://mail.example:587") else {
      if !isSet(.mailServer), user != nil { fault(.mailUser, "a user without mail-server.") }
      return .nowhere
    }
    if parts.user != nil || parts.password != nil {
      fault(.mailServer, "user and password have settings of their own, mail-user and mail-password.")
    }
    return .server(url: text(.mailServer) ?? "", user: user, password: password.map(Hidden.init), encryption)
  }

  /// Nil only where there is no mail, and after a fault.
  mutating func mailSender() -> MailAddress? {
    guard let text = text(.mailSender) else {
      for name in [SettingName.mailServer, .mailFolder] where isSet(name) { fault(name, "mails need a sender, mail-sender.") }
      return nil
    }
    let sender = text.trimmingCharacters(in: .whitespaces)
    var address = sender
    var name = ""
    if let open = sender.lastIndex(of: "<"), sender.hasSuffix(">") {
      address = String(sender[sender.index(after: open)...].dropLast())
      name = sender[..<open].trimmingCharacters(in: .whitespaces)
    }
    if let sender = MailAddress(address, name: name) { return sender }
    fault(.mailSender, "“\(sender.prefix(60))” is no sender like KM0 <maison@km0.example>.")
    return nil
  }
}
