import Foundation
import Store

/// Where one thread works: its link to the server, made again when lost, and the rules for trying a transaction again.
final class PostgresDesk {
  private let settings: PostgresSettings
  private let lockPrefix: String
  private var link: PostgresLink?

  /// Runs of one transaction before its conflict with others is told to whoever asked.
  private static let mostRuns = 12

  init(_ settings: PostgresSettings, lockPrefix: String) {
    self.settings = settings
    self.lockPrefix = lockPrefix
  }

  func close() {
    link?.finish()
    link = nil
  }

  /// Runs `body` in a transaction, anew after a conflict with another one, a stale plan or a lost connection,
  /// as long as nothing can have been kept.
  func transact<Answer>(_ mode: PostgresConnection.Mode, _ body: (borrowing Transaction) throws -> Answer) throws -> Answer {
    var run = 0
    var losses = 0
    while true {
      run += 1
      let link = try reachable()
      let connection = PostgresConnection(link, mode, lockPrefix: lockPrefix)
      do {
        let answer = try body(Transaction(on: connection))
        try connection.commit()
        return answer
      } catch {
        let wasCommitting = connection.isCommitting
        connection.rollBack()
        guard let failure = error as? PostgresFailure else { throw error }
        if failure.error.kind == .connection {
          if wasCommitting { throw StoreError(.connection, "lost while keeping a change: \(failure.error.description)") }
          link.finish()
          losses += 1
          if losses > 2 { throw failure.error }
        } else if failure.isStalePlan {
          link.forgetStatements()
          if run >= PostgresDesk.mostRuns { throw failure.error }
        } else if failure.error.kind == .serialisation, run < PostgresDesk.mostRuns {
          pause(after: run)
        } else {
          throw failure.error
        }
      }
    }
  }

  /// The link, made again when it was lost. A server that restarts is given two seconds.
  private func reachable() throws -> PostgresLink {
    if let link, link.isAlive { return link }
    close()
    var tries = 0
    while true {
      do {
        let made = try PostgresLink(settings)
        link = made
        return made
      } catch {
        tries += 1
        if tries == 4 { throw (error as? PostgresFailure)?.error ?? error }
        Thread.sleep(forTimeInterval: 0.2 * Double(tries * tries))
      }
    }
  }

  /// Longer each time and never the same for two: those who met do not meet again.
  private func pause(after run: Int) {
    let longest = min(0.4, 0.002 * Double(1 << min(run, 10)))
    Thread.sleep(forTimeInterval: Double.random(in: longest / 4...longest))
  }
}
