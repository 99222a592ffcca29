import Kernel
import People
import Web

extension HoldRoutes {
  /// What can be done with a hold that stands, each with its own small form.
  func deeds(for line: HoldLine, _ visit: Visit, _ names: [(id: OrganisationID, name: String)]) -> [HoldPage.Deed] {
    let hold = line.hold
    guard hold.stands(on: visit.today) else { return [] }
    func deed(_ name: String, dangerous: Bool = false, _ fields: [Field], pool: [HeldCell] = []) -> HoldPage.Deed {
      let path = "/holds/\(hold.id)/\(name)"
      let problems = visit.isShownAgain && visit.isSaid(at: path) ? ["cell", "cells"].compactMap { visit.problemText(of: $0) } : []
      return HoldPage.Deed(
        path: path, name: visit.text("spaces.holds.deed.\(name).name"), hint: visit.text("spaces.holds.deed.\(name).hint"),
        fields: fields.said(visit.isSaid(at: path)),
        isDangerous: dangerous, isOpen: visit.url == path || (name == "firm" && !visit.query["cells"].isEmpty),
        pool: pool.map { choice($0, visit) },
        poolHint: pool.isEmpty ? nil : visit.text("spaces.picker.chooseAmongHint", ["count": String(hold.wantedCount ?? 1)]),
        poolProblem: pool.isEmpty || problems.isEmpty ? nil : problems.joined(separator: " "))
    }
    let reason = visit.field("reason", .textarea, label: "spaces.holds.column.reason")
    let required = visit.field("reason", .textarea, label: "spaces.holds.column.reason", required: true)
    let last = visit.field("last", .date, label: "spaces.holds.column.last", value: hold.span.last?.description)
    let rent = rentField(hold, visit)
    let expires = Expiry.field(visit, until: hold.expiresOn, required: true)
    var deeds: [HoldPage.Deed] = []
    if hold.kind == .option || hold.kind == .offer {
      var fields = [
        visit.field(
          "kind", .select, label: "spaces.holds.column.kind", value: visit.query["cells"].isEmpty || hold.kind == .offer ? "let" : "offer",
          options: (hold.kind == .option ? [HoldKind.let, .offer] : [.let]).map {
            Field.Option($0.rawValue, visit.text("spaces.kind.hold.\($0.rawValue)"))
          })
      ]
      // Of an option that has chosen: other cells than those it has.
      if hold.space != nil {
        fields.append(
          visit.field("cells", .text, label: "spaces.holds.otherCells", value: visit.query["cells"], hint: "spaces.holds.otherCellsHint"))
      }
      fields +=
        [
          visit.field("from", .date, label: "spaces.holds.column.from", hint: "spaces.holds.sameStart"), last,
          rentField(hold, visit, hint: "spaces.holds.sameRent"),
        ] + (hold.kind == .option ? [Expiry.field(visit, label: "spaces.holds.offerValidUntil")] : []) + [reason]
      // Who waits for all of its pool has nothing to choose.
      deeds.append(deed("firm", fields, pool: hold.space == nil && hold.wantedCount != line.pool.count ? line.pool : []))
      deeds.append(deed("extend", [expires, reason]))
    }
    if hold.kind != .works {
      deeds.append(
        deed(
          "terms",
          [
            rent, visit.field("queue_position", .number, label: "spaces.holds.column.queue", value: hold.queuePosition.map { String($0) }),
            visit.field("reason", .textarea, label: "spaces.holds.column.reason", value: hold.reason),
          ]))
      let options = [Field.Option("", visit.text("spaces.holds.choose"))] + names.map { Field.Option($0.id.text, $0.name) }
      deeds.append(
        deed(
          "transfer",
          [
            visit.field("organisation", .select, label: "spaces.holds.column.organisation", required: true, options: options),
            visit.field("day", .date, label: "spaces.holds.handedOn", hint: "spaces.holds.handedHint"), reason,
          ]))
    }
    if hold.kind == .let {
      deeds.append(deed("end", dangerous: true, [visit.field("last", .date, label: "spaces.holds.column.last", required: true), required]))
    } else {
      deeds.append(deed("release", dangerous: true, [required]))
    }
    return deeds
  }

  private func rentField(_ hold: Hold, _ visit: Visit, hint: String? = nil) -> Field {
    visit.field(
      "monthly_rent", .money, label: "spaces.holds.column.rent", value: hold.monthlyRent.map { visit.format.typed($0) }, hint: hint)
  }
}
