import Invoicing
import Kernel
import Leasing
import Payments
import Spaces
import Store
import Web

extension TenantRoutes {
  /// Every paper that concerns the organisation, by kind.
  func myDocuments(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let today = visit.today
    let (leases, mandates, holds, charges) = try await visit.database.read { transaction in
      (
        try transaction.outlooks(of: mine.id, on: today), try transaction.mandateOutlooks(of: mine.id, on: today),
        try transaction.holdLines(of: mine.id), try transaction.chargeStatements(of: mine.id)
      )
    }
    let format = visit.format
    func text(_ key: String, _ arguments: [String: String] = [:]) -> String { visit.text("tenant.documents.\(key)", arguments) }
    let columns: [PageTable.Column] = [
      .init(text("name")), .init(text("kind")), .init(text("of")), .init(text("day"), isTight: true),
    ]
    let ofLeases = leases.flatMap { outlook in
      outlook.files.filter { $0.purpose != .photo }.map { file -> [PageCell] in
        [
          .init(file.name, path: "/leases/\(outlook.lease.id)/files/\(file.id)"),
          .init(visit.filed(file), note: visit.text("leasing.filed.by", ["name": file.madeBy])),
          .init(outlook.lease.number, path: "/leases/\(outlook.lease.id)"),
          .init(format.shortDay(visit.house.day(of: file.madeAt))),
        ]
      }
    }
    let ofContracts = leases.filter { $0.state != .draft && $0.state != .withdrawn }.map { outlook -> [PageCell] in
      [
        .init(text("papers"), path: "/leases/\(outlook.lease.id)/papers"), .init(outlook.scheme.name(in: visit.language)),
        .init(outlook.lease.number, path: "/leases/\(outlook.lease.id)"), .init(format.shortDay(outlook.lease.from)),
      ]
    }
    let ofMandates = mandates.compactMap { outlook -> [PageCell]? in
      outlook.mandate.documentName.map { name in
        [
          .init(name, path: "/my/mandates/\(outlook.mandate.id)/document"), .init(text("mandate")),
          .init("\(outlook.mandate.reference), \(outlook.mandate.entityName)"), .init(format.shortDay(outlook.mandate.signedOn)),
        ]
      }
    }
    let inWords = ChargesInWords(visit, mine)
    let ofCharges = charges.map { statement -> [PageCell] in
      [
        .init(text("chargesOf", ["year": String(statement.place.year)]), path: inWords.paperPath(statement)),
        .init(inWords.result(statement.balance)), .init(statement.buildingName),
        .init(statement.settledAt.map { format.shortDay(visit.house.day(of: $0)) } ?? ""),
      ]
    }
    let letters = holds.filter { $0.isToCome(on: today) && $0.hasLetter }.map { line -> [PageCell] in
      [
        .init(text("letter"), path: "/holds/\(line.hold.id)/letter"), .init(visit.text("spaces.kind.hold.\(line.hold.kind.rawValue)")),
        .init((line.cells.isEmpty ? line.poolCodes : line.codes).joined(separator: ", ")), .init(format.shortDay(line.hold.span.from)),
      ]
    }
    return .page(
      TenantSheet(
        text("title"), lead: text("lead"), mine: mine, at: "/my/documents",
        actions: [PageLink(text("invoices"), "/my/invoices\(mine.suffix)")],
        parts: [
          .init(text("leases"), table: PageTable(columns, ofContracts + ofLeases), empty: text("noLeases")),
          .init(text("charges"), table: PageTable(columns, ofCharges), empty: text("noCharges")),
          .init(text("mandates"), table: PageTable(columns, ofMandates), empty: text("noMandates")),
          .init(text("letters"), table: PageTable(columns, letters), empty: text("noLetters")),
        ]))
  }
}
