import Foundation

extension PasswordDigest {
  /// `make` on a thread of its own, a few at a time.
  package static func digest(of password: String) async -> PasswordDigest {
    await PasswordTurns.shared.take { PasswordDigest.make(password) }
  }
  /// `verifies` on a thread of its own, a few at a time.
  package func isDigest(of password: String) async -> Bool {
    await PasswordTurns.shared.take { verifies(password) }
  }
}

/// Two digests at a time in the whole program: each takes a core and 32 MiB, and a crowd at the door must not take all of both.
actor PasswordTurns {
  static let shared = PasswordTurns(places: 2)

  private var free: Int
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(places: Int) { free = places }

  func take<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
    await enter()
    defer { leave() }
    return await withCheckedContinuation { continuation in
      Thread { continuation.resume(returning: work()) }.start()
    }
  }

  private func enter() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }
  private func leave() {
    if waiting.isEmpty {
      free += 1
    } else {
      waiting.removeFirst().resume()
    }
  }
}
