import Kernel
import Spaces
import Store
import Web

/// Keeping cells for a tenant to grow into: those beside theirs are told first.
extension LeaseRoutes {
  func growthForm(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    let asked = Day(visit.isShownAgain ? visit.form["from"] : visit.query["from"])
    let from = max(asked.flatMap { $0.year < 2200 ? $0 : nil } ?? visit.today, lease.from)
    let (codes, beside) = try await visit.database.read { transaction -> ([String], Set<ID<Cell>>) in
      try transaction.state(of: lease, on: visit.today).demand(.growth)
      let own = try transaction.cells(of: lease.id)
      let neighbours = try transaction.neighbours(on: from)
      return (own.map(\.code), Set(own.flatMap { neighbours.of($0.id) }).subtracting(own.map(\.id)))
    }
    let path = "/leases/\(lease.id)/growth"
    let picker = LeaseForm.picker(
      visit, try await shelf.snapshot(for: visit), over: DaySpan(from: from, until: lease.until), ticked: LeaseForm.ticked(visit),
      ahead: (visit.text("leasing.growth.beside", ["cells": codes.joined(separator: ", ")]), beside), at: path)
    return .page(
      LeaseFormPage(
        title: visit.text("leasing.growth.title", ["number": lease.number]), lead: visit.text("leasing.deedHint.growth"), action: path,
        groups: [
          LeaseFormPage.Group(
            legend: visit.text("leasing.move.where"), hint: nil,
            fields: [
              visit.field("from", .date, label: "leasing.field.from", value: from.description, required: true),
              Expiry.field(visit, label: "leasing.field.validUntil", until: visit.today + 91, required: true),
              visit.field("monthly_rent", .money, label: "leasing.field.monthlyRent"),
            ], picker: picker)
        ], button: visit.text("leasing.deed.growth"), back: "/leases/\(lease.id)", previewButton: nil, isUpload: false, table: nil))
  }
}
