import Foundation
import Kernel
import People
import Post
import Store
import Web

/// What the house writes to applicants, visitors and members of the committee, each in their own language.
enum DemandLetters {
  /// The timetable has no visit to take them from, so the area reads its own.
  static let texts = Texts.own(.module)

  static func letter(
    _ name: String, to address: String, named: String, in language: Language, _ arguments: [String: String], enclosures: [Enclosure] = []
  ) -> Letter {
    var arguments = arguments
    arguments["name"] = named
    // No text of the house holds this sign, so it marks where something is lacking: such a line is left out.
    let marked = arguments.mapValues { $0.isEmpty ? "\u{0}" : $0 }
    var kept: [Substring] = []
    for line in texts.text("demand.letter.\(name).body", in: language, marked).split(separator: "\n", omittingEmptySubsequences: false)
    where !line.contains("\u{0}") && !(line.isEmpty && kept.last?.isEmpty ?? true) { kept.append(line) }
    return Letter(
      to: address, toName: named, subject: texts.text("demand.letter.\(name).subject", in: language, arguments).filter { !$0.isNewline },
      body: kept.joined(separator: "\n"), enclosures: enclosures)
  }
}

extension Transaction {
  /// Writes to the applicant, with a fresh link to their file.
  borrowing func tell(
    _ name: String, to file: Application, base: String, at now: Instant, enclosures: [Enclosure] = [],
    _ arguments: (Format) -> [String: String] = { _ in [:] }
  ) throws {
    if file.facts.email.isEmpty { return }
    let secret = FreshSecret()
    try run("INSERT INTO application_links (digest, application, made_at) VALUES (\(secret.digest), \(file.id), \(now))")
    var said = arguments(Format(file.facts.language))
    said["link"] = "\(base)/application/\(secret.text)"
    said["applicant"] = file.facts.name
    try post(
      DemandLetters.letter(
        name, to: file.facts.email, named: file.facts.contact, in: file.facts.language, said, enclosures: enclosures),
      about: file.subject, at: now)
  }
}
