import Foundation
import Logging

/// Where the log goes: whole lines on standard error, for the journal or the container to keep.
package struct LineLog: LogHandler {
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  private let label: String
  private let format: Settings.LogFormat
  private let write: @Sendable (String) -> Void

  package init(
    label: String, level: Logger.Level, format: Settings.LogFormat, write: @escaping @Sendable (String) -> Void = LineLog.toStandardError
  ) {
    (self.label, logLevel, self.format, self.write) = (label, level, format, write)
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var all = metadata
    if let own = event.metadata { all.merge(own) { _, own in own } }
    var facts = all.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.description) }
    if let error = event.error { facts.append(("error", "\(error)")) }
    let line = LogLine(
      seconds: Date().timeIntervalSince1970, level: event.level, source: label, message: event.message.description, facts: facts)
    write(format == .json ? line.json : line.text)
  }

  /// One call for the line, so that lines of several threads do not mix.
  package static let toStandardError: @Sendable (String) -> Void = { line in
    var line = line
    line.withUTF8 { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let written = rest.withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
        // Nobody reads the log any more: there is nobody to tell.
        if written <= 0 { return }
        rest = rest.dropFirst(written)
      }
    }
  }
}

extension Settings {
  /// The logger of the program; every part of it says what it is by `source`.
  package func logger(_ source: String = "km0") -> Logger {
    Logger(label: source) { [logLevel, logFormat] label in LineLog(label: label, level: logLevel, format: logFormat) }
  }
}
