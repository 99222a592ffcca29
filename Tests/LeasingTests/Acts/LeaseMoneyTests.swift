import Kernel
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Leasing
@testable import Spaces

/// A line of an invoice as Invoicing writes it, without the rest.
enum TrialInvoice {
  static func write(_ draft: ChargeDraft, in transaction: borrowing Transaction) throws {
    let now = LeasingHouse.noon(draft.billableFrom)
    let place = (try transaction.value("SELECT COUNT(*) FROM invoices", as: Int.self) ?? 0) + 1
    if place == 1 {
      try transaction.run(
        """
        INSERT INTO invoice_series (id, entity, purpose, prefix, reason, opened_at, opened_by)
        VALUES ('series', \(draft.entity), 'invoices', 'F', 'essai', \(now), 'KM0')
        """)
    }
    let id = ID<Invoicing_>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO invoices (id, series, place, number, type, entity, customer, issue_day, due_day, month, nature, vat_point, net, vat, total,
        content, reasons, previous, digest, search_key, issued_at, issued_by)
      VALUES (\(id), 'series', \(place), \("F\(place)"), 380, \(draft.entity), \(draft.customer), \(draft.billableFrom), \(draft.billableFrom),
        \(draft.billableFrom.month), 'S1', 'receipts', \(draft.net), 0, \(draft.net), '', '', \("p\(place)"), \("d\(place)"), '', \(now), 'KM0')
      """)
    try transaction.run(
      """
      INSERT INTO invoice_lines (invoice, place, origin, kind, label, from_day, until_day, billable_from, net, vat_category, vat_rate)
      VALUES (\(id), 1, \(draft.origin), \(draft.kind.rawValue), \(draft.text), \(draft.span.from), \(draft.span.until), \(draft.billableFrom),
        \(draft.net), 'S', 2000)
      """)
  }
}
enum Invoicing_ {}

@Suite("What leases ask for") struct LeaseMoneyTests {
  static let indexed = LeaseTerms(index: IndexClause(.ilat, base: quarter("2024-Q3"), .sameQuarter), regime: .option, deposit: euros("450"))

  @Test(arguments: TrialStore.engines) func revisedOnceAndExplained(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: Self.indexed))
      let today = day("2026-02-10")
      let due = try await house.database.read { try $0.dueRevisions(in: Month("2026-02")!, on: today) }
      #expect(due.map(\.day) == [day("2026-02-01")])
      #expect(try await house.codes(of: IndexLease(id, on: day("2026-03-01")), on: today) == ["notDue"])
      // ILAT T3 2024 → 2025: 1,800.00 × 137.07 / 137.12 = 1,799.34, a fall.
      try await house.perform(IndexLease(id, on: day("2026-02-01")), on: today)
      #expect(try await house.facts(id).yearlyRent(on: today) == euros("1799.34"))
      #expect(try await house.codes(of: IndexLease(id, on: day("2026-02-01")), on: today) == ["indexedAlready"])
      let all = try await house.database.indexLeases(in: Month("2026-02")!, for: .house, at: LeasingHouse.noon(today))
      #expect(all.done.isEmpty && all.refused.isEmpty)
      let charge = try #require(try await house.charges("2026-03").first)
      #expect(charge.net == euros("149.95") || charge.net == euros("149.94"))
      #expect(charge.vat.category == .standard && charge.vat.rate == Percentage(basisPoints: 2000))
      #expect(charge.contract == "BAIL-2025-0001")
      let step = try #require(charge.explanation.first { $0.text == "leasing.explain.index" })
      #expect(
        step.values["baseValue"] == "137.12" && step.values["newValue"] == "137.07" && step.values["ratio"]?.hasPrefix("0.999635") == true)
      // The months of a year add up to the year.
      var sum = Money.zero
      for month in 2...12 {
        sum += try await house.charges("2026-" + (month < 10 ? "0" : "") + "\(month)").filter { $0.kind == .rent }.reduce(.zero) {
          $0 + $1.net
        }
      }
      let january = try await house.charges("2027-01").filter { $0.kind == .rent }.reduce(Money.zero) { $0 + $1.net }
      #expect(sum + january == euros("1799.34"))
      let rent = try await house.database.read { try $0.lets(of: id).first?.monthlyRent }
      #expect(rent == euros("149.95"))
    }
  }

  @Test(arguments: TrialStore.engines) func aLateRevisionIsMadeGood(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: Self.indexed))
      for month in ["2026-01", "2026-02", "2026-03"] { try await house.invoice(month) }
      // In March the rent of February and March was asked at the old price: 150.00 each. The revised year, cut into months, asks less.
      let today = day("2026-03-20")
      try await house.perform(IndexLease(id, on: day("2026-02-01")), on: today)
      let posted = try await house.posted()
      #expect(posted.count == 2)
      let differences: Set = [euros("149.95") - euros("150"), euros("149.94") - euros("150")]
      #expect(Set(posted.map(\.net)).isSubset(of: differences))
      let february = try await house.charges("2026-02").filter { $0.kind == .rent }.reduce(Money.zero) { $0 + $1.net }
      let first = posted.first { $0.origin.contains("2026-02-01") }?.net
      #expect(first == february - euros("150"))
      // Ended on 16 March by agreement: what was asked for the rest of March comes back, once.
      try await house.perform(EndLease(id, on: day("2026-03-16"), reason: .closure, note: "accord"), on: today)
      let after = try await house.posted()
      let rents = after.filter { $0.origin.contains("2026-03-01") }.reduce(Money.zero) { $0 + $1.net }
      // It is asked in the first period after signing no more, so its schedule is asked itself.
      let held = try #require(try await house.facts(id).schedule).charges(of: Month("2026-03")!.span).reduce(Money.zero) { $0 + $1.net }
      #expect(rents == held - euros("180"))
      try await house.database.write {
        try $0.settleDifferences(of: id, reason: "leasing.explain.ended", for: .house, at: LeasingHouse.noon(today))
      }
      #expect(try await house.posted().count == after.count)
    }
  }

  @Test(arguments: TrialStore.engines) func amendedFrozenAndExempt(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      let id = try await house.sign(house.draft(terms: LeaseTerms(regime: .exempt, deposit: .zero)))
      let line = try #require(try await house.facts(id).lines.first)
      try await house.perform(
        AmendLease(
          id, from: day("2025-04-16"), summary: "Nouveau prix",
          [.price(line: line.id, .month(euros("200"))), .add(LineDraft(.provision, "Provision", .month(euros("10"))))]),
        on: day("2025-03-01"))
      // 150.00 × 15/30 + 200.00 × 15/30 = 175.00; services 30.00; provision 10.00 × 15/30 = 5.00.
      #expect(try await house.charges("2025-04").map(\.net) == [euros("175"), euros("30"), euros("5")])
      let vat = try await house.charges("2025-04").map(\.vat)
      #expect(vat.map(\.category) == [.exempt, .standard, .exempt])
      #expect(vat[0].exemptionReason?.contains("261 D") == true)
      #expect(
        try await house.codes(
          of: AmendLease(id, from: day("2025-04-01"), summary: "Avant", [.price(line: line.id, .month(euros("1")))]), on: day("2025-03-01"))
          == ["laterPrice"])
      try await house.perform(FreezeLease(id, over: span("2025-06-01", "2025-07-01"), reason: "Dégât des eaux"), on: day("2025-05-01"))
      #expect(try await house.charges("2025-06").isEmpty)
      #expect(try await house.charges("2025-07").map(\.net) == [euros("200"), euros("30"), euros("10")])
      #expect(
        try await house.codes(of: FreezeLease(id, over: span("2025-06-15", "2025-07-15"), reason: "x"), on: day("2025-05-01")) == [
          "frozenAlready"
        ])
    }
  }

  @Test(arguments: TrialStore.engines) func indicesAreNotOverwritten(engine: Engine) async throws {
    try await LeasingHouse.with(engine) { house in
      #expect(try await house.database.read { try $0.indexValues().count } == 84)
      let known = try await house.database.read { try $0.indexValues() }
      let single = known.filter { $0.isSingleSource }.map { "\($0.point.index.rawValue) \($0.point.quarter)" }
      #expect(
        single == ["ILAT 2026-Q2", "ILC 2026-Q2", "ILAT 2026-Q1", "ILC 2026-Q1", "ILAT 2025-Q4", "ILC 2025-Q4", "ILAT 2025-Q3"])
      let file = Self.sdmx(
        "001617112", "Indice des loyers des activités tertiaires (ILAT) - Base 100 au 1er trimestre 2010",
        [("2026-Q2", "138.01"), ("2026-Q3", "138.9")])
      let points = try IndexFile.points(Array(file.utf8))
      let outcome = try await house.perform(ImportIndices(points, source: "Insee SDMX"))
      #expect(outcome == ImportIndices.Outcome(added: 1, unchanged: 1))
      #expect(try await house.database.read { try $0.indexValue(.ilat, quarter("2026-Q2"))?.isSingleSource } == false)
      let wrong = try IndexFile.points(
        Array(Self.sdmx("001617112", "Indice des loyers des activités tertiaires", [("2026-Q1", "140.00")]).utf8))
      #expect(try await house.codes(of: ImportIndices(wrong, source: "x")) == ["indexDiffers"])
      func problem(_ text: String) -> String? {
        do { _ = try IndexFile.points(Array(text.utf8)) } catch {
          return (error as? Refusal)?.problems.first?.code.replacing("leasing.problem.", with: "")
        }
        return nil
      }
      #expect(problem(Self.sdmx("001617112", "Indice du coût de la construction", [("2026-Q1", "137.42")])) == "seriesTitle")
      #expect(problem(Self.sdmx("000008630", "Indice du coût de la construction", [("2026-Q1", "2100")])) == "series")
      #expect(problem(Self.sdmx("001617112", "loyers des activités tertiaires", [("2026-13", "abc")])) == "observation")
      #expect(problem("<a>") == "notSDMX")
      #expect(problem("<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>") != nil)
    }
  }

  static func sdmx(_ series: String, _ title: String, _ values: [(String, String)]) -> String {
    let observations = values.map {
      "<Obs TIME_PERIOD=\"\($0.0)\" OBS_VALUE=\"\($0.1)\" OBS_STATUS=\"A\" OBS_QUAL=\"DEF\" DATE_JO=\"2026-09-25\"/>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <message:StructureSpecificData xmlns:message="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message">
      <message:DataSet><Series IDBANK="\(series)" TITLE_FR="\(title)" FREQ="T">\(observations.joined())</Series></message:DataSet>
      </message:StructureSpecificData>
      """
  }
}
