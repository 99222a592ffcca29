import Kernel
import Store
import Web

/// What is kept with a lease beside its money.
extension LeaseReading {
  static func filing(_ id: ID<Lease>, _ visit: Visit) throws -> FilePaper {
    var reader = InputReader(visit.form)
    let text = reader.requiredText("matter", limit: 40)
    let matter = FiledMatter(text)
    if matter == nil, !text.isEmpty { reader.problems.add("kernel.problem.choice", field: "matter") }
    let file = visit.upload("file")
    if file == nil { reader.problems.add("kernel.problem.missing", field: "file") }
    try reader.finish()
    return FilePaper(id, for: try whole(matter), try whole(file))
  }

  static func contact(_ id: ID<Lease>, _ visit: Visit) throws -> AddContact {
    var reader = InputReader(visit.form)
    let role = reader.requiredChoice("role", of: ContactRole.self)
    let (name, email, phone) = (reader.requiredText("name"), reader.text("email") ?? "", reader.text("phone", limit: 40) ?? "")
    try reader.finish()
    return AddContact(id, try whole(role), name: name, email: email, phone: phone)
  }

  static func contactRemoval(_ id: ID<Lease>, _ visit: Visit) throws -> RemoveContact {
    var reader = InputReader(visit.form)
    let contact: ID<LeaseContact>? = reader.requiredID("contact")
    try reader.finish()
    return RemoveContact(try whole(contact), of: id)
  }

  static func insurance(_ id: ID<Lease>, _ visit: Visit) throws -> AddInsurance {
    var reader = InputReader(visit.form)
    let (insurer, policy) = (reader.requiredText("insurer"), reader.text("policy", limit: 100) ?? "")
    let span = reader.span("from", last: "last")
    if reader.input["last"].isEmpty { reader.problems.add("kernel.problem.missing", field: "last") }
    try reader.finish()
    return AddInsurance(id, insurer: insurer, policy: policy, span: try whole(span), file: visit.upload("file"))
  }

  static func inventory(_ id: ID<Lease>, _ visit: Visit) throws -> RecordInventory {
    var reader = InputReader(visit.form)
    let kind = reader.requiredChoice("kind", of: InventoryKind.self)
    let day = reader.requiredDay("day")
    let present = reader.requiredText("present", limit: 500)
    let keys = reader.requiredInteger("keys", in: 0...1000)
    let remarks = reader.text("remarks", limit: 5000, lines: true) ?? ""
    let items = LineReading.items(&reader)
    try reader.finish()
    return RecordInventory(
      id, try whole(kind), on: try whole(day), present: present, keys: try whole(keys), remarks: remarks, items: items,
      photos: visit.files.filter { $0.field == "file" && !$0.bytes.isEmpty }.map {
        LeaseUpload(name: $0.name, type: $0.type, bytes: $0.bytes)
      })
  }
}
