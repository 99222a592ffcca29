import Kernel
import People
import Store
import Web

/// What a month would invoice, what stands in its way, the button that issues, and the runs so far.
package struct RunPage: Page {
  struct Text: Sendable {
    let text: String
  }
  struct Progress: Sendable {
    let text: String
    let planned: String
    let issued: String
    let path: String
  }
  struct Stopped: Sendable {
    let path: String
    let customer: String
    let total: String
  }
  /// Those that wait for the same thing, together.
  struct Blocked: Sendable {
    let problems: [Text]
    let count: String
    let isOpen: Bool
    let customers: [Stopped]
  }
  /// What keeps nothing from being issued, and should be looked at first.
  struct Warning: Sendable {
    let text: String
    let count: String
    let isOpen: Bool
    let links: [PageLink]
  }
  struct Line: Sendable {
    let text: String
    let net: String
  }
  struct Document: Sendable {
    let customer: String
    let badge: String?
    let entity: String
    let count: String
    let lines: [Line]
    let net: String
    let vat: String
    let total: String
  }
  struct Run: Sendable {
    let text: String
    let hasProblems: Bool
    let problems: [Text]
  }
  package static let template = "invoicing-run"
  package let title: String
  let lead: String
  let monthField: Field
  let month: String
  let progress: Progress?
  let figures: [PageFigure]
  let canIssue: Bool
  let warnings: [Warning]
  let confirm: String
  let button: String
  let hasBlocked: Bool
  let blocked: [Blocked]
  let hasDocuments: Bool
  let documents: [Document]
  let net: String
  let vat: String
  let total: String
  let laterText: String?
  let hasRuns: Bool
  let runs: [Run]

  package static let sample = RunPage(
    title: "Facturer novembre 2026", lead: "Rien n’est écrit avant le bouton.", monthField: Field("month", .month, label: "Mois"),
    month: "2026-11", progress: Progress(text: "En cours", planned: "10", issued: "4", path: "/invoice-run?month=2026-11"),
    figures: [PageFigure("factures", "12")], canIssue: true,
    warnings: [Warning(text: "Sans adresse", count: "1 client", isOpen: true, links: [PageLink("Ada", "/invoicing-settings/customers/1")])],
    confirm: "Émettre ?", button: "Émettre 12 factures", hasBlocked: true,
    blocked: [
      Blocked(
        problems: [Text(text: "Il manque l’adresse.")], count: "1 facture, 360,00 €", isOpen: true,
        customers: [Stopped(path: "/organisations/1", customer: "Perdu", total: "360,00 €")])
    ], hasDocuments: true,
    documents: [
      Document(
        customer: "Ada", badge: "Avoir", entity: "Maison", count: "2 lignes", lines: [Line(text: "Loyer", net: "300,00 €")],
        net: "300,00 €", vat: "60,00 €", total: "360,00 €")
    ], net: "300,00 €", vat: "60,00 €", total: "360,00 €", laterText: "3 charges plus tard", hasRuns: true,
    runs: [Run(text: "Le 24, 12 factures", hasProblems: true, problems: [Text(text: "Perdu")])])
}

extension RunRoutes {
  func show(_ visit: Visit) async throws -> Answer {
    let asked = visit.isShownAgain ? Month(visit.form["month"]) : Month(visit.query["month"])
    let month = asked ?? visit.today.month
    let shown = visit.isShownAgain ? visit.form["month"] : month.description
    let desk = desk
    let today = visit.today
    let (plan, waits, runs, names, facts) = try await visit.database.read { transaction in
      let plan = try desk.plan(PlanQuestion(month: month, day: today, isWholeMonth: true), in: transaction)
      let waits = try desk.waits(in: month, on: today, in: transaction)
      let runs = try transaction.invoiceRuns(of: month)
      let names = Dictionary(uniqueKeysWithValues: try transaction.organisationNames().map { ($0.id, $0.name) })
      let facts = try runs.prefix(10).map { run in
        (run, try transaction.issuedCount(of: run.id), try transaction.refusals(of: run.id))
      }
      return (plan, waits, runs, names, facts)
    }
    let ready = plan.documents.filter { $0.problems.isEmpty }
    let blocked = plan.documents.filter { !$0.problems.isEmpty }
    let money = { (amounts: [Money]) in visit.format.money(amounts.reduce(.zero, +)) }
    let isOpen = month <= today.month
    let open = facts.first { $0.0.endedAt == nil }
    let count = visit.format.number(ready.count)
    return .page(
      RunPage(
        title: visit.text("invoicing.run.title", ["month": visit.format.month(month)]),
        lead: visit.text(isOpen ? "invoicing.run.lead" : "invoicing.run.leadFuture"),
        monthField: visit.field("month", .month, label: "invoicing.run.month", value: month.description),
        month: shown,
        progress: open.map { run, issued, _ in
          RunPage.Progress(
            text: visit.text("invoicing.run.progress", ["issued": String(issued), "planned": String(run.planned)]),
            planned: String(max(run.planned, 1)), issued: String(issued), path: "/invoice-run?month=\(month)")
        },
        figures: [
          PageFigure(visit.text("invoicing.run.ready"), count),
          PageFigure(visit.text("invoicing.column.net"), money(ready.map(\.net))),
          PageFigure(visit.text("invoicing.column.total"), money(ready.map(\.total))),
          PageFigure(visit.text("invoicing.run.blocked"), visit.format.number(blocked.count)),
        ], canIssue: isOpen && !ready.isEmpty && visit.viewer.may(.issueInvoices),
        warnings: [waiting(waits, names, visit), unsent(ready, plan.book, names, visit)].compactMap(\.self),
        confirm: visit.text("invoicing.run.confirm", ["count": String(ready.count)]),
        button: visit.text("invoicing.run.button", ["count": String(ready.count)]), hasBlocked: !blocked.isEmpty,
        blocked: grouped(blocked, names, visit), hasDocuments: !ready.isEmpty, documents: ready.map { document($0, names, visit) },
        net: money(ready.map(\.net)),
        vat: money(ready.map(\.vat)), total: money(ready.map(\.total)),
        laterText: plan.later.isEmpty ? nil : visit.text("invoicing.run.later", ["count": String(plan.later.count)]),
        hasRuns: !runs.isEmpty,
        runs: facts.map { run, issued, refused in
          RunPage.Run(
            text: visit.text(
              "invoicing.run.done",
              [
                "day": visit.format.moment(run.startedAt, in: visit.house), "who": run.startedBy, "count": String(issued),
              ]), hasProblems: !refused.isEmpty,
            problems: refused.map { refusal in
              let problems = refusal.problems.map { visit.text($0.code, $0.arguments) }.joined(separator: " ")
              return RunPage.Text(text: "\(names[refusal.customer] ?? ""): \(problems)")
            })
        }))
  }

  /// The longest list first: what one remedy frees.
  private func grouped(
    _ blocked: [PlannedDocument], _ names: [OrganisationID: String], _ visit: Visit
  ) -> [RunPage.Blocked] {
    var order: [[String]] = []
    var groups: [[String]: [PlannedDocument]] = [:]
    for planned in blocked {
      let words = planned.problems.map { visit.text($0.code, $0.arguments) }
      if groups[words] == nil { order.append(words) }
      groups[words, default: []].append(planned)
    }
    return order.sorted { (groups[$0]?.count ?? 0) > (groups[$1]?.count ?? 0) }.map { words in
      let some = groups[words] ?? []
      let total = visit.format.money(some.reduce(.zero) { $0 + $1.total })
      return RunPage.Blocked(
        problems: words.map { RunPage.Text(text: $0) },
        count: visit.text("invoicing.run.blockedCount", ["count": "\(some.count)", "total": total]), isOpen: some.count <= 5,
        customers: some.map {
          RunPage.Stopped(
            path: "/organisations/\($0.customer)", customer: names[$0.customer] ?? "", total: visit.format.money($0.total))
        })
    }
  }

  private func document(_ planned: PlannedDocument, _ names: [OrganisationID: String], _ visit: Visit) -> RunPage.Document {
    let money = { (amount: Money) in visit.format.money(amount) }
    return RunPage.Document(
      customer: names[planned.customer] ?? "", badge: planned.isCreditNote ? visit.text("invoicing.type.creditNote") : nil,
      entity: names[planned.entity] ?? "", count: visit.text("invoicing.run.lineCount", ["count": String(planned.lineCount)]),
      lines: planned.draft.lines.map { RunPage.Line(text: $0.text, net: money($0.net)) }, net: money(planned.net), vat: money(planned.vat),
      total: money(planned.total))
  }
}
