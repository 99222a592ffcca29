import Kernel
import People
import Spaces
import Store
import Welcome

/// Opens a file for somebody who wants to come, and sends them the link to it.
package struct OpenApplication: Act {
  package let enquiry: ID<Enquiry>?
  package let organisation: OrganisationID?
  package let facts: ApplicationFacts
  package let base: String

  package init(enquiry: ID<Enquiry>? = nil, organisation: OrganisationID? = nil, _ facts: ApplicationFacts, base: String) {
    (self.enquiry, self.organisation, self.facts, self.base) = (enquiry, organisation, facts, base)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> ID<Application> {
    try viewer.demand(.keepFiles)
    try transaction.lock(demandLock)
    if let enquiry {
      guard let found = try transaction.enquiry(enquiry), found.forgottenAt == nil else { throw Refusal.notFound }
      if let known = try transaction.application(of: enquiry) {
        throw Refusal.conflict("demand.problem.enquiryHasFile", field: "enquiry", ["name": known.facts.name])
      }
    }
    try transaction.refuse(facts, organisation: organisation)
    let id = ID<Application>.fresh(at: now)
    try transaction.insert(facts, as: id, enquiry: enquiry, organisation: organisation, receivedAt: now)
    // From here on it is the file that waits for somebody.
    if let enquiry { try transaction.setHandled(enquiry, note: "", by: viewer, at: now) }
    try transaction.note("demand.file.open", on: "application/\(id)", by: viewer, at: now, after: facts.name)
    if let file = try transaction.application(id) { try transaction.tell("opened", to: file, base: base, at: now) }
    return id
  }
}

/// Writes a file anew: the applicant while it is a draft, the house as long as it is not over.
package struct ChangeApplication: Act {
  package let key: FileKey
  package let organisation: OrganisationID?
  package let facts: ApplicationFacts

  package init(_ key: FileKey, organisation: OrganisationID?, _ facts: ApplicationFacts) {
    (self.key, self.organisation, self.facts) = (key, organisation, facts)
  }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let opened = try transaction.open(key, for: viewer)
    let file = opened.file
    if key.isApplicant ? file.state != .draft : file.state.isOver {
      throw Refusal.conflict("demand.problem.notYours.\(file.state.rawValue)")
    }
    // Who the applicant is to the house is for the house to say.
    let organisation = key.isApplicant ? file.organisation : organisation
    try transaction.refuse(facts, organisation: organisation)
    if facts == file.facts, organisation == file.organisation { return }
    try transaction.update(facts, organisation: organisation, of: file.id)
    try transaction.note(
      "demand.file.change", on: file.subject, by: viewer, at: now, before: file.facts.said, after: facts.said)
  }
}

/// Sends the applicant a fresh link; or makes all that were sent useless.
package struct SendFileLink: Act {
  package let file: ID<Application>
  package let revoking: Bool
  package let base: String

  package init(_ file: ID<Application>, revoking: Bool, base: String) { (self.file, self.revoking, self.base) = (file, revoking, base) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let file = try transaction.open(.file(file), for: viewer).file
    if revoking {
      try transaction.run("UPDATE application_links SET revoked_at = \(now) WHERE application = \(file.id) AND revoked_at IS NULL")
      try transaction.note("demand.link.revoke", on: file.subject, by: viewer, at: now)
    } else {
      try transaction.tell("link", to: file, base: base, at: now)
      try transaction.note("demand.link.send", on: file.subject, by: viewer, at: now)
    }
  }
}

extension ApplicationFacts {
  /// What the audit keeps: the need, not the person.
  var said: String {
    [
      "cells \(wish.cells.map { "\($0)" } ?? "—")", "area \(wish.area?.decimal ?? "—")", "from \(wish.earliest)",
      "to \(wish.latest?.description ?? "—")", "kind \(wish.kind ?? "—")", "budget \(wish.monthlyBudget?.decimal ?? "—")", "jobs \(jobs)",
    ].joined(separator: ", ")
  }
}

extension Transaction {
  borrowing func refuse(_ facts: ApplicationFacts, organisation: OrganisationID?) throws {
    var problems = Problems()
    if let organisation, try self.organisation(organisation) == nil { problems.add("kernel.problem.choice", field: "organisation") }
    if let level = facts.wish.level, try self.level(ID<Level>(level)) == nil { problems.add("kernel.problem.choice", field: "level") }
    if let kind = facts.wish.kind, !(CellKind(rawValue: kind)?.isLettable ?? false) {
      problems.add("kernel.problem.choice", field: "cell_kind")
    }
    if let latest = facts.wish.latest, latest < facts.wish.earliest { problems.add("kernel.problem.reversed", field: "latest") }
    try problems.refuse()
  }
}
