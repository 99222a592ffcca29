import Kernel
import Store
import Web

extension RunRoutes {
  /// One line a day, category and rate, with the names of the data in the law.
  func reportingCSV(_ visit: Visit) async throws -> Answer {
    let (month, sales) = try await sales(visit)
    let names = ["siren", "from", "last", "debits", "category", "currency", "rate", "net", "vat", "day", "count"]
    let rows = sales.map { line in
      [
        line.siren, month.first.description, ((month + 1).first - 1).description, line.isOnDebits ? "1" : "0", "TPS1", "EUR",
        visit.format.typed(Money(cents: line.rate)), visit.format.typed(line.net), visit.format.typed(line.vat), line.day.description,
        String(line.count),
      ]
    }
    return .csv(names.map { visit.text("invoicing.reporting.\($0)") }, rows, name: "e-reporting-\(month).csv")
  }

  func reportingJSON(_ visit: Visit) async throws -> Answer { .json(try await sales(visit).sales) }

  private func sales(_ visit: Visit) async throws -> (month: Month, sales: [DailySales]) {
    let month = Month(visit.query["month"]) ?? visit.today.month
    return (month, try await visit.database.read { try $0.dailySales(in: month) })
  }
}
