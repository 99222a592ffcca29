import Invoicing
import Kernel
import Ledger
import People
import Store
import Web

/// What is done with what is open on an account: a credit used, a loss written off.
extension AccountRoutes {
  /// `entity/number`, as the forms and the API name a document.
  func document(_ reader: inout InputReader) -> (entity: OrganisationID, number: String)? {
    let typed = reader.requiredText("document", limit: 120)
    guard let stroke = typed.firstIndex(of: "/"), let entity = OrganisationID(checking: String(typed[..<stroke])) else {
      if !typed.isEmpty { reader.problems.add("kernel.problem.choice", field: "document") }
      return nil
    }
    return (entity, String(typed[typed.index(after: stroke)...]))
  }

  private func using(_ visit: Visit) async throws -> UseCredit {
    _ = try await found(visit)
    var reader = InputReader(visit.form)
    let credit: ID<EntryLine>? = reader.requiredID("credit")
    let named = document(&reader)
    let amount = reader.money("amount")
    try reader.finish()
    guard let credit, let named else { throw Refusal.invalid("kernel.problem.choice", field: "document") }
    return UseCredit(entity: named.entity, credit: credit, document: named.number, amount: amount)
  }
  private func writingOff(_ visit: Visit) async throws -> WriteOff {
    let open = try await found(visit).books.flatMap(\.documents)
    var reader = InputReader(visit.form)
    let named = document(&reader)
    let reason = reader.requiredText("reason")
    try reader.finish()
    guard let named, open.contains(where: { $0.entity == named.entity && $0.number == named.number }) else {
      throw Refusal.invalid("kernel.problem.choice", field: "document")
    }
    return WriteOff(entity: named.entity, document: named.number, reason: reason)
  }
  func useCredit(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await using(visit))
    return .see("/customers/\(visit.path("organisation"))/account")
  }
  func useCreditJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await using(visit))
    return try await json(visit)
  }
  func writeOff(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await writingOff(visit))
    return .see("/customers/\(visit.path("organisation"))/account")
  }
  func writeOffJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await writingOff(visit))
    return try await json(visit)
  }
}
