import Invoicing
import Kernel
import Spaces
import Store
import Web

/// What the form of a lease is begun with: what somebody promised, or what the address says.
struct LeasePrefill: Sendable {
  var hold: Hold?
  var tenant: String
  var cells: String
  var from: String
  var last: String?
  var scheme: String
  var language: Language
  var lines: [LineDraft] = []
  /// Told above the form.
  var promised: String?

  init(_ visit: Visit) {
    let asked = visit.query
    (tenant, cells, from, scheme) = (asked["tenant"], asked["cells"], asked["from"], asked["scheme"])
    language = Language(rawValue: asked["language"]) ?? .french
  }

  /// With the promise named by `hold`, as long as it stands and is nobody else's.
  static func read(_ visit: Visit) async throws -> LeasePrefill {
    var prefill = LeasePrefill(visit)
    guard let id = ID<Hold>(checking: visit.isShownAgain ? visit.form["hold"] : visit.query["hold"]) else { return prefill }
    let found = try await visit.database.read { transaction -> (HoldLine, Lease?)? in
      guard let hold = try transaction.heir(of: id), let line = try transaction.holdLine(hold.id) else { return nil }
      return (line, try transaction.lease(takingOver: hold.id))
    }
    guard let (line, lease) = found, line.hold.stands(on: visit.today), line.hold.kind != .let, lease == nil else { return prefill }
    let hold = line.hold
    prefill.hold = hold
    prefill.tenant = hold.organisation?.text ?? prefill.tenant
    prefill.cells = (line.codes.isEmpty ? line.poolCodes : line.codes).joined(separator: " ")
    prefill.from = hold.span.from.description
    prefill.last = hold.span.last?.description
    let rent = visit.texts.text("leasing.form.rentLabel", in: prefill.language)
    if let monthly = hold.monthlyRent {
      prefill.lines = [LineDraft(.rent, rent, .month(monthly), area: line.area > .zero ? line.area : nil)]
    }
    prefill.promised = visit.text(
      "leasing.form.promised", ["cells": prefill.cells, "until": hold.expiresOn.map { visit.format.day($0 - 1) } ?? ""])
    return prefill
  }
}
