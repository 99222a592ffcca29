import Kernel
import Store
import Web

/// The applicant still wants to come.
package struct ConfirmWish: Act {
  package let key: FileKey
  package let base: String

  package init(_ key: FileKey, base: String) { (self.key, self.base) = (key, base) }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws {
    let opened = try transaction.open(key, for: viewer)
    let file = opened.file
    if file.state == .inactive {
      try transaction.move(file, .resume, reason: "", by: opened.by, viewer: viewer, base: base, at: now)
      try transaction.tell("resume", to: file, base: base, at: now) { _ in ["reason": ""] }
      return
    }
    if !file.state.isListed { throw Refusal.conflict("demand.problem.notListed") }
    let today = HouseTime.mulhouse.day(of: now)
    try transaction.run("UPDATE applications SET confirmed_on = \(today), asked_on = \(nil as Day?) WHERE id = \(file.id)")
    try transaction.note("demand.file.confirm", on: file.subject, by: viewer, at: now, after: opened.by)
  }
}

/// Asks those who have long been on the list whether they still want to come, and takes as inactive who does not answer. Run again, it
/// asks nobody twice.
package struct AskForConfirmation: Act {
  package struct Outcome: Sendable, Hashable {
    package let asked: Int
    package let lapsed: Int
  }
  package let base: String

  package init(base: String) { self.base = base }

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Outcome {
    try viewer.demand(.keepFiles)
    try transaction.lock(demandLock)
    let today = HouseTime.mulhouse.day(of: now)
    let rules = try transaction.demandRules(on: today)
    let (every, answer) = (rules.days("confirm.every.days"), rules.days("confirm.answer.days"))
    if every <= 0 { return Outcome(asked: 0, lapsed: 0) }
    // Who has an offer to answer says with it whether they want to come.
    let busy = Set(try transaction.openHouseOffers().filter { $0.stands(on: today) }.map(\.application))
    var (asked, lapsed) = (0, 0)
    for file in try transaction.applications(in: [.accepted, .waiting]) where !busy.contains(file.id) {
      if let before = file.askedOn {
        if today < before + answer { continue }
        try transaction.move(file, .lapse, reason: "", by: Viewer.house.name, viewer: viewer, base: base, at: now)
        try transaction.tell("lapse", to: file, base: base, at: now) { _ in ["reason": ""] }
        lapsed += 1
      } else if let last = file.confirmedOn ?? file.listedOn, today >= last + every {
        try transaction.run("UPDATE applications SET asked_on = \(today) WHERE id = \(file.id)")
        try transaction.tell("confirm", to: file, base: base, at: now) { format in ["until": format.day(today + answer - 1)] }
        asked += 1
      }
    }
    return Outcome(asked: asked, lapsed: lapsed)
  }
}

/// Forgets who applied, once the time the law grants has passed; what was needed stays, for the memory of demand.
package struct ForgetApplications: Act {
  package init() {}

  package func perform(in transaction: borrowing Transaction, for viewer: Viewer, at now: Instant) throws -> Int {
    try viewer.demand(.keepFiles)
    try transaction.lock(demandLock)
    let today = HouseTime.mulhouse.day(of: now)
    let months = try transaction.demandRules(on: today)["applications.kept.months"]
    if months <= 0 { return 0 }
    let limit = HouseTime.mulhouse.instant(on: today.adding(months: -Int(months)), hour: 0)
    let over: SQL = """
      SELECT a.id FROM applications a WHERE a.state IN ('refused', 'removed', 'withdrawn') AND a.forgotten_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM application_moves m WHERE m.application = a.id AND m.at >= \(limit))
      """
    try transaction.run("DELETE FROM outbox WHERE about IN (SELECT 'application/' || id FROM applications WHERE id IN (\(over)))")
    try transaction.run("DELETE FROM application_papers WHERE application IN (\(over))")
    try transaction.run("DELETE FROM application_links WHERE application IN (\(over))")
    try transaction.run("UPDATE application_moves SET reason = '', by_name = '' WHERE application IN (\(over))")
    try transaction.run("UPDATE visits SET name = '', email = '', note = '' WHERE application IN (\(over))")
    let forgotten = try transaction.run(
      """
      UPDATE applications SET name = '', contact = '', email = '', phone = '', siren = NULL, activity = '', message = '', search_key = '',
        forgotten_at = \(now) WHERE id IN (\(over))
      """)
    if forgotten > 0 { try transaction.note("demand.file.forget", on: "applications", by: viewer, at: now, after: String(forgotten)) }
    return forgotten
  }
}
