import ArgumentParser
import Foundation
import House
import Kernel
import Store

/// A command with options of its own would take those of its subcommands away from them.
struct Bench: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the program.",
    subcommands: [BenchPages.self, BenchInvoices.self, BenchRuns.self, BenchAllocate.self, BenchHouse.self],
    defaultSubcommand: BenchPages.self)
}

struct BenchPages: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "pages", abstract: "Measures the pages of a house with ten years behind it.",
    discussion: """
      Makes a house of its own (500 cells, 400 organisations, 5,000 lets and options, 200,000 audit lines), serves it in a process of its own
      and asks it from this one, on this machine only. With --database, an empty PostgreSQL database is measured beside SQLite;
      `./km0 bench` starts one by itself where Debian's server is installed. docs/performance.md says how to read the figures.
      """)

  @Option(help: "How many ask at the same time.")
  var clients = 50

  @Option(help: "Seconds for each page.")
  var seconds = 5

  @Option(help: "An empty PostgreSQL database: postgres://…")
  var database: String?

  @Flag(help: "Leave SQLite out.")
  var onlyDatabase = false

  @Flag(help: "End with 1 when a target is missed.")
  var check = false

  func validate() throws {
    if !(1...500).contains(clients) || !(1...120).contains(seconds) { throw ValidationError("1 to 500 clients, 1 to 120 seconds.") }
    if onlyDatabase, database == nil { throw ValidationError("--only-database wants --database.") }
  }

  func perform() async throws {
    let folder = BenchmarkHouse.folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var misses: [String] = []
    if !onlyDatabase { misses += try await measure("SQLite", ["--data", folder], [.data: folder]) }
    if let database {
      misses += try await measure("PostgreSQL", ["--database", database], [.data: folder, .database: database])
    }
    Terminal.say(misses.isEmpty ? "\nEvery target is met." : "\nMissed:\n  " + misses.joined(separator: "\n  "))
    if check, !misses.isEmpty { throw ExitCode.failure }
  }

  /// What was missed.
  private func measure(_ engine: String, _ arguments: [String], _ options: [SettingName: String]) async throws -> [String] {
    let settings = try Settings.read(options: options, environment: [:])
    let store = try settings.openDatabase(making: true)
    let house = House.km0(settings)
    let progress = ProgressLine()
    try await house.migrate(store, at: .clock)
    if try await store.read({ try $0.value("SELECT COUNT(*) FROM organisations", as: Int.self) ?? 0 }) > 0 {
      throw BenchmarkFault(description: "\(settings.databaseName) is not empty.")
    }
    try await BenchmarkHouse.fill(store, at: .clock) { what, done, all in progress.report(what, done, of: all) }
    let director = try await BenchmarkDirector(in: store, of: house, at: .clock)
    progress.end()
    let search = try await SearchBench(store, at: .clock)
    await store.close()
    let child = try ServedChild(arguments: arguments, port: try FreePort.find())
    defer { child.stop() }
    let cookies = try director.cookies(port: child.port)
    var run = BenchmarkRun(engine: engine, clients: clients, seconds: Double(seconds), child: child)
    run.tellStart()
    run.tellPages(BenchmarkPage.all(cookies: cookies, token: director.token.text))
    run.tellChanges(token: director.token.text)
    run.tellSearch(search)
    run.tellMemory()
    return run.report.misses.map { "\(engine), \($0)" }
  }
}

/// A port nobody listens on just now.
enum FreePort {
  static func find() throws -> Int {
    let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let found = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0 }
    }
    guard found else { throw BenchmarkFault(description: "There is no free port.") }
    return Int(in_port_t(bigEndian: address.sin_port))
  }
}
