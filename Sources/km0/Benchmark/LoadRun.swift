import Foundation
import Synchronization

/// So many clients, each asking again as soon as it was answered, for so long.
struct LoadRun {
  let clients: Int
  let seconds: Double
  let port: Int
  /// The address of the request of this number: it may change from one to the next.
  let path: @Sendable (Int) -> String

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
    let elapsed = milliseconds(ContinuousClock.now - start) / 1000
    return tally.withLock { Result(times: $0.times.sorted(), seconds: elapsed, failures: $0.failures) }
  }

  private func ask(_ client: Int, until end: ContinuousClock.Instant) -> Tally {
    var own = Tally()
    guard let connection = try? LoadConnection(port: port) else { return Tally(times: [], failures: 1) }
    var number = client
    while ContinuousClock.now < end {
      let asked = ContinuousClock.now
      guard let answer = try? connection.get(path(number)) else {
        own.failures += 1
        return own
      }
      if answer.status == 200 { own.times.append(milliseconds(ContinuousClock.now - asked)) } else { own.failures += 1 }
      number += clients
    }
    return own
  }

  private func milliseconds(_ duration: Duration) -> Double {
    Double(duration.components.seconds) * 1000 + Double(duration.components.attoseconds) / 1e15
  }
}
