import Archive
import Kernel
import People
import Store
import Web

extension AccountRoutes {
  /// The legal entities with their books: what stands on the bank, what customers owe, up to where all is closed.
  func overview(_ visit: Visit) async throws -> Answer {
    let lines = try await entities(visit)
    var report = Report([
      .init("entity", share: 2), .init("owed", .money), .init("bank", .money), .init("waitingVAT", .money), .init("deposits", .money),
      .init("entries", .number), .init("closedUntil", .day),
    ])
    for line in lines {
      report.add([
        .link(line.name, path: "/accounts/\(line.id)/trial-balance"), .money(line.owed), .money(line.bank), .money(line.waitingVAT),
        .money(line.deposits), .number(line.entries), line.closedUntil.map { .day($0) } ?? .none,
      ])
    }
    var frame = ListFrame(title: visit.text("ledger.menu.accounts"))
    frame.lead = visit.text("ledger.overview.about", ["day": visit.format.day(visit.today)])
    frame.actions = [PageLink(visit.text("ledger.menu.parameters"), "/parameters")]
    if visit.viewer.may(.closePeriods) {
      frame.actions += lines.filter { $0.entries > 0 }.map {
        PageLink(visit.text("ledger.fec.button", ["name": $0.name]), "/accounts/\($0.id)/fec?year=\(visit.today.year)")
      }
    }
    return visit.page(report, frame)
  }
  func overviewJSON(_ visit: Visit) async throws -> Answer { .json(try await entities(visit)) }

  private func entities(_ visit: Visit) async throws -> [BooksJSON] {
    let today = visit.today
    return try await visit.database.read { transaction in
      var lines: [BooksJSON] = []
      for id in try transaction.entitiesWithBooks() {
        guard let entity = try transaction.organisation(id) else { continue }
        lines.append(
          BooksJSON(
            id: id, name: entity.facts.legalName, owed: try transaction.balance("411", entity: id, on: today),
            bank: try transaction.balance("512", entity: id, on: today),
            waitingVAT: -(try transaction.balance("44574", entity: id, on: today)),
            deposits: -(try transaction.balance("165", entity: id, on: today)),
            entries: try transaction.value("SELECT COUNT(*) FROM ledger_entries WHERE entity = \(id)") ?? 0,
            closedUntil: try transaction.closedUntil(id).map { $0 - 1 }))
      }
      return lines
    }
  }

  func statement(_ visit: Visit) async throws -> Answer {
    let (entity, report, auxiliary) = try await foundStatement(visit)
    let path = "/accounts/\(entity.id)/customers/\(auxiliary.number)"
    let query = queryText(visit.query, replacing: "page", with: nil)
    var frame = ListFrame(title: auxiliary.name)
    frame.lead = visit.text("ledger.statement.about", ["number": auxiliary.number, "entity": entity.facts.legalName])
    frame.up = PageLink(visit.text("ledger.report.customers.title"), "/accounts/\(entity.id)/customers")
    frame.tabs = tabs("/accounts/\(entity.id)", .customers, visit)
    frame.actions = [
      PageLink(visit.text("ledger.pdf"), "\(path)/statement.pdf" + (query.isEmpty ? "" : "?\(query)"))
    ]
    frame.csv = "\(path)/statement.csv"
    frame.filters = ["from", "last"].map {
      visit.field($0, .date, label: "ledger.filter.\($0)", value: visit.query[$0])
    }
    return visit.page(report, frame)
  }
  func statementCSV(_ visit: Visit) async throws -> Answer {
    let (_, report, auxiliary) = try await foundStatement(visit)
    return visit.csv(report, name: "statement-\(auxiliary.number)-\(visit.today)")
  }
  func statementJSON(_ visit: Visit) async throws -> Answer {
    let (entity, report, _) = try await foundStatement(visit)
    return .json(ReportJSON(report, of: entity.id))
  }
  func statementPDF(_ visit: Visit) async throws -> Answer {
    let (entity, report, auxiliary) = try await foundStatement(visit)
    let about = visit.text("ledger.statement.about", ["number": auxiliary.number, "entity": entity.facts.legalName])
    return try visit.paper(
      report, title: visit.text("ledger.statement.title", ["name": auxiliary.name]), about: [about, visit.format.day(visit.today)],
      of: entity,
      name: "statement-\(auxiliary.number)-\(visit.today)")
  }

  private func foundStatement(_ visit: Visit) async throws -> (Organisation, Report, Auxiliary) {
    let isBounded = ["from", "last"].contains { !visit.query[$0].isEmpty }
    let ask = ReportAsk(visit.query, today: visit.today)
    return try await visit.database.read { transaction in
      let entity = try books(visit, transaction)
      let found = try BookReports(entity: entity.id, ask: ask)
        .statement(of: visit.path("customer"), account: ask.account ?? Account.customers, within: isBounded ? ask.span : nil, transaction)
      guard let found else { throw Refusal.notFound }
      return (entity, found.report, found.auxiliary)
    }
  }

  func entry(_ visit: Visit) async throws -> Answer {
    let found = try await foundEntry(visit)
    let books = BookReports(entity: found.entity.id, ask: ReportAsk(visit.query, today: visit.today))
    let format = visit.format
    var frame = ListFrame(
      title: visit.text("ledger.entry.title", ["number": String(found.entry.number), "year": String(found.entry.year)]))
    frame.lead = visit.text(
      "ledger.entry.about",
      [
        "label": found.entry.label, "day": format.day(found.entry.day), "book": visit.text("ledger.book.\(found.entry.book.rawValue)"),
        "piece": found.entry.piece, "pieceDay": format.shortDay(found.entry.pieceDay),
        "moment": format.moment(found.entry.validatedAt, in: visit.house), "digest": String(found.entry.digest.prefix(16)),
      ])
    frame.up = PageLink(visit.text("ledger.report.journal.title"), "/accounts/\(found.entity.id)/journal?month=\(found.entry.day.month)")
    return visit.page(books.entry(found.entry, found.lines, names: found.names), frame)
  }
  func entryJSON(_ visit: Visit) async throws -> Answer {
    let found = try await foundEntry(visit)
    return .json(EntryJSON(found.entry, found.lines))
  }

  private func foundEntry(
    _ visit: Visit
  ) async throws -> (entity: Organisation, entry: Entry, lines: [EntryLine], names: [String: String]) {
    let id: ID<Entry> = try visit.id("entry")
    return try await visit.database.read { transaction in
      let entity = try books(visit, transaction)
      guard let entry = try transaction.entry(id), entry.entity == entity.id else { throw Refusal.notFound }
      let names = Dictionary(try transaction.chart(of: entity.id).map { ($0.number, $0.name) }) { first, _ in first }
      return (entity, entry, try transaction.lines(of: id), names)
    }
  }

  /// The file of a year with its description, as an archive.
  func fec(_ visit: Visit) async throws -> Answer {
    let year = Int(visit.query["year"]) ?? visit.today.year
    let files = try await visit.database.read { transaction in
      try transaction.fec(of: try books(visit, transaction).id, year: year, now: visit.now)
    }
    let archive = try Zip.write(files.map { ZipEntry(path: $0.name, bytes: $0.bytes) })
    return .file(archive, type: "application/zip", name: "\(files[0].name.dropLast(4)).zip").with("cache-control", "private, no-store")
  }
}

struct BooksJSON: Encodable, Sendable {
  let id: OrganisationID
  let name: String
  let owed: Money
  let bank: Money
  let waitingVAT: Money
  let deposits: Money
  let entries: Int64
  let closedUntil: Day?

  private enum CodingKeys: String, CodingKey {
    case id, name, entries, closedUntil
    case owed = "owedCents"
    case bank = "bankCents"
    case waitingVAT = "waitingVATCents"
    case deposits = "depositsCents"
  }
}

struct EntryJSON: Encodable, Sendable {
  struct Line: Encodable, Sendable {
    let account: String
    let auxiliary: String?
    let auxiliaryName: String?
    let amountCents: Int64
    let document: String?
    let vatBasisPoints: Int64?
    let vatBaseCents: Int64?
  }
  let id: ID<Entry>
  let number: Int64
  let year: Int
  let book: String
  let day: Day
  let piece: String
  let pieceDay: Day
  let label: String
  let origin: String
  let validatedAt: Instant
  let digest: String
  let lines: [Line]

  init(_ entry: Entry, _ lines: [EntryLine]) {
    (id, number, year, book, day) = (entry.id, entry.number, entry.year, entry.book.rawValue, entry.day)
    (piece, pieceDay, label, origin) = (entry.piece, entry.pieceDay, entry.label, entry.origin)
    (validatedAt, digest) = (entry.validatedAt, entry.digest)
    self.lines = lines.map {
      Line(
        account: $0.account, auxiliary: $0.auxiliary?.number, auxiliaryName: $0.auxiliary?.name, amountCents: $0.amount.cents,
        document: $0.document, vatBasisPoints: $0.vat?.rate.basisPoints, vatBaseCents: $0.vat?.base.cents)
    }
  }
}
