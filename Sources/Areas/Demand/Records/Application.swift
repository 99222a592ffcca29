import Kernel
import People
import Spaces
import Store
import Welcome

extension ApplicationState: Bindable, Fetchable {}
extension ApplicationMove: Bindable, Fetchable {}
extension LossCause: Bindable, Fetchable {}
extension PaperKind: Bindable, Fetchable {}

/// What a file may take part in.
package enum Programme: String, Sendable, CaseIterable, Codable, Bindable, Fetchable {
  case none, incubation, accelerator, locomotives, erdf
}

/// The file of somebody who wants to come, or of a resident who wants more.
package struct Application: RowReadable, Sendable, Hashable {
  package let id: ID<Application>
  package let externalKey: String?
  package let enquiry: ID<Enquiry>?
  package let organisation: OrganisationID?
  package let state: ApplicationState
  package let receivedOn: Day
  package let facts: ApplicationFacts
  /// Hundredths; what the committee gave last.
  package let score: Int64?
  package let listedAt: Instant?
  package let confirmedOn: Day?
  /// When the applicant was asked to confirm, without an answer yet.
  package let askedOn: Day?
  package let forgottenAt: Instant?

  package init(row: Row) throws {
    id = try row.get("id")
    externalKey = try row.get("external_key")
    enquiry = try row.get("enquiry")
    organisation = try row.get("organisation")
    state = try row.get("state")
    receivedOn = try row.get("received_on")
    facts = try ApplicationFacts(row: row)
    score = try row.get("score")
    listedAt = try row.get("listed_at")
    confirmedOn = try row.get("confirmed_on")
    askedOn = try row.get("asked_on")
    forgottenAt = try row.get("forgotten_at")
  }

  package var subject: String { "application/\(id)" }
  package var listedOn: Day? { listedAt.map { HouseTime.mulhouse.day(of: $0) } }
}

/// Who applies, for what, and what they need.
package struct ApplicationFacts: RowReadable, Sendable, Hashable {
  package var name: String
  package var contact: String
  package var email: String
  package var phone = ""
  package var language: Language = .french
  package var siren: String?
  package var activity = ""
  package var programme: Programme = .none
  package var people = 0
  /// More people in two years.
  package var jobs = 0
  package var wish: Wish
  package var message = ""

  package init(name: String, contact: String, email: String, wish: Wish) {
    (self.name, self.contact, self.email, self.wish) = (name, contact, email, wish)
  }

  package init(row: Row) throws {
    var wish = Wish(earliest: try row.get("earliest"))
    wish.cells = try row.get("wanted_cells")
    wish.area = try row.get("wanted_area")
    wish.kind = try row.get("kind")
    wish.level = try row.get("level")
    wish.isContiguous = try row.get("contiguous")
    wish.noise = try row.get("noise")
    wish.needsWindow = try row.get("needs_window")
    wish.power = try row.get("power")
    wish.monthlyBudget = try row.get("budget")
    wish.latest = try row.get("latest")
    self.init(name: try row.get("name"), contact: try row.get("contact"), email: try row.get("email"), wish: wish)
    phone = try row.get("phone")
    language = try row.get("language")
    siren = try row.get("siren")
    activity = try row.get("activity")
    programme = try row.get("programme")
    people = try row.get("people")
    jobs = try row.get("jobs")
    message = try row.get("message")
  }

  var searchKey: String { [name, contact, email, activity].joined(separator: " ").folded }
}

/// A step of a file, with who made it and why.
package struct ApplicationStep: RowReadable, Sendable, Hashable {
  package let application: ID<Application>
  package let move: ApplicationMove
  package let state: ApplicationState
  package let at: Instant
  package let by: String
  package let reason: String
  package let cause: LossCause?

  package init(row: Row) throws {
    application = try row.get("application")
    move = try row.get("move")
    state = try row.get("state")
    at = try row.get("at")
    by = try row.get("by_name")
    reason = try row.get("reason")
    cause = try row.get("cause")
  }
}
