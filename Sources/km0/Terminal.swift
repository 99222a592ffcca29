import Foundation
import Synchronization

/// Words for whoever types: answers on standard output, everything else on standard error.
enum Terminal {
  static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  static var isWatched: Bool { isatty(2) == 1 }
}

/// One line on the terminal that says how far a long work is. Silent for the first half second, and where nobody watches.
final class ProgressLine: Sendable {
  private struct State {
    var width = 0
    var lastDrawn = ContinuousClock.Instant.now
  }
  private let state = Mutex(State())
  private let isWatched = Terminal.isWatched

  /// `done` of `all`, when they are known.
  func report(_ what: String, _ done: Int? = nil, of all: Int? = nil) {
    guard isWatched else { return }
    state.withLock { state in
      let isLast = done != nil && done == all
      let pause: Duration = state.width == 0 ? .milliseconds(500) : .milliseconds(100)
      guard ContinuousClock.now - state.lastDrawn >= pause || (isLast && state.width > 0) else { return }
      state.lastDrawn = .now
      var line = what
      if let done, let all, all > 0 { line += " \(done) / \(all) (\(done * 100 / all) %)" } else if let done { line += " \(done)" }
      FileHandle.standardError.write(Data(("\r" + line + String(repeating: " ", count: max(0, state.width - line.count))).utf8))
      state.width = line.count
    }
  }

  /// Clears the line.
  func end() {
    state.withLock { state in
      if state.width > 0 { FileHandle.standardError.write(Data(("\r" + String(repeating: " ", count: state.width) + "\r").utf8)) }
      state.width = 0
    }
  }
}
