import Invoicing
import Kernel
import Spaces
import Store
import Web

/// What a lease would ask for if cells were added, given back, or the tenant left: month by month beside what it asks as it is.
package struct WhatIfPage: Page {
  struct Line: Sendable {
    let month: String
    let now: String
    let then: String
    let difference: String
    let isChanged: Bool
  }
  struct Charge: Sendable {
    let text: String
    let span: String
    let net: String
    let rate: String
    let steps: [String]
    let hasSteps: Bool
  }
  /// A free cell beside the lease.
  struct Choice: Sendable {
    let id: String
    let code: String
    let level: String
    let area: String
    let free: String
    let monthly: String
    let isChosen: Bool
  }
  package static let template = "leasing-what-if"
  package let title: String
  let upPath: String
  let upText: String
  let lead: String
  let action: String
  let fields: [Field]
  let hasAnswer: Bool
  let answer: String
  let notes: [String]
  let lines: [Line]
  let sum: Line
  let chargesTitle: String
  let charges: [Charge]
  let hasCharges: Bool
  let choices: [Choice]
  let hasChoices: Bool
  let choicesLead: String

  package static let sample = WhatIfPage(
    title: "Et si… · BAIL-2026-0001", upPath: "/leases/1", upText: "BAIL-2026-0001", lead: "Rien n’est écrit.",
    action: "/leases/1/what-if",
    fields: [Field("cells", .number, label: "Cellules")], hasAnswer: true, answer: "438,00 € de plus", notes: ["Hors indexation"],
    lines: [Line(month: "mars 2027", now: "366,00 €", then: "549,00 €", difference: "+183,00 €", isChanged: true)],
    sum: Line(month: "Douze mois", now: "4 392,00 €", then: "4 941,00 €", difference: "+549,00 €", isChanged: true),
    chargesTitle: "mars 2027",
    charges: [
      Charge(text: "Loyer", span: "01/03/2027 – 31/03/2027", net: "300,00 €", rate: "20 %", steps: ["30 jours sur 30"], hasSteps: true)
    ], hasCharges: true,
    choices: [
      Choice(id: "1", code: "H1-002", level: "Halle", area: "15,00 m²", free: "sans fin", monthly: "150,00 €", isChosen: true)
    ], hasChoices: true, choicesLead: "Libres à partir du 1er mars 2027.")
}

/// What is supposed, as the query says it.
struct WhatIf: Sendable {
  enum Change: String, CaseIterable, Sendable { case more, fewer, leave }
  let supposition: Supposition
  var chosen: [GrowthChoice] = []

  /// The day from which cells would be taken: of the month that is asked for, else of the next.
  static func day(_ query: Input, _ view: LeaseView) -> Day {
    let month = Month(query["from"]).flatMap { $0 >= view.today.month ? $0 : nil } ?? view.today.month + 1
    return max(month.first, view.lease.from)
  }

  /// Nil of a page that is only opened.
  static func read(_ query: Input, _ view: LeaseView, _ choices: [GrowthChoice], mayPrice: Bool) throws -> WhatIf? {
    if query["change"].isEmpty { return nil }
    var reader = InputReader(query)
    let change = reader.requiredChoice("change", of: Change.self)
    switch change {
    case .leave:
      let last = reader.requiredDay("last")
      if let last {
        if last < view.lease.from || last < view.today { reader.problems.add("leasing.problem.pastDay", field: "last") }
        if let until = view.lease.span?.until, last >= until {
          reader.problems.add("leasing.problem.afterTerm", field: "last", ["last": "\(until - 1)"])
        }
      }
      try reader.finish()
      return last.map { WhatIf(supposition: .leaving($0 + 1)) }
    default:
      let named = Set(query.all("choice"))
      if change == .more, !named.isEmpty { return try choosing(named, &reader, view, choices) }
      let count = reader.requiredInteger("cells", in: 1...100)
      let month = reader.month("from")
      let rent = mayPrice ? reader.money("rent") : nil
      if month == nil, reader.input["from"].isEmpty { reader.problems.add("kernel.problem.missing", field: "from") }
      if change == .fewer, let count, count >= view.cells.count {
        reader.problems.add("leasing.problem.allCells", field: "cells", ["count": "\(view.cells.count)"])
      }
      if view.cells.isEmpty { reader.problems.add("leasing.problem.noCells", field: "cells") }
      if let month, month < view.today.month { reader.problems.add("leasing.problem.pastDay", field: "from") }
      try reader.finish()
      guard let count, let month else { return nil }
      let day = max(month.first, view.lease.from)
      return WhatIf(supposition: .cells(change == .fewer ? -count : count, from: day, rent: change == .more ? rent : nil))
    }
  }
}

extension WhatIf {
  /// Certain cells, each of which is free.
  private static func choosing(
    _ named: Set<String>, _ reader: inout InputReader, _ view: LeaseView, _ choices: [GrowthChoice]
  ) throws -> WhatIf? {
    let chosen = choices.filter { named.contains($0.cell.id.text) }
    if chosen.count < named.count { reader.problems.add("leasing.problem.notFree", field: "choice") }
    try reader.finish()
    let held = view.cells.reduce(FloorArea.zero) { $0 + $1.area }
    let area = chosen.reduce(FloorArea.zero) { $0 + $1.cell.area }
    return WhatIf(supposition: .area(area, of: held, from: day(reader.input, view)), chosen: chosen)
  }
}

extension LeaseRoutes {
  func whatIf(_ visit: Visit) async throws -> Answer {
    let view = try await supposable(visit)
    let choices = try await choices(visit, view)
    let isHouse = visit.viewer.may(.seeLeases)
    var shown = visit
    var answer: SupposedLease?
    var asked: WhatIf?
    do {
      asked = try WhatIf.read(visit.query, view, choices, mayPrice: isHouse)
      answer = asked.map { supposed($0, view, visit) }
    } catch let refusal as Refusal { shown.problems = refusal.problems }
    let words = WhatIfWords(view, shown)
    let first = answer?.firstChange
    return .page(
      WhatIfPage(
        title: visit.text("leasing.whatIf.title", ["number": view.lease.number]),
        upPath: isHouse ? "/leases/\(view.lease.id)" : "/my/lease?organisation=\(view.lease.tenant)", upText: view.lease.number,
        lead: visit.text("leasing.whatIf.lead"), action: "/leases/\(view.lease.id)/what-if", fields: words.fields(mayPrice: isHouse),
        hasAnswer: answer != nil, answer: words.sentence(answer), notes: words.notes(asked),
        lines: answer?.lines.map { words.line(visit.format.month($0.month), $0.now, $0.then) } ?? [],
        sum: words.line(
          visit.text("leasing.whatIf.sum"), answer?.now ?? ChargeSum([ChargeDraft]()), answer?.then ?? ChargeSum([ChargeDraft]())),
        chargesTitle: first.map { visit.text("leasing.whatIf.charges", ["month": visit.format.month($0.month)]) } ?? "",
        charges: first?.charges.map(words.charge) ?? [], hasCharges: !(first?.charges.isEmpty ?? true), choices: choices.map(words.choice),
        hasChoices: !choices.isEmpty,
        choicesLead: visit.text("leasing.whatIf.choicesLead", ["day": visit.format.day(WhatIf.day(visit.query, view))]))
    ).refusing(shown)
  }

  /// What may still change: nothing is supposed of a lease that is over.
  private func supposable(_ visit: Visit) async throws -> LeaseView {
    let view = try await LeaseView.read(try visit.id("contract"), visit)
    if view.state == .ended || view.state == .withdrawn { throw Refusal.conflict("leasing.problem.state.\(view.state.rawValue)") }
    return view
  }

  /// Nothing is offered of a lease without cells, or that is to be left.
  private func choices(_ visit: Visit, _ view: LeaseView) async throws -> [GrowthChoice] {
    if view.cells.isEmpty || !view.state.allows(.growth) { return [] }
    let day = WhatIf.day(visit.query, view)
    return try await visit.database.read { try $0.growthChoices(of: view.facts, from: day) }
  }

  func supposed(_ asked: WhatIf, _ view: LeaseView, _ visit: Visit) -> SupposedLease {
    let first = max(visit.today.month, view.lease.from.month)
    return SupposedLease(
      view.facts, asked.supposition, held: view.cells.count, months: (0..<12).map { first + $0 }, view.rates
    ) { line in visit.text("leasing.whatIf.line", ["line": line.text]) }
  }

  func whatIfJSON(_ visit: Visit) async throws -> Answer {
    let view = try await supposable(visit)
    let choices = try await choices(visit, view)
    guard let asked = try WhatIf.read(visit.query, view, choices, mayPrice: visit.viewer.may(.seeLeases)) else {
      throw Refusal.invalid("kernel.problem.missing", field: "change")
    }
    return .json(WhatIfJSON(supposed(asked, view, visit)))
  }

  func growthJSON(_ visit: Visit) async throws -> Answer {
    let view = try await supposable(visit)
    return .json(try await choices(visit, view).map(GrowthChoiceJSON.init))
  }
}
