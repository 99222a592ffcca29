import Foundation
import Kernel
import Store
import Web

/// What was changed about one person or organisation, by whom and when.
struct HistoryPage: Page {
  struct Change: Sendable {
    let label: String
    let before: String
    let after: String
  }
  struct Row: Sendable {
    let at: String
    let by: String
    let what: String
    let note: String?
    let changes: [Change]
    let hasChanges: Bool
  }
  static let template = "people-history"
  let title: String
  let back: String
  let rows: [Row]
  let isEmpty: Bool

  static let sample = HistoryPage(
    title: "Atelier", back: "/organisations/1",
    rows: [
      Row(
        at: "1er mai 2026", by: "Ada", what: "Organisation modifiée", note: "Atelier",
        changes: [Change(label: "SIREN", before: "–", after: "732 829 320")], hasChanges: true)
    ], isEmpty: true)
}

/// A change as the API tells it: the verb as it was noted, what the page says of it in the caller's language.
struct HistoryJSON: Encodable, Sendable {
  struct Change: Encodable, Sendable {
    let label: String
    let before: String
    let after: String
  }
  let at: Instant
  let by: String
  let verb: String
  let words: String
  let note: String?
  let changes: [Change]

  init(_ line: AuditLine, _ row: HistoryPage.Row) {
    (at, by, verb, words, note) = (line.at, row.by, line.verb, row.what, row.note)
    changes = row.changes.map { Change(label: $0.label, before: $0.before, after: $0.after) }
  }
}

enum HistoryRoutes {
  /// Whose history it is, and what was changed about them, the latest first.
  private struct History {
    let name: String
    let back: String
    let lines: [(audit: AuditLine, row: HistoryPage.Row)]
  }

  @Sendable static func ofOrganisation(_ visit: Visit) async throws -> Answer { page(visit, try await organisation(visit)) }
  @Sendable static func ofPerson(_ visit: Visit) async throws -> Answer { page(visit, try await person(visit)) }
  @Sendable static func ofOrganisationByAPI(_ visit: Visit) async throws -> Answer { json(try await organisation(visit)) }
  @Sendable static func ofPersonByAPI(_ visit: Visit) async throws -> Answer { json(try await person(visit)) }

  private static func organisation(_ visit: Visit) async throws -> History {
    let organisation = try await OrganisationRoutes.found(visit, .seeHistory)
    return try await history(visit, organisation.subject, organisation.name, back: "/organisations/\(organisation.id)") { text in
      facts(text, as: OrganisationFacts.self).map { visit.lines(of: $0) }
    }
  }
  private static func person(_ visit: Visit) async throws -> History {
    let person = try await PersonRoutes.found(visit)
    return try await history(visit, person.subject, person.name, back: "/people/\(person.id)") { text in
      facts(text, as: PersonFacts.self).map { visit.lines(of: $0) }
    }
  }

  private static func facts<Facts: Decodable>(_ text: String, as _: Facts.Type) -> Facts? {
    try? JSONDecoder().decode(Facts.self, from: Data(text.utf8))
  }

  private static func history(
    _ visit: Visit, _ subject: String, _ name: String, back: String, _ lines: (String) -> [FactLine]?
  ) async throws -> History {
    let audit = try await visit.database.read { transaction in try transaction.auditLines(of: subject, limit: 500) }
    return History(name: name, back: back, lines: audit.map { ($0, row($0, visit, lines)) })
  }
  private static func page(_ visit: Visit, _ history: History) -> Answer {
    .page(
      HistoryPage(
        title: visit.text("people.history.title", ["name": history.name]), back: history.back, rows: history.lines.map(\.row),
        isEmpty: history.lines.isEmpty))
  }
  private static func json(_ history: History) -> Answer { .json(history.lines.map { HistoryJSON($0.audit, $0.row) }) }

  private static func row(_ line: AuditLine, _ visit: Visit, _ lines: (String) -> [FactLine]?) -> HistoryPage.Row {
    let before = line.before.flatMap { lines($0) }
    let after = line.after.flatMap { lines($0) }
    let changes = before == nil && after == nil ? [] : changes(before ?? [], after ?? [])
    let plain = [
      line.before.flatMap { before == nil ? inWords($0, visit) : nil }, line.after.flatMap { after == nil ? inWords($0, visit) : nil },
    ]
    .compactMap(\.self)
    // The verb without its area names the text.
    let verb = line.verb.hasPrefix("people.") ? String(line.verb.dropFirst(7)) : line.verb
    let own = "people.verb.\(verb)"
    // What another area did stands with its texts: of `spaces.headcount.set` it is `spaces.verb.headcount.set`.
    let parts = line.verb.split(separator: ".", maxSplits: 1)
    let key = parts.count == 2 && parts[0] != "people" ? "\(parts[0]).verb.\(parts[1])" : own
    return HistoryPage.Row(
      at: visit.format.moment(line.at, in: visit.house), by: line.personName,
      what: visit.texts.has(key, in: visit.language) ? visit.text(key) : line.verb,
      note: plain.isEmpty ? nil : plain.joined(separator: " → "), changes: changes, hasChanges: !changes.isEmpty)
  }

  /// What was noted, as people say it: days in the visitor's form, roles and ways in by their names, and no keys of imported files.
  private static func inWords(_ note: String, _ visit: Visit) -> String? {
    var parts = note.split(separator: ", ").map(String.init)
    if note.hasPrefix("{"), let values = try? JSONDecoder().decode([String: String].self, from: Data(note.utf8)) {
      parts = values.sorted { $0.key < $1.key }.map(\.value)
    }
    let words = parts.compactMap { part -> String? in
      if let day = Day(part) { return visit.format.shortDay(day) }
      for key in ["people.role.\(part)", "people.history.by.\(part)"] where visit.texts.has(key, in: visit.language) {
        return visit.text(key)
      }
      let isKey = part.contains("-") && part.allSatisfy { $0 == "-" || $0.isASCII && ($0.isNumber || $0.isLowercase) }
      return part == "–" || isKey ? nil : part
    }
    return words.isEmpty ? nil : words.joined(separator: " · ")
  }

  /// The facts that differ, in the order in which they are told.
  private static func changes(_ before: [FactLine], _ after: [FactLine]) -> [HistoryPage.Change] {
    var labels: [String] = []
    for line in after + before where !labels.contains(line.label) { labels.append(line.label) }
    let old = Dictionary(before.map { ($0.label, $0.value) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.label, $0.value) }, uniquingKeysWith: { first, _ in first })
    return labels.filter { old[$0] != new[$0] }.map { HistoryPage.Change(label: $0, before: old[$0] ?? "–", after: new[$0] ?? "–") }
  }
}
