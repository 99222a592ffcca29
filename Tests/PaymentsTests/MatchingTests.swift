import Kernel
import Testing

@testable import Payments

/// What money is for: the order of docs/bank-statements.md.
@Suite struct MatchingTests {
  static let ada = OrganisationID("ada"), bob = OrganisationID("bob")
  static func owed(_ number: String, _ cents: Int64, _ due: String, _ customer: OrganisationID = ada) -> OwedDocument {
    OwedDocument(number: number, customer: customer, open: Money(cents: cents), due: Day(due) ?? Day(number: 0))
  }
  static let open = [
    owed("SAS-F-000001", 1_200_00, "2026-01-10"), owed("SAS-F-000002", 600_00, "2026-02-10"), owed("SAS-F-000003", 1_200_00, "2026-03-10"),
    owed("SAS-F-000010", 77_00, "2026-03-10", bob), owed("SAS-F-000011", 600_00, "2026-03-10", bob),
  ]
  func first(_ cents: Int64, references: [String] = [], text: String = "", payer: OrganisationID? = nil) -> MatchProposal? {
    Matching.proposals(amount: Money(cents: cents), references: references, text: text, payer: payer, among: Self.open).first
  }

  @Test func referencesComeFirst() {
    let found = first(77_00, references: ["SAS-F-000003"], text: "SAS-F-000010")
    #expect(found?.strength == .identity)
    #expect(found?.parts == [.init("SAS-F-000003", Money(cents: 77_00))])
  }

  @Test(arguments: ["Facture SAS-F-000002", "fact. sas f 000002 merci", "SASF000002", "loyer/SAS-F-000002/fev"])
  func numbersAreFoundInWhatWasWritten(_ text: String) {
    let found = first(600_00, text: text)
    #expect(found?.parts.map(\.document) == ["SAS-F-000002"])
    #expect(found?.strength == .reference)
  }

  @Test(arguments: ["SAS-F-0000021", "XSAS-F-000002", "F-000002", "000002", ""])
  func otherNumbersAreNot(_ text: String) { #expect(first(123_45, text: text)?.strength != .reference) }

  @Test func severalAreServedTheOldestFirst() {
    let found = first(1_500_00, text: "SAS-F-000002 et SAS-F-000001")
    #expect(found?.parts == [.init("SAS-F-000001", Money(cents: 1_200_00)), .init("SAS-F-000002", Money(cents: 300_00))])
    #expect(found?.rest == .zero)
    // More than they are stays a credit.
    #expect(first(2_000_00, text: "SAS-F-000002 SAS-F-000001")?.rest == Money(cents: 200_00))
    // Of two customers a person decides.
    #expect(first(677_00, text: "SAS-F-000002 SAS-F-000010")?.isCertain != true)
  }

  @Test func amountsDecideWhenThePayerIsKnown() {
    #expect(first(600_00, payer: Self.ada)?.parts.map(\.document) == ["SAS-F-000002"])
    #expect(first(600_00, payer: Self.ada)?.strength == .amount)
    // Of two rents of one amount the oldest is meant.
    #expect(first(1_200_00, payer: Self.ada)?.parts.map(\.document) == ["SAS-F-000001"])
    // 1 200 + 600, then 1 200 + 600 + 1 200.
    #expect(first(1_800_00, payer: Self.ada)?.parts.count == 2)
    #expect(first(3_000_00, payer: Self.ada)?.strength == .amount)
  }

  @Test func theRestWaitsForAPerson() {
    let odd = first(500_00, payer: Self.ada)
    #expect(odd?.strength == .guess)
    #expect(odd?.parts == [.init("SAS-F-000001", Money(cents: 500_00))])
    // One document of that amount in the house, from a stranger, is a guess; two of them are two guesses.
    #expect(first(77_00)?.strength == .guess)
    #expect(Matching.proposals(amount: Money(cents: 600_00), references: [], text: "", payer: nil, among: Self.open).count == 2)
    #expect(first(1_00) == nil)
    #expect(first(1_00, payer: OrganisationID("zoe"))?.rest == Money(cents: 1_00))
  }
}
