import Foundation
import Kernel
import Post
import Web

/// What the house writes about the days of its leases, to itself and to its tenants, each in their own language.
enum LeaseLetters {
  /// The timetable has no visit to take them from, so the area reads its own.
  static let texts = Texts.own(.module)

  /// What tenants are written to about: their own last days, their insurance.
  static let concernsTenants: Set<Obligation.Kind> = [.ends, .insurance]

  static func house(_ obligations: [Obligation], to recipient: LeaseRecipient, on today: Day, base: String) -> Letter {
    let language = recipient.language
    let lines = obligations.inOrder.map { obligation in
      let saying = ObligationSaying(obligation, in: language, texts, on: today)
      let about = [obligation.title, obligation.tenant, obligation.cells.joined(separator: ", ")].filter { !$0.isEmpty }
      return "\(saying.format.shortDay(obligation.day)) · \(about.joined(separator: " · "))\n\(saying.what)\n\(base)\(obligation.path)"
    }
    let key = obligations.allSatisfy { $0.kind == .committee } ? "meeting" : "house"
    let arguments = [
      "name": recipient.name, "count": "\(obligations.count)", "lines": lines.joined(separator: "\n\n"), "link": "\(base)/obligations",
    ]
    return letter(key, to: recipient, arguments)
  }

  static func tenant(_ obligations: [Obligation], to recipient: LeaseRecipient, on today: Day, base: String) -> Letter {
    let first = obligations[0]
    let lines = obligations.inOrder.map { obligation in
      let saying = ObligationSaying(obligation, in: recipient.language, texts, on: today)
      return saying.format.pair(saying.format.day(obligation.day), saying.toTenant)
    }
    return letter(
      "tenant", to: recipient,
      [
        "name": recipient.name, "number": first.title, "cells": first.cells.joined(separator: ", "),
        "lines": lines.joined(separator: "\n\n"),
        "link": "\(base)\(first.path)",
      ])
  }

  private static func letter(_ key: String, to recipient: LeaseRecipient, _ arguments: [String: String]) -> Letter {
    func text(_ part: String) -> String { texts.text("leasing.letter.\(key).\(part)", in: recipient.language, arguments) }
    return Letter(to: recipient.email, toName: recipient.name, subject: text("subject").filter { !$0.isNewline }, body: text("body"))
  }
}

/// Says an obligation in a language.
struct ObligationSaying {
  let obligation: Obligation
  let today: Day
  private let language: Language
  private let texts: Texts
  var format: Format { Format(language) }

  init(_ obligation: Obligation, in language: Language, _ texts: Texts, on today: Day) {
    (self.obligation, self.language, self.texts, self.today) = (obligation, language, texts, today)
  }

  var name: String { text("kind") }
  /// What is to be done.
  var what: String { text("what") }
  /// The same, to the tenant.
  var toTenant: String { text("tenant") }
  /// `dans 12 jours`
  var distance: String {
    let days = obligation.day - today
    if days == 0 { return texts.text("leasing.obligation.today", in: language) }
    let (count, unit) = abs(days) > 730 ? (abs(days) / 365, "Years") : abs(days) > 90 ? (abs(days) / 30, "Months") : (abs(days), "")
    return texts.text("leasing.obligation.\(days > 0 ? "in" : "ago")\(unit)", in: language, ["count": "\(count)"])
  }

  private func text(_ part: String) -> String {
    let arguments = [
      "day": format.day(obligation.day), "tenant": obligation.tenant, "other": obligation.other.map { format.day($0 - 1) } ?? "",
      "since": obligation.other.map { format.day($0) } ?? "", "title": obligation.title,
    ]
    return texts.text("leasing.obligation.\(part).\(key(part))", in: language, arguments)
  }
  /// Some kinds are said in more than one way.
  private func key(_ part: String) -> String {
    if part == "kind" { return obligation.kind.rawValue }
    switch obligation.kind {
    case .term where obligation.isFinal: return obligation.isLate(on: today) ? "termPassed" : "termFinal"
    case .insurance where obligation.other != nil: return "insuranceNever"
    case .insurance where obligation.isLate(on: today): return "insuranceOver"
    case .stop where obligation.isLate(on: today): return "stopPassed"
    default: return obligation.kind.rawValue
    }
  }
}
