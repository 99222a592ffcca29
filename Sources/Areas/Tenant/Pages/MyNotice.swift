import Kernel
import Leasing
import Store
import Web

extension TenantRoutes {
  /// Two steps: the first reckons the day, the second says what follows from it and asks for the word.
  func noticeForm(_ visit: Visit) async throws -> Answer {
    let lease = try await ownLease(visit, .acceptLeases)
    let today = visit.today
    let mine = try await visit.mine(.acceptLeases, of: lease.tenant)
    guard let outlook = try await visit.database.read({ try $0.outlook(lease.id, on: today) }) else { throw Refusal.notFound }
    try outlook.state.demand(.giveNotice)
    let steps = NoticeSteps(visit, mine, outlook)
    let typed = visit.isShownAgain ? visit.form["last"] : visit.query["last"]
    let problem = typed.isEmpty ? nil : steps.problem(of: Day(typed))
    return .page(problem == nil && !typed.isEmpty ? steps.confirming(Day(typed)) : steps.asking(typed, problem))
  }

  func giveNotice(_ visit: Visit) async throws -> Answer {
    let (lease, act) = try await leaving(visit)
    try await visit.perform(act)
    return .see("/my/lease?organisation=\(lease.tenant)").saying("tenant.done.left", ["day": visit.format.day(act.last)])
  }
  func giveNoticeJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await leaving(visit).1)
    return .done
  }

  private func leaving(_ visit: Visit) async throws -> (Lease, LeaveLease) {
    let lease = try await ownLease(visit, .acceptLeases)
    try await visit.database.read { try $0.state(of: lease, on: visit.today) }.demand(.giveNotice)
    let act = try visit.reading { reader -> LeaveLease in
      let last = reader.requiredDay("last")
      let note = reader.text("note", limit: 1000, lines: true) ?? ""
      if !reader.flag("confirmed") { reader.problems.add("tenant.problem.confirm", field: "confirmed") }
      return LeaveLease(lease.id, last: last ?? visit.today, note: note, letters: visit.tenantLetters)
    }
    return (lease, act)
  }
}

/// The two pages of giving notice.
struct NoticeSteps {
  let visit: Visit
  let mine: Mine
  let outlook: LeaseOutlook
  private var format: Format { visit.format }
  private var rule: NoticeRule { outlook.version.terms.notice }
  private var path: String { "/my/leases/\(outlook.lease.id)/notice" }

  init(_ visit: Visit, _ mine: Mine, _ outlook: LeaseOutlook) { (self.visit, self.mine, self.outlook) = (visit, mine, outlook) }

  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.notice.\(key)", arguments) }

  /// What stands against a last day, in words; nil of one that is possible.
  func problem(of last: Day?) -> String? {
    guard let last else { return visit.text("kernel.problem.day") }
    if let until = outlook.lease.span?.until, last >= until { return text("afterTerm", ["day": format.day(until - 1)]) }
    if rule.allows(last + 1, received: visit.today, leaseFrom: outlook.contractBegin, term: outlook.lease.term), last >= outlook.lease.from
    {
      return nil
    }
    return outlook.leaving.map { text("early", ["day": format.day($0.on - 1)]) } ?? text("never")
  }

  func asking(_ typed: String, _ problem: String?) -> TenantNoticePage {
    var words: [String] = []
    if let leaving = outlook.leaving {
      words = [
        text("reckoned", ["today": format.day(visit.today), "day": format.day(leaving.on - 1)]),
        text(rule.onlyEachThreeYears ? "triennial" : "later"),
      ]
      if leaving.toldBy > visit.today { words.append(text("hurryNot", ["by": format.day(leaving.toldBy)])) }
    } else {
      words = [text("never")]
    }
    let usual = outlook.leaving.map { "\($0.on - 1)" } ?? ""
    var field = Field("last", .date, label: text("last"), value: typed.isEmpty ? usual : typed, hint: text("lastHint"), problem: problem)
    field.isRequired = true
    return TenantNoticePage(
      title: text("title", ["number": outlook.lease.number]), upPath: "/my/lease\(mine.suffix)", upText: visit.text("tenant.lease.title"),
      step: text("step1"), words: words, action: path, fields: outlook.leaving == nil ? [] : [field], isQuestion: true,
      canGo: outlook.leaving != nil, button: text("next"), backPath: "/my/lease\(mine.suffix)", backText: visit.text("tenant.back"))
  }

  func confirming(_ last: Day?) -> TenantNoticePage {
    let last = last ?? visit.today
    let schedule = outlook.facts.schedule(over: DaySpan(checking: outlook.lease.from, until: last + 1) ?? outlook.lease.agreed)
    let month = DaySpan(checking: max(last.month.first, outlook.lease.from), until: last + 1).map { schedule.amount(over: $0) } ?? .zero
    let codes = outlook.cells.map(\.code).joined(separator: ", ")
    var words = [text("ends", ["number": outlook.lease.number, "day": format.day(last)])]
    if !codes.isEmpty { words.append(text("free", ["cells": codes, "day": format.day(last + 1)])) }
    words.append(text("lastMonth", ["month": format.month(last.month), "amount": format.money(month)]))
    if outlook.depositHeld != .zero { words.append(text("deposit", ["amount": format.money(outlook.depositHeld)])) }
    words.append(text("binding"))
    return TenantNoticePage(
      title: text("title", ["number": outlook.lease.number]), upPath: "/my/lease\(mine.suffix)", upText: visit.text("tenant.lease.title"),
      step: text("step2"), words: words, action: path,
      fields: [
        Field("last", .hidden, label: "", value: "\(last)"), visit.field("note", .textarea, label: "tenant.notice.note"),
        visit.box("confirmed", label: "tenant.notice.confirm", ticked: false),
      ], isQuestion: false, canGo: true, button: text("give"), backPath: "\(path)", backText: text("otherDay"))
  }
}

/// A step of giving notice.
package struct TenantNoticePage: Page {
  package static let template = "tenant-notice"
  package let title: String
  let upPath: String
  let upText: String
  let step: String
  let words: [String]
  let action: String
  let fields: [Field]
  /// Asks by GET and writes nothing.
  let isQuestion: Bool
  let canGo: Bool
  let button: String
  let backPath: String
  let backText: String

  package static let sample = TenantNoticePage(
    title: "Donner congé", upPath: "/my/lease", upText: "Mon bail", step: "1 sur 2", words: ["Reçu aujourd’hui."],
    action: "/my/leases/1/notice", fields: [Field("last", .date, label: "Dernier jour")], isQuestion: true, canGo: true, button: "Suite",
    backPath: "/my/lease", backText: "Retour")
}
