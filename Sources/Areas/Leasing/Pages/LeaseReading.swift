import Invoicing
import Kernel
import Spaces
import Store
import Web

/// The acts of a lease's page, read from its forms.
enum LeaseReading {
  /// What a required reader noted is thrown by `finish`; what it read is here.
  static func whole<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Refusal.invalid("kernel.problem.missing") }
    return value
  }

  static func offer(_ id: ID<Lease>, _ visit: Visit) throws -> OfferLease {
    var reader = InputReader(visit.form)
    let day = Expiry.required(&reader, visit)
    let hold: ID<Hold>? = reader.id("hold")
    try reader.finish()
    return OfferLease(id, expiresOn: try whole(day), from: hold, base: visit.base)
  }

  static func signature(_ id: ID<Lease>, _ visit: Visit) throws -> SignLease {
    var reader = InputReader(visit.form)
    let signatory = reader.requiredText("signatory", limit: 200)
    if let file = visit.upload("file") {
      try reader.finish()
      return SignLease(id, signatory: signatory, .paper(file))
    }
    // The house has a paper to attach; the box and its digest are on the page of whoever signs by account.
    if visit.viewer.may(.writeLeases), reader.input["digest"].isEmpty {
      reader.problems.add("leasing.problem.signedPaper", field: "file")
      try reader.finish()
    }
    let digest = reader.requiredText("digest", limit: 64)
    if !reader.flag("accepted") { reader.problems.add("leasing.problem.accept", field: "accepted") }
    try reader.finish()
    return SignLease(id, signatory: signatory, .account(digest: digest))
  }

  static func amendment(_ id: ID<Lease>, _ visit: Visit) throws -> AmendLease {
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let summary = reader.requiredText("summary", limit: 1000, lines: true)
    var changes: [LeaseChange] = []
    let line: ID<LeaseLine>? = reader.id("line")
    if let line, reader.flag("ends") {
      changes.append(.endLine(line))
    } else if let line {
      if let price = LineReading.price(&reader, prefix: "", required: true) { changes.append(.price(line: line, price)) }
    } else if !reader.input["label"].isEmpty, let draft = LineReading.added(&reader) {
      changes.append(.add(draft))
    }
    if let reduction = LineReading.reduction(&reader, prefix: "reduction_", reason: summary) { changes.append(.reduce(reduction)) }
    let terms = TermsChange(
      regime: reader.choice("regime", of: VATRegime.self), frequency: reader.choice("frequency", of: Rhythm.Frequency.self),
      timing: reader.choice("timing", of: Rhythm.Timing.self), paymentDays: reader.integer("payment_days", in: 0...60),
      proration: reader.choice("proration", of: Proration.self), purchaseOrder: reader.text("purchase_order", limit: 100),
      index: indexChange(&reader), deposit: reader.money("deposit"), isDepositUsual: reader.flag("deposit_usual"),
      payer: reader.id("payer"))
    if terms.deposit != nil, terms.isDepositUsual { reader.problems.add("leasing.problem.depositTwice", field: "deposit") }
    if !terms.isEmpty { changes.append(.terms(terms)) }
    try reader.finish()
    return AmendLease(id, from: try whole(day), summary: summary, changes, paper: visit.upload("file"))
  }

  /// Base quarter, comparison, tunnel and size of the firm, as a form and a program say them.
  static func clause(_ index: RentIndex, _ reader: inout InputReader) -> IndexClause? {
    let text = reader.requiredText("index_base", limit: 7)
    let tunnel = reader.hundredths("tunnel", limit: 100_00).map(Percentage.init(basisPoints:))
    let comparison = reader.choice("index_comparison", of: IndexClause.Comparison.self) ?? .sameQuarter
    guard let base = Quarter(text) else {
      if !text.isEmpty { reader.problems.add("kernel.problem.choice", field: "index_base") }
      return nil
    }
    let typed = reader.input.fields["small_firm"]
    return IndexClause(
      index, base: base, comparison, tunnel: tunnel?.basisPoints == 0 ? nil : tunnel,
      isSmallFirm: typed == nil ? false : reader.flag("small_firm"))
  }

  /// nil: the index stays as it is; then nothing is said of its quarter either.
  private static func indexChange(_ reader: inout InputReader) -> IndexChange? {
    let name = reader.choice("index", of: IndexChange.Name.self)
    let day = reader.day("index_day")
    switch name {
    case nil:
      let isTold = ["index_base", "index_day", "tunnel"].contains { !reader.input[$0].isEmpty }
      if isTold, reader.input["index"].isEmpty { reader.problems.add("kernel.problem.missing", field: "index") }
      return nil
    case .some(let name):
      guard let index = name.index else { return IndexChange(nil) }
      return clause(index, &reader).map { IndexChange($0, firstRevision: day) }
    }
  }

  static func freeze(_ id: ID<Lease>, _ visit: Visit) throws -> FreezeLease {
    var reader = InputReader(visit.form)
    let span = reader.span("from", last: "last")
    let reason = reader.requiredText("reason", limit: 500)
    try reader.finish()
    return FreezeLease(id, over: try whole(span), reason: reason)
  }

  static func notice(_ id: ID<Lease>, _ visit: Visit) throws -> GiveNotice {
    var reader = InputReader(visit.form)
    let side = visit.viewer.may(.writeLeases) ? reader.requiredChoice("side", of: NoticeSide.self) : .tenant
    let received = visit.viewer.may(.writeLeases) ? reader.requiredDay("received_on") : visit.today
    let last = reader.requiredDay("effective_on")
    let note = reader.text("note", limit: 1000, lines: true) ?? ""
    let ground = reader.choice("ground", of: LandlordGround.self) ?? .term
    try reader.finish()
    return GiveNotice(
      id, by: try whole(side), receivedOn: try whole(received), effectiveOn: try whole(last) + 1, agreed: reader.flag("agreed"),
      ground: ground, note: note, letter: visit.upload("file"))
  }

  static func end(_ id: ID<Lease>, _ visit: Visit) throws -> EndLease {
    var reader = InputReader(visit.form)
    let last = reader.requiredDay("last")
    let reason = reader.requiredChoice("reason", of: EndReason.self)
    let note = reader.text("note", limit: 1000, lines: true) ?? ""
    try reader.finish()
    return EndLease(id, on: try whole(last) + 1, reason: try whole(reason), note: note)
  }

  static func renewal(_ id: ID<Lease>, _ visit: Visit) throws -> RenewLease {
    var reader = InputReader(visit.form)
    let from = reader.day("from")
    let last = reader.day("last")
    let scheme: ID<Scheme>? = reader.id("scheme")
    let deposit = reader.money("deposit")
    try reader.finish()
    return RenewLease(id, from: from, until: last.map { $0 + 1 }, scheme: scheme, deposit: deposit)
  }

  static func indexation(_ id: ID<Lease>, _ visit: Visit) throws -> IndexLease {
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    try reader.finish()
    return IndexLease(id, on: try whole(day))
  }

  static func receipt(_ id: ID<Lease>, _ visit: Visit) throws -> ReceiveDeposit {
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let amount = LineReading.requiredMoney(&reader, "amount")
    let document = reader.text("document", limit: 60)
    try reader.finish()
    return ReceiveDeposit(id, on: try whole(day), try whole(amount), document: document)
  }

  static func settlement(_ id: ID<Lease>, _ visit: Visit) throws -> SettleDeposit {
    var reader = InputReader(visit.form)
    let day = reader.requiredDay("day")
    let returned = LineReading.requiredMoney(&reader, "returned")
    let retained = reader.money("retained").map { SettleDeposit.Part($0, reader.text("reason", limit: 500) ?? "") }
    let setOff = reader.money("set_off").map { SettleDeposit.Part($0, reader.text("document", limit: 60) ?? "") }
    try reader.finish()
    return SettleDeposit(
      id, on: try whole(day), retained: [retained].compactMap(\.self).filter { $0.amount != .zero },
      setOff: [setOff].compactMap(\.self).filter { $0.amount != .zero }, returned: try whole(returned))
  }

  static func growth(_ id: ID<Lease>, _ visit: Visit) async throws -> GrantGrowth {
    var reader = InputReader(visit.form)
    let from = reader.requiredDay("from")
    let expires = Expiry.required(&reader, visit)
    let rent = reader.money("monthly_rent")
    let cells = try await LineReading.requiredPicked(visit, on: from ?? visit.today, into: &reader)
    try reader.finish()
    return GrantGrowth(id, cells: cells, from: try whole(from), expiresOn: try whole(expires), monthlyRent: rent)
  }

  static func growthTaken(_ id: ID<Lease>, _ visit: Visit) throws -> TakeGrowth {
    var reader = InputReader(visit.form)
    let hold: ID<Hold>? = reader.requiredID("hold")
    let day = reader.requiredDay("day")
    let summary = reader.requiredText("summary", limit: 500)
    let line = LineReading.added(&reader)
    try reader.finish()
    return TakeGrowth(id, hold: try whole(hold), from: try whole(day), line: try whole(line), summary: summary)
  }
}

extension Visit {
  /// A file that was sent in a field; nil when none was chosen.
  func upload(_ field: String) -> LeaseUpload? {
    files.first { $0.field == field && !$0.bytes.isEmpty }.map { LeaseUpload(name: $0.name, type: $0.type, bytes: $0.bytes) }
  }
}
