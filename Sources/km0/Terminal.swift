import Foundation
import Synchronization

/// Words for whoever types: answers on standard output, everything else on standard error.
enum Terminal {
  static func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }
  static func complain(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
  static var isWatched: Bool { isatty(2) == 1 }
}

/// One line on the terminal that says how far a long work is. Silent for the first half second, and where nobody watches; there a work of
/// minutes writes a line for each of its steps.
final class ProgressLine: Sendable {
  private struct State {
    var text = ""
    var width = 0
    var isOver = false
    var drawing: Task<Void, Never>?
  }
  private let state = Mutex(State())
  private let isWatched = Terminal.isWatched
  private let linesUnwatched: Bool

  init(linesUnwatched: Bool = false) { self.linesUnwatched = linesUnwatched }

  /// `done` of `all`, when they are known.
  func report(_ what: String, _ done: Int? = nil, of all: Int? = nil) {
    guard isWatched else {
      if linesUnwatched { tell(what) }
      return
    }
    var text = what
    if let done, let all, all > 0 { text += " \(done) / \(all) (\(done * 100 / all) %)" } else if let done { text += " \(done)" }
    state.withLock { state in
      state.text = text
      state.isOver = false
      if state.drawing == nil { state.drawing = Task.detached { await self.keepDrawing() } }
    }
  }

  private func tell(_ step: String) {
    let isNew = state.withLock { state in
      defer { state.text = step }
      return state.text != step
    }
    if isNew { Terminal.complain(step) }
  }

  /// Shows what was last reported, however long its step then takes.
  private func keepDrawing() async {
    var pause: Duration = .milliseconds(500)
    while true {
      try? await Task.sleep(for: pause)
      pause = .milliseconds(100)
      let goesOn = state.withLock { state in
        if state.isOver { return false }
        FileHandle.standardError.write(
          Data(("\r" + state.text + String(repeating: " ", count: max(0, state.width - state.text.count))).utf8))
        state.width = state.text.count
        return true
      }
      if !goesOn { return }
    }
  }

  /// Clears the line.
  func end() {
    state.withLock { state in
      state.drawing?.cancel()
      if state.width > 0 { FileHandle.standardError.write(Data(("\r" + String(repeating: " ", count: state.width) + "\r").utf8)) }
      (state.width, state.isOver, state.drawing) = (0, true, nil)
    }
  }
}
