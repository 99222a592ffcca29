import Kernel
import People
import Store

extension Transaction {
  /// The organisation behind account 411 and its like: `C00042` with its legal name. It gets its number the first time it is asked for.
  package borrowing func auxiliary(of organisation: OrganisationID, at now: Instant) throws -> Auxiliary {
    if let known = try auxiliaries(of: [organisation])[organisation] { return known }
    guard let facts = try self.organisation(organisation)?.facts else { throw Refusal.notFound }
    try lock("ledger auxiliaries")
    // Another may have come first, while this one waited.
    if let known = try auxiliaries(of: [organisation])[organisation] { return known }
    let last: String? = try value("SELECT number FROM ledger_auxiliaries ORDER BY length(number) DESC, number DESC LIMIT 1")
    let count = (last.flatMap { Int($0.dropFirst()) } ?? 0) + 1
    let digits = String(count)
    let number = "C" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
    try run("INSERT INTO ledger_auxiliaries (number, organisation, opened_at) VALUES (\(number), \(organisation), \(now))")
    return Auxiliary(number, facts.legalName)
  }

  /// Those that have a number already, under the name they bear today.
  package borrowing func auxiliaries(of organisations: [OrganisationID]) throws -> [OrganisationID: Auxiliary] {
    var found: [OrganisationID: Auxiliary] = [:]
    let rows = try rows(
      """
      SELECT a.number, a.organisation, o.legal_name FROM ledger_auxiliaries a JOIN organisations o ON o.id = a.organisation
      WHERE a.organisation IN \(list: organisations)
      """)
    for row in rows { found[try row.get("organisation")] = Auxiliary(try row.get("number"), try row.get("legal_name")) }
    return found
  }

  package borrowing func organisation(ofAuxiliary number: String) throws -> OrganisationID? {
    try value("SELECT organisation FROM ledger_auxiliaries WHERE number = \(number)")
  }
}
