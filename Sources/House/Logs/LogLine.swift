import Foundation
import Logging

/// One line of the log, as text for eyes or as JSON for machines. Whatever it holds, it stays one line.
package struct LogLine: Sendable {
  package let seconds: Double
  package let level: Logger.Level
  package let source: String
  package let message: String
  package let facts: [(name: String, value: String)]

  package init(seconds: Double, level: Logger.Level, source: String, message: String, facts: [(name: String, value: String)]) {
    (self.seconds, self.level, self.source, self.message, self.facts) = (seconds, level, source, message, facts)
  }

  private var time: String {
    Date(timeIntervalSince1970: seconds).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }

  package var text: String {
    let tail = facts.map { " \($0.name)=\(Self.plain($0.value))" }.joined()
    return "\(time) \(level.rawValue) \(source): \(Self.plain(message))\(tail)\n"
  }

  package var json: String {
    var fields = [("time", time), ("level", level.rawValue), ("source", source), ("message", message)]
    // A fact may not replace one of the fields above.
    fields += facts.map { fact in (fields.contains { $0.0 == fact.name } ? "_" + fact.name : fact.name, fact.value) }
    let inside = fields.map { "\(Self.quoted($0.0)):\(Self.quoted($0.1))" }.joined(separator: ",")
    return "{\(inside)}\n"
  }

  /// Control characters could forge a second line or drive a terminal.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      if scalar.properties.generalCategory == .control {
        plain += "\\u{\(String(scalar.value, radix: 16))}"
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    return plain
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case _ where scalar.value < 32 || scalar.value == 0x7F:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
