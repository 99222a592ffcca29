import Demand
import Kernel
import Leasing
import Store

/// The meetings of the committee in the calendar of letting: for those who call them, and for their members.
struct CommitteeDates: ObligationSource {
  func obligations(from today: Day, for viewer: Viewer, in transaction: borrowing Transaction) throws -> [Obligation] {
    let seesAll = viewer.may(.decideFiles)
    guard seesAll || viewer.person != nil else { return [] }
    return try transaction.sessions(of: seesAll ? nil : viewer.person).filter { $0.closedAt == nil && $0.day >= today }.map { session in
      Obligation(.committee, on: session.day, of: session.subject, path: "/committees/\(session.id)", title: session.title)
    }
  }

  func concerned(by obligation: Obligation, in transaction: borrowing Transaction) throws -> [LeaseRecipient] {
    let id = ID<CommitteeSession>(String(obligation.subject.dropFirst("committee/".count)))
    return try transaction.members(of: id).map { LeaseRecipient(name: $0.name, email: $0.email, language: $0.language) }
  }
}
