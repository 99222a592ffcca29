import Invoicing
import Kernel
import Leasing
import Payments
import People
import Spaces
import Store
import Web

/// The resident's start: what is theirs, what comes next, what they may do.
package struct MyPage: Page {
  struct Choice: Sendable {
    let path: String
    let name: String
    let isCurrent: Bool
  }
  struct Floor: Sendable {
    let name: String
    let planPath: String
    let cells: [Cell]
    let drawingHTML: String
  }
  struct Cell: Sendable {
    let path: String
    let code: String
  }
  struct Line: Sendable {
    let path: String
    let cells: String
    let what: String
    let span: String
    let note: String
    let rent: String
    let letterPath: String?
  }
  struct Asked: Sendable {
    let what: String
    let day: String
    let state: String
    let style: String
  }
  /// Something that waits for the resident.
  struct ToDo: Sendable {
    let text: String
    let path: String
    let button: String
    let isUrgent: Bool
  }
  package static let template = "tenant-my"
  package let title: String
  let lead: String
  let toDo: [ToDo]
  let hasToDo: Bool
  let figures: [PageFigure]
  let choices: [Choice]
  let hasChoices: Bool
  let floors: [Floor]
  let hasFloors: Bool
  let now: [Line]
  let hasNow: Bool
  let next: [Line]
  let hasNext: Bool
  let declared: String
  let declarePath: String
  let declareText: String
  let askPath: String
  let requestsPath: String
  let asked: [Asked]
  let hasAsked: Bool
  let organisationPath: String
  let pathPath: String

  package static let sample = MyPage(
    title: "Atelier", lead: "2 espaces, 30 m²",
    toDo: [ToDo(text: "Attestation d’assurance à fournir", path: "/my/lease", button: "Déposer", isUrgent: true)], hasToDo: true,
    figures: [PageFigure("À payer", "120,00 €", note: "rien en retard", path: "/my/invoices")],
    choices: [Choice(path: "/my?organisation=1", name: "Atelier", isCurrent: true)],
    hasChoices: true,
    floors: [
      Floor(name: "Sheds", planPath: "/plan?level=h", cells: [Cell(path: "/cells/1", code: "F05")], drawingHTML: "<svg></svg>")
    ], hasFloors: true,
    now: [
      Line(
        path: "/holds/1", cells: "F05", what: "Location", span: "depuis le 1er mars 2019", note: "sans terme", rent: "180 €",
        letterPath: "/holds/1/letter")
    ], hasNow: true,
    next: [
      Line(
        path: "/holds/2", cells: "F06", what: "Option", span: "à partir du 1er mai 2027", note: "à confirmer", rent: "180 €",
        letterPath: "/holds/2/letter")
    ], hasNext: true, declared: "2025 : 4 personnes", declarePath: "/my/declarations", declareText: "Déclarer 2025",
    askPath: "/my/requests/new", requestsPath: "/my/requests",
    asked: [Asked(what: "2 cellules de plus", day: "24/11/2026", state: "en attente", style: "badge-option")], hasAsked: true,
    organisationPath: "/organisations/1", pathPath: "/organisations/1/path")
}

extension TenantRoutes {
  func my(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let (id, today) = (mine.id, visit.today)
    let snapshot = try await shelf.snapshot(for: visit)
    let parts = HolderPlan(snapshot, for: visit).parts(of: id, on: today)
    let desk = desk
    let standing = try await visit.database.read { try MyStanding(of: id, on: today, desk: desk, in: $0) }
    let words = StandingInWords(visit, mine, standing)
    let (now, next) = (standing.now, standing.next)
    let count = now.reduce(0) { $0 + $1.cells.count }
    let area = now.reduce(FloorArea.zero) { $0 + $1.area }
    let toDo = words.toDo()
    return .page(
      MyPage(
        title: mine.organisation.name,
        lead: count == 0
          ? visit.text("tenant.my.none") : visit.text("tenant.my.size", ["count": "\(count)", "area": visit.format.area(area)]),
        toDo: toDo, hasToDo: !toDo.isEmpty, figures: words.figures(), choices: mine.choices("/my"), hasChoices: mine.others.count > 1,
        floors: parts.map { part in
          MyPage.Floor(
            name: part.name, planPath: "/plan?level=\(percentEncoded(part.key))",
            cells: part.cells.map { MyPage.Cell(path: "/cells/\($0.id)", code: $0.code) }, drawingHTML: part.markup)
        }, hasFloors: !parts.isEmpty, now: now.map { line($0, visit) }, hasNow: !now.isEmpty, next: next.map { line($0, visit) },
        hasNext: !next.isEmpty, declared: standing.declarations.first.map { said($0, visit) } ?? visit.text("tenant.my.notDeclared"),
        declarePath: "/my/declarations\(mine.suffix)",
        declareText: visit.text("tenant.my.declare", ["year": "\(standing.yearAsked)"]), askPath: "/my/requests/new\(mine.suffix)",
        requestsPath: "/my/requests\(mine.suffix)", asked: standing.requests.prefix(5).map { asked($0, visit) },
        hasAsked: !standing.requests.isEmpty, organisationPath: "/organisations/\(id)", pathPath: "/organisations/\(id)/path"))
  }

  private func line(_ line: HoldLine, _ visit: Visit) -> MyPage.Line {
    let hold = line.hold
    let format = visit.format
    var note = hold.expiresOn.map { visit.text("tenant.my.confirmBy", ["day": format.day($0 - 1)]) } ?? ""
    if hold.kind == .let {
      note = hold.span.last.map { visit.text("tenant.my.until", ["day": format.day($0)]) } ?? visit.text("tenant.my.open")
    }
    let codes = line.cells.isEmpty ? line.poolCodes : line.codes
    return MyPage.Line(
      path: "/holds/\(hold.id)", cells: codes.prefix(12).joined(separator: ", ") + (codes.count > 12 ? " …" : ""),
      what: visit.text("spaces.kind.hold.\(hold.kind.rawValue)"),
      span: visit.text(hold.span.from <= visit.today ? "tenant.my.since" : "tenant.my.from", ["day": format.day(hold.span.from)]),
      note: note,
      rent: hold.monthlyRent.map { format.money($0) } ?? "–", letterPath: line.hasLetter ? "/holds/\(hold.id)/letter" : nil)
  }

  func said(_ declaration: Declaration, _ visit: Visit) -> String {
    visit.text(
      "tenant.my.said",
      [
        "year": "\(declaration.year)", "people": visit.format.number(declaration.people), "jobs": visit.format.number(declaration.jobs),
        "turnover": declaration.turnover.map { visit.format.euros($0) } ?? "–",
      ])
  }

  func asked(_ request: TenantRequest, _ visit: Visit) -> MyPage.Asked {
    MyPage.Asked(
      what: visit.tenantLetters.what(request.kind, request.cells, in: visit.language),
      day: visit.format.shortDay(visit.house.day(of: request.madeAt)),
      state: visit.text("tenant.state.\(request.outcome?.rawValue ?? "open")"), style: request.style)
  }
}

extension TenantRequest {
  var style: String {
    switch outcome {
    case nil: "badge-option"
    case .accepted: "badge-done"
    case .declined, .withdrawn: ""
    }
  }
}
