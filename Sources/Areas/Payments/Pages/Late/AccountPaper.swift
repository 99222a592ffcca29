import Kernel
import Ledger
import People
import Web

extension AccountRoutes {
  private static let columns: [Report.Column] = [
    .init("day", .day, share: 1.1), .init("piece", share: 1.3), .init("said", share: 2.6), .init("debit", .money), .init("paid", .money),
    .init("balance", .money),
  ]

  /// Everything that was asked for and paid since the first day, by each legal entity, with the balance after each line. In the name of the entity
  /// where there is only one, else in that of the house.
  func pdf(_ visit: Visit) async throws -> Answer {
    let found = try await found(visit)
    var report = Report(AccountRoutes.columns, texts: "payments.column")
    for (entity, statement) in found.statements {
      if found.statements.count > 1 { report.add([.none, .none, .text(entity.facts.legalName), .none, .none, .none], .heading) }
      for line in statement.lines {
        let amount = line.line.amount
        report.add([
          .day(line.line.day), .text(line.piece), .text(line.label), amount > .zero ? .money(amount) : .none,
          amount < .zero ? .money(.zero - amount) : .none, .money(line.balance),
        ])
      }
      report.add(
        [
          .none, .none, .key("payments.account.closing"), .money(statement.debits), .money(statement.credits), .money(statement.closing),
        ], .total)
    }
    report.notes = ["payments.account.note"]
    return try visit.paper(
      report, title: visit.text("payments.account.of", ["name": found.customer.facts.legalName]),
      about: [visit.text("payments.account.asOf", ["day": visit.format.day(visit.today)])],
      of: found.statements.count == 1 ? found.statements[0].entity : nil, name: "account-\(visit.today)")
  }
}
