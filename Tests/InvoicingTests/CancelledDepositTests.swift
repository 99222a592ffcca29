import Kernel
import Ledger
import People
import Store
import Testing
import Trials
import Web

@testable import Invoicing

/// A deposit call that was an error: cancelled from its page or by a program.
@Suite struct CancelledDepositTests {
  private struct Director: Doorkeeper {
    func visitor(sessionSecret: String?, bearerToken: String?, at now: Instant) async throws -> Guest? {
      let person = PersonID("019ab000-0000-7000-8000-000000000001")
      return Guest(
        viewer: Viewer(person: person, name: "Dora", grants: [Grant(.director)]), session: SessionKey(digest: "d"), language: .french)
    }
  }

  /// 900.00 are called twice by two contracts; both calls are cancelled, one on its page, one by the API. Nothing is owed, 165 is empty, the numbers stand.
  @Test(arguments: TrialStore.engines) func fromItsPageAndByAProgram(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      var calls: [ID<DepositCall>] = []
      for contract in ["BAIL-1", "BAIL-2"] {
        calls.append(
          try await house.perform(
            CallDeposit(
              DepositDraft(
                entity: house.sas, customer: house.ada, origin: "lease/\(contract)/deposit", contract: contract, text: "Dépôt",
                amount: Money(cents: 900_00)))))
      }
      let browser = try RouterTrial(
        areas: [People.area(), Ledger.area(), Invoicing.area(desk: house.desk)], database: house.database, doorkeeper: Director(),
        now: { InvoicingHouse.now })
      browser.setCookie("session", "d")
      let path = "/deposit-calls/\(calls[0])"
      #expect(await browser.get(path).text.contains("Annuler l’appel"))
      let bad = await browser.post(path + "/cancel", ["reason": ""])
      #expect(bad.status == 422 && bad.text.contains("id=\"problem-reason\""))
      #expect(await browser.post(path + "/cancel", ["reason": "Erreur <b>"]).status == 303)
      let page = await browser.get(path).text
      #expect(page.contains("SAS-D-000001") && page.contains("Erreur &lt;b&gt;") && !page.contains("Annuler l’appel"))
      let twin = "/api/deposit-calls/\(calls[1])/cancel"
      let answer = await browser.json("POST", twin, "{\"reason\":\"Erreur\"}")
      #expect(answer.status == 200 && answer.text.contains("\"cancelled\":\"\(InvoicingHouse.today)\""))
      #expect(await browser.json("POST", twin, "{\"reason\":\"Erreur\"}").status == 409)
      #expect(await browser.get("/deposit-calls").text.contains("annulé"))
      let subject = "deposit-call/\(calls[0])"
      let left = try await house.database.read { transaction in
        (
          try transaction.balance(Account.deposits, entity: house.sas), try transaction.openItems(entity: house.sas).count,
          try transaction.settlements(ofEntry: subject, entity: house.sas).map(\.amount)
        )
      }
      #expect(left.0 == .zero && left.1 == 0 && left.2 == [Money(cents: 900_00)])
      #expect(try await house.count("SELECT COUNT(*) FROM deposit_calls") == 2)
      await #expect(throws: (any Error).self) {
        try await house.database.write { try $0.run("UPDATE deposit_call_cancellations SET reason = 'x'") }
      }
      #expect(try await house.faults() == [])
    }
  }
}
