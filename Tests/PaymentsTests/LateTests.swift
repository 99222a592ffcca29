import Kernel
import Ledger
import Post
import Store
import Testing
import Trials

@testable import Invoicing
@testable import Payments

/// What is late: letters, plans, penalties.
@Suite struct LateTests {
  /// Invoiced on 1 September 2026, due on the 11th: letters from the 19th on, each once.
  @Test(arguments: TrialStore.engines) func eachStageIsSentOnce(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00, on: try day("2026-09-01"))
      func run(_ text: String) async throws -> Int { try await house.perform(SendReminders(entity: house.sas), on: try day(text)).count }
      #expect(try await run("2026-09-18") == 0)
      #expect(try await run("2026-09-19") == 1)
      #expect(try await run("2026-09-19") == 0)
      #expect(try await run("2026-10-02") == 0)
      #expect(try await run("2026-10-03") == 1)
      #expect(try await run("2026-10-26") == 1)
      #expect(try await run("2026-11-24") == 0)
      let sent = try await house.database.read { try $0.reminders().map(\.tone) }
      #expect(sent == [.formal, .firm, .friendly])
      #expect(try await house.count("SELECT COUNT(*) FROM outbox WHERE about LIKE 'reminder/%'") == 3)
      #expect(try await house.database.read { try $0.formalNotice(ofDocument: number, entity: house.sas) } == Day(2026, 10, 26))
      let facts = try await house.database.read { transaction in
        try transaction.reminders().first.flatMap { try transaction.reminderFacts($0.id) }
      }
      #expect(facts?.regime == .professional)
    }
  }

  @Test(arguments: TrialStore.engines) func aKeptPlanStopsTheLetters(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00, on: try day("2026-09-01"))
      func run(_ text: String) async throws -> Int { try await house.perform(SendReminders(entity: house.sas), on: try day(text)).count }
      let plan = try await house.perform(
        AgreePlan(
          entity: house.sas, customer: house.ada, documents: [number], count: 2, first: try day("2026-10-01"), reason: "Trésorerie"),
        on: try day("2026-09-15"))
      #expect(try await run("2026-09-30") == 0)
      #expect(
        await refusals {
          _ = try await house.perform(
            AgreePlan(
              entity: house.sas, customer: house.ada, documents: [number], count: 2, first: try day("2026-10-01"), reason: "Deux fois"),
            on: try day("2026-09-16"))
        } == ["payments.problem.inPlan"])
      // 600.00 were due on 1 October; on the 10th, eight days of grace over, the letters begin.
      #expect(try await house.database.read { try $0.plan(plan)?.state(on: try day("2026-10-10")) } == .broken)
      #expect(try await run("2026-10-10") == 1)
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: try day("2026-10-10"), amount: Money(cents: 600_00), means: .transfer,
          documents: [number]),
        on: try day("2026-10-10"))
      #expect(try await house.database.read { try $0.plan(plan)?.state(on: try day("2026-10-31")) } == .kept)
      #expect(try await run("2026-10-31") == 0)
      try await house.perform(EndPlan(plan, reason: "Dénoncé"), on: try day("2026-10-31"))
      #expect(try await run("2026-10-31") == 1)
      #expect(await refusals { try await house.perform(EndPlan(plan, reason: "Encore")) } == ["payments.problem.planEnded"])
    }
  }

  /// 1 200.00 due on 11 May 2026, paid on 10 June: late from 12 May, 29 days at 2.15 % + 10 = 12.15 %:
  /// 1 200 × 12.15 % × 29 ÷ 365 = 11.58, and 40.00. The association owes nothing before a formal notice.
  @Test(arguments: TrialStore.engines) func professionalsPayForBeingLate(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let number = try await house.invoice(1_000_00, on: try day("2026-05-01"))
      try await house.invoice(1_000_00, to: house.club, on: try day("2026-05-01"))
      _ = try await house.perform(
        RecordReceipt(
          entity: house.sas, customer: house.ada, day: try day("2026-06-10"), amount: Money(cents: 1_200_00), means: .transfer,
          documents: [number]),
        on: try day("2026-06-10"))
      let plan = try await house.database.read { try $0.penaltyPlan(house.sas, on: try day("2026-06-20")) }
      #expect(plan.lines.map(\.document.number) == [number])
      #expect(plan.lines.first?.interest == Money(cents: 11_58))
      #expect(plan.lines.first?.indemnity == Money(cents: 40_00))
      #expect(plan.lines.first?.steps.map(\.days) == [29])
      let charge = ChargePenalties(entity: house.sas)
      #expect(try await house.perform(charge, on: try day("2026-06-20")) == 1)
      #expect(try await house.perform(charge, on: try day("2026-06-20")) == 0)
      #expect(try await house.perform(charge, on: try day("2026-08-20")) == 0)
      // They stand on the next invoice, outside VAT: 51.58.
      let charges = try await house.database.read { try $0.waitingCharges(until: try day("2026-06-30"), of: house.ada) }
      #expect(charges.map(\.draft.net.cents).sorted() == [11_58, 40_00])
      #expect(charges.allSatisfy { $0.draft.vat.category == .outside && $0.draft.kind == .penalty })
    }
  }

  /// Due on 11 May 2026: an invoice issued in error and credited on 20 June was never owed; one replaced on 20 June neither, whatever the new one
  /// will be. Paid on 12 May no day of interest has run: nothing is asked for. Credited for 600.00 and the rest paid on 10 June: 600 × 12.15 % × 29 ÷ 365 = 5.79.
  @Test(arguments: TrialStore.engines) func whatWasNeverOwedBearsNothing(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let then = try day("2026-05-01")
      let wrong = try await house.invoice(1_000_00, on: then)
      let replaced = try await house.invoice(1_000_00, on: then)
      let half = try await house.invoice(1_000_00, on: then)
      let nearly = try await house.invoice(1_000_00, on: then)
      func id(_ number: String) async throws -> ID<Invoice> {
        try #require(try await house.database.read { try $0.invoice(number: number) }).id
      }
      func pay(_ number: String, _ cents: Int64, _ text: String) async throws {
        _ = try await house.perform(
          RecordReceipt(
            entity: house.sas, customer: house.ada, day: try day(text), amount: Money(cents: cents), means: .transfer, documents: [number]),
          on: try day(text))
      }
      try await pay(nearly, 1_200_00, "2026-05-12")
      try await pay(half, 600_00, "2026-06-10")
      let june = try day("2026-06-20")
      _ = try await house.perform(CreditInvoice(try await id(wrong), reason: "Erreur"), on: june)
      _ = try await house.perform(
        CorrectInvoice(
          try await id(replaced), lines: [CorrectedLine(place: 1, text: "Prestation", net: Money(cents: 900_00))], reason: "Prix"), on: june
      )
      _ = try await house.perform(
        CreditInvoice(try await id(half), lines: [CreditRequest(place: 1, amount: Money(cents: 500_00))], reason: "Moitié"), on: june)
      let plan = try await house.database.read { try $0.penaltyPlan(house.sas, on: try day("2026-06-25")) }
      #expect(plan.lines.map(\.document.number) == [half])
      let late = try #require(plan.lines.first { $0.document.number == half })
      #expect(late.interest == Money(cents: 5_79) && late.indemnity == Money(cents: 40_00))
      #expect(try await house.perform(ChargePenalties(entity: house.sas), on: june + 5) == 1)
      #expect(try await house.perform(ChargePenalties(entity: house.sas), on: june + 8) == 0)
    }
  }

  /// The association's 1 200.00, formal notice on 6 July 2026: from then the legal rate of 2.75 %, until 4 August: 1 200 × 2.75 % × 29 ÷ 365 = 2.62.
  @Test(arguments: TrialStore.engines) func othersPayFromTheFormalNotice(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      try await house.invoice(1_000_00, to: house.club, on: try day("2026-05-01"))
      for text in ["2026-05-30", "2026-06-13", "2026-07-06"] {
        #expect(try await house.perform(SendReminders(entity: house.sas), on: try day(text)).count == 1)
      }
      let plan = try await house.database.read { try $0.penaltyPlan(house.sas, on: try day("2026-08-04")) }
      #expect(plan.lines.first?.regime == .civil)
      #expect(plan.lines.first?.steps.map(\.days) == [29])
      #expect(plan.lines.first?.interest == Money(cents: 2_62))
      #expect(plan.lines.first?.indemnity == .zero)
    }
  }

  @Test(arguments: TrialStore.engines) func stagesAreDatedAndGrow(engine: Engine) async throws {
    try await PaymentsHouse.with(engine) { house in
      let today = PaymentsHouse.today
      let wrong = [ReminderStage(place: 1, days: 8, tone: .firm), ReminderStage(place: 2, days: 20, tone: .friendly)]
      #expect(await refusals { try await house.perform(SetReminderStages(from: today, stages: wrong)) } == ["payments.problem.stages"])
      #expect(await refusals { try await house.perform(SetReminderStages(from: today - 1, stages: wrong)) } == ["payments.problem.past"])
      try await house.perform(SetReminderStages(from: today + 1, stages: [ReminderStage(place: 1, days: 5, tone: .formal)]))
      #expect(try await house.database.read { try $0.reminderStages(on: today) }.count == 3)
      #expect(try await house.database.read { try $0.reminderStages(on: today + 1) }.map(\.days) == [5])
    }
  }
}
