import Foundation
import Synchronization

/// Counts requests for `/metrics`, in the text format of Prometheus.
final class Metrics: Sendable {
  private struct Key: Hashable {
    let method: String
    let route: String
    let status: Int
  }
  private struct Counts {
    var requests: [Key: Int] = [:]
    var buckets = [Int](repeating: 0, count: Metrics.limits.count)
    var seconds = 0.0
    var total = 0
    var inFlight = 0
  }
  private static let limits = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  private static let methods: Set<String> = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
  private let counts = Mutex(Counts())

  func begin() { counts.withLock { $0.inFlight += 1 } }

  func end(method: String, route: String, status: Int, seconds: Double) {
    let key = Key(method: Metrics.methods.contains(method) ? method : "other", route: route, status: status)
    counts.withLock { counts in
      counts.inFlight -= 1
      counts.total += 1
      counts.seconds += seconds
      counts.requests[key, default: 0] += 1
      for (index, limit) in Metrics.limits.enumerated() where seconds <= limit { counts.buckets[index] += 1 }
    }
  }

  var text: String {
    let now = counts.withLock { $0 }
    var lines = ["# HELP km0_requests_total Requests answered.", "# TYPE km0_requests_total counter"]
    for (key, count) in now.requests.sorted(by: {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }) {
      lines.append("km0_requests_total{method=\"\(key.method)\",route=\"\(key.route)\",status=\"\(key.status)\"} \(count)")
    }
    lines += ["# HELP km0_request_seconds Time from the head of a request to its answer.", "# TYPE km0_request_seconds histogram"]
    for (index, limit) in Metrics.limits.enumerated() { lines.append("km0_request_seconds_bucket{le=\"\(limit)\"} \(now.buckets[index])") }
    lines += [
      "km0_request_seconds_bucket{le=\"+Inf\"} \(now.total)", "km0_request_seconds_sum \(now.seconds)",
      "km0_request_seconds_count \(now.total)",
    ]
    lines += [
      "# HELP km0_requests_in_flight Requests being answered.", "# TYPE km0_requests_in_flight gauge",
      "km0_requests_in_flight \(now.inFlight)",
    ]
    lines += ["# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes \(Metrics.residentMemory)"]
    lines += ["# TYPE process_cpu_seconds_total counter", "process_cpu_seconds_total \(Metrics.processorSeconds)"]
    return lines.joined(separator: "\n") + "\n"
  }

  /// The second number of Linux's `statm`, in pages of 4 kB.
  private static var residentMemory: Int {
    let statm = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let numbers = statm.split(separator: " ")
    return numbers.count > 1 ? (Int(numbers[1]) ?? 0) * 4096 : 0
  }
  private static var processorSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
