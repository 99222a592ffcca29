import Foundation
import Kernel
import People
import Post
import Store
import Web

/// What the house writes to those who hold something, each in their own language, and to its own people.
enum SpaceLetters {
  /// The timetable has no visit to take them from, so the area reads its own.
  static let texts = Texts.own(.module)

  /// What all letters about a hold may name.
  static func arguments(_ line: HoldLine, from house: String?, in language: Language) -> [String: String] {
    let format = Format(language)
    let shown = line.codes.isEmpty ? line.poolCodes : line.codes
    let codes = shown.joined(separator: ", ")
    var cells = codes
    if line.codes.isEmpty, let count = line.hold.wantedCount {
      cells = texts.text("spaces.letter.among", in: language, ["count": "\(count)", "cells": codes])
    }
    let expires = line.hold.expiresOn.map { format.day($0 - 1) } ?? ""
    // It would lapse before it begins, unless somebody prolongs it.
    let lapses = line.hold.expiresOn.map { $0 <= line.hold.span.from } ?? false
    return [
      "rest": texts.text("spaces.letter.rest.\(lapses ? "expires" : "same")", in: language, ["expires": expires]),
      "house": house ?? texts.text("spaces.letter.house", in: language), "organisation": line.organisation ?? "", "cells": cells,
      "span": format.span(line.hold.span), "from": format.day(line.hold.span.from),
      "expires": expires,
      "rent": line.hold.monthlyRent.map { format.money($0) } ?? "", "reason": line.hold.reason,
      "milestone": line.milestone ?? "", "queue": line.hold.queuePosition.map { "\($0)" } ?? "",
    ]
  }

  /// What waits in a queue is promised to nobody, and a letter about it says so where it would speak of a promise.
  static func name(_ letter: String, about hold: Hold) -> String {
    let waiting = letter + "Waiting"
    return hold.isWaiting && texts.has("spaces.letter.\(waiting).subject", in: .french) ? waiting : letter
  }

  static func letter(_ name: String, to recipient: Recipient, _ arguments: [String: String]) -> Letter {
    var arguments = arguments
    arguments["name"] = recipient.name
    let subject = texts.text("spaces.letter.\(name).subject", in: recipient.language, arguments).filter { !$0.isNewline }
    return Letter(to: recipient.email, toName: recipient.name, subject: subject, body: body(name, in: recipient.language, arguments))
  }

  /// A line that tells what there is not, as a rent nobody promised, is left out.
  static func body(_ name: String, in language: Language, _ arguments: [String: String]) -> String {
    // No text of the house holds this sign, so it marks where something is lacking.
    let marked = arguments.mapValues { $0.isEmpty ? "\u{0}" : $0 }
    let lines = texts.text("spaces.letter.\(name).body", in: language, marked).split(separator: "\n", omittingEmptySubsequences: false)
    var kept: [Substring] = []
    for line in lines where !line.contains("\u{0}") && !(line.isEmpty && kept.last?.isEmpty ?? true) { kept.append(line) }
    return kept.joined(separator: "\n")
  }
}

/// Someone a letter goes to.
struct Recipient: Hashable {
  let name: String
  let email: String
  let language: Language
}

extension Transaction {
  /// Writes to the contacts of the organisation that holds.
  borrowing func write(
    _ letter: String, about id: ID<Hold>, at now: Instant, _ more: (Language) -> [String: String] = { _ in [:] }
  ) throws {
    guard let line = try holdLine(id), let organisation = line.hold.organisation else { return }
    let today = HouseTime.mulhouse.day(of: now)
    let house = try houseName(on: today)
    for contact in try contacts(of: organisation, on: today) {
      let recipient = Recipient(name: contact.name, email: contact.email, language: contact.language)
      let arguments = SpaceLetters.arguments(line, from: house, in: contact.language).merging(more(contact.language)) { $1 }
      let name = SpaceLetters.name(letter, about: line.hold)
      try post(SpaceLetters.letter(name, to: recipient, arguments), about: line.hold.subject, at: now)
    }
  }

  borrowing func writeGranted(_ hold: ID<Hold>, at now: Instant) throws {
    let isWaiting = try self.hold(hold)?.isWaiting ?? false
    try write(isWaiting ? "waiting" : "granted", about: hold, at: now)
  }

  /// The new days of a hold, why, and every day that was promised before.
  borrowing func writeMoved(_ move: SlipMove, reason: String, at now: Instant) throws {
    let history = try promises(of: move.line.hold.id)
    try write("moved", about: move.line.hold.id, at: now) { language in
      let format = Format(language)
      let house = HouseTime.mulhouse
      let said = history.map { promise in
        SpaceLetters.texts.text(
          "spaces.letter.said", in: language,
          ["day": format.shortDay(house.day(of: promise.saidAt)), "span": format.span(promise.span)])
      }
      return [
        "old": format.day(move.old.from), "new": format.day(move.new.from), "why": reason,
        "history": said.joined(separator: "\n"),
      ]
    }
  }

  /// Those of the house who decide about holds.
  borrowing func deciders(on day: Day) throws -> [Recipient] {
    try rows(
      """
      SELECT DISTINCT p.id, p.name, p.name_key, p.email, p.language FROM role_grants g JOIN persons p ON p.id = g.person
      WHERE g.organisation IS NULL AND g.role IN \(list: Permission.writeHolds.roles.sorted { $0.rawValue < $1.rawValue })
        AND g.from_day <= \(day) AND (g.until_day IS NULL OR g.until_day > \(day)) ORDER BY p.name_key, p.id
      """
    ).map { Recipient(name: try $0.get("name"), email: try $0.get("email"), language: try $0.get("language")) }
  }
}
