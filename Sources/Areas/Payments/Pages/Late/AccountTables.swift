import Kernel
import Ledger
import People
import Web

/// What an account shows, in the order it is asked about: what is open, what was moved this year, what was written, and folded what is past or
/// even.
extension AccountRoutes {
  func tables(_ found: Found, _ documents: [OpenDocument], _ credits: [OpenCredit], _ visit: Visit) -> [PageTable] {
    var tables = [open(documents, visit)]
    let format = visit.format
    if !credits.isEmpty {
      tables.append(
        visit.moneyTable(
          "payments.account.credits", [("day", false), ("said", false), ("amount", true)],
          credits.map { [(format.shortDay($0.day), nil), ($0.document ?? $0.label, nil), (format.money($0.amount), nil)] }))
    }
    // Books in which something stands before those that are even.
    let books = found.statements.sorted { $0.statement.closing != .zero && $1.statement.closing == .zero }
    let years = books.flatMap { book in
      Dictionary(grouping: book.statement.lines, by: \.line.day.year).sorted { $0.key > $1.key }.map { year, lines in
        // This year stays open where the books are not even: something of it will be asked about.
        var table = movements(lines, in: year, of: book.entity, visit)
        table.isFolded = year < visit.today.year || book.statement.closing == .zero
        return (year: year, table: table)
      }
    }
    tables += years.filter { $0.year >= visit.today.year }.map(\.table)
    if visit.viewer.may(.seePayments), !found.reminders.isEmpty { tables.append(reminders(found.reminders, visit)) }
    return tables
      + years.filter { $0.year < visit.today.year }.sorted { $0.year > $1.year }.map(\.table)
  }

  private func open(_ documents: [OpenDocument], _ visit: Visit) -> PageTable {
    let format = visit.format
    return visit.moneyTable(
      "payments.account.open", [("document", false), ("kind", false), ("due", false), ("age", false), ("amount", true)],
      documents.map { document in
        [
          (document.number, document.invoice.map { "/invoices/\($0)" }), (visit.text("payments.kind.\(document.kind.rawValue)"), nil),
          (format.shortDay(document.due), nil), (visit.text("payments.age.\(Age.of(due: document.due, on: visit.today).rawValue)"), nil),
          (format.money(document.open), nil),
        ]
      }, total: ["", "", "", "", format.money(documents.reduce(.zero) { $0 + $1.open })])
  }

  /// The movements of a year, the newest first; below them what stood before.
  private func movements(_ lines: [Statement.Line], in year: Int, of entity: Organisation, _ visit: Visit) -> PageTable {
    let format = visit.format
    var rows = lines.reversed().map { line in
      let amount = line.line.amount
      return [
        line.piece, format.shortDay(line.line.day), line.label, amount > .zero ? format.money(amount) : "",
        amount < .zero ? format.money(-amount) : "", format.money(line.balance),
      ]
    }
    let before = lines.first.map { $0.balance - $0.line.amount } ?? .zero
    if before != .zero { rows.append([visit.text("payments.account.before"), "", "", "", "", format.money(before)]) }
    return PageTable(
      visit.text(
        "payments.account.year", ["year": String(year), "entity": entity.name, "balance": format.money(lines.last?.balance ?? .zero)]),
      columns: [("piece", false), ("day", false), ("said", false), ("debit", true), ("paid", true), ("balance", true)].map {
        PageTable.Column(visit.text("payments.column.\($0.0)"), isNumber: $0.1)
      }, rows: rows.map { PageRow($0.map { PageCell($0) }) })
  }

  private func reminders(_ reminders: [Reminder], _ visit: Visit) -> PageTable {
    visit.moneyTable(
      "payments.reminders.title", [("number", false), ("day", false), ("tone", false), ("amount", true)],
      reminders.map {
        [
          ($0.number, "/reminders/\($0.id)"), (visit.format.shortDay($0.day), nil), (visit.text("payments.tone.\($0.tone.rawValue)"), nil),
          (visit.format.money($0.total), nil),
        ]
      })
  }
}
