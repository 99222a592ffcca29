import ArgumentParser
import Foundation
import House
import Kernel
import Store

struct BenchRuns: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Measures invoice runs: from leases to Factur-X files.",
    discussion: """
      Makes a house of its own where every cell is let, previews and issues a month of it, prints every invoice, asks for the statement of a
      tenant who has paid for ten years, and lets twenty runs of the next month begin at once. `./km0 bench runs` starts a temporary PostgreSQL
      by itself where Debian's server is installed.
      """)

  @Option(help: "How many leases.")
  var leases = 1_000

  @Option(help: "An empty PostgreSQL database: postgres://…")
  var database: String?

  @Flag(help: "Leave SQLite out.")
  var onlyDatabase = false

  @Flag(help: "End with 1 when a target is missed.")
  var check = false

  func validate() throws {
    if !(20...9_000).contains(leases) { throw ValidationError("20 to 9,000 leases.") }
    if onlyDatabase, database == nil { throw ValidationError("--only-database wants --database.") }
  }

  func perform() async throws {
    let folder = BenchmarkHouse.folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var misses: [String] = []
    if !onlyDatabase { misses += try await measure("SQLite", [.data: folder]) }
    if let database { misses += try await measure("PostgreSQL", [.data: folder, .database: database]) }
    Terminal.say(misses.isEmpty ? "\nEvery target is met." : "\nMissed:\n  " + misses.joined(separator: "\n  "))
    if check, !misses.isEmpty { throw ExitCode.failure }
  }

  /// What was missed.
  private func measure(_ engine: String, _ options: [SettingName: String]) async throws -> [String] {
    let settings = try Settings.read(options: options, environment: [:])
    let store = try settings.openDatabase(making: true)
    let house = House.km0(settings)
    try await house.migrate(store, at: .clock)
    if try await store.read({ try $0.value("SELECT COUNT(*) FROM organisations", as: Int.self) ?? 0 }) > 0 {
      throw BenchmarkFault(description: "\(settings.databaseName) is not empty.")
    }
    let progress = ProgressLine()
    let (filled, tenants) = try await BenchmarkLeases.fill(store, count: leases) { what, done, all in progress.report(what, done, of: all) }
    progress.end()
    Terminal.say("\n\(engine), \(leases) leases of four lines\n")
    var bench = RunBench(database: store, house: filled, tenants: tenants, desk: house.desk, texts: try house.texts())
    try await bench.tellHistory()
    try await bench.tellPreview()
    try await bench.tellRun()
    try await bench.tellFiles()
    try await bench.tellTwenty()
    await store.close()
    return bench.report.misses.map { "\(engine), \($0)" }
  }
}
