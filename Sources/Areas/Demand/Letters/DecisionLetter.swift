import Kernel
import Paper
import People
import Spaces
import Store
import Web

/// Who the house is, as its papers say it.
struct HouseName: Sendable {
  let name: String
  let legalName: String
  let address: [String]

  func head(_ references: [Fact]) -> Letterhead {
    Letterhead(name: name, lines: [Words(legalName)] + address.map { Words($0) }, references: references)
  }
  func footer(_ language: Language) -> Footer {
    Footer(
      [Words(legalName), Words(address.joined(separator: ", "))],
      numbering: DemandLetters.texts.text("demand.paperWords.page", in: language))
  }
}

/// What the committee decided on a file, on paper, with its reasons.
struct DecisionLetter: Sendable {
  let file: Application
  let item: CommitteeItem
  let session: CommitteeSession
  let house: HouseName
  let city: String

  private var language: Language { file.facts.language }
  private func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
    DemandLetters.texts.text("demand.paperWords.\(key)", in: language, arguments)
  }
  var fileName: String { "decision-\(session.day)-\(item.id.text.suffix(8)).pdf" }

  func document(at now: Instant) -> Document {
    let format = Format(language)
    let decision = item.decision ?? .adjourn
    let today = format.day(HouseTime.mulhouse.day(of: item.decidedAt ?? now))
    let wish = file.facts.wish
    let need = [
      wish.cells.map { text("cells", ["count": "\($0)"]) }, wish.area.map { format.area($0) },
      text("from", ["day": format.day(wish.earliest)]),
    ].compactMap(\.self).joined(separator: ", ")
    let reasons = item.reasons.replacing("\r\n", with: "\n").split(separator: "\n\n").map { Block.paragraph(Words(String($0))) }
    return Document(
      title: text("decisionTitle"), language: language, author: house.legalName, made: item.decidedAt ?? now,
      letterhead: house.head([
        Fact(text("reference"), item.id.text.suffix(8).uppercased()), Fact(text("session"), format.shortDay(session.day)),
      ]),
      address: AddressWindow(
        [file.facts.name, file.facts.contact].filter { !$0.isEmpty },
        dateline: city.isEmpty ? today : text("dateline", ["city": city, "day": today])),
      body: [
        .heading(Words(text("subject", ["subject": text("decisionTitle")])), level: 1), .gap(2), .paragraph(Words(text("salutation"))),
        .paragraph(Words(text("decided", ["day": format.day(session.day), "need": need]))),
        .paragraph(.strong(text("decision.\(decision.rawValue)"))), .heading(Words(text("reasons")), level: 2),
      ] + reasons + [
        .together([
          .paragraph(Words(text("next.\(decision.rawValue)"))), .paragraph(Words(text("closing"))),
          .signature([.strong(text("for", ["entity": house.legalName])), .muted(item.decidedBy ?? "")]), .gap(10),
        ])
      ], footer: house.footer(language))
  }
}

extension Transaction {
  borrowing func letterhead(on day: Day) throws -> (name: HouseName, city: String) {
    let entities = try houseEntities(on: day)
    let entity = try (entities.first { $0.function == .operating } ?? entities.first).flatMap { try organisation($0.organisation) }
    let site = try sites().first
    let address = site.map { [$0.street, "\($0.postcode) \($0.city)"].filter { !$0.allSatisfy(\.isWhitespace) } } ?? []
    let name = entity?.name ?? site?.name ?? "KM0"
    return (HouseName(name: name, legalName: entity?.facts.legalName ?? name, address: address), site?.city ?? "")
  }

  /// nil where nothing was decided.
  borrowing func decisionLetter(of id: ID<CommitteeItem>) throws -> DecisionLetter? {
    guard let item = try item(id), item.decision?.move != nil, let file = try application(item.application),
      let session = try session(item.session)
    else { return nil }
    let house = try letterhead(on: session.day)
    return DecisionLetter(file: file, item: item, session: session, house: house.name, city: house.city)
  }
}
