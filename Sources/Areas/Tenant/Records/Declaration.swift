import Kernel
import People
import Store

/// What an organisation said of a year: who works in the house, how many it employs, what it turned over.
package struct Declaration: RowReadable, Sendable, Hashable {
  package let id: ID<Declaration>
  package let organisation: OrganisationID
  package let organisationName: String
  package let year: DeclarationYear
  /// Working in the house, whoever pays them.
  package let people: Int
  /// Employed, wherever they work.
  package let jobs: Int
  package let turnover: Money?
  package let saidAt: Instant
  package let saidBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    organisation = try row.get("organisation")
    organisationName = try row.get("organisation_name")
    year = DeclarationYear(try row.get("year"))
    people = try row.get("people")
    jobs = try row.get("jobs")
    turnover = try row.get("turnover")
    saidAt = try row.get("said_at")
    saidBy = try row.get("said_by")
  }
}

extension Transaction {
  /// Newest year first.
  package borrowing func declarations(of organisation: OrganisationID) throws -> [Declaration] {
    try all("\(declarationQuery) WHERE d.organisation = \(organisation) ORDER BY d.year DESC")
  }
  package borrowing func declarations(year: Int?, words: [String]) throws -> [Declaration] {
    var condition: SQL = "1 = 1"
    if let year { condition = "d.year = \(year)" }
    for word in words { condition = "\(condition) AND o.search_key LIKE \(containing: word)" }
    return try all("\(declarationQuery) WHERE \(condition) ORDER BY d.year DESC, o.name_key, d.id")
  }
  package borrowing func declaredYears() throws -> [Int] {
    try rows("SELECT DISTINCT year FROM tenant_declarations ORDER BY year DESC").map { try $0.get("year") }
  }
}

private let declarationQuery: SQL = """
  SELECT d.*, o.usual_name AS organisation_name FROM tenant_declarations d JOIN organisations o ON o.id = d.organisation
  """
