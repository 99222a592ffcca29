import Foundation
import Kernel
import Logging
import ServiceLifecycle
import Store

/// Takes waiting letters out of the outbox and carries them, one after the other. Several postmen share the work.
package struct Postman: Service {
  let database: any Database
  let carrier: any MailCarrier
  let sender: MailAddress
  let logger: Logger
  let attachments: [AttachmentMaker]
  let clock: @Sendable () -> Instant

  /// `attachments` are asked in their order for the file that a letter names.
  package init(
    database: any Database, carrier: any MailCarrier, sender: MailAddress, logger: Logger, attachments: [AttachmentMaker] = [],
    clock: @escaping @Sendable () -> Instant = { Instant.clock }
  ) {
    (self.database, self.carrier, self.sender, self.logger, self.clock) = (database, carrier, sender, logger, clock)
    self.attachments = attachments
  }

  /// Looks every second until the program stops; a letter on its way is let arrive.
  package func run() async throws {
    while !Task.isCancelled && !Task.isShuttingDownGracefully {
      var pause: Duration = .seconds(1)
      do { try await deliverEverythingDue() } catch {
        logger.error("the postman cannot reach the outbox", metadata: ["error": "\(error)"])
        pause = .seconds(5)
      }
      let rest = pause
      try? await cancelWhenGracefulShutdown { try await Task.sleep(for: rest) }
    }
  }

  /// Carries every letter that is due; how many were tried.
  @discardableResult
  package func deliverEverythingDue() async throws -> Int {
    var count = 0
    while !Task.isShuttingDownGracefully, let letter = try await next() {
      try await deliver(letter)
      count += 1
    }
    return count
  }

  /// Tries of a letter before it is left with its error: over about a day and a half.
  package static let mostTries = 10
  /// One minute, then three times as long each time, up to eight hours.
  package static func wait(after tries: Int) -> Int64 {
    (1..<max(1, min(tries, 9))).reduce(60) { seconds, _ in min(28_800, seconds * 3) }
  }
  /// For so long a letter is nobody else's, longer than any carrier takes.
  private static let lease: Int64 = 300

  private func next() async throws -> WaitingLetter? {
    let now = clock()
    let due: SQL =
      "SELECT id FROM outbox WHERE sent_at IS NULL AND failed_at IS NULL AND next_try_at <= \(now) ORDER BY next_try_at, id LIMIT 1"
    guard try await database.read({ transaction in try transaction.first(due) != nil }) else { return nil }
    return try await database.write { transaction in
      try transaction.lock("outbox")
      return try transaction.one(
        """
        UPDATE outbox SET tries = tries + 1, next_try_at = \(now + Postman.lease) WHERE id = (\(due))
        RETURNING id, queued_at, to_address, to_name, subject, body, tries, attachment
        """)
    }
  }

  private func deliver(_ letter: WaitingLetter) async throws {
    let enclosures = try await database.read { transaction in try transaction.enclosures(of: letter.id) }
    let fault = await carry(letter, with: enclosures)
    let now = clock()
    // No address in the log: it is a person's.
    let about: Logger.Metadata = ["letter": "\(letter.id)", "try": "\(letter.tries)"]
    guard let fault else {
      try await database.write { transaction in
        try transaction.run("UPDATE outbox SET sent_at = \(now), last_error = \(nil as String?) WHERE id = \(letter.id)")
      }
      logger.info("letter sent", metadata: about)
      return
    }
    let isOver = fault.isFinal || letter.tries >= Postman.mostTries
    let reason = String(fault.description.prefix(1000))
    try await database.write { transaction in
      try transaction.run(
        """
        UPDATE outbox SET failed_at = \(isOver ? now : nil), last_error = \(reason), next_try_at = \(now + Postman.wait(after: letter.tries))
        WHERE id = \(letter.id)
        """)
    }
    logger.log(level: isOver ? .error : .warning, "letter not sent", metadata: about.merging(["error": "\(reason)"]) { _, new in new })
  }

  private func made(_ subject: String) async throws -> Enclosure? {
    for maker in attachments {
      if let attachment = try await maker(subject, database) { return attachment }
    }
    return nil
  }

  private func carry(_ letter: WaitingLetter, with enclosures: [Enclosure]) async -> MailFault? {
    guard let to = MailAddress(letter.toAddress, name: letter.toName) else { return MailFault("no address to send to", isFinal: true) }
    var enclosures = enclosures
    if let subject = letter.attachment {
      // A letter that announces a file does not leave without it.
      do {
        guard let attachment = try await made(subject) else { return MailFault("nobody makes the attachment \(subject)") }
        enclosures.append(attachment)
      } catch { return MailFault("the attachment \(subject) cannot be made: \(error)") }
    }
    let message = MailMessage(
      from: sender, to: to, subject: letter.subject, body: letter.body, date: letter.queuedAt, identity: letter.id, enclosures: enclosures)
    return await withCheckedContinuation { continuation in
      Thread {
        do {
          try carrier.carry(message)
          continuation.resume(returning: nil)
        } catch { continuation.resume(returning: error as? MailFault ?? MailFault(String(describing: error))) }
      }.start()
    }
  }
}

/// A letter of the outbox whose turn it is.
struct WaitingLetter: RowReadable, Sendable {
  let id: String
  let queuedAt: Instant
  let toAddress: String
  let toName: String
  let subject: String
  let body: String
  let tries: Int
  let attachment: String?

  init(row: Row) throws {
    id = try row.get("id")
    queuedAt = try row.get("queued_at")
    toAddress = try row.get("to_address")
    toName = try row.get("to_name")
    subject = try row.get("subject")
    body = try row.get("body")
    tries = try row.get("tries")
    attachment = try row.get("attachment")
  }
}
