import Kernel
import Store

extension PlanRecords {
  static let eventColumns = [
    "at", "by", "on", "verb", "key", "organisation", "cells", "count", "milestone", "offset", "said", "from", "until", "expires", "rent",
    "queue", "reason", "source", "next",
  ]

  /// The life of the house as it was recorded, one line after the other: `events.csv` with the instant of each.
  var history: [[String?]] {
    var lines: [Line] = []
    for milestone in milestones { for date in dates[milestone.id] ?? [] { lines.append(line(date, of: milestone)) } }
    let keys = Dictionary(uniqueKeysWithValues: holds.map { ($0.id, $0.key ?? $0.id.text) })
    for (place, hold) in holds.enumerated() { lines += self.lines(of: hold, place, keys) }
    return lines.sorted { $0.order < $1.order }.map { line in PlanRecords.eventColumns.map { line.values[$0] } }
  }

  private struct Line {
    /// Instant, then what rests on what, then what was made first.
    let order: (Instant, Int, String)
    var values: [String: String]
  }

  private func made(_ verb: String, at: Instant, _ rank: Int, _ id: String, _ values: [String: String?]) -> Line {
    var values = values.compactMapValues { $0 }
    (values["at"], values["on"], values["verb"]) = (at.iso, HouseTime.mulhouse.day(of: at).description, verb)
    return Line(order: (at, rank, id), values: values)
  }

  private func line(_ date: MilestoneDate, of milestone: Milestone) -> Line {
    made(
      date.isReached ? "reached" : "slip", at: date.saidAt, 0, "\(milestone.key) \(1_000_000 + date.sequence)",
      ["milestone": milestone.key, "said": "\(date.sequence)", "from": text(date.day), "reason": date.reason, "source": date.source])
  }

  private func lines(of hold: Hold, _ place: Int, _ keys: [ID<Hold>: String]) -> [Line] {
    let key = keys[hold.id]
    let said = promises[hold.id] ?? []
    // Lines of one second keep the order in which the holds were made.
    let order = String(String(place + 1_000_000).dropFirst())
    let first = said.first
    let held = hold.space.map { spaces[$0] ?? [] } ?? pools[hold.id] ?? []
    var lines = [
      made(
        hold.kind.rawValue, at: hold.madeAt, 2, order,
        [
          "key": key, "by": hold.madeBy, "organisation": hold.organisation.flatMap { organisations[$0] }, "cells": names.list(held),
          "count": hold.space == nil ? hold.wantedCount.map { "\($0)" } : nil, "milestone": hold.milestone.flatMap(milestoneKey),
          "offset": hold.milestone == nil ? nil : "\(hold.milestoneOffset)", "said": first?.milestoneDate.flatMap(sequence),
          "from": text((first?.span ?? hold.span).from), "until": text((first?.span ?? hold.span).until), "expires": text(hold.expiresOn),
          "rent": hold.monthlyRent?.decimal, "queue": hold.queuePosition.map { "\($0)" }, "reason": first?.reason ?? hold.reason,
        ])
    ]
    for promise in said.dropFirst() {
      lines.append(
        made(
          "promise", at: promise.saidAt, 3, order + promise.id.text,
          [
            "key": key, "from": text(promise.span.from), "until": text(promise.span.until), "reason": promise.reason,
            "said": promise.milestoneDate.flatMap(sequence),
          ]))
    }
    let latest = hold.endedAt ?? said.last?.saidAt ?? hold.madeAt
    if let first, first.reason != hold.reason { lines.append(made("terms", at: latest, 4, order, ["key": key, "reason": hold.reason])) }
    for reminder in reminders[hold.id] ?? [] {
      lines.append(
        made("remind", at: reminder.sentAt, 4, order, ["key": key, "expires": text(reminder.expiresOn), "count": "\(reminder.notice)"]))
    }
    if let how = hold.endedHow {
      // With its last day where it held until then; without one where it never held a day.
      let until = blocking.contains(hold.id) ? hold.span.until : nil
      lines.append(
        made(
          HouseEvent.Verb(how).rawValue, at: latest, 5, order,
          ["key": key, "until": text(until), "reason": hold.endedReason, "next": hold.successor.flatMap { keys[$0] }]))
    } else if !hold.endedReason.isEmpty {
      lines.append(made("notice", at: latest, 5, order, ["key": key, "reason": hold.endedReason]))
    }
    return lines
  }

  private func milestoneKey(_ id: ID<Milestone>) -> String? { milestones.first { $0.id == id }?.key }
  private func sequence(_ id: ID<MilestoneDate>) -> String? {
    for said in dates.values { if let date = said.first(where: { $0.id == id }) { return "\(date.sequence)" } }
    return nil
  }
}
