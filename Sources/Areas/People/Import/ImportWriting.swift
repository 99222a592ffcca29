import Kernel
import Store

extension ImportWork {
  mutating func write(in transaction: borrowing Transaction) throws {
    for line in entries.bodies { try write(line.entry, in: transaction) }
    for line in entries.persons { try write(line.entry, in: transaction) }
    for line in entries.belongings { try write(line, in: transaction) }
    for line in entries.duties { try write(line, in: transaction) }
    for line in entries.entities { try write(line, in: transaction) }
    // What only shows itself against all lines and the records before them.
    try problems.refuse()
  }

  private mutating func write(_ body: ImportEntries.Body, in transaction: borrowing Transaction) throws {
    guard let id = organisationIDs[body.key] else { return }
    guard let known = knownOrganisations[body.key] else {
      try transaction.insert(body.facts, as: id, key: body.key, at: now)
      try note("people.organisation.add", "organisation/\(id)", after: try AuditFacts.text(body.facts), in: transaction)
      outcome.added += 1
      return
    }
    let facts = OrganisationTable.keeping(known.facts, in: body.facts, header: entries.bodyColumns)
    if known.facts == facts { return outcome.unchanged += 1 }
    try transaction.update(facts, of: id)
    let before = try AuditFacts.text(known.facts)
    try note("people.organisation.change", known.subject, before: before, after: try AuditFacts.text(facts), in: transaction)
    outcome.changed += 1
  }

  private mutating func write(_ someone: ImportEntries.Someone, in transaction: borrowing Transaction) throws {
    guard let id = personIDs[someone.key] else { return }
    guard let known = knownPersons[someone.key] else {
      try transaction.insert(someone.facts, as: id, key: someone.key, at: now)
      try note("people.person.add", "person/\(id)", after: try AuditFacts.text(someone.facts), in: transaction)
      outcome.added += 1
      return
    }
    if known.externalKey == nil, someone.key != known.id.text {
      try transaction.run("UPDATE persons SET external_key = \(someone.key) WHERE id = \(id)")
    }
    var facts = someone.facts
    if !someone.saysListing { facts.listedFrom = known.facts.listedFrom }
    if known.facts == facts { return outcome.unchanged += 1 }
    try transaction.update(facts, of: id)
    if facts.emailKey != known.facts.emailKey { try transaction.withdrawLinks(of: id, at: now) }
    let before = try AuditFacts.text(known.facts)
    try note("people.person.change", known.subject, before: before, after: try AuditFacts.text(facts), in: transaction)
    outcome.changed += 1
  }

  private mutating func write(_ line: ImportLine<ImportEntries.Belonging>, in transaction: borrowing Transaction) throws {
    let entry = line.entry
    guard let person = personIDs[entry.person], let organisation = organisationIDs[entry.organisation] else { return }
    let there = try transaction.memberships(of: person).map(\.membership).filter { $0.organisation == organisation }
    if let known = there.first(where: { $0.span.from == entry.span.from }) {
      if known.span == entry.span, known.title == entry.title { return outcome.unchanged += 1 }
      let others = there.filter { $0.id != known.id }
      if others.contains(where: { $0.span.overlaps(entry.span) }) {
        return clash("people.problem.memberAlready", line.place, entry.organisation)
      }
      try transaction.run("UPDATE memberships SET title = \(entry.title), until_day = \(entry.span.until) WHERE id = \(known.id)")
      try note("people.membership.change", "person/\(person)", after: "\(entry.organisation), \(entry.span.from)", in: transaction)
      return outcome.changed += 1
    }
    if there.contains(where: { $0.span.overlaps(entry.span) }) {
      return clash("people.problem.memberAlready", line.place, entry.organisation)
    }
    try transaction.insert(membership: .fresh(at: now), of: person, in: organisation, title: entry.title, entry.span)
    let words = "\(entry.person), \(entry.organisation), \(entry.title ?? "–"), \(entry.span.from)"
    try note("people.membership.add", "person/\(person)", after: words, in: transaction)
    try note("people.membership.add", "organisation/\(organisation)", after: words, in: transaction)
    outcome.added += 1
  }

  private mutating func write(_ line: ImportLine<ImportEntries.Duty>, in transaction: borrowing Transaction) throws {
    let entry = line.entry
    guard let person = personIDs[entry.person] else { return }
    let organisation = entry.organisation.flatMap { organisationIDs[$0] }
    let there = try transaction.roleLines(of: person).map(\.grant).filter { $0.role == entry.role && $0.organisation == organisation }
    if let known = there.first(where: { $0.span.from == entry.span.from }) {
      if known.span == entry.span { return outcome.unchanged += 1 }
      let others = there.filter { $0.id != known.id }
      if others.contains(where: { $0.span.overlaps(entry.span) }) { return clash("people.problem.roleHeld", line.place, entry.person) }
      try transaction.run("UPDATE role_grants SET until_day = \(entry.span.until) WHERE id = \(known.id)")
      let until = entry.span.until ?? entry.span.from
      try transaction.note("people.role.change", entry.role, of: person, on: organisation, until, by: viewer, at: now)
      return outcome.changed += 1
    }
    if there.contains(where: { $0.span.overlaps(entry.span) }) { return clash("people.problem.roleHeld", line.place, entry.person) }
    _ = try transaction.grant(entry.role, to: person, on: organisation, entry.span, by: viewer, at: now)
    outcome.added += 1
  }

  private mutating func write(_ line: ImportLine<ImportEntries.Entity>, in transaction: borrowing Transaction) throws {
    let entry = line.entry
    guard let organisation = organisationIDs[entry.organisation] else { return }
    let there = try transaction.houseEntities().filter { $0.organisation == organisation && $0.function == entry.function }
    if let known = there.first(where: { $0.span.from == entry.span.from }) {
      if known.span == entry.span { return outcome.unchanged += 1 }
      try transaction.run("UPDATE house_entities SET until_day = \(entry.span.until) WHERE id = \(known.id)")
      try note("people.entity.change", "organisation/\(organisation)", after: entry.function.rawValue, in: transaction)
      return outcome.changed += 1
    }
    if there.contains(where: { $0.span.overlaps(entry.span) }) {
      return clash("people.problem.entityAlready", line.place, entry.organisation)
    }
    try transaction.insert(entity: .fresh(at: now), organisation, as: entry.function, entry.span)
    try note("people.entity.name", "organisation/\(organisation)", after: "\(entry.function.rawValue), \(entry.span.from)", in: transaction)
    outcome.added += 1
  }

  private mutating func clash(_ code: String, _ place: TablePlace, _ name: String) {
    problems.add(code, field: place.field("from"), ["name": name])
  }
  private func note(
    _ verb: String, _ subject: String, before: String? = nil, after: String, in transaction: borrowing Transaction
  ) throws {
    try transaction.note(verb, on: subject, by: viewer, at: now, before: before, after: after)
  }
}
