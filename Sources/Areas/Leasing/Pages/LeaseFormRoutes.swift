import Invoicing
import Kernel
import People
import Spaces
import Store
import Web

extension LeaseRoutes {
  func newForm(_ visit: Visit) async throws -> Answer {
    let known = try await LeaseForm.Known.read(visit)
    let prefill = try await LeasePrefill.read(visit)
    return .page(
      LeaseFormPage(
        title: visit.text("leasing.form.new"), lead: prefill.promised ?? visit.text("leasing.form.lead"), action: "/leases",
        groups: LeaseForm.groups(
          visit, known, nil, cells: [], prefill: prefill, plan: try await shelf.snapshot(for: visit), at: "/leases/new"),
        button: visit.text("leasing.form.prepare"),
        back: prefill.hold.map { "/holds/\($0.id)" } ?? "/leases",
        previewButton: nil, isUpload: false, table: nil))
  }

  func editForm(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    let known = try await LeaseForm.Known.read(visit)
    let read = try await visit.database.read { transaction -> (LeaseDraft, [Cell])? in
      guard let facts = try transaction.leaseFacts(lease.id) else { return nil }
      var draft = try transaction.draft(after: facts, from: facts.lease.from, asAgreed: false)
      draft.until = facts.lease.until ?? facts.lease.term
      draft.terms = facts.lease.terms
      draft.reductions = facts.reductions.filter { $0.reduction.kind != .ladder }.map {
        ReductionDraft(
          $0.reduction.kind, from: $0.reduction.span.from, until: $0.reduction.span.until, share: $0.reduction.share, reason: $0.reason)
      }
      return (draft, try transaction.cells(of: lease.id))
    }
    guard let (draft, cells) = read else { throw Refusal.notFound }
    return .page(
      LeaseFormPage(
        title: visit.text("leasing.form.edit", ["number": lease.number]), lead: nil, action: "/leases/\(lease.id)/edit",
        groups: LeaseForm.groups(
          visit, known, draft, cells: cells, plan: try await shelf.snapshot(for: visit), at: "/leases/\(lease.id)/edit"),
        button: visit.text("leasing.form.save"), back: "/leases/\(lease.id)",
        previewButton: nil, isUpload: false, table: nil))
  }

  func prepare(_ visit: Visit) async throws -> Answer { .see("/leases/\(try await visit.perform(try await preparing(visit)))") }
  func prepareJSON(_ visit: Visit) async throws -> Answer {
    try await json(visit, try await visit.perform(try await preparing(visit)), status: 201)
  }
  private func preparing(_ visit: Visit) async throws -> PrepareLease {
    let draft = try await draft(visit)
    return PrepareLease(draft, from: try visit.reading { $0.id("hold") })
  }
  func edit(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    try await visit.perform(EditLease(lease.id, try await draft(visit)))
    return .see("/leases/\(lease.id)")
  }
  func editJSON(_ visit: Visit) async throws -> Answer {
    let lease = try await visible(visit)
    try await visit.perform(EditLease(lease.id, try await draft(visit)))
    return try await json(visit, lease.id)
  }

  /// The draft a form or a program describes.
  private func draft(_ visit: Visit) async throws -> LeaseDraft {
    var reader = InputReader(visit.form)
    let scheme: ID<Scheme>? = reader.requiredID("scheme")
    let entity: OrganisationID? = reader.requiredID("entity")
    let tenant: OrganisationID? = reader.requiredID("tenant")
    let payer: OrganisationID? = reader.id("payer")
    let language = Language(rawValue: visit.form["language"]) ?? .french
    let from = reader.requiredDay("from")
    let last = reader.day("last")
    let cells = try await LineReading.picked(visit, on: from ?? visit.today, into: &reader)
    let lines = LineReading.lines(&reader)
    let reductions = (1...LineReading.mostReductions).compactMap {
      LineReading.reduction(&reader, prefix: "reduction\($0)_", reason: "")
    }
    var terms = self.terms(&reader)
    if let regime = reader.choice("regime", of: VATRegime.self) {
      terms.regime = regime
    } else if let scheme, let from {
      terms.regime = try await regime(of: scheme, cells, on: from, visit, &reader)
    }
    let written = reader.money("deposit")
    if written == nil, let scheme, let from { terms.deposit = try await usualDeposit(of: scheme, lines, on: from, visit) }
    try reader.finish()
    guard let scheme, let entity, let tenant, let from else { throw Refusal.invalid("kernel.problem.missing") }
    return LeaseDraft(
      scheme: scheme, entity: entity, tenant: tenant, payer: payer, language: language, cells: cells, from: from,
      until: last.map { $0 + 1 },
      terms: terms, lines: lines, reductions: reductions)
  }

  private func terms(_ reader: inout InputReader) -> LeaseTerms {
    let frequency = reader.choice("frequency", of: Rhythm.Frequency.self) ?? .month
    let timing = reader.choice("timing", of: Rhythm.Timing.self) ?? .advance
    var terms = LeaseTerms(
      proration: reader.choice("proration", of: Proration.self) ?? .actual, rhythm: Rhythm(frequency, timing),
      paymentDays: reader.integer("payment_days", in: 0...60) ?? 30)
    if let index = reader.choice("index", of: RentIndex.self) {
      terms.index = LeaseReading.clause(index, &reader)
      terms.indexDay = reader.day("index_day")
    }
    terms.deposit = reader.money("deposit") ?? .zero
    terms.isRetail = reader.flag("retail")
    terms.foundedOn = reader.day("founded_on")
    terms.ground = reader.text("ground", limit: 2000, lines: true) ?? ""
    terms.purpose = reader.text("purpose", limit: 200) ?? ""
    terms.purchaseOrder = reader.text("purchase_order", limit: 100) ?? ""
    terms.note = reader.text("note", limit: 2000, lines: true) ?? ""
    return terms
  }

  /// As the scheme says, or as the building is; a building nobody said anything of leaves it to be typed.
  private func regime(
    of scheme: ID<Scheme>, _ cells: [ID<Cell>], on day: Day, _ visit: Visit, _ reader: inout InputReader
  ) async throws -> VATRegime {
    let found = try await visit.database.read { transaction -> VATRegime? in
      if try transaction.schemeVersion(of: scheme, on: day)?.terms.vat == .compulsory { return .compulsory }
      return try transaction.premisesRegime(of: cells, on: day)?.regime
    }
    if found == nil { reader.problems.add("leasing.problem.regimeUnknown", field: "regime") }
    return found ?? .option
  }

  private func usualDeposit(of scheme: ID<Scheme>, _ lines: [LineDraft], on day: Day, _ visit: Visit) async throws -> Money {
    let months = try await visit.database.read { try $0.schemeVersion(of: scheme, on: day)?.terms.depositMonths } ?? 0
    let yearly = lines.filter { $0.kind == .rent || $0.kind == .desk }.reduce(Money.zero) { $0 + $1.rent.yearly }
    return DepositRule.usual(yearlyRent: yearly, monthHundredths: months)
  }
}
