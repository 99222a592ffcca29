import Foundation
import Synchronization

/// Speaks just enough SMTP on a loopback port to take letters, one connection after the other.
final class TinyMailServer: Sendable {
  let port: UInt16
  private let listener: Int32
  private let taken = Mutex<[String]>([])
  /// What is answered to RCPT for addresses that contain a key.
  private let answers: [String: String]

  /// The dialogue of each delivered letter, commands and message.
  var letters: [String] { taken.withLock { $0 } }

  init(answers: [String: String] = [:]) throws {
    self.answers = answers
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard bound, listen(listener, 8) == 0 else { throw CocoaError(.fileReadUnknown) }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread { [self] in serve() }.start()
  }

  /// The listening thread closes what it listens on: closed here, the number could be another server's before the thread looks up.
  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 {
        close(listener)
        return
      }
      talk(connection)
      close(connection)
    }
  }

  private func talk(_ connection: Int32) {
    say("220 tiny", connection)
    var dialogue = ""
    var isMessage = false
    while let line = Self.line(connection) {
      dialogue += line + "\r\n"
      if isMessage {
        if line != "." { continue }
        isMessage = false
        taken.withLock { $0.append(dialogue) }
        say("250 taken", connection)
        continue
      }
      let word = line.prefix(4).uppercased()
      if word == "QUIT" { return say("221 bye", connection) }
      if word == "DATA" {
        isMessage = true
        say("354 go on", connection)
      } else if word == "RCPT", let answer = answers.first(where: { line.contains($0.key) }) {
        say(answer.value, connection)
      } else {
        say(word == "EHLO" ? "250-tiny\r\n250 8BITMIME" : "250 ok", connection)
      }
    }
  }

  private func say(_ text: String, _ connection: Int32) {
    let bytes = Array((text + "\r\n").utf8)
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }

  private static func line(_ connection: Int32) -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) == 1 {
      if byte == 10 { return String(decoding: bytes, as: UTF8.self) }
      if byte != 13 { bytes.append(byte) }
    }
    return nil
  }
}
