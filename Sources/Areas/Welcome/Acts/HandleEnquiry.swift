import Kernel
import Post
import Store

/// Somebody of the house answers an enquiry: by a mail that is kept, by a word on what was done, or both.
package struct HandleEnquiry: Act {
  package let enquiry: ID<Enquiry>
  package let note: String
  /// What goes back to who asked, as typed, and the letter made of it.
  package let reply: String
  package let letter: Letter?

  package init(enquiry: ID<Enquiry>, note: String, reply: String = "", letter: Letter? = nil) {
    (self.enquiry, self.note, self.reply, self.letter) = (enquiry, note, reply, letter)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.handleEnquiries)
    try transaction.lock("enquiries")
    guard let found = try transaction.enquiry(enquiry) else { throw Refusal.notFound }
    if found.forgottenAt != nil { throw Refusal.conflict("welcome.problem.forgotten") }
    if found.handledAt != nil { throw Refusal.conflict("welcome.problem.handled", ["name": found.handledBy ?? ""]) }
    try transaction.setHandled(enquiry, note: note, reply: reply, by: viewer, at: now)
    if let letter { try transaction.post(letter, about: "enquiry/\(enquiry)", at: now) }
    // The words stay with the enquiry, which forgets; the audit does not.
    try transaction.note(
      "welcome.enquiry.handle", on: "enquiry/\(enquiry)", by: viewer, at: now, after: letter == nil ? "noted" : "replied")
  }
}

extension Transaction {
  /// Takes it off the list of what waits, unless somebody did.
  package borrowing func setHandled(_ enquiry: ID<Enquiry>, note: String, reply: String = "", by viewer: Viewer, at now: Instant) throws {
    try run(
      """
      UPDATE enquiries SET handled_at = \(now), handled_by = \(viewer.name), handled_note = \(note), reply = \(reply)
      WHERE id = \(enquiry) AND handled_at IS NULL
      """)
  }
}

/// Forgets who asked, once the time the law grants has passed; what was asked stays, for the memory of demand.
package struct ForgetEnquiries: Act {
  package init() {}

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.handleEnquiries)
    let today = HouseTime.mulhouse.day(of: now)
    guard let months = try transaction.parameterLine("enquiries.kept.months", on: today)?.amount else { return 0 }
    let limit = Instant(seconds: Int64(today.adding(months: -Int(months)).number) * 86_400)
    // The letters about them go too: they hold the same names.
    try transaction.run(
      """
      DELETE FROM outbox WHERE about IN (
        SELECT 'enquiry/' || id FROM enquiries WHERE forgotten_at IS NULL AND COALESCE(handled_at, received_at) < \(limit))
      """)
    let forgotten = try transaction.run(
      """
      UPDATE enquiries SET name = '', organisation = '', email = '', phone = '', message = '', search_key = '', peer_digest = '',
        email_key = '', stamp = NULL, handled_note = '', reply = '', forgotten_at = \(now) WHERE forgotten_at IS NULL AND COALESCE(handled_at, received_at) < \(limit)
      """)
    if forgotten > 0 { try transaction.note("welcome.enquiry.forget", on: "enquiries", by: viewer, at: now, after: String(forgotten)) }
    return forgotten
  }
}
