import Kernel
import People
import Post
import Store
import Web

/// Sends the letters that are due about what is late. Each document is reminded of once at each stage: a second time finds nothing to send.
package struct SendReminders: Act {
  package let entity: OrganisationID
  package let day: Day?
  /// Only these customers; nil is all.
  package let only: Set<OrganisationID>?

  package init(entity: OrganisationID, on day: Day? = nil, only: Set<OrganisationID>? = nil) {
    (self.entity, self.day, self.only) = (entity, day, only)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> [ID<Reminder>] {
    try viewer.demand(.chaseLate)
    try transaction.lock("payments/\(entity)")
    let day = day ?? HouseTime.mulhouse.day(of: now)
    guard let creditor = try transaction.organisation(entity) else { throw Refusal.invalid("kernel.problem.choice", field: "entity") }
    try transaction.lock("payments numbers reminders")
    var sent: [ID<Reminder>] = []
    for letter in try transaction.reminderPlan(entity, on: day).letters where only?.contains(letter.customer) ?? true {
      let id = ID<Reminder>.fresh(at: now)
      let count = (try transaction.value("SELECT COUNT(*) FROM reminders", as: Int.self) ?? 0) + 1
      let digits = String(count)
      let number = "REL-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
      let key = [number, letter.customerName, letter.items.map(\.document.number).joined(separator: " ")].joined(separator: " ").folded
      try transaction.run(
        """
        INSERT INTO reminders (id, entity, customer, number, place, tone, day, total, language, address, search_key, made_at, made_by)
        VALUES (\(id), \(entity), \(letter.customer), \(number), \(letter.stage.place), \(letter.stage.tone), \(day), \(letter.total),
          \(letter.language), \(letter.addressee?.email ?? ""), \(key), \(now), \(viewer.name))
        """)
      for item in letter.items {
        try transaction.run(
          """
          INSERT INTO reminder_items (reminder, entity, document, stage, due_day, amount)
          VALUES (\(id), \(entity), \(item.document.number), \(item.stage.place), \(item.document.due), \(item.document.open))
          """)
      }
      if let to = letter.addressee {
        try transaction.post(
          PaymentLetters.reminder(letter, from: creditor, to: to, number: number), about: "reminder/\(id)", at: now)
      }
      try transaction.note(
        "payments.reminder.send", on: "reminder/\(id)", by: viewer, at: now, after: "\(number) \(letter.stage.tone.rawValue)")
      sent.append(id)
    }
    return sent
  }
}

/// The stages of the reminders from a day on.
package struct SetReminderStages: Act {
  package let from: Day
  package let stages: [ReminderStage]

  package init(from: Day, stages: [ReminderStage]) { (self.from, self.stages) = (from, stages) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.writeOffDebts)
    try transaction.lock("payments/stages")
    if from < HouseTime.mulhouse.day(of: now) { throw Refusal.invalid("payments.problem.past", field: "from") }
    // Each later, each no gentler.
    let tones = ReminderTone.allCases
    for (before, after) in zip(stages, stages.dropFirst())
    where after.days <= before.days || (tones.firstIndex(of: after.tone) ?? 0) < (tones.firstIndex(of: before.tone) ?? 0) {
      throw Refusal.invalid("payments.problem.stages", field: "days_\(after.place)")
    }
    if stages.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "days_1") }
    try transaction.run("DELETE FROM reminder_stages WHERE from_day = \(from)")
    for stage in stages {
      try transaction.run(
        "INSERT INTO reminder_stages (from_day, place, days, tone) VALUES (\(from), \(stage.place), \(stage.days), \(stage.tone))")
    }
    try transaction.note(
      "payments.stages.set", on: "reminder-stages/\(from)", by: viewer, at: now,
      after: stages.map { "\($0.days) \($0.tone.rawValue)" }.joined(separator: ", "))
  }
}
