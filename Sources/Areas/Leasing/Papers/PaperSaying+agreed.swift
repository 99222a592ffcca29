import Kernel
import Paper
import People
import Spaces
import Web

/// The tables of what was agreed.
extension PaperSaying {
  var parties: [Block] {
    let signatory = facts.tenant.contact.map { text("represented", ["name": $0.name]) }
    func party(_ party: BillingParty, _ more: String? = nil) -> Words {
      Words.strong(party.legalName) + Words((identity(party) + [more].compactMap(\.self)).reduce("") { "\($0), \($1)" })
    }
    return [.facts([Fact(text("landlord"), party(facts.house)), Fact(text("tenant"), party(facts.tenant, signatory))])]
  }

  var premises: [Block] {
    if facts.cells.isEmpty { return [] }
    let names = Dictionary(facts.levels.map { ($0.level.id, "\($0.building) · \($0.level.name)") }) { first, _ in first }
    var rows = facts.cells.map { cell in
      Table.Row([
        .strong(cell.code), Words(names[cell.level] ?? ""), Words(texts.text("spaces.plan.kind.\(cell.kind.rawValue)", in: language)),
        Words(format.area(cell.area)),
      ])
    }
    if facts.cells.count > 1 {
      let sum = FloorArea(hundredths: facts.cells.reduce(0) { $0 + $1.area.hundredths })
      rows.append(.init([Words(text("total")), "", "", Words(format.area(sum))], isTotal: true))
    }
    let table = Block.table(
      Table(
        [
          .init(Words(text("cell"))), .init(Words(text("level")), share: 2.6), .init(Words(text("kindOfCell")), share: 1.2),
          .init(Words(text("area")), .end),
        ], rows))
    let held = Set(facts.cells.map(\.id))
    let plans = facts.levels.map { level in
      Block.drawing(
        LetterPlan(level: level.level, caption: names[level.level.id] ?? "", cells: facts.drawn[level.level.id] ?? [], held: held).drawing)
    }
    return [table] + plans.map { Block.together([.gap(2), $0]) }
  }

  var rents: [Block] {
    let agreed = facts.agreed
    if agreed.lines.isEmpty { return [] }
    var rows: [Table.Row] = []
    for line in agreed.lines {
      for (place, step) in agreed.steps.filter({ $0.line == line.id }).sorted(by: { $0.from < $1.from }).enumerated() {
        rows.append(
          .init([
            place == 0 ? Words(line.text) + Words(line.isIndexed ? "" : " *", .muted) : "", Words(format.shortDay(step.from)),
            Words(line.area.map { format.area($0) } ?? ""), Words(step.rate.map { format.money($0) } ?? ""),
            Words(format.money(step.price.yearly)), Words(format.money(step.price.monthly)),
          ]))
      }
    }
    let first = agreed.lines.filter { $0.span.contains(lease.from) }.compactMap { agreed.price(of: $0, on: lease.from) }
    if agreed.lines.count > 1 {
      rows.append(
        .init(
          [
            Words(text("firstDay")), "", "", "", Words(format.money(first.reduce(.zero) { $0 + $1.yearly })),
            Words(format.money(first.reduce(.zero) { $0 + $1.monthly })),
          ], isTotal: true))
    }
    let table = Block.table(
      Table(
        [
          .init(Words(text("item")), share: 2), .init(Words(text("fromDay")), share: 1), .init(Words(text("area")), .end, share: 0.9),
          .init(Words(text("perMetre")), .end, share: 0.9), .init(Words(text("perYear")), .end, share: 1.15),
          .init(Words(text("perMonth")), .end, share: 1.05),
        ], rows))
    let isMixed = lease.terms.index != nil && agreed.lines.contains { !$0.isIndexed }
    return [table] + [.note(Words(text(isMixed ? "notIndexed" : "withoutVAT")))]
  }

  var reductions: [Block] {
    let all = facts.agreed.reductions
    if all.isEmpty { return [] }
    return [
      .paragraph(Words(text("granted"))),
      .table(
        Table(
          [.init(Words(text("reduction")), share: 1.4), .init(Words(text("span")), share: 2), .init(Words(text("share")), .end)],
          all.map { reduction in
            .init([
              Words(texts.text("leasing.reduction.\(reduction.reduction.kind.rawValue)", in: language)),
              Words(format.span(reduction.reduction.span)), Words(format.percentage(reduction.reduction.share)),
            ])
          })),
    ]
  }

  /// Room for both hands, on one page.
  var signatures: [Block] {
    let day = format.day(HouseTime.mulhouse.day(of: facts.made))
    let place = facts.site.map { $0.city.isEmpty ? day : text("dateline", ["city": $0.city, "day": day]) } ?? day
    func side(_ title: String, _ party: BillingParty) -> [Block] {
      [.paragraph(.strong(text(title))), .paragraph(Words(party.legalName)), .note(Words(text("hand"))), .gap(20), .rule]
    }
    return [
      .together([
        .gap(4), .paragraph(Words(place)), .beside(side("forLandlord", facts.house), side("forTenant", facts.tenant), share: 0.48),
      ])
    ]
  }
}
