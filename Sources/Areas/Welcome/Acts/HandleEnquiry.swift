import Kernel
import Store

/// Somebody of the house has answered an enquiry, and says what was done.
package struct HandleEnquiry: Act {
  package let enquiry: ID<Enquiry>
  package let note: String

  package init(enquiry: ID<Enquiry>, note: String) { (self.enquiry, self.note) = (enquiry, note) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.handleEnquiries)
    try transaction.lock("enquiries")
    guard let found = try transaction.enquiry(enquiry) else { throw Refusal.notFound }
    if found.handledAt != nil { throw Refusal.conflict("welcome.problem.handled", ["name": found.handledBy ?? ""]) }
    try transaction.run(
      "UPDATE enquiries SET handled_at = \(now), handled_by = \(viewer.name), handled_note = \(note) WHERE id = \(enquiry)")
    try transaction.note("welcome.enquiry.handle", on: "enquiry/\(enquiry)", by: viewer, at: now, after: note)
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
    let forgotten = try transaction.run(
      """
      UPDATE enquiries SET name = '', organisation = '', email = '', phone = '', message = '', search_key = '', peer_digest = '',
        handled_note = '', forgotten_at = \(now) WHERE forgotten_at IS NULL AND COALESCE(handled_at, received_at) < \(limit)
      """)
    if forgotten > 0 { try transaction.note("welcome.enquiry.forget", on: "enquiries", by: viewer, at: now, after: String(forgotten)) }
    return forgotten
  }
}
