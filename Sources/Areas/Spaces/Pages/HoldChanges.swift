import Foundation
import Kernel
import Store
import Web

/// What a line of a hold's history changed, in words: only what the reader may see of it.
struct HoldChanges {
  private let visit: Visit
  private let seesRent: Bool
  private let seesReason: Bool
  private let seesHolders: Bool

  init(of hold: Hold, _ sight: HoldSight, _ visit: Visit) {
    self.visit = visit
    (seesRent, seesReason) = (sight.seesRent(of: hold), sight.seesReason(of: hold))
    seesHolders = sight.reach == .everything
  }

  func lines(_ line: AuditLine) -> [String] {
    let (old, new) = (facts(line.before), facts(line.after))
    let found: [String?] =
      switch line.verb {
      case "spaces.hold.terms":
        [
          change("rent", old, new) { Int64($0).map { visit.format.money(Money(cents: $0)) } }, change("queue", old, new) { $0 },
          change("reason", old, new) { $0 },
        ]
      case "spaces.hold.extend":
        [change("until", ["until": line.before ?? ""], ["until": new["expires"] ?? ""], lastDay), said("reason", new["reason"])]
      case "spaces.hold.redate":
        [change("span", ["span": line.before ?? ""], new, span), said("reason", new["reason"])]
      case "spaces.let.end": [said("last", new["day"].flatMap(lastDay)), said("reason", new["reason"])]
      case "spaces.hold.release": [said("reason", new["reason"])]
      case "spaces.hold.transfer": [seesHolders ? said("handedTo", new["holder"]) : nil, said("reason", new["reason"])]
      case let verb where verb.hasSuffix(".make"):
        [said("rent", new["rent"].flatMap { Int64($0) }.map { visit.format.money(Money(cents: $0)) })]
      default: []
      }
    return found.compactMap(\.self)
  }

  private func mayTell(_ column: String) -> Bool {
    switch column {
    case "rent": seesRent
    case "reason": seesReason
    default: true
    }
  }
  private func said(_ column: String, _ value: String?) -> String? {
    guard let value, !value.isEmpty, mayTell(column) else { return nil }
    return visit.format.pair(visit.text("spaces.holds.column.\(column)"), value)
  }
  private func change(_ column: String, _ old: [String: String], _ new: [String: String], _ shown: (String) -> String?) -> String? {
    let (before, after) = (old[column] ?? "", new[column] ?? "")
    if before == after { return nil }
    let none = visit.text("spaces.holds.none")
    let now = after.isEmpty ? none : shown(after) ?? after
    if before.isEmpty { return said(column, now) }
    return said(column, visit.text("spaces.holds.was", ["now": now, "before": shown(before) ?? before]))
  }

  /// Of the first day that is no longer held.
  private func lastDay(_ text: String) -> String? { Day(text).map { visit.format.day($0 - 1) } }
  /// `[2019-02-01, 2020-01-01)`, as the audit keeps it.
  private func span(_ text: String) -> String? {
    let days = text.dropFirst().dropLast().split(separator: ",").map { $0.filter { !$0.isWhitespace } }
    guard days.count == 2, let from = Day(days[0]) else { return nil }
    return DaySpan(checking: from, until: Day(days[1])).map { visit.format.span($0) }
  }
  private func facts(_ text: String?) -> [String: String] {
    guard let text, text.hasPrefix("{") else { return [:] }
    return (try? JSONDecoder().decode([String: String].self, from: Data(text.utf8))) ?? [:]
  }
}
