import Kernel
import People
import Store

/// What a visitor asks for.
package enum Need: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case module, office, room, techlab, training, incubation, club, other

  /// Whether a number of cells, an area and a day make sense with it.
  package var isForSpace: Bool { self == .module || self == .office || self == .room }
}

/// What a visitor asked through the public form.
package struct Enquiry: RowReadable, Sendable {
  package let id: ID<Enquiry>
  package let receivedAt: Instant
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
  package let handledAt: Instant?
  package let handledBy: String?
  package let handledNote: String
  /// What was written back, by mail.
  package let reply: String
  package let forgottenAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    receivedAt = try row.get("received_at")
    name = try row.get("name")
    organisation = try row.get("organisation")
    email = try row.get("email")
    phone = try row.get("phone")
    need = try row.get("need")
    wantedCells = try row.get("wanted_cells")
    wantedArea = try row.get("wanted_area")
    wantedFrom = try row.get("wanted_from")
    message = try row.get("message")
    language = try row.get("language")
    handledAt = try row.get("handled_at")
    handledBy = try row.get("handled_by")
    handledNote = try row.get("handled_note")
    reply = try row.get("reply")
    forgottenAt = try row.get("forgotten_at")
  }
}

extension Transaction {
  package borrowing func enquiry(_ id: ID<Enquiry>) throws -> Enquiry? { try one("SELECT * FROM enquiries WHERE id = \(id)") }

  /// Newest first; `search` is matched against the folded name, organisation and address.
  package borrowing func enquiries(search: String, onlyOpen: Bool, limit: Int, offset: Int) throws -> [Enquiry] {
    try all(
      """
      SELECT * FROM enquiries WHERE search_key LIKE \(containing: search.folded) AND (handled_at IS NULL OR \(!onlyOpen) = 1)
      ORDER BY received_at DESC, id DESC LIMIT \(limit) OFFSET \(offset)
      """)
  }
  package borrowing func enquiryCount(search: String, onlyOpen: Bool) throws -> Int {
    try value(
      """
      SELECT COUNT(*) FROM enquiries WHERE search_key LIKE \(containing: search.folded) AND (handled_at IS NULL OR \(!onlyOpen) = 1)
      """) ?? 0
  }
  package borrowing func enquiriesSent(from peerDigest: String, since: Instant) throws -> Int {
    try value("SELECT COUNT(*) FROM enquiries WHERE peer_digest = \(peerDigest) AND received_at >= \(since)") ?? 0
  }
  /// How many receipts went to an address.
  package borrowing func enquiriesAnswered(at email: String, since: Instant) throws -> Int {
    try value("SELECT COUNT(*) FROM enquiries WHERE email_key = \(EmailAddress.key(of: email)) AND received_at >= \(since)") ?? 0
  }
  package borrowing func isStampUsed(_ stamp: String) throws -> Bool {
    try value("SELECT COUNT(*) FROM enquiries WHERE stamp = \(stamp)") ?? 0 > 0
  }
  /// The number the law or the house has set, as it holds on that day.
  package borrowing func parameterLine(_ name: String, on day: Day) throws -> Parameter? {
    try one("SELECT * FROM welcome_parameters WHERE name = \(name) AND from_day <= \(day) ORDER BY from_day DESC LIMIT 1")
  }
}

/// A number with the day it holds from and where it comes from.
package struct Parameter: RowReadable, Sendable {
  package let amount: Int64
  package let reference: String

  package init(row: Row) throws {
    amount = try row.get("amount")
    reference = try row.get("reference")
  }
}
