import ArgumentParser
import Foundation
import House
import Kernel
import Store

struct Bench: HouseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measures the pages of a house with ten years behind it.",
    discussion: """
      Makes a house of its own (500 cells, 400 organisations, 5,000 lets and options, 200,000 audit lines), serves it in a process of its own
      and asks it from this one, on this machine only. With --database, an empty PostgreSQL database is measured beside SQLite.
      The times contain the work of the clients, which share the processors.
      """)

  @Option(help: "How many ask at the same time.")
  var clients = 50

  @Option(help: "Seconds for each page.")
  var seconds = 5

  @Option(help: "An empty PostgreSQL database: postgres://…")
  var database: String?

  func validate() throws {
    if !(1...500).contains(clients) || !(1...120).contains(seconds) { throw ValidationError("1 to 500 clients, 1 to 120 seconds.") }
  }

  func perform() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "km0-bench-\(UUID().uuidString.lowercased())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await measure("SQLite", ["--data", folder], [.data: folder])
    if let database { try await measure("PostgreSQL", ["--database", database], [.data: folder, .database: database]) }
  }

  private func measure(_ engine: String, _ arguments: [String], _ options: [SettingName: String]) async throws {
    let settings = try Settings.read(options: options, environment: [:])
    let store = try settings.openDatabase()
    let progress = ProgressLine()
    try await House.km0(settings).migrate(store, at: .clock)
    if try await store.read({ try $0.value("SELECT COUNT(*) FROM organisations", as: Int.self) ?? 0 }) > 0 {
      throw BenchmarkFault(description: "\(settings.databaseName) is not empty.")
    }
    try await BenchmarkHouse.fill(store, at: .clock) { what, done, all in progress.report(what, done, of: all) }
    progress.end()
    await store.close()
    let child = try ServedChild(arguments: arguments, port: try FreePort.find())
    defer { child.stop() }
    Terminal.say("\n\(engine), \(clients) clients: first answer after \(Int(child.secondsToFirstAnswer * 1000)) ms")
    Terminal.say("  page                        p50 ms   p99 ms   per s   processor ms   failures")
    for page in Self.pages { tell(page.name, on: child, page.path) }
    Terminal.say("  resident memory: \(Int(child.residentMegabytes)) MB")
  }

  private func tell(_ name: String, on child: ServedChild, _ path: @escaping @Sendable (Int) -> String) {
    // The first answers fill caches; they are not what a day is made of.
    _ = LoadRun(clients: min(clients, 4), seconds: 0.5, port: child.port, path: path).run()
    let before = child.processorSeconds
    let result = LoadRun(clients: clients, seconds: Double(seconds), port: child.port, path: path).run()
    let processor = (child.processorSeconds - before) * 1000 / Double(max(1, result.times.count))
    let numbers = String(
      format: "%8.2f %8.2f %7.0f %14.2f %10d", result.percentile(0.5), result.percentile(0.99), result.perSecond, processor, result.failures
    )
    Terminal.say("  " + name.padding(toLength: 24, withPad: " ", startingAt: 0) + numbers)
  }

  private static let pages: [(name: String, path: @Sendable (Int) -> String)] = [
    ("start page", { _ in "/" }),
    ("plan, one day", { _ in "/plan?day=2022-06-01" }),
    ("plan, any day", { number in "/plan?day=\(BenchmarkHouse.firstDay + number * 37 % 3600)" }),
    ("date change", { number in "/plan/part?day=\(BenchmarkHouse.firstDay + number * 37 % 3600)" }),
  ]
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
