import Kernel
import People
import Post
import Store

/// A visitor asks the house something. Those who answer enquiries are told by mail; the visitor gets a receipt without a word of
/// their own, since nobody knows yet whose address it is.
package struct SendEnquiry: Act {
  package let name: String
  package let organisation: String
  package let email: String
  package let phone: String
  package let need: Need
  package let wantedCells: Int?
  package let wantedArea: FloorArea?
  package let wantedFrom: Day?
  package let message: String
  package let language: Language
  /// Digest of the address it came from, kept only to count.
  package let peerDigest: String
  /// What the hidden field held, and when the form was drawn.
  package let trap: String
  package let drawnAt: Instant?
  /// Taken once.
  package let stamp: String
  /// What goes back to the visitor, and what the house is told.
  package let receipt: Letter
  package let notice: @Sendable (Addressee, ID<Enquiry>) -> Letter

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Enquiry> {
    // Open to all: a visitor needs no permission, only to be none of the robots.
    try transaction.lock("enquiries")
    let problems = RobotGuard.problems(
      trap: trap, drawnAt: drawnAt, isUsed: try transaction.isStampUsed(stamp), now: now,
      sentLastHour: try transaction.enquiriesSent(from: peerDigest, since: now - 3600),
      sentLastDay: try transaction.enquiriesSent(from: peerDigest, since: now - 86_400),
      sentToAddress: try transaction.enquiriesAnswered(at: email, since: now - 86_400), message: message)
    if problems.contains(where: { $0.code == "welcome.problem.often" }) { throw Refusal(.tooMany, problems) }
    if !problems.isEmpty { throw Refusal(.invalid, problems) }

    let id = ID<Enquiry>.fresh(at: now)
    let key = [name, organisation, email].joined(separator: " ").folded
    try transaction.run(
      """
      INSERT INTO enquiries (id, received_at, name, organisation, email, phone, need, wanted_cells, wanted_area, wanted_from, message, language,
        search_key, peer_digest, email_key, stamp)
      VALUES (\(id), \(now), \(name), \(organisation), \(email), \(phone), \(need), \(wantedCells), \(wantedArea), \(wantedFrom), \(message),
        \(language), \(key), \(peerDigest), \(EmailAddress.key(of: email)), \(stamp))
      """)
    try transaction.note("welcome.enquiry.send", on: "enquiry/\(id)", by: viewer, at: now, after: need.rawValue)
    try transaction.post(receipt, about: "enquiry/\(id)", at: now)
    for reader in try transaction.holders(of: .handleEnquiries, on: HouseTime.mulhouse.day(of: now)) {
      try transaction.post(notice(reader, id), about: "enquiry/\(id)", at: now)
    }
    return id
  }
}
