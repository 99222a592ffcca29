import Kernel
import Store

extension ReminderTone: Bindable, Fetchable {}

/// A letter that was sent about what is late.
package struct Reminder: RowReadable, Sendable, Hashable {
  package let id: ID<Reminder>
  package let entity: OrganisationID
  package let customer: OrganisationID
  package let customerName: String
  package let number: String
  package let place: Int
  package let tone: ReminderTone
  package let day: Day
  package let total: Money
  package let language: Language
  /// Where the mail went; empty when there was no address, and only the letter on paper is left.
  package let address: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    entity = try row.get("entity")
    customer = try row.get("customer")
    customerName = try row.get("customer_name")
    number = try row.get("number")
    place = try row.get("place")
    tone = try row.get("tone")
    day = try row.get("day")
    total = try row.get("total")
    language = try row.get("language")
    address = try row.get("address")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
  static let query: SQL = "SELECT r.*, c.usual_name AS customer_name FROM reminders r JOIN organisations c ON c.id = r.customer"
}

/// One document it names.
package struct ReminderItem: RowReadable, Sendable, Hashable {
  package let document: String
  package let stage: Int
  package let due: Day
  package let amount: Money

  package init(row: Row) throws {
    document = try row.get("document")
    stage = try row.get("stage")
    due = try row.get("due_day")
    amount = try row.get("amount")
  }
}

extension ReminderStage: RowReadable {
  package init(row: Row) throws { self.init(place: try row.get("place"), days: try row.get("days"), tone: try row.get("tone")) }
}

extension Transaction {
  /// The stages as they hold on a day.
  package borrowing func reminderStages(on day: Day) throws -> [ReminderStage] {
    try all(
      """
      SELECT place, days, tone FROM reminder_stages
      WHERE from_day = (SELECT MAX(from_day) FROM reminder_stages WHERE from_day <= \(day)) ORDER BY place
      """)
  }
  package borrowing func reminder(_ id: ID<Reminder>) throws -> Reminder? { try one("\(Reminder.query) WHERE r.id = \(id)") }
  package borrowing func reminders() throws -> [Reminder] { try all("\(Reminder.query) ORDER BY r.day DESC, r.id DESC") }
  package borrowing func reminders(of customer: OrganisationID) throws -> [Reminder] {
    try all("\(Reminder.query) WHERE r.customer = \(customer) ORDER BY r.day DESC, r.id DESC")
  }
  package borrowing func items(of reminder: ID<Reminder>) throws -> [ReminderItem] {
    try all("SELECT document, stage, due_day, amount FROM reminder_items WHERE reminder = \(reminder) ORDER BY due_day, document")
  }
  /// By document, the stages sent and when.
  borrowing func remindersSent(_ entity: OrganisationID) throws -> [String: [Int: Day]] {
    var sent: [String: [Int: Day]] = [:]
    let found = try rows(
      """
      SELECT i.document, i.stage, r.day FROM reminder_items i JOIN reminders r ON r.id = i.reminder WHERE i.entity = \(entity)
      ORDER BY r.day
      """)
    for row in found { sent[try row.get("document"), default: [:]][try row.get("stage")] = try row.get("day") }
    return sent
  }
  /// The day of the formal notice that named a document.
  package borrowing func formalNotice(ofDocument document: String, entity: OrganisationID) throws -> Day? {
    try value(
      """
      SELECT MIN(r.day) FROM reminder_items i JOIN reminders r ON r.id = i.reminder
      WHERE i.entity = \(entity) AND i.document = \(document) AND r.tone = 'formal'
      """, as: Day?.self) ?? nil
  }
}
