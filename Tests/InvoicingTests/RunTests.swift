import Kernel
import Ledger
import People
import Store
import Testing
import Trials

@testable import Invoicing

@Suite struct RunTests {
  /// The worked example of docs/invoicing.md, from the charges to the books.
  @Test(arguments: TrialStore.engines) func aMonthOfOneTenant(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first, until: (InvoicingHouse.november + 1).first)
      try await house.post(house.charge("provision", 4_500, kind: .provision))
      try await house.post(house.charge("key", 1_250))
      let preview = try await house.desk.preview(
        PlanQuestion(month: InvoicingHouse.november, day: InvoicingHouse.today, isWholeMonth: true), in: house.database)
      #expect(preview.documents.map(\.total.cents) == [42_900])
      #expect(try await house.count("SELECT COUNT(*) FROM invoices") == 0)

      let report = try await house.issue()
      let invoice = try #require(report.issued.first)
      #expect(report.issued.count == 1 && report.refused.isEmpty)
      #expect(invoice.number == "SAS-F-000001" && invoice.type == .invoice)
      #expect([invoice.net, invoice.vat, invoice.total].map(\.cents) == [35_750, 7_150, 42_900])
      #expect(invoice.dueDay == InvoicingHouse.today + 10)

      let frozen = try #require(try await house.database.read { try $0.frozen(invoice.id) })
      #expect(frozen.document.lines.map(\.net.cents) == [30_000, 4_500, 1_250])
      #expect(frozen.reasons.map(\.origin) == ["rent/0/2026-11", "provision", "key"])
      #expect(frozen.reasons[0].explanation.first?.values["amount"] == "30000")
      #expect(frozen.document.vatPoint == .onPayment && frozen.document.process.rawValue == "S1")
      let subjects = frozen.document.notes.compactMap(\.subject?.rawValue)
      #expect(subjects.prefix(4) == ["PMT", "PMD", "AAB", "BAR"])

      // 411 429,00 against 7061 300,00, 7062 12,50, 7088 45,00 and 44574 71,50: the entity is on receipts.
      let entry = try await house.database.read { transaction in
        try transaction.rows("SELECT account, amount, document FROM ledger_lines ORDER BY place").map { row in
          "\(try row.get("account") as String) \(try row.get("amount") as Int64)"
        }
      }
      #expect(entry == ["411000 42900", "706100 -30000", "708800 -4500", "706200 -1250", "445740 -7150"])
      let open = try await house.database.read { try $0.open(document: "SAS-F-000001", entity: house.sas) }
      #expect(open.cents == 42_900)
      #expect(try await house.faults() == [])
    }
  }

  @Test(arguments: TrialStore.engines) func theSecondRunDoesNothing(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.today.month.first)
      house.rents.add(house.bob, of: house.sci, 60_000, from: InvoicingHouse.today.month.first)
      #expect(try await house.issue().issued.count == 2)
      let before = try await house.count("SELECT COUNT(*) FROM audit")
      let again = try await house.issue(at: InvoicingHouse.now + 3600)
      #expect(again.issued.isEmpty && again.refused.isEmpty && again.run == nil)
      #expect(try await house.count("SELECT COUNT(*) FROM audit") == before)
      #expect(try await house.count("SELECT COUNT(*) FROM invoices") == 2)
      #expect(try await house.count("SELECT COUNT(*) FROM ledger_entries") == 2)
      #expect(try await house.count("SELECT COUNT(*) FROM invoice_runs") == 1)
    }
  }

  /// More documents than go together, one of them of two charges of which one was taken back meanwhile.
  @Test(arguments: TrialStore.engines) func manyDocumentsAreIssuedAFewTogether(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      var customers: [OrganisationID] = []
      let sirens = (500_000_000...500_001_999).map { String($0) }.filter { SIREN($0) != nil }
      for number in 0..<105 {
        var facts = OrganisationFacts(
          legalName: "Client \(number)", usualName: "Client \(number)", kind: .startUp, siren: sirens[number])
        facts.address = PostalAddress(lines: ["1 rue"], postcode: "68100", city: "Mulhouse")
        customers.append(try await house.perform(AddOrganisation(facts), at: InvoicingHouse.start))
        try await house.post(house.charge("c/\(number)", Int64(1_000 + number), to: customers[number]))
      }
      let doubtful = try await house.post(house.charge("d/7", 5_000, to: customers[7]))
      let day = InvoicingHouse.today
      let plan = try await house.database.read { transaction in
        try house.desk.plan(PlanQuestion(month: InvoicingHouse.november, day: day), in: transaction)
      }
      #expect(plan.documents.count == 105 && plan.batches.map(\.count) == [50, 50, 5])
      _ = try await house.perform(CancelCharge(doubtful, reason: "Erreur"))
      var issued: [Invoice?] = []
      for few in plan.batches {
        issued += try await house.perform(IssueDocuments(drafts: few, book: plan.book, order: IssueOrder(.house)))
      }
      let numbers = issued.compactMap { $0?.number }
      #expect(numbers == (1...105).map { SeriesNumber.text(prefix: "SAS-F-", place: $0) })
      let kept = try await house.database.read { try $0.invoices(issuedIn: InvoicingHouse.november) }
      #expect(kept.map(\.number) == numbers)
      for (one, other) in zip(issued, kept) {
        #expect(one?.id == other.id && one?.total == other.total && one?.customer == other.customer && one?.dueDay == other.dueDay)
      }
      #expect(Set(issued.compactMap { $0?.net.cents }) == Set((0..<105).map { Int64(1_000 + $0) }))
      #expect(try await house.count("SELECT COUNT(*) FROM ledger_entries") == 105)
      #expect(try await house.count("SELECT COUNT(*) FROM audit WHERE verb = 'invoicing.invoice.issue'") == 105)
      // The same again: others were faster.
      let again = try await house.perform(IssueDocuments(drafts: plan.batches[0], book: plan.book, order: IssueOrder(.house)))
      #expect(again.count == 50 && again.allSatisfy { $0 == nil })
      #expect(try await house.faults() == [])
    }
  }

  /// One without an address stops no other, is told with every reason, and is issued once it has one.
  @Test(arguments: TrialStore.engines) func aRefusalStopsNobodyElse(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      for customer in [house.ada, house.lost, house.bob] { try await house.post(house.charge("c/\(customer)", 1_000, to: customer)) }
      let report = try await house.issue()
      #expect(report.issued.count == 2 && report.refused.count == 1)
      #expect(report.refused[0].problems.map(\.code) == ["invoicing.blocker.buyerAddress"])
      let run = try #require(report.run)
      let kept = try await house.database.read { try $0.refusals(of: run) }
      #expect(kept.map(\.customer) == [house.lost] && kept[0].problems == report.refused[0].problems)
      try await house.moveIn(house.lost)
      let later = try await house.issue(at: InvoicingHouse.now + 60)
      #expect(later.issued.map(\.customer) == [house.lost] && later.issued[0].number == "SAS-F-000003")
      #expect(try await house.faults() == [])
    }
  }

  /// What earlier months left is caught up: a lease signed in November with effect from September.
  @Test(arguments: TrialStore.engines) func earlierMonthsAreCaughtUp(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let september = Month(year: 2026, month: 9)
      house.rents.add(house.ada, of: house.sas, 30_000, from: september.first + 14)
      let report = try await house.issue()
      let lines = try await house.database.read { transaction in
        try transaction.frozen(report.issued[0].id)?.document.lines.map(\.net.cents) ?? []
      }
      // From the 15th: 16 of 30 days of 300,00 are 160,00.
      #expect(lines == [16_000, 30_000, 30_000])
      #expect(try await house.issue(september, at: InvoicingHouse.now + 60).issued.isEmpty)
    }
  }

  /// A charge waits for its day; a month that has not begun is not run; what was due before the entity invoiced here is not asked again.
  @Test(arguments: TrialStore.engines) func daysAreKept(engine: Engine) async throws {
    try await InvoicingHouse.with(engine, from: InvoicingHouse.november.first) { house in
      try await house.post(house.charge("later", 1_000, on: InvoicingHouse.today + 3))
      house.rents.add(house.ada, of: house.sas, 30_000, from: Month(year: 2026, month: 6).first)
      let preview = try await house.desk.preview(
        PlanQuestion(month: InvoicingHouse.november, day: InvoicingHouse.today), in: house.database)
      #expect(preview.documents.map(\.net.cents) == [30_000] && preview.later.map(\.origin) == ["later"])
      #expect(try await house.issue().issued.map(\.net.cents) == [30_000])
      await #expect(throws: Refusal.self) { try await house.perform(StartInvoiceRun(InvoicingHouse.november + 1)) }
      #expect(try await house.issue(at: InvoicingHouse.now + 3 * 86_400).issued.map(\.net.cents) == [1_000])
    }
  }

  /// More given back than owed is a credit note on the last invoice, with its amounts printed without a sign; without one it waits.
  @Test(arguments: TrialStore.engines) func aSurplusBecomesACreditNote(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.post(house.charge("settlement", -10_000, kind: .settlement))
      #expect(try await house.issue().refused[0].problems.map(\.code) == ["invoicing.blocker.negative"])
      try await house.post(house.charge("rent", 4_000))
      // 40,00 − 100,00: still more is given back, and still nothing to name.
      #expect(try await house.issue(at: InvoicingHouse.now + 1).issued.isEmpty)
      try await house.post(house.charge("more", 7_000))
      let first = try await house.issue(at: InvoicingHouse.now + 2).issued
      #expect(first.map(\.net.cents) == [1_000])
      try await house.post(house.charge("again", -500))
      let credit = try #require(try await house.issue(at: InvoicingHouse.now + 3).issued.first)
      #expect(credit.type == .creditNote && credit.net.cents == -500 && credit.total.cents == -600)
      let frozen = try await house.database.read { try $0.frozen(credit.id) }
      #expect(frozen?.document.totals.gross.cents == 600 && frozen?.document.preceding.map(\.number) == ["SAS-F-000001"])
      // It pays the invoice it names at once: 10,00 + 20 % = 12,00, less 6,00.
      let open = try await house.database.read { try $0.open(documents: [first[0].number, credit.number], entity: house.sas) }
      #expect(open[first[0].number] == Money(cents: 600) && open[credit.number] ?? .zero == .zero)
      #expect(try await house.faults() == [])
    }
  }

  /// What is outside VAT stands alone.
  @Test(arguments: TrialStore.engines) func outsideVATIsADocumentOfItsOwn(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      let outside = VATTreatment(.outside, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-EU-O", exemptionReason: "Indemnité")
      let exempt = VATTreatment(.exempt, rate: Percentage(basisPoints: 0), exemptionReason: "CGI 261 D, 2°")
      try await house.post(house.charge("door", 9_000, vat: outside, kind: .penalty))
      try await house.post(house.charge("office", 30_000))
      try await house.post(house.charge("cellar", 5_000, vat: exempt, kind: .rent))
      let issued = try await house.issue().issued
      #expect(issued.map(\.total.cents) == [41_000, 9_000])
      let parts = try await house.database.read { try $0.vatParts(of: issued[0].id) }
      #expect(parts.map { "\($0.category.rawValue) \($0.base.cents) \($0.vat.cents)" } == ["S 30000 6000", "E 5000 0"])
      #expect(try await house.faults() == [])
    }
  }

  /// What would be on it if, without a trace.
  @Test(arguments: TrialStore.engines) func whatIf(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      house.rents.add(house.ada, of: house.sas, 30_000, from: InvoicingHouse.november.first)
      house.rents.add(house.bob, of: house.sas, 50_000, from: InvoicingHouse.november.first)
      let plan = try await house.desk.preview(
        PlanQuestion(
          month: InvoicingHouse.november, day: InvoicingHouse.today, customer: house.ada, isWholeMonth: true,
          hypothetical: [house.charge("what-if", 15_000)]), in: house.database)
      #expect(plan.documents.map(\.customer) == [house.ada] && plan.documents[0].net.cents == 45_000)
      #expect(try await house.count("SELECT COUNT(*) FROM charges") == 0)
    }
  }

  /// A clock that was set back issues nothing.
  @Test(arguments: TrialStore.engines) func numbersFollowDays(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.post(house.charge("one", 1_000))
      try await house.issue()
      try await house.post(house.charge("two", 1_000, on: InvoicingHouse.today - 5))
      let back = try await house.issue(at: InvoicingHouse.now - 2 * 86_400)
      #expect(back.refused.first?.problems.map(\.code) == ["invoicing.problem.clock"])
    }
  }
}
