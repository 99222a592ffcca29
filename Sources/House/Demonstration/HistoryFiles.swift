import Invoicing
import Kernel
import Spaces

/// What the money of the demonstration house lived through, as its files tell it: who pays how, what came back, what was done by hand.
struct HistoryFiles: Sendable {
  /// How a customer pays from a day on; `customer` is its key.
  struct Payer: Sendable {
    let customer: String
    let from: Day
    /// After the due day.
    let days: Int
    /// Whether it writes the number of what it pays.
    let names: Bool
    let iban: String
  }
  /// A direct debit of a month that the debtor's bank sent back, and after how many days it was paid by transfer.
  struct Returned: Sendable {
    let entity: String
    let customer: String
    let month: Month
    let reason: String
    let days: Int
  }
  /// A movement that comes back every month, and what a person books it against.
  struct BankHabit: Sendable {
    let entity: String
    let from: Month
    let until: Month?
    let day: Int
    let amount: Money
    let name: String
    let text: String
    let account: String
    let reason: String
  }
  let entities: [CSVTable.Line]
  let series: [CSVTable.Line]
  let customers: [CSVTable.Line]
  let costs: [CSVTable.Line]
  let deeds: [CSVTable.Line]
  let payers: [Payer]
  let returned: [Returned]
  let habits: [BankHabit]

  /// Refuses with every line that cannot be read, by file, line and column.
  init(_ files: [String: [UInt8]]) throws {
    var reading = TableReading(files)
    entities = reading.lines("invoice_entities.csv")
    series = reading.lines("invoice_series.csv")
    customers = reading.lines("customer_terms.csv")
    costs = reading.lines("building_costs.csv")
    deeds = reading.lines("history.csv")
    payers = reading.read("payers.csv") { reader, _ in
      let customer = reader.requiredText("customer")
      guard let from = reader.requiredDay("from"), let days = reader.requiredInteger("days", in: -14...365) else { return nil }
      return Payer(customer: customer, from: from, days: days, names: reader.flag("names"), iban: reader.requiredText("iban"))
    }
    returned = reading.read("returned_debits.csv") { reader, _ in
      let (entity, customer, reason) = (reader.requiredText("entity"), reader.requiredText("customer"), reader.requiredText("reason"))
      guard let month = reader.month("month"), let days = reader.requiredInteger("days", in: 1...90) else { return nil }
      return Returned(entity: entity, customer: customer, month: month, reason: reason, days: days)
    }
    habits = reading.read("bank_lines.csv") { reader, _ in
      let (entity, until) = (reader.requiredText("entity"), reader.month("until"))
      guard let from = reader.month("from"), let day = reader.requiredInteger("day", in: 1...31) else { return nil }
      let amount = (reader.money("in") ?? .zero) - (reader.money("out") ?? .zero)
      return BankHabit(
        entity: entity, from: from, until: until, day: day, amount: amount, name: reader.text("name") ?? "",
        text: reader.requiredText("text"), account: reader.requiredText("account"), reason: reader.requiredText("reason"))
    }
    try reading.problems.refuse()
  }

  /// How a customer pays what is asked of it on a day; at once and with the number where no file says anything.
  func payer(_ customer: String, on day: Day) -> Payer {
    payers.last { $0.customer == customer && $0.from <= day } ?? Payer(customer: customer, from: day, days: 0, names: true, iban: "")
  }
}
