import Banking
import Kernel
import Store

/// Mandates as the table their import reads, each with the account it has now. Those that were revoked are history, and travel with the backup.
package struct ExportMandates {
  package init() {}

  /// nil where there is none. The same records make the same bytes.
  package func bytes(in transaction: borrowing Transaction) throws -> [UInt8]? {
    var keys: [OrganisationID: String] = [:]
    for row in try transaction.rows("SELECT id, external_key FROM organisations ORDER BY id") {
      let (id, key): (OrganisationID, String?) = (try row.get("id"), try row.get("external_key"))
      keys[id] = key ?? id.text
    }
    let rows = try transaction.mandates().filter { $0.revokedOn == nil }.map { mandate -> [String] in
      [
        keys[mandate.entity] ?? "", keys[mandate.customer] ?? "", mandate.reference, mandate.scheme.rawValue, mandate.isOnce ? "1" : "0",
        mandate.holder, mandate.iban, mandate.bic ?? "", mandate.street, mandate.postcode, mandate.town, mandate.country,
        mandate.signedOn.description, mandate.noticeDays.map { "\($0)" } ?? "",
      ]
    }
    if rows.isEmpty { return nil }
    return CSVText.bytes(ImportMandates.columns, rows.sorted { $0.lexicographicallyPrecedes($1) })
  }
}
