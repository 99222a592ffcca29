import Foundation
import Testing

@testable import House

@Suite struct SettingsTests {
  @Test func nothingSetIsAHouseOnThisMachine() throws {
    let settings = try Settings.read(environment: [:])
    #expect(settings.port == 8080)
    #expect(settings.address == "127.0.0.1")
    #expect(settings.base == "http://localhost:8080")
    #expect(!settings.behindProxy)
    #expect(settings.mailServer == nil)
    guard case .embedded("data/km0.sqlite") = settings.database else {
      Issue.record("not the embedded database")
      return
    }
  }

  @Test func commandLineBeforeEnvironmentBeforeFile() throws {
    let file = try temporaryFile("port = 1000\naddress = ::1\n# a comment\n\nlog-level=debug\n")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let settings = try Settings.read(options: [.port: "3000"], environment: ["KM0_PORT": "2000", "KM0_ADDRESS": "0.0.0.0"], file: file)
    #expect(settings.port == 3000)
    #expect(settings.address == "0.0.0.0")
    #expect(settings.logLevel == .debug)
  }

  @Test func allFaultsAtOnceEachWithItsOrigin() throws {
    let file = try temporaryFile("prot = 80\nport\nlog-format = xml\nlog-format = json\n")
    defer { try? FileManager.default.removeItem(atPath: file) }
    let environment = [
      "KM0_PORT": "70000", "KM0_DATABASE": "mysql://root:hunter2hunter2@db/km0", "KM0_BASE": "km0.example", "KM0_LOG_LEVEL": "loud",
      "KM0_BEHIND_PROXY": "perhaps", "KM0_MAIL_PASSWORD": "hunter2",
      "KM0_METRICS_TOKEN": "hunter2",
      "KM0_MAIL_SENDER": "nobody", "KM0_DATABSE": "x", "KM0_TEST_POSTGRES": "fine",
    ]
    let faults = #expect(throws: SettingFaults.self) {
      try Settings.read(options: [.address: "localhost"], environment: environment, file: file)
    }
    let sentences = try #require(faults).sentences
    for origin in [
      "KM0_PORT", "KM0_DATABASE", "KM0_BASE", "KM0_LOG_LEVEL", "KM0_BEHIND_PROXY", "KM0_MAIL_PASSWORD",
      "KM0_METRICS_TOKEN", "KM0_MAIL_SENDER", "KM0_DATABSE", "--address",
    ] {
      #expect(sentences.contains { $0.hasPrefix("\(origin): ") }, "\(origin)")
    }
    for line in [1, 2, 4] { #expect(sentences.contains { $0.contains("line \(line)") }) }
    #expect(sentences.contains { $0.contains("xml") })
    #expect(sentences.count == 14, "\(sentences)")
    #expect(!sentences.joined().contains("hunter2"))
  }

  @Test func secretsDoNotShow() throws {
    let settings = try Settings.read(environment: [
      "KM0_DATABASE": "postgres://km0:hunter2@db/km0", "KM0_MAIL_SERVER": "smtp://mail:587", "KM0_MAIL_USER": "km0",
      "KM0_MAIL_PASSWORD": "hunter2",
    ])
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!dumped.contains("hunter2"))
    #expect(!"\(settings) \(String(reflecting: settings))".contains("hunter2"))
    #expect(settings.mailServer?.password?.reveal == "hunter2")
  }

  @Test(arguments: ["https://km0.example/", "https://km0.example"])
  func baseHasNoSlash(_ base: String) throws {
    let settings = try Settings.read(environment: ["KM0_BASE": base])
    #expect(settings.base == "https://km0.example")
  }

  private func temporaryFile(_ text: String) throws -> String {
    let path = NSTemporaryDirectory() + "km0-\(UUID().uuidString).conf"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }
}
