import Foundation

/// This program serving in a process of its own, so that its memory and processor time are its own.
final class ServedChild {
  private let process = Process()
  let port: Int

  /// Seconds from the start of the process to its first answer.
  private(set) var secondsToFirstAnswer = 0.0

  init(arguments: [String], port: Int) throws {
    self.port = port
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["serve", "--web-only", "--log-level", "error", "--port", String(port)] + arguments
    process.environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("KM0_") }
    process.standardOutput = FileHandle.nullDevice
    let start = ContinuousClock.now
    try process.run()
    while secondsToFirstAnswer == 0 {
      guard process.isRunning else { throw BenchmarkFault(description: "The program that was to be measured ended at once.") }
      if let connection = try? LoadConnection(port: port), (try? connection.ask(LoadRequest(path: "/healthz"))) == 200 {
        secondsToFirstAnswer = (ContinuousClock.now - start).milliseconds / 1000
      } else {
        usleep(2_000)
      }
    }
  }

  func stop() {
    process.terminate()
    process.waitUntilExit()
  }

  /// Of the process since it began.
  var processorSeconds: Double {
    let fields = (read("stat").split(separator: ")").last ?? "").split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
  }

  /// Now, and at the most since it began.
  var residentMegabytes: (now: Double, most: Double) {
    func megabytes(_ name: String) -> Double {
      let line = read("status").split(separator: "\n").first { $0.hasPrefix(name) }
      return (line.flatMap { Double($0.filter(\.isNumber)) } ?? 0) / 1024
    }
    return (megabytes("VmRSS:"), megabytes("VmHWM:"))
  }

  private func read(_ name: String) -> String {
    (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/\(name)", encoding: .utf8)) ?? ""
  }
}

struct BenchmarkFault: Error, CustomStringConvertible {
  let description: String
}
