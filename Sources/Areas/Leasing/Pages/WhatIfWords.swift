import Invoicing
import Kernel
import Web

/// What the page "what if" says, in the visitor's words.
struct WhatIfWords {
  let view: LeaseView
  let visit: Visit
  private var format: Format { visit.format }

  init(_ view: LeaseView, _ visit: Visit) { (self.view, self.visit) = (view, visit) }

  /// The form is a question by GET: what was asked stays, with its problems.
  func fields(mayPrice: Bool) -> [Field] {
    let asked = visit.query
    func typed(_ name: String, _ usual: String) -> String { asked["change"].isEmpty ? usual : asked[name] }
    let changes = WhatIf.Change.allCases.filter { $0 != .fewer || view.cells.count > 1 }.filter { $0 == .leave || !view.cells.isEmpty }
    var fields = [
      visit.field(
        "change", .radio, label: "leasing.whatIf.change", value: typed("change", changes.first?.rawValue ?? ""), required: true,
        options: changes.map { Field.Option($0.rawValue, visit.text("leasing.whatIf.\($0.rawValue)")) })
    ]
    if !view.cells.isEmpty {
      fields += [
        visit.field(
          "cells", .number, label: "leasing.whatIf.cells", value: typed("cells", "1"), hint: "leasing.whatIf.cellsHint", minimum: "1",
          maximum: "100", width: "short"),
        visit.field(
          "from", .month, label: "leasing.whatIf.from", value: typed("from", "\(visit.today.month + 1)"), width: "short"),
      ]
      if mayPrice {
        fields.append(
          visit.field(
            "rent", .money, label: "leasing.whatIf.rent", value: typed("rent", ""), hint: "leasing.whatIf.rentHint", width: "short"))
      }
    }
    let leaving = view.lease.span.flatMap { Leaving(view.version.terms.notice, holding: $0, term: view.lease.term, told: visit.today) }
    fields.append(
      visit.field(
        "last", .date, label: "leasing.whatIf.last", value: typed("last", leaving.map { "\($0.on - 1)" } ?? ""),
        hint: "leasing.whatIf.lastHint", width: "short"))
    return fields
  }

  func choice(_ choice: GrowthChoice) -> WhatIfPage.Choice {
    WhatIfPage.Choice(
      id: choice.cell.id.text, code: choice.cell.code, level: choice.level, area: format.area(choice.cell.area),
      free: choice.until.map { visit.text("leasing.whatIf.freeUntil", ["day": format.shortDay($0 - 1)]) }
        ?? visit.text("leasing.whatIf.freeOpen"),
      monthly: format.money(choice.monthly), isChosen: visit.query.all("choice").contains(choice.cell.id.text))
  }

  func sentence(_ supposed: SupposedLease?) -> String {
    guard let supposed else { return "" }
    guard let first = supposed.firstChange else { return visit.text("leasing.whatIf.nothing") }
    return visit.text(
      "leasing.whatIf.answer",
      [
        "month": format.month(first.month), "now": format.money(first.now.total), "then": format.money(first.then.total),
        "difference": signed(supposed.then.total - supposed.now.total),
      ])
  }

  /// What the answer does not know.
  func notes(_ asked: WhatIf?) -> [String] {
    guard let asked else { return [] }
    var found = [visit.text("leasing.whatIf.noteIndex")]
    switch asked.supposition {
    case .leaving(let day):
      let rule = view.version.terms.notice
      if view.state.allows(.giveNotice), !rule.allows(day, received: visit.today, leaseFrom: view.contractBegin, term: view.lease.term) {
        let earliest = rule.earliest(received: visit.today, leaseFrom: view.contractBegin, term: view.lease.term)
        found.insert(visit.text("leasing.whatIf.noteEarly", ["day": format.day(earliest - 1)]), at: 0)
      }
      found.append(visit.text("leasing.whatIf.noteDeposit", ["amount": format.money(view.held)]))
    case .area:
      let codes = asked.chosen.map(\.cell.code).joined(separator: ", ")
      found.insert(visit.text("leasing.whatIf.noteChosen", ["cells": codes]), at: 0)
      found.append(visit.text("leasing.whatIf.noteOffer"))
    case .cells(let count, _, let rent):
      if rent == nil { found.insert(visit.text("leasing.whatIf.notePrice"), at: 0) }
      found.append(visit.text(count > 0 ? "leasing.whatIf.noteFree" : "leasing.whatIf.noteAgreed"))
    }
    return found
  }

  func line(_ name: String, _ now: ChargeSum, _ then: ChargeSum) -> WhatIfPage.Line {
    WhatIfPage.Line(
      month: name, now: format.money(now.total), then: format.money(then.total),
      difference: now == then ? "–" : signed(then.total - now.total), isChanged: now != then)
  }

  func charge(_ charge: ChargeDraft) -> WhatIfPage.Charge {
    WhatIfPage.Charge(
      text: charge.text, span: format.shortSpan(charge.span), net: format.money(charge.net),
      rate: charge.vat.category == .standard ? format.percentage(charge.vat.rate) : visit.text("leasing.regime.exempt"),
      steps: charge.explanation.map { visit.explained($0) }, hasSteps: !charge.explanation.isEmpty)
  }

  private func signed(_ amount: Money) -> String { (amount > .zero ? "+" : "") + format.money(amount) }
}
