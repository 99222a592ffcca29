import Kernel
import Paper
import Web

/// What amendments, revisions, inventories, notices and guarantees say.
extension PaperSaying {
  var matterValues: [Placeholder: String] {
    switch facts.matter {
    case .contract: return [:]
    case .amendment(let amendment):
      return [.place: "\(amendment.place)", .day: format.day(amendment.day), .summary: amendment.summary]
    case .index(let revision, _, _):
      return [
        .day: format.day(revision.day), .index: text("index.\(revision.index.rawValue)"), .quarter: quarter(revision.base),
        .value: point(revision.baseValue), .newQuarter: quarter(revision.new), .newValue: point(revision.newValue),
        .ratio: decimal(revision.ratio), .before: format.money(revision.rentBefore), .after: format.money(revision.rentAfter),
        .bound: revision.bound.map { text("bound.\($0.rawValue)") } ?? "", .reference: revision.reference ?? "",
      ]
    case .inventory(let inventory, _, _):
      return [
        .day: format.day(inventory.day), .present: inventory.present, .keys: "\(inventory.keys)", .remarks: inventory.remarks,
      ]
    case .notice(let notice):
      return [
        .received: format.day(notice.receivedOn), .leaving: format.day(notice.effectiveOn - 1), .side: text("side.\(notice.side.rawValue)"),
        .remarks: [notice.ground.map { texts.text("leasing.ground.\($0.rawValue)", in: language) }, notice.note].compactMap(\.self)
          .filter { !$0.isEmpty }.joined(separator: ". "),
      ]
    case .deposit(let movements): return [.held: format.money(movements.held)]
    case .insurance(let last, let from):
      var values: [Placeholder: String] = [.uncovered: format.day(from)]
      if let last, let until = last.span.until {
        values[.certificate] = [last.insurer, last.policy].filter { !$0.isEmpty }.joined(separator: ", ")
        values[.covered] = format.day(until - 1)
      }
      return values
    case .term(let stop): return [.stop: format.day(stop - 1)]
    }
  }

  var matterBlocks: [Placeholder: [Block]] {
    switch facts.matter {
    case .contract, .notice, .insurance, .term: [:]
    case .amendment(let amendment): [.changes: changes(of: amendment)]
    case .index(let revision, let base, let new): [.calculation: calculation(revision, base, new)]
    case .inventory(_, let items, let photos): [.items: [self.items(items)], .photos: self.photos(photos)]
    case .deposit(let movements): [.movements: [self.movements(movements)]]
    }
  }

  private func price(_ step: LeaseStep) -> String {
    text("price.\(step.price.basis.rawValue)", ["amount": format.money(step.price.amount)])
  }

  private func changes(of amendment: LeaseAmendment) -> [Block] {
    var rows: [Table.Row] = []
    let byLine = Dictionary(grouping: facts.lease.steps, by: \.line)
    for line in facts.lease.lines {
      let steps = (byLine[line.id] ?? []).sorted { $0.from < $1.from }
      if let new = steps.first(where: { $0.cause == .amended && $0.madeAt == amendment.madeAt }) {
        let old = steps.last { $0.from < new.from && $0.madeAt <= amendment.madeAt }
        rows.append(.init([Words(line.text), Words(old.map(price) ?? "–"), Words(price(new)), Words(format.shortDay(new.from))]))
      } else if line.span.until == amendment.day, line.span.until != lease.until, let old = steps.last(where: { $0.from < amendment.day }) {
        rows.append(.init([Words(line.text), Words(price(old)), "–", Words(format.shortDay(amendment.day))]))
      }
    }
    let reductions = facts.lease.reductions.filter { $0.madeAt == amendment.madeAt }
    for reduction in reductions {
      let kind = texts.text("leasing.reduction.\(reduction.reduction.kind.rawValue)", in: language)
      rows.append(
        .init([
          Words(kind), "–", Words("−\(format.percentage(reduction.reduction.share))"), Words(format.shortSpan(reduction.reduction.span)),
        ]))
    }
    let terms = changedTerms(amendment)
    if rows.isEmpty { return terms }
    return [
      .table(
        Table(
          [
            .init(Words(text("item")), share: 1.6), .init(Words(text("oldPrice")), .end, share: 1.3),
            .init(Words(text("newPrice")), .end, share: 1.3),
            .init(Words(text("fromDay")), .end),
          ], rows))
    ] + terms
  }

  /// Other terms than prices, with the sentence on VAT where the regime is another: a tenant who is no taxable person is bound by what the
  /// lease says of the option (CGI 260, 2°).
  private func changedTerms(_ amendment: LeaseAmendment) -> [Block] {
    guard let (before, after) = facts.lease.terms(around: amendment.place) else { return [] }
    let change = facts.lease.amended.first { $0.place == amendment.place }
    let payers = change.flatMap { facts.lease.payers(around: $0, named: facts.payerNames) }
    let items = TermsDifference(texts: texts, language: language).items(before, after, payers: payers)
    let table = Block.table(
      Table(
        [
          .init(Words(text("condition")), share: 1.2), .init(Words(text("oldTerm")), share: 1.6), .init(Words(text("newTerm")), share: 1.6),
          .init(Words(text("fromDay")), .end),
        ], items.map { .init([Words($0.name), Words($0.before), Words($0.after, .strong), Words(format.shortDay(amendment.day))]) }))
    let vat = before.regime == after.regime ? nil : text("vat.\(after.regime.rawValue)")
    let index =
      before.index == after.index && before.indexDay == after.indexDay ? nil : text(after.index == nil ? "indexEnded" : "indexAnew")
    return [table] + [vat, index].compactMap { $0.map { .paragraph(Words($0)) } }
  }

  /// The way from the old rent to the new, so that the tenant can do it again.
  private func calculation(_ revision: LeaseRevision, _ base: IndexValue?, _ new: IndexValue?) -> [Block] {
    func value(_ key: String, _ at: Quarter, _ hundredths: Int64, _ known: IndexValue?) -> Fact {
      let day = known?.point.publishedOn.map { text("published", ["day": format.day($0)]) }
      let said = [quarter(at), day, known?.source].compactMap(\.self).joined(separator: ", ")
      return Fact(text(key), .strong(point(hundredths)) + Words("  \(said)", .muted))
    }
    let raw = "\(point(revision.newValue)) ÷ \(point(revision.baseValue))"
    let ratio =
      revision.bound == nil ? "\(raw) = \(decimal(revision.ratio))…" : "\(decimal(revision.ratio)) (\(text("instead", ["ratio": raw])))"
    var rows: [Table.Row] = []
    for line in facts.lease.lines {
      guard
        let step = facts.lease.steps.first(where: { $0.line == line.id && $0.cause == .index && $0.from == revision.day }),
        let index = step.index
      else { continue }
      let way =
        revision.bound == nil
        ? "\(format.money(index.before)) × \(point(index.newValue)) ÷ \(point(index.baseValue))"
        : "\(format.money(index.before)) × \(decimal(index.ratio))"
      rows.append(.init([Words(line.text), Words(way), Words(price(step), .strong)]))
    }
    var blocks: [Block] = [
      .facts([
        value("oldIndex", revision.base, revision.baseValue, base), value("newIndex", revision.new, revision.newValue, new),
        Fact(text("ratio"), ratio),
      ])
    ]
    if !rows.isEmpty {
      blocks.append(
        .table(
          Table(
            [
              .init(Words(text("item")), share: 1.3), .init(Words(text("arithmetic")), share: 2.2),
              .init(Words(text("newPrice")), .end, share: 1.4),
            ],
            rows)))
    }
    return blocks + [.note(Words(text("rounding")))]
  }

  private func movements(_ movements: [DepositMovement]) -> Block {
    var rows = movements.map { movement -> Table.Row in
      let why = [movement.document, movement.reason.isEmpty ? nil : movement.reason].compactMap(\.self).joined(separator: " · ")
      let amount = movement.kind == .called ? "(\(format.money(movement.amount)))" : format.money(movement.amount * movement.kind.sign)
      return .init([
        Words(format.shortDay(movement.day)), Words(text("moves.\(movement.word)")), Words(why), Words(amount),
      ])
    }
    rows.append(.init([Words(text("heldNow")), "", "", Words(format.money(movements.held))], isTotal: true))
    return .table(
      Table(
        [
          .init(Words(text("onDay")), share: 1), .init(Words(text("movement")), share: 1.2), .init(Words(text("why")), share: 2.2),
          .init(Words(text("amount")), .end, share: 1.1),
        ], rows))
  }
}
