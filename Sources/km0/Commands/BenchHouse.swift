import ArgumentParser
import Foundation
import House
import Kernel

struct BenchHouse: HouseCommand {
  static let configuration = CommandConfiguration(
    commandName: "house", abstract: "Measures every page of the demonstration house.",
    discussion: """
      Loads the demonstration house into a folder of its own, serves it in a process of its own, follows every link of a director from page to
      page, and tells the processor time of each page, the dearest first: of addresses that differ only in what they name (an organisation, a
      month) one is measured. docs/performance.md says how to read the figures.
      """)

  @Option(help: "Folder of the demonstration house.")
  var from = "demo"

  @Option(help: "Seconds for each page.")
  var seconds = 1.0

  @Option(help: "Tell pages above so many milliseconds; 0 for all.")
  var above = BenchmarkReport.Target.processorTime

  func validate() throws {
    if !(0.1...60).contains(seconds) { throw ValidationError("0.1 to 60 seconds.") }
  }

  func perform() async throws {
    let folder = BenchmarkHouse.folder
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let demonstration = try DemonstrationHouse(folder: from)
    guard let director = demonstration.signIns.first else { throw BenchmarkFault(description: "Nobody can sign in to \(from).") }
    let settings = try Settings.read(options: [.data: folder], environment: [:])
    let house = House.km0(settings)
    let store = try settings.openDatabase(making: true)
    let progress = ProgressLine()
    try await house.migrate(store, at: .clock)
    _ = try await demonstration.load(into: store, of: house, at: .clock) { what, done, all in
      progress.report("loading \(what)", done, of: all)
    }
    await store.close()
    let child = try ServedChild(arguments: ["--data", folder], port: try FreePort.find())
    defer { child.stop() }
    let cookies = try SignIn(email: director.email, password: director.password).cookies(port: child.port)
    let pages = try HousePages(port: child.port, cookies: cookies) { progress.report("looking for pages", $0) }.found
    var measured: [(page: String, time: Double)] = []
    for page in pages {
      progress.report("measuring", measured.count, of: pages.count)
      let request = LoadRequest(path: page, headers: ["accept-encoding": "gzip", "cookie": cookies])
      _ = LoadRun(clients: 1, seconds: seconds / 5, port: child.port) { _ in request }.run()
      let before = child.processorSeconds
      let run = LoadRun(clients: 2, seconds: seconds, port: child.port) { _ in request }.run()
      measured.append((page, (child.processorSeconds - before) * 1000 / Double(max(1, run.times.count))))
    }
    progress.end()
    tell(measured.sorted { $0.time > $1.time })
  }

  private func tell(_ measured: [(page: String, time: Double)]) {
    let target = BenchmarkReport.Target.processorTime
    Terminal.say(
      "\n\(measured.count) pages; \(measured.count { $0.time <= target }) within \(String(format: "%g", target)) ms of processor time.")
    for (page, time) in measured where time > above { Terminal.say(String(format: "%8.2f ms  ", time) + page) }
  }
}
