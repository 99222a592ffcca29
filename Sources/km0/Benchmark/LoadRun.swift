import Foundation
import Synchronization

/// So many clients, each asking again as soon as it was answered, or as often as people do, for so long.
struct LoadRun {
  let clients: Int
  let seconds: Double
  let port: Int
  /// Seconds between the questions of one client; 0 asks again at once.
  var pause = 0.0
  /// The request of this number: it may change from one to the next.
  let request: @Sendable (Int) -> LoadRequest

  struct Result {
    /// Milliseconds, sorted.
    let times: [Double]
    let seconds: Double
    let failures: Int

    var perSecond: Double { Double(times.count) / seconds }
    func percentile(_ share: Double) -> Double { times.isEmpty ? 0 : times[min(times.count - 1, Int(Double(times.count) * share))] }
  }

  private struct Tally {
    var times: [Double] = []
    var failures = 0
  }

  func run() -> Result {
    let tally = Mutex(Tally())
    let group = DispatchGroup()
    let start = ContinuousClock.now
    for client in 0..<clients {
      group.enter()
      let thread = Thread {
        // Those who pause begin one after the other, as people do.
        usleep(UInt32(pause * 1e6 * Double(client) / Double(clients)))
        let own = ask(client, until: start + .milliseconds(Int(seconds * 1000)))
        tally.withLock { tally in
          tally.times += own.times
          tally.failures += own.failures
        }
        group.leave()
      }
      thread.start()
    }
    group.wait()
    let elapsed = (ContinuousClock.now - start).milliseconds / 1000
    return tally.withLock { Result(times: $0.times.sorted(), seconds: elapsed, failures: $0.failures) }
  }

  private func ask(_ client: Int, until end: ContinuousClock.Instant) -> Tally {
    var own = Tally()
    guard let connection = try? LoadConnection(port: port) else { return Tally(times: [], failures: 1) }
    var number = client
    while ContinuousClock.now < end {
      let asked = ContinuousClock.now
      guard let status = try? connection.ask(request(number)) else {
        own.failures += 1
        return own
      }
      let taken = (ContinuousClock.now - asked).milliseconds
      if (200..<300).contains(status) { own.times.append(taken) } else { own.failures += 1 }
      number += clients
      if pause > 0 { usleep(UInt32(max(0, pause * 1e6 - taken * 1000))) }
    }
    return own
  }
}

extension Duration {
  var milliseconds: Double { Double(components.seconds) * 1000 + Double(components.attoseconds) / 1e15 }
}
