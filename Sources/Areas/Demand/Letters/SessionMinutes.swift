import Kernel
import Paper
import Store
import Web

/// What a committee did, on paper: who was there, who left the room, what was decided and why. Scores stand as the file's, never a member's.
struct SessionMinutes: Sendable {
  let session: CommitteeSession
  let members: [CommitteeMember]
  let items: [CommitteeItem]
  let recusals: [Recusal]
  let house: HouseName
  /// Files whose score the reader may not see.
  let hidden: Set<ID<CommitteeItem>>

  var fileName: String { "minutes-\(session.day).pdf" }

  func document(in language: Language, at now: Instant) -> Document {
    let format = Format(language)
    func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
      DemandLetters.texts.text("demand.paperWords.\(key)", in: language, arguments)
    }
    let table = Table(
      [
        .init(Words(text("file")), share: 2), .init(Words(text("score")), .end, share: 0.8),
        .init(Words(text("decisionColumn")), share: 1.4),
      ],
      items.map { item in
        let score = hidden.contains(item.id) ? nil : item.score
        return .init([
          .strong(item.applicant.isEmpty ? "—" : item.applicant), Words(score.map { Scores.text($0, format) } ?? "—"),
          Words(item.decision.map { DemandLetters.texts.text("demand.decision.\($0.rawValue)", in: language) } ?? "—"),
        ])
      })
    var body: [Block] = [
      .heading(Words(text("minutesOf", ["title": session.title, "day": format.day(session.day)])), level: 1), .gap(2),
      .facts([
        Fact(text("day"), format.weekday(session.day)), Fact(text("place"), session.meetingPlace.isEmpty ? "—" : session.meetingPlace),
        Fact(text("members"), members.map(\.name).joined(separator: ", ")),
      ]), .table(table),
    ]
    for item in items {
      let gone = recusals.filter { $0.item == item.id }.map { "\($0.name) (\($0.reason))" }
      body.append(
        .together(
          [.heading(Words(item.applicant.isEmpty ? "—" : item.applicant), level: 2)]
            + (gone.isEmpty ? [] : [.note(Words(text("leftTheRoom", ["names": gone.joined(separator: ", ")])))])
            + [.paragraph(Words(item.reasons.isEmpty ? "—" : item.reasons))]))
    }
    if !session.minutes.isEmpty {
      body.append(.heading(Words(text("said")), level: 2))
      body += session.minutes.replacing("\r\n", with: "\n").split(separator: "\n\n").map { .paragraph(Words(String($0))) }
    }
    if let closed = session.closedAt {
      body += [.gap(4), .note(Words(text("closed", ["moment": format.moment(closed, in: .mulhouse), "name": session.closedBy ?? ""])))]
    } else {
      body += [.gap(4), .note(Words(text("unfinished")))]
    }
    return Document(
      title: text("minutesOf", ["title": session.title, "day": format.day(session.day)]), language: language, author: house.legalName,
      made: session.closedAt ?? now, letterhead: house.head([]), body: body, footer: house.footer(language))
  }
}

/// Hundredths as they are read: `75,75`.
enum Scores {
  static func text(_ hundredths: Int64, _ format: Format) -> String {
    let mark = format.language == .english ? "." : ","
    let rest = hundredths.magnitude % 100
    return (hundredths < 0 ? "\u{2212}" : "") + format.number(Int64(hundredths.magnitude / 100)) + mark + (rest < 10 ? "0" : "") + "\(rest)"
  }
}

extension Transaction {
  borrowing func minutes(of session: CommitteeSession, hiddenFrom person: PersonID?) throws -> SessionMinutes {
    let recusals = try recusals(of: session.id)
    return SessionMinutes(
      session: session, members: try members(of: session.id), items: try items(of: session.id), recusals: recusals,
      house: try letterhead(on: session.day).name, hidden: Set(recusals.filter { $0.person == person }.map(\.item)))
  }
}
