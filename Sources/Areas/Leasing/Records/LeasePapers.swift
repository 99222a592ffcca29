import Kernel
import Store

/// A file that belongs to a lease. Its bytes are read apart, in base 64.
package struct LeaseFile: RowReadable, Sendable, Hashable {
  package enum Purpose: String, Sendable, CaseIterable, Codable, Bindable, Fetchable { case signature, photo, insurance, amendment, notice }
  package let id: ID<LeaseFile>
  package let lease: ID<Lease>
  package let purpose: Purpose
  package let name: String
  package let type: String
  package let size: Int
  package let digest: String
  package let madeAt: Instant
  package let madeBy: String
  /// Whose signed copy it is, by its place.
  package let amendment: Int?
  /// Who gave the notice it is the letter of.
  package let side: NoticeSide?

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    purpose = try row.get("purpose")
    name = try row.get("name")
    type = try row.get("type")
    size = try row.get("size")
    digest = try row.get("digest")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
    amendment = try row.get("amendment")
    side = try row.get("side")
  }
}

extension LeaseFile {
  /// Without the bytes. What a paper was filed for says more of it than that it was signed.
  fileprivate static let listed: SQL = """
    SELECT f.id, f.lease, CASE WHEN a.id IS NOT NULL THEN 'amendment' WHEN n.id IS NOT NULL THEN 'notice' ELSE f.purpose END AS purpose,
      f.name, f.type, f.size, f.digest, f.made_at, f.made_by, a.place AS amendment, n.side AS side
    FROM lease_files f LEFT JOIN lease_filings g ON g.file = f.id LEFT JOIN lease_amendments a ON a.id = g.amendment
      LEFT JOIN lease_notices n ON n.id = g.notice
    """
}

package struct LeaseInsurance: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseInsurance>
  package let lease: ID<Lease>
  package let insurer: String
  package let policy: String
  package let span: DaySpan
  package let file: ID<LeaseFile>?

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    insurer = try row.get("insurer")
    policy = try row.get("policy")
    span = DaySpan(from: try row.get("from_day"), until: try row.get("until_day"))
    file = try row.get("file")
  }
}

package enum ContactRole: String, Sendable, CaseIterable, Codable, Bindable, Fetchable { case signatory, billing, daily }

package struct LeaseContact: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseContact>
  package let lease: ID<Lease>
  package let role: ContactRole
  package let name: String
  package let email: String
  package let phone: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    role = try row.get("role")
    name = try row.get("name")
    email = try row.get("email")
    phone = try row.get("phone")
  }
}

package enum InventoryKind: String, Sendable, CaseIterable, Codable, Bindable, Fetchable { case entry, exit }
package enum ItemCondition: String, Sendable, CaseIterable, Codable, Bindable, Fetchable { case new, good, worn, damaged, missing }

package struct InventoryItem: RowReadable, Sendable, Hashable {
  package let element: String
  package let condition: ItemCondition
  package let remark: String

  package init(_ element: String, _ condition: ItemCondition, remark: String = "") {
    (self.element, self.condition, self.remark) = (element, condition, remark)
  }
  package init(row: Row) throws {
    element = try row.get("element")
    condition = try row.get("condition")
    remark = try row.get("remark")
  }
}

/// The state of premises on entry or exit.
package struct LeaseInventory: RowReadable, Sendable, Hashable {
  package let id: ID<LeaseInventory>
  package let lease: ID<Lease>
  package let kind: InventoryKind
  package let day: Day
  package let present: String
  package let keys: Int
  package let remarks: String
  package let madeAt: Instant
  package let madeBy: String

  package init(row: Row) throws {
    id = try row.get("id")
    lease = try row.get("lease")
    kind = try row.get("kind")
    day = try row.get("day")
    present = try row.get("present")
    keys = try row.get("keys")
    remarks = try row.get("remarks")
    madeAt = try row.get("made_at")
    madeBy = try row.get("made_by")
  }
}

extension Transaction {
  package borrowing func files(of lease: ID<Lease>) throws -> [LeaseFile] {
    try all("\(LeaseFile.listed) WHERE f.lease = \(lease) ORDER BY f.made_at, f.id")
  }
  package borrowing func file(_ id: ID<LeaseFile>) throws -> (file: LeaseFile, content: String)? {
    guard let file: LeaseFile = try one("\(LeaseFile.listed) WHERE f.id = \(id)"),
      let content: String = try value("SELECT content FROM lease_files WHERE id = \(id)")
    else { return nil }
    return (file, content)
  }
  package borrowing func insurances(of lease: ID<Lease>) throws -> [LeaseInsurance] {
    try all("SELECT * FROM lease_insurances WHERE lease = \(lease) ORDER BY until_day, id")
  }
  package borrowing func contacts(of lease: ID<Lease>) throws -> [LeaseContact] {
    try all("SELECT * FROM lease_contacts WHERE lease = \(lease) AND removed_at IS NULL ORDER BY role, name, id")
  }
  package borrowing func inventories(of lease: ID<Lease>) throws -> [LeaseInventory] {
    try all("SELECT * FROM lease_inventories WHERE lease = \(lease) ORDER BY day, kind")
  }
  package borrowing func items(of inventory: ID<LeaseInventory>) throws -> [InventoryItem] {
    try all("SELECT * FROM inventory_items WHERE inventory = \(inventory) ORDER BY place")
  }
  package borrowing func photos(of inventory: ID<LeaseInventory>) throws -> [ID<LeaseFile>] {
    try rows("SELECT file FROM inventory_photos WHERE inventory = \(inventory) ORDER BY file").map { try $0.get("file") }
  }
}
