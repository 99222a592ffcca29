import Kernel
import Paper
import Store

/// Writes down the state of the premises on entry or exit, with its photographs.
package struct RecordInventory: Act {
  package let lease: ID<Lease>
  package let kind: InventoryKind
  package let day: Day
  package let present: String
  package let keys: Int
  package let remarks: String
  package let items: [InventoryItem]
  package let photos: [LeaseUpload]
  /// What is wrong with the photographs. They are opened before the act has its turn: others would wait for it.
  private let photoProblems: [Problem]

  package init(
    _ lease: ID<Lease>, _ kind: InventoryKind, on day: Day, present: String, keys: Int, remarks: String = "", items: [InventoryItem],
    photos: [LeaseUpload] = []
  ) {
    (self.lease, self.kind, self.day, self.present, self.keys) = (lease, kind, day, present, keys)
    (self.remarks, self.items, self.photos) = (remarks, items, photos)
    photoProblems = photos.compactMap { photo -> Problem? in
      do throws(RasterFault) { _ = try Raster(photo.bytes) } catch {
        return Problem("leasing.problem.photo.\(error.rawValue)", field: "file", ["name": photo.name])
      }
      return nil
    }
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<LeaseInventory> {
    try viewer.demand(.writeLeases)
    try transaction.lock(leaseLock)
    let today = HouseTime.mulhouse.day(of: now)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    try transaction.state(of: lease, on: today).demand(.inventory)
    var problems = Problems()
    if try transaction.inventories(of: lease.id).contains(where: { $0.kind == kind }) {
      throw Refusal.conflict("leasing.problem.inventoryDone", field: "kind")
    }
    if day > today { problems.add("leasing.problem.receivedLater", field: "day") }
    if present.allSatisfy(\.isWhitespace) { problems.add("kernel.problem.missing", field: "present") }
    if items.isEmpty { problems.add("leasing.problem.noItems", field: "items") }
    if !(0...1000).contains(keys) { problems.add("kernel.problem.range", field: "keys", ["low": "0", "high": "1000"]) }
    if photos.count > 40 { problems.add("leasing.problem.manyPhotos", field: "file", ["most": "40"]) }
    problems.add(photoProblems)
    try problems.refuse()
    let id = ID<LeaseInventory>.fresh(at: now)
    try transaction.run(
      """
      INSERT INTO lease_inventories (id, lease, kind, day, present, keys, remarks, made_at, made_by)
      VALUES (\(id), \(lease.id), \(kind), \(day), \(present), \(keys), \(remarks), \(now), \(viewer.name))
      """)
    for (place, item) in items.enumerated() {
      try transaction.run(
        """
        INSERT INTO inventory_items (inventory, place, element, condition, remark)
        VALUES (\(id), \(place + 1), \(item.element), \(item.condition), \(item.remark))
        """)
    }
    for photo in photos {
      let file = try transaction.keep(photo, of: lease.id, as: .photo, for: viewer, at: now)
      try transaction.run("INSERT INTO inventory_photos (inventory, file) VALUES (\(id), \(file.id))")
    }
    try transaction.note(
      "leasing.inventory.record", on: lease.subject, by: viewer, at: now,
      after: try audited(["kind": kind.rawValue, "day": "\(day)", "photos": "\(photos.count)"]))
    return id
  }
}

/// Notes the insurance certificate of a tenant, with the day it runs out: by the house, or by the tenant with the paper.
package struct AddInsurance: Act {
  package let lease: ID<Lease>
  package let insurer: String
  package let policy: String
  package let span: DaySpan
  package let file: LeaseUpload?

  package init(_ lease: ID<Lease>, insurer: String, policy: String, span: DaySpan, file: LeaseUpload? = nil) {
    (self.lease, self.insurer, self.policy, self.span, self.file) = (lease, insurer, policy, span, file)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    guard let lease = try transaction.lease(self.lease) else { throw viewer.isSignedIn ? Refusal.notFound : Refusal.notSignedIn }
    try viewer.demand(.acceptLeases, for: lease.tenant)
    try transaction.lock(leaseLock)
    try transaction.state(of: lease, on: HouseTime.mulhouse.day(of: now)).demand(.paper)
    var problems = Problems()
    // The house may note what it was shown; a tenant hands in the paper itself.
    if file == nil, !viewer.may(.writeLeases) { problems.add("kernel.problem.missing", field: "file") }
    problems.demandNear(span.from, field: "from")
    problems.demandNear(span.until, field: "last")
    if insurer.isEmpty { problems.add("kernel.problem.missing", field: "insurer") }
    if span.until == nil { problems.add("kernel.problem.missing", field: "last") }
    try problems.refuse()
    let kept = try file.map { try transaction.keep($0, of: lease.id, as: .insurance, for: viewer, at: now).id }
    try transaction.run(
      """
      INSERT INTO lease_insurances (id, lease, insurer, policy, from_day, until_day, file, made_at, made_by)
      VALUES (\(ID<LeaseInsurance>.fresh(at: now)), \(lease.id), \(insurer), \(policy), \(span.from), \(span.until), \(kept), \(now),
        \(viewer.name))
      """)
    try transaction.note(
      "leasing.insurance.add", on: lease.subject, by: viewer, at: now, after: try audited(["insurer": insurer, "until": "\(span)"]))
  }
}

/// Says whom to write to about a lease.
package struct AddContact: Act {
  package let lease: ID<Lease>
  package let role: ContactRole
  package let name: String
  package let email: String
  package let phone: String

  package init(_ lease: ID<Lease>, _ role: ContactRole, name: String, email: String, phone: String) {
    (self.lease, self.role, self.name, self.email, self.phone) = (lease, role, name, email, phone)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    var problems = Problems()
    if name.isEmpty { problems.add("kernel.problem.missing", field: "name") }
    if !email.isEmpty, !email.contains("@") || email.contains(where: \.isWhitespace) {
      problems.add("leasing.problem.email", field: "email")
    }
    try problems.refuse()
    try transaction.run(
      """
      INSERT INTO lease_contacts (id, lease, role, name, email, phone, made_at)
      VALUES (\(ID<LeaseContact>.fresh(at: now)), \(lease.id), \(role), \(name), \(email), \(phone), \(now))
      """)
    try transaction.note("leasing.contact.add", on: lease.subject, by: viewer, at: now, after: try audited(["role": role.rawValue]))
  }
}

/// Somebody is a contact of a lease no longer. That they were stays written.
package struct RemoveContact: Act {
  package let lease: ID<Lease>
  package let contact: ID<LeaseContact>

  package init(_ contact: ID<LeaseContact>, of lease: ID<Lease>) { (self.contact, self.lease) = (contact, lease) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    try viewer.demand(.prepareLeases)
    guard let lease = try transaction.lease(self.lease) else { throw Refusal.notFound }
    guard let known = try transaction.contacts(of: lease.id).first(where: { $0.id == contact }) else {
      throw Refusal.invalid("kernel.problem.choice", field: "contact")
    }
    try transaction.run("UPDATE lease_contacts SET removed_at = \(now) WHERE id = \(contact)")
    try transaction.note(
      "leasing.contact.remove", on: lease.subject, by: viewer, at: now, before: "\(known.role.rawValue): \(known.name)")
  }
}
