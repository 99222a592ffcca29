import Foundation

/// The figures of a run beside what is wanted of them.
struct BenchmarkReport {
  /// Milliseconds, except where it says otherwise.
  enum Target {
    static let pageTime = 10.0
    static let searchTime = 5.0
    static let rebuildTime = 50.0
    static let processorTime = 2.0
    static let invoiceTime = 5.7
    static let issueTime = 1.5
    static let previewTime = 1_000.0
    static let statementTime = 10.0
    static let secondsToFirstAnswer = 0.5
    static let residentMegabytes = 150.0
  }

  private(set) var misses: [String] = []

  /// A figure, and whether it is what is wanted; a miss is remembered.
  mutating func told(_ what: String, _ figure: Double, under target: Double?, _ format: String) -> String {
    let text = String(format: format, figure)
    guard let target else { return text + " " }
    if figure <= target { return text + "✓" }
    misses.append("\(what): \(text.trimmingCharacters(in: .whitespaces)), wanted \(String(format: "%g", target)) or less")
    return text + "✗"
  }

  func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }
}

extension [Double] {
  /// Of sorted numbers.
  func percentile(_ share: Double) -> Double { isEmpty ? 0 : self[Swift.min(count - 1, Int(Double(count) * share))] }
}
