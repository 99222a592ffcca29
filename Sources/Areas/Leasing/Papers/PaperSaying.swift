import Kernel
import Paper
import People
import Web

/// Says the facts of a paper in a language: a value or a table for each placeholder.
struct PaperSaying: Sendable {
  let facts: PaperFacts
  let language: Language
  let texts: Texts

  var format: Format { Format(language) }
  var lease: Lease { facts.lease.lease }

  func text(_ key: String, _ arguments: [String: String] = [:]) -> String { texts.text("leasing.paper.\(key)", in: language, arguments) }
  func months(_ count: Int) -> String {
    count % 12 == 0 && count > 0
      ? text("years", ["count": "\(count / 12)"]) : text("months", ["count": "\(count)"])
  }

  var words: PaperWords {
    var words = PaperWords(values: common)
    words.values.merge(agreedValues) { own, _ in own }
    words.values.merge(matterValues) { _, new in new }
    words.blocks = [.parties: parties, .premises: premises, .rents: rents, .reductions: reductions, .signatures: signatures]
    words.blocks.merge(matterBlocks) { _, new in new }
    return words
  }

  private var common: [Placeholder: String] {
    [
      .house: facts.house.legalName, .tenant: facts.tenant.legalName, .number: lease.number, .scheme: facts.scheme.name(in: language),
      .from: format.day(lease.from), .last: lease.until.map { format.day($0 - 1) } ?? "",
      .today: format.day(HouseTime.mulhouse.day(of: facts.made)), .building: building,
      .area: facts.cells.isEmpty ? "" : format.area(FloorArea(hundredths: facts.cells.reduce(0) { $0 + $1.area.hundredths })),
      .notice: noticePeriod, .deposit: deposit.cents == 0 ? "" : format.money(deposit),
      .reference: facts.terms.reference,
    ]
  }

  /// The contract says what was signed, any other paper what is asked for on its day.
  private var deposit: Money {
    if case .contract = facts.matter { return lease.terms.deposit }
    return facts.lease.terms(on: HouseTime.mulhouse.day(of: facts.made)).deposit
  }

  private var building: String {
    let names = facts.levels.map(\.building).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let place =
      facts.site.map { [$0.street, "\($0.postcode) \($0.city)"].filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: ", ") } ?? ""
    return (names + [place]).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private var noticePeriod: String {
    let rule = facts.terms.notice
    let parts = [
      rule.months > 0 ? text("months", ["count": "\(rule.months)"]) : nil, rule.days > 0 ? text("days", ["count": "\(rule.days)"]) : nil,
    ]
    return parts.compactMap(\.self).joined(separator: " + ")
  }

  private var agreedValues: [Placeholder: String] {
    let (agreed, terms) = (facts.agreed, lease.terms)
    let yearly = agreed.yearlyRent(on: lease.from)
    let rents = agreed.lines.filter { $0.isRent && $0.span.contains(lease.from) }
    let monthly = rents.reduce(Money.zero) { $0 + (agreed.price(of: $1, on: lease.from)?.monthly ?? .zero) }
    func price(_ kind: String) -> String {
      let lines = agreed.lines.filter { $0.kind.rawValue == kind }
      let sum = lines.reduce(Money.zero) { $0 + (agreed.price(of: $1, on: lease.from)?.yearly ?? .zero) }
      return sum.cents == 0 ? "" : format.money(sum)
    }
    var values: [Placeholder: String] = [
      .ground: terms.ground, .purpose: terms.purpose, .stay: facts.terms.stayMost.map(months) ?? "",
      .yearly: yearly.cents == 0 ? "" : format.money(yearly),
      .monthly: monthly.cents == 0 ? "" : format.money(monthly),
      .rhythm: text("rhythm.\(terms.rhythm.frequency.rawValue).\(terms.rhythm.timing.rawValue)"),
      .payment: text("days", ["count": "\(terms.paymentDays)"]), .vat: text("vat.\(terms.regime.rawValue)"),
      .provision: price("provision"), .propertyTax: price("propertyTax"),
    ]
    values[.term] = (lease.term ?? lease.until).map { end in
      let count = IndexRule.months(from: lease.from, to: end)
      return lease.from.adding(months: count) == end && count > 0 ? months(count) : text("days", ["count": "\(end - lease.from)"])
    }
    if let index = terms.index {
      values[.index] = text("index.\(index.index.rawValue)")
      values[.quarter] = quarter(index.base)
      values[.value] = facts.baseValue.map { point($0.point.hundredths) }
      values[.comparison] = text("comparison.\(index.comparison.rawValue)")
      values[.firstRevision] = format.day(terms.indexDay ?? lease.from.adding(months: terms.indexMonths))
      values[.revisions] = months(terms.indexMonths)
      values[.tunnel] = index.tunnel.map { format.percentage($0) }
    }
    return values
  }

  /// `138,01`
  func point(_ hundredths: Int64) -> String { decimal(pointText(hundredths)) }
  func decimal(_ text: String) -> String { language == .english ? text : text.replacing(".", with: ",") }
  func quarter(_ quarter: Quarter) -> String { text("quarter.\(quarter.quarter)", ["year": "\(quarter.year)"]) }

  /// What the register, the tax office and a judge know a party by.
  func identity(_ party: BillingParty) -> [String] {
    let form = party.legalForm.map { texts.text($0.text, in: language) }
    let capital = party.shareCapital.map { text("capital", ["amount": format.money($0)]) }
    let kind = [form, capital].compactMap(\.self).joined(separator: " ")
    let seat = party.address.map { ($0.lines + [$0.cityLine].compactMap(\.self)).joined(separator: ", ") }
    return [
      kind.isEmpty ? nil : kind, seat.map { text("seat", ["address": $0]) }, party.registerEntry.map { text("register", ["entry": $0]) },
      party.registerEntry != nil ? nil : party.siren.map { text("siren", ["siren": PaperSaying.grouped($0)]) },
      party.vatNumber.map { text("vatNumber", ["number": $0]) },
    ].compactMap(\.self)
  }
  static func grouped(_ siren: String) -> String {
    String(siren.enumerated().flatMap { index, digit -> [Character] in index > 0 && index % 3 == 0 ? ["\u{202F}", digit] : [digit] })
  }
}
