import Invoicing
import Kernel
import Leasing
import Spaces
import Store
import Web

/// Everything the resident's start tells, read at one moment.
struct MyStanding: Sendable {
  let now: [HoldLine]
  let next: [HoldLine]
  let leases: [LeaseOutlook]
  let money: MyMoney
  let charges: [ChargeStatement]
  let invoice: NextInvoice
  let declarations: [Declaration]
  let requests: [TenantRequest]
  let today: Day

  init(of id: OrganisationID, on today: Day, desk: InvoiceDesk, in transaction: borrowing Transaction) throws {
    let holds = try transaction.holdLines(of: id)
    (now, next) = (holds.filter { $0.isLet(on: today) }, holds.filter { $0.isToCome(on: today) })
    leases = try transaction.outlooks(of: id, on: today).filter { $0.state != .ended }
    money = try MyMoney(of: id, on: today, in: transaction)
    charges = try transaction.chargeStatements(of: id)
    invoice = try NextInvoice(of: id, month: nil, on: today, desk: desk, in: transaction)
    (declarations, requests) = (try transaction.declarations(of: id), try transaction.tenantRequests(of: id))
    self.today = today
  }

  var yearAsked: DeclarationYear { DeclarationYear.asked(declared: Set(declarations.map(\.year.number)), on: today) }
}

/// What waits and what counts, in the visitor's words.
struct StandingInWords {
  let visit: Visit
  let mine: Mine
  let standing: MyStanding
  private var format: Format { visit.format }

  init(_ visit: Visit, _ mine: Mine, _ standing: MyStanding) { (self.visit, self.mine, self.standing) = (visit, mine, standing) }

  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.my.\(key)", arguments) }

  func toDo() -> [MyPage.ToDo] {
    var found: [MyPage.ToDo] = []
    for lease in standing.leases where lease.state == .offered {
      let until = lease.lease.offerExpiresOn.map { format.day($0 - 1) } ?? ""
      found.append(
        .init(
          text: text("toSign", ["number": lease.lease.number, "day": until]), path: "/leases/\(lease.lease.id)#deed-signature",
          button: text("sign"), isUrgent: true))
    }
    if standing.money.late > .zero {
      found.append(
        .init(
          text: text("late", ["amount": format.money(standing.money.late)]), path: "/my/invoices\(mine.suffix)", button: text("see"),
          isUrgent: true))
    }
    for lease in standing.leases where lease.isRunning && !lease.cells.isEmpty {
      let last = lease.insurance?.span.last
      if !lease.isInsured {
        found.append(
          .init(
            text: text("uninsured", ["number": lease.lease.number]), path: "/my/lease\(mine.suffix)", button: text("deposit"),
            isUrgent: true))
      } else if let last, last < visit.today + 30 {
        found.append(
          .init(
            text: text("insuredUntil", ["number": lease.lease.number, "day": format.day(last)]), path: "/my/lease\(mine.suffix)",
            button: text("deposit"), isUrgent: false))
      }
    }
    let inWords = ChargesInWords(visit, mine)
    for statement in standing.charges where statement.settledAt.map({ visit.house.day(of: $0) > visit.today - 60 }) ?? false {
      found.append(
        .init(
          text: inWords.text("ready", ["year": String(statement.place.year), "result": inWords.result(statement.balance)]),
          path: inWords.path(statement.place.year), button: text("see"), isUrgent: false))
    }
    for line in standing.next {
      guard let expires = line.hold.expiresOn, expires < visit.today + 60 else { continue }
      found.append(
        .init(
          text: text("toConfirm", ["cells": line.codes.prefix(8).joined(separator: ", "), "day": format.day(expires - 1)]),
          path: "/holds/\(line.hold.id)", button: text("see"), isUrgent: false))
    }
    if !standing.now.isEmpty, standing.yearAsked.number < visit.today.year {
      found.append(
        .init(
          text: text("toDeclare", ["year": "\(standing.yearAsked)"]), path: "/my/declarations\(mine.suffix)",
          button: text("declare", ["year": "\(standing.yearAsked)"]), isUrgent: false))
    }
    return found
  }

  func figures() -> [PageFigure] {
    let monthly = standing.leases.filter { $0.state == .running || $0.state == .noticed }.reduce(Money.zero) { $0 + $1.monthly }
    let ends = standing.leases.compactMap(\.last).min()
    let money = standing.money
    return [
      PageFigure(
        text("figure.owed"), format.money(money.owed),
        note: money.late > .zero ? visit.text("tenant.money.ofWhichLate", ["amount": format.money(money.late)]) : text("figure.notLate"),
        path: "/my/invoices\(mine.suffix)"),
      PageFigure(
        text("figure.next"), standing.invoice.isEmpty ? "–" : format.money(standing.invoice.total),
        note: standing.invoice.isEmpty ? text("figure.nothing") : text("figure.for", ["month": format.month(standing.invoice.plan.month)]),
        path: "/my/next-invoice\(mine.suffix)"),
      PageFigure(
        text("figure.monthly"), standing.leases.isEmpty ? "–" : format.money(monthly),
        note: ends.map { text("figure.until", ["day": format.day($0)]) } ?? (standing.leases.isEmpty ? "" : text("open")),
        path: "/my/lease\(mine.suffix)"),
    ]
  }
}
