import Kernel
import Ledger
import Post
import Store
import Web

extension Invoicing {
  /// Makes the statement that a letter about a settlement brings: `settlement/ID/CUSTOMER/LANGUAGE`.
  package static func statements(texts: Texts) -> AttachmentMaker {
    { subject, database in
      let parts = subject.split(separator: "/").map(String.init)
      guard parts.count == 4, parts[0] == "settlement", let settlement = ID<ChargeSettlement>(checking: parts[1]),
        let customer = OrganisationID(checking: parts[2]), let language = Language(rawValue: parts[3])
      else { return nil }
      let found = try await database.read { try $0.chargeStatement(settlement, of: customer) }
      guard let statement = found, let settledAt = statement.settledAt else { return nil }
      let words = StatementWords(statement, texts, language)
      let bytes = try words.report.printed(
        title: words.title, about: words.about, of: statement.entity, texts: texts, in: language, at: settledAt)
      return Enclosure(name: "\(words.name).pdf", type: "application/pdf", bytes: bytes)
    }
  }
}

extension Transaction {
  /// Of one settlement, as its tenant was told of it.
  borrowing func chargeStatement(_ settlement: ID<ChargeSettlement>, of customer: OrganisationID) throws -> ChargeStatement? {
    guard let row = try first("SELECT entity, building, year FROM charge_settlements WHERE id = \(settlement)") else { return nil }
    let (entity, building, year): (OrganisationID, String, Int) = (try row.get("entity"), try row.get("building"), try row.get("year"))
    return try chargeStatements(of: customer).first {
      $0.place.entity == entity && $0.place.building == building && $0.place.year == year
    }
  }
}
