import Foundation

/// Reads each setting once, in plain sentences when it is wrong, and goes on to the next so that all faults are told together.
struct SettingReader {
  private let sources: SettingSources
  private(set) var faults: [String]

  init(_ sources: SettingSources) {
    self.sources = sources
    faults = sources.faults
  }

  func text(_ name: SettingName) -> String? { sources.settings[name]?.value ?? name.byDefault }
  func isSet(_ name: SettingName) -> Bool { sources.settings[name] != nil }

  mutating func fault(_ name: SettingName, _ sentence: String) {
    faults.append("\(sources.settings[name]?.origin ?? name.rawValue): \(sentence)")
  }

  /// The value with its quotes for a message, unless it is a secret.
  private func quoted(_ name: SettingName, _ value: String) -> String { name.isSecret ? "what is given" : "“\(value.prefix(60))”" }

  mutating func integer(_ name: SettingName, _ range: ClosedRange<Int>) -> Int {
    let value = text(name) ?? ""
    if let number = Int(value), range.contains(number) { return number }
    fault(name, "\(quoted(name, value)) is no whole number from \(range.lowerBound) to \(range.upperBound).")
    return range.lowerBound
  }

  mutating func yesOrNo(_ name: SettingName) -> Bool? {
    guard let value = text(name) else { return nil }
    switch value.lowercased() {
    case "yes", "true", "1", "on": return true
    case "no", "false", "0", "off": return false
    default:
      fault(name, "\(quoted(name, value)) is neither yes nor no.")
      return nil
    }
  }

  mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: SettingName, _: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    let value = text(name) ?? ""
    if let choice = Choice(rawValue: value.lowercased()) { return choice }
    let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
    fault(name, "\(quoted(name, value)) is none of \(all).")
    return nil
  }

  mutating func folder(_ name: SettingName) -> String {
    let value = text(name) ?? ""
    if value.isEmpty { fault(name, "the folder has no name.") }
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: value, isDirectory: &isFolder), !isFolder.boolValue {
      fault(name, "\(quoted(name, value)) is a file, and a folder is wanted.")
    }
    return value
  }

  /// An absolute address of one of these schemes with a host; `example` completes the sentence.
  mutating func address(_ name: SettingName, schemes: Set<String>, example: String) -> URLComponents? {
    guard let value = text(name), !value.isEmpty else { return nil }
    let parts = URLComponents(string: value)
    // libpq also takes the host, or the folder of a socket, from the query.
    let named = parts?.host.flatMap { $0.isEmpty ? nil : $0 } ?? parts?.queryItems?.first { $0.name == "host" }?.value
    if let parts, let scheme = parts.scheme, schemes.contains(scheme), named?.isEmpty == false { return parts }
    fault(name, "\(quoted(name, value)) is no address like \(example).")
    return nil
  }
}
