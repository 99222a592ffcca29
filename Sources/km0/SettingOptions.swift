import ArgumentParser
import House

/// The settings that every command takes; the others stand in the environment or in the settings file, secrets above all.
struct SettingOptions: ParsableArguments {
  @Option(help: "A settings file, with lines like `port = 8080`.")
  var settings: String?

  @Option(help: "Folder of the embedded database. (default: data)")
  var data: String?

  @Option(help: "postgres://… for a PostgreSQL server; without it, the embedded database.")
  var database: String?

  @Option(help: "trace, debug, info, notice, warning, error or critical. (default: info)")
  var logLevel: String?

  @Option(help: "json or text. (default: text)")
  var logFormat: String?

  var named: [SettingName: String] {
    let given: [(SettingName, String?)] = [(.data, data), (.database, database), (.logLevel, logLevel), (.logFormat, logFormat)]
    return Dictionary(uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, $0) } })
  }

  /// Throws `SettingFaults`.
  func read(and more: [SettingName: String] = [:]) throws -> Settings {
    try Settings.read(options: named.merging(more) { _, more in more }, file: settings)
  }
}

/// The settings of what listens.
struct ServingOptions: ParsableArguments {
  @Option(help: "The address to listen on; 0.0.0.0 is every network card. (default: 127.0.0.1)")
  var address: String?

  @Option(help: "The port to listen on. (default: 8080)")
  var port: String?

  @Option(help: "The address people type: https://km0.example. (default: http://localhost:PORT)")
  var base: String?

  var named: [SettingName: String] {
    let given: [(SettingName, String?)] = [(.address, address), (.port, port), (.base, base)]
    return Dictionary(uniqueKeysWithValues: given.compactMap { name, value in value.map { (name, $0) } })
  }
}
