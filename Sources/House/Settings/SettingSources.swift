import Foundation

/// What was set, and where: the command line before the environment before the settings file before the default.
struct SettingSources {
  /// A value and the words that name its origin in a fault: `--port`, `KM0_PORT`, `km0.conf line 3 (port)`.
  struct Setting {
    let value: String
    let origin: String
  }
  private(set) var settings: [SettingName: Setting] = [:]
  private(set) var faults: [String] = []

  /// `file` is the path of the settings file, when there is one; it may also be named by `KM0_SETTINGS`.
  init(options: [SettingName: String], environment: [String: String], file: String?) {
    if let path = file ?? environment["KM0_SETTINGS"].flatMap({ $0.isEmpty ? nil : $0 }) { read(file: path) }
    read(environment: environment)
    for (name, value) in options { settings[name] = Setting(value: value, origin: "--\(name.rawValue)") }
  }

  private mutating func read(environment: [String: String]) {
    let known = Dictionary(uniqueKeysWithValues: SettingName.allCases.map { ($0.environment, $0) })
    for (variable, value) in environment.sorted(by: { $0.key < $1.key }) where variable.hasPrefix("KM0_") {
      if variable == "KM0_SETTINGS" || variable.hasPrefix("KM0_TEST_") { continue }
      guard let name = known[variable] else {
        faults.append("\(variable): there is no such setting.")
        continue
      }
      // An empty variable is how a unit file or a container says "not set".
      if !value.isEmpty { settings[name] = Setting(value: value, origin: variable) }
    }
  }

  private mutating func read(file path: String) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      faults.append("\(path): the settings file cannot be read, or is not UTF-8.")
      return
    }
    let name = URL(filePath: path).lastPathComponent
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.isEmpty || line.hasPrefix("#") { continue }
      read(line: line, of: name, number: index + 1)
    }
  }

  private mutating func read(line: String, of file: String, number: Int) {
    let sides = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let key = sides[0].trimmingCharacters(in: .whitespaces)
    guard sides.count == 2 else {
      // What stands there may be a secret on the wrong line: it is not repeated.
      faults.append("\(file) line \(number): a line is `name = value`.")
      return
    }
    guard let name = SettingName(rawValue: key) else {
      faults.append("\(file) line \(number): there is no setting called \(key.prefix(40)).")
      return
    }
    let origin = "\(file) line \(number) (\(key))"
    if let earlier = settings[name] {
      faults.append("\(origin): already set, \(earlier.origin).")
      return
    }
    settings[name] = Setting(value: sides[1].trimmingCharacters(in: .whitespaces), origin: origin)
  }
}
