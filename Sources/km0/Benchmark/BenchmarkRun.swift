import Foundation

/// Measures one house on one engine, and tells it line by line.
struct BenchmarkRun {
  let engine: String
  let clients: Int
  let seconds: Double
  let child: ServedChild
  private(set) var report = BenchmarkReport()

  init(engine: String, clients: Int, seconds: Double, child: ServedChild) {
    (self.engine, self.clients, self.seconds, self.child) = (engine, clients, seconds, child)
  }

  typealias Target = BenchmarkReport.Target

  mutating func tellStart() {
    let start = report.told("start", child.secondsToFirstAnswer, under: Target.secondsToFirstAnswer, "%.2f s")
    Terminal.say("\n\(engine), \(clients) clients. First answer \(start) after the start.\n")
  }

  /// Each page twice: by as many people as there are clients, each asking twice a second, and by clients that never pause.
  mutating func tellPages(_ pages: [BenchmarkPage]) {
    Terminal.say("                              asking twice a second     without a pause                   processor")
    Terminal.say("                               p50 ms     p99 ms       p50 ms     p99 ms     per s   ms a request  failures")
    for page in pages { tell(page) }
  }

  private mutating func tell(_ page: BenchmarkPage) {
    // The first answers fill caches; they are not what a day is made of.
    _ = LoadRun(clients: min(clients, 4), seconds: 0.5, port: child.port, request: page.request).run()
    let people = LoadRun(clients: clients, seconds: seconds, port: child.port, pause: 0.5, request: page.request).run()
    let before = child.processorSeconds
    let crowd = LoadRun(clients: clients, seconds: seconds, port: child.port, request: page.request).run()
    let processor = (child.processorSeconds - before) * 1000 / Double(max(1, crowd.times.count))
    var line = report.padded("  " + page.name, 30)
    line += report.told("", people.percentile(0.5), under: nil, "%8.2f")
    line += report.told("\(page.name), p99", people.percentile(0.99), under: page.isPlan ? Target.pageTime : nil, "%10.2f")
    line += "  " + report.told("", crowd.percentile(0.5), under: nil, "%10.2f")
    line += report.told("", crowd.percentile(0.99), under: nil, "%10.2f")
    line += report.told("", crowd.perSecond, under: nil, "%9.0f")
    line += report.told("\(page.name), processor", processor, under: page.isPage ? Target.processorTime : nil, "%13.2f")
    let failures = people.failures + crowd.failures
    Terminal.say(line + report.told("\(page.name), failures", Double(failures), under: 0, "%9.0f"))
  }

  /// One change after the other, while others look at the plan: what a change takes, and the first plan after it.
  mutating func tellChanges(token: String) {
    let plan: @Sendable (Int) -> LoadRequest = { LoadRequest(path: "/plan/part?day=\(BenchmarkPage.day($0))") }
    let (port, readers, seconds) = (child.port, max(1, min(8, clients)), seconds)
    let readings = DispatchGroup()
    readings.enter()
    Thread {
      _ = LoadRun(clients: readers, seconds: seconds, port: port, pause: 0.5, request: plan).run()
      readings.leave()
    }.start()
    var (changes, plans, alone): ([Double], [Double], [Double]) = ([], [], [])
    var failures = 0
    do {
      let connection = try LoadConnection(port: port)
      func timed(_ request: LoadRequest) throws -> Double {
        let start = ContinuousClock.now
        if try connection.ask(request) != 200 { failures += 1 }
        return (ContinuousClock.now - start).milliseconds
      }
      let end = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
      var number = 0
      while ContinuousClock.now < end {
        changes.append(try timed(BenchmarkPage.change(number, token: token)))
        plans.append(try timed(plan(number)))
        // The same plan again: what remains is the drawing anew.
        alone.append(try timed(plan(number + 1)))
        number += 1
        usleep(50_000)
      }
    } catch { failures += 1 }
    readings.wait()
    changes.sort()
    plans.sort()
    alone.sort()
    Terminal.say("\n  \(changes.count) changes, one after the other, while \(readers) look at the plan:")
    Terminal.say(
      "    a change                  p50\(report.told("", changes.percentile(0.5), under: nil, "%8.2f"))ms  p99\(report.told("", changes.percentile(0.99), under: nil, "%8.2f"))ms"
    )
    let first = report.told("first plan after a change, p50", plans.percentile(0.5), under: Target.rebuildTime, "%8.2f")
    Terminal.say("    the first plan after it   p50\(first)ms  p99\(report.told("", plans.percentile(0.99), under: nil, "%8.2f"))ms")
    Terminal.say(
      "    another day of it         p50\(report.told("", alone.percentile(0.5), under: nil, "%8.2f"))ms  p99\(report.told("", alone.percentile(0.99), under: nil, "%8.2f"))ms"
    )
    Terminal.say("    failures                     \(report.told("changes, failures", Double(failures), under: 0, "%8.0f"))")
  }

  mutating func tellSearch(_ search: SearchBench) {
    Terminal.say("\n  The search, asked of the rule itself:")
    for (name, question) in search.questions {
      let times = search.times(question)
      let p99 = report.told("\(name), p99", times.percentile(0.99), under: Target.searchTime, "%8.2f")
      Terminal.say("    \(report.padded(name, 26))p50\(report.told("", times.percentile(0.5), under: nil, "%8.2f"))ms  p99\(p99)ms")
    }
  }

  mutating func tellMemory() {
    let (now, most) = child.residentMegabytes
    let told = report.told("resident memory, MB", most, under: Target.residentMegabytes, "%.0f")
    Terminal.say("\n  Resident memory: \(Int(now)) MB now, \(told) MB at the most.")
  }
}
