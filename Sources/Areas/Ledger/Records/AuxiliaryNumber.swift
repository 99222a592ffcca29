import Kernel
import People
import Store

extension Transaction {
  /// The organisation behind account 411 and its like: `C00042` with its legal name. It gets its number the first time it is asked for.
  package borrowing func auxiliary(of organisation: OrganisationID, at now: Instant) throws -> Auxiliary {
    guard let auxiliary = try auxiliaries(opening: [organisation], at: now)[organisation] else { throw Refusal.notFound }
    return auxiliary
  }

  /// The same of several: who has no number yet is given the next, in the order they are named.
  package borrowing func auxiliaries(
    opening organisations: [OrganisationID], at now: Instant
  ) throws -> [OrganisationID: Auxiliary] {
    var known = try auxiliaries(of: organisations)
    if organisations.allSatisfy({ known[$0] != nil }) { return known }
    let names = Dictionary(uniqueKeysWithValues: try self.organisations(organisations).map { ($0.id, $0.facts.legalName) })
    try lock("ledger auxiliaries")
    // Another may have come first, while this one waited.
    known = try auxiliaries(of: organisations)
    let last: String? = try value("SELECT number FROM ledger_auxiliaries ORDER BY length(number) DESC, number DESC LIMIT 1")
    var count = last.flatMap { Int($0.dropFirst()) } ?? 0
    var rows: [SQL] = []
    for organisation in organisations where known[organisation] == nil {
      guard let name = names[organisation] else { throw Refusal.notFound }
      count += 1
      let digits = String(count)
      let number = "C" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits
      rows.append("(\(number), \(organisation), \(now))")
      known[organisation] = Auxiliary(number, name)
    }
    try insert("INSERT INTO ledger_auxiliaries (number, organisation, opened_at) VALUES", rows: rows)
    return known
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
