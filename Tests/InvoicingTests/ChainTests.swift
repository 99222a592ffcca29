import Kernel
import Store
import Testing
import Trials

@testable import Invoicing

@Suite struct ChainTests {
  /// Five invoices and two deposit calls, with the guards taken away, as somebody with the database in hand could.
  private func tampered(
    _ engine: Engine, _ tamper: @escaping @Sendable (borrowing Transaction) throws -> Void
  ) async throws -> [String] {
    try await InvoicingHouse.with(engine) { house in
      for place in 1...5 {
        try await house.post(house.charge("c\(place)", Int64(place) * 1_000))
        try await house.issue(at: InvoicingHouse.now + Int64(place))
      }
      for place in 1...2 {
        let draft = DepositDraft(
          entity: house.sas, customer: house.ada, origin: "d\(place)", contract: nil, text: "Dépôt", amount: Money(cents: 100))
        _ = try await house.perform(CallDeposit(draft))
      }
      #expect(try await house.faults() == [])
      try await house.database.write { transaction in
        for table in ["invoices", "invoice_lines", "invoice_vat", "deposit_calls"] {
          for verb in ["update", "delete"] {
            let on: SQL = transaction.engine == .postgres ? SQL(frozen: " ON \(table)") : ""
            try transaction.run(SQL(frozen: "DROP TRIGGER \(table)_no_\(verb)") + on)
          }
        }
        try tamper(transaction)
      }
      return try await house.faults()
    }
  }

  @Test(arguments: TrialStore.engines) func aChangedAmountIsNamed(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      try transaction.run(
        "UPDATE invoices SET content = replace(content, '\"gross\":3600', '\"gross\":3601') WHERE number = 'SAS-F-000003'")
    }
    #expect(
      faults == [
        "SAS-F-000003 was changed after it was issued: its digest is not that of its content",
        "SAS-F-000003: its total is not that of its content",
      ])
  }

  /// Whoever computes the digest anew breaks the link to the next.
  @Test(arguments: TrialStore.engines) func aDigestMadeAnewBreaksTheNextLink(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      guard let row = try transaction.first("SELECT content, reasons, previous FROM invoices WHERE number = 'SAS-F-000002'") else { return }
      let content = (try row.get("content") as String).replacing("Ada SAS", with: "Eve SAS")
      let digest = ChainDigest.of(previous: try row.get("previous"), content, try row.get("reasons"))
      try transaction.run("UPDATE invoices SET content = \(content), digest = \(digest) WHERE number = 'SAS-F-000002'")
    }
    #expect(faults == ["the chain is broken between SAS-F-000002 and SAS-F-000003"])
  }

  @Test(arguments: TrialStore.engines) func aRemovedInvoiceIsMissed(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      try transaction.run("DELETE FROM invoice_vat WHERE invoice IN (SELECT id FROM invoices WHERE number = 'SAS-F-000004')")
      try transaction.run("DELETE FROM invoice_lines WHERE invoice IN (SELECT id FROM invoices WHERE number = 'SAS-F-000004')")
      try transaction.run("DELETE FROM invoices WHERE number = 'SAS-F-000004'")
    }
    #expect(
      faults == [
        "the series SAS-F- jumps from SAS-F-000003 to SAS-F-000005", "the chain is broken between SAS-F-000003 and SAS-F-000005",
      ])
  }

  @Test(arguments: TrialStore.engines) func whyALineStandsThereIsFrozenToo(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      try transaction.run("UPDATE invoices SET reasons = replace(reasons, 'byHand', 'byhand') WHERE number = 'SAS-F-000001'")
    }
    #expect(faults == ["SAS-F-000001 was changed after it was issued: its digest is not that of its content"])
  }

  @Test(arguments: TrialStore.engines) func columnsAndLinesAreHeldAgainstTheContent(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      try transaction.run("UPDATE invoices SET issue_day = '2026-11-23' WHERE number = 'SAS-F-000005'")
      try transaction.run("UPDATE invoice_lines SET net = net + 1 WHERE invoice IN (SELECT id FROM invoices WHERE number = 'SAS-F-000001')")
      try transaction.run("UPDATE invoice_vat SET vat = vat + 1 WHERE invoice IN (SELECT id FROM invoices WHERE number = 'SAS-F-000002')")
    }
    #expect(
      faults == [
        "SAS-F-000005 is dated before SAS-F-000004", "SAS-F-000005: its day is not that of its content",
        "SAS-F-000001: its lines do not add up to its net amount", "SAS-F-000002: its VAT groups do not add up to it",
      ])
  }

  @Test(arguments: TrialStore.engines) func depositCallsAreChainedToo(engine: Engine) async throws {
    let faults = try await tampered(engine) { transaction in
      try transaction.run("UPDATE deposit_calls SET content = replace(content, 'Dépôt', 'Depot') WHERE number = 'SAS-D-000002'")
    }
    #expect(faults == ["SAS-D-000002 was changed after it was issued: its digest is not that of its content"])
  }

  /// Without taking the guards away nothing can be touched at all.
  @Test(arguments: TrialStore.engines) func theDatabaseItselfRefuses(engine: Engine) async throws {
    try await InvoicingHouse.with(engine) { house in
      try await house.post(house.charge("one", 1_000))
      try await house.issue()
      let changes: [SQL] = [
        "UPDATE invoices SET total = total + 1, net = net + 1", "DELETE FROM invoice_lines", "UPDATE invoice_vat SET vat = 0",
        "DELETE FROM invoices", "UPDATE invoice_series SET prefix = 'X-'", "UPDATE charges SET net = 5",
      ]
      for change in changes {
        let error = await #expect(throws: StoreError.self) { try await house.database.write { try $0.run(change) } }
        #expect(error?.kind == .constraint, "\(change.text)")
      }
    }
  }
}
