import Kernel
import People
import Store
import Web

/// Letters that were sent about what is late.
struct ReminderRoutes: Sendable {
  var table: [Route] {
    [
      .get("/reminders", .needs(.seePayments), { try await self.list($0).page($0) }),
      .get("/reminders.csv", .needs(.seePayments), { try await self.list($0).csv($0) }),
      .get("/reminders/:reminder", .needs(.seePayments), show),
      .get("/reminders/:reminder/letter", .needs(.seePayments), letter),

      .get("/api/reminders", .needs(.seePayments), listJSON),
    ]
  }

  private func list(_ visit: Visit) async throws -> MoneyList<Reminder> {
    let rows = try await visit.database.read { try $0.reminders() }
    let format = visit.format
    return MoneyList(
      topic: "reminders", path: "/reminders", rows: rows,
      columns: [
        MoneyColumn(
          key: "number", sort: "number", text: { $0.number }, path: { "/reminders/\($0.id)" }, isBefore: { $0.number < $1.number }),
        MoneyColumn(
          key: "customer", sort: "customer", text: { $0.customerName }, path: { "/customers/\($0.customer)/account" },
          named: { $0.customerName }),
        MoneyColumn(
          key: "day", sort: "day", text: { format.shortDay($0.day) }, plain: { $0.day.description },
          isBefore: { ($0.day, $0.id) < ($1.day, $1.id) }),
        MoneyColumn(key: "tone", text: { visit.text("payments.tone.\($0.tone.rawValue)") }),
        MoneyColumn(key: "address", text: { $0.address.isEmpty ? visit.text("payments.reminders.onPaper") : $0.address }),
        MoneyColumn(
          key: "amount", sort: "amount", isNumber: true, text: { format.money($0.total) }, plain: { format.typed($0.total) },
          isBefore: { $0.total < $1.total }),
      ], sorts: ["-day", "number", "customer", "amount"], searched: { "\($0.number) \($0.customerName)" },
      actions: visit.viewer.may(.chaseLate) ? [visit.action("/late/reminders", "payments.reminders.new", main: true)] : [])
  }
  private func listJSON(_ visit: Visit) async throws -> Answer {
    let list = visit.list(sorts: ["-day"], size: 200)
    let rows = try await visit.database.read { try $0.reminders() }.filter { list.finds("\($0.number) \($0.customerName)") }
    return .json(list.slice(rows).map(ReminderJSON.init)).with("x-total-count", String(rows.count))
  }

  private func facts(_ visit: Visit) async throws -> ReminderFacts {
    let id: ID<Reminder> = try visit.id("reminder")
    guard let facts = try await visit.database.read({ try $0.reminderFacts(id) }) else { throw Refusal.notFound }
    return facts
  }

  private func show(_ visit: Visit) async throws -> Answer {
    let facts = try await facts(visit)
    let reminder = facts.reminder
    let format = visit.format
    return .page(
      MoneyPage(
        title: visit.text("payments.reminders.one", ["number": reminder.number]), upPath: "/reminders",
        upText: visit.text("payments.reminders.title"),
        state: visit.text("payments.tone.\(reminder.tone.rawValue)"), stateKind: reminder.tone == .formal ? "late" : "option",
        lead: reminder.tone == .formal ? visit.text("payments.reminders.formalHint") : nil,
        actions: [visit.action("/reminders/\(reminder.id)/letter", "payments.reminders.letter", main: true)], hasFacts: true,
        facts: [
          visit.moneyFact("customer", reminder.customerName, path: "/customers/\(reminder.customer)/account"),
          visit.moneyFact("day", format.day(reminder.day)), visit.moneyFact("address", reminder.address),
          visit.moneyFact("amount", format.money(reminder.total)), visit.moneyFact("by", reminder.madeBy),
        ].compactMap(\.self),
        tables: [
          visit.moneyTable(
            "payments.reminders.parts", [("document", false), ("due", false), ("amount", true)],
            facts.items.map { [($0.document, nil), (format.shortDay($0.due), nil), (format.money($0.amount), nil)] })
        ], deeds: []))
  }

  private func letter(_ visit: Visit) async throws -> Answer {
    let letter = ReminderLetter(facts: try await facts(visit), texts: visit.texts, house: visit.house)
    return .shown(try letter.document.printed(), type: "application/pdf", name: letter.fileName).with("cache-control", "private, no-store")
  }
}
