import Kernel
import Leasing
import Store
import Web

extension TenantRoutes {
  /// The leases in plain words: what is paid, per what, until when, and how one leaves.
  func myLease(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let today = visit.today
    let leases = try await visit.database.read { try $0.outlooks(of: mine.id, on: today) }
    let words = LeaseInWords(visit, mine)
    let live = leases.filter { $0.state != .ended }
    let ended = leases.filter { $0.state == .ended }
    var parts = live.map { words.part($0) }
    if live.isEmpty { parts.append(.init(visit.text("tenant.lease.none"), empty: visit.text("tenant.lease.noneHint"))) }
    if !ended.isEmpty { parts.append(words.past(ended)) }
    return .page(
      TenantSheet(
        visit.text("tenant.lease.title"), lead: visit.text("tenant.lease.lead"), mine: mine, at: "/my/lease",
        parts: parts))
  }

  func myLeasesJSON(_ visit: Visit) async throws -> Answer {
    let mine = try await visit.mine()
    let today = visit.today
    return .json(try await visit.database.read { try $0.outlooks(of: mine.id, on: today) }.map(MyLeaseJSON.init))
  }

  /// The certificate, handed in by the tenant.
  func insure(_ visit: Visit) async throws -> Answer {
    let act = try await insuring(visit)
    try await visit.perform(act.1)
    return .see("/my/lease?organisation=\(act.0.tenant)").saying("tenant.done.insured")
  }

  func insureJSON(_ visit: Visit) async throws -> Answer {
    try await visit.perform(try await insuring(visit).1)
    return .done
  }

  private func insuring(_ visit: Visit) async throws -> (Lease, AddInsurance) {
    let lease = try await ownLease(visit, .acceptLeases)
    var reader = InputReader(visit.form)
    let insurer = reader.requiredText("insurer", limit: 200)
    let policy = reader.text("policy", limit: 100) ?? ""
    let span = reader.span("from", last: "last")
    if reader.input["last"].isEmpty { reader.problems.add("kernel.problem.missing", field: "last") }
    let file = visit.files.first { $0.field == "file" && !$0.bytes.isEmpty }
    if file == nil { reader.problems.add("kernel.problem.missing", field: "file") }
    if let last = span?.last, last < visit.today { reader.problems.add("tenant.problem.expired", field: "last") }
    try reader.finish()
    guard let span, let file else { throw Refusal.invalid("kernel.problem.missing", field: "from") }
    return (
      lease,
      AddInsurance(
        lease.id, insurer: insurer, policy: policy, span: span, file: LeaseUpload(name: file.name, type: file.type, bytes: file.bytes))
    )
  }

  /// A lease of an organisation for which the visitor may do this; any other is not found.
  func ownLease(_ visit: Visit, _ permission: Permission) async throws -> Lease {
    let id: ID<Lease> = try visit.id("contract")
    guard let lease = try await visit.database.read({ try $0.lease(id) }), lease.offeredAt != nil,
      visit.viewer.organisations.contains(lease.tenant), visit.viewer.may(permission, for: lease.tenant)
    else { throw Refusal.notFound }
    return lease
  }
}

struct MyLeaseJSON: Encodable, Sendable {
  let id: ID<Lease>
  let number: String
  let state: LeaseState
  let kind: LeaseKind
  let cells: [String]
  let from: Day
  let last: Day?
  let monthlyNetCents: Money
  let nextRevision: Day?
  let depositAskedCents: Money
  let depositHeldCents: Money
  /// The earliest last day if notice is given today, and by when it must be given for that.
  let leavingLast: Day?
  let leavingToldBy: Day?
  let insuredUntil: Day?

  init(_ outlook: LeaseOutlook) {
    let lease = outlook.lease
    (id, number, state, kind) = (lease.id, lease.number, outlook.state, outlook.scheme.kind)
    (cells, from, last, monthlyNetCents) = (outlook.cells.map(\.code), lease.from, outlook.last, outlook.monthly)
    (nextRevision, depositAskedCents, depositHeldCents) = (outlook.nextRevision, outlook.terms.deposit, outlook.depositHeld)
    (leavingLast, leavingToldBy) = (outlook.leaving.map { $0.on - 1 }, outlook.leaving?.toldBy)
    insuredUntil = outlook.insurance?.span.last
  }
}
