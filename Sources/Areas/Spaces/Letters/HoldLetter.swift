import Kernel
import Paper
import People
import Web

/// The letter of the house to a holder, on paper: the words of the mail, with its cells, their plan and the dates promised.
struct HoldLetter {
  let facts: HoldLetterFacts
  let occasion: LetterOccasion
  let language: Language
  let texts: Texts
  let house: HouseTime
  let now: Instant

  var document: Document {
    let said = said
    let subject = typeset(texts.text("spaces.letter.\(name).subject", in: language, arguments))
    let head = HouseHead(facts: facts, language: language, texts: texts)
    let title = text("subject", ["subject": subject])
    return Document(
      title: subject, language: language, author: head.legalName, made: now,
      letterhead: head.letterhead(references: references),
      address: AddressWindow(address, dateline: dateline),
      body: [.heading(Words(title), level: 1), .gap(2), .paragraph(Words(text("salutation")))] + said.dropLast() + [
        // The last words of the letter stay with its end, so that no page bears a signature alone.
        .together(
          said.suffix(1) + [
            .paragraph(Words(text("closing"))),
            .signature([.strong(text("for", ["entity": head.legalName])), .muted(text("management"))]), .gap(10),
          ])
      ], footer: head.footer)
  }

  /// The mail that says the same.
  var name: String { SpaceLetters.name(occasion.rawValue, about: facts.line.hold) }

  /// The name under which it is kept.
  var fileName: String {
    let codes = (facts.line.codes.isEmpty ? facts.line.poolCodes : facts.line.codes).prefix(3).joined(separator: "-")
    return "\(occasion.rawValue)-\(codes)-\(house.day(of: now)).pdf"
  }

  var format: Format { Format(language) }
  func text(_ key: String, _ arguments: [String: String] = [:]) -> String {
    typeset(texts.text("spaces.paper.\(key)", in: language, arguments))
  }
  func typeset(_ text: String) -> String { Typography.onPaper(text, in: language) }

  private var dateline: String {
    let day = format.day(house.day(of: now))
    return facts.site.map { $0.city.isEmpty ? day : text("dateline", ["city": $0.city, "day": day]) } ?? day
  }
  /// Where post reaches the holder: at its own address, else at the house where it has its cells.
  private var address: [String] {
    let own = facts.holder.facts.address
    let name = [facts.holder.facts.legalName] + [facts.contact.map { text("attention", ["name": $0.name]) }].compactMap(\.self)
    // The post of the sending country reads the last line.
    let country = own.country == PostalAddress.home ? nil : texts.text(CountryCode.text(own.country), in: .french).uppercased()
    if !own.isEmpty { return name + own.lines + [own.cityLine, country].compactMap(\.self) }
    guard facts.isResident, let site = facts.site else { return name }
    return name + [site.street, "\(site.postcode) \(site.city)"]
  }
  private var references: [Fact] {
    let kind = texts.text("spaces.kind.hold.\(facts.line.hold.kind.rawValue)", in: language)
    return [
      Fact(text("reference"), String(facts.line.hold.id.text.suffix(8)).uppercased()), Fact(text("kind"), kind),
      Fact(text("since"), format.shortDay(house.day(of: facts.line.hold.madeAt))),
    ]
  }

  /// What stands in the place of the history that the mail spells out.
  static let historyMark = "\u{FFFC}"

  var arguments: [String: String] {
    var arguments = SpaceLetters.arguments(facts.line, from: facts.entity?.name, in: language)
    arguments["organisation"] = facts.holder.facts.legalName
    let held = facts.line.codes
    if held.count > 4, let first = held.first, let last = held.last {
      arguments["cells"] = text("many", ["number": "\(held.count)", "first": first, "last": last])
    }
    if let move = LetterOccasion.lastMove(facts.promises) {
      arguments["old"] = format.day(move.old.span.from)
      arguments["new"] = format.day(move.new.span.from)
      arguments["why"] = move.new.reason
      arguments["history"] = HoldLetter.historyMark
    }
    return arguments
  }
}
