import Kernel
import Paper
import People
import Web

/// A paper of a lease, printed in the house's style from its text and its facts. The same ones make the same bytes.
struct LeasePaper: Sendable {
  let facts: PaperFacts
  let text: ClauseText
  let language: Language
  let texts: Texts

  private var saying: PaperSaying { PaperSaying(facts: facts, language: language, texts: texts) }
  private var kind: PaperKind { facts.name.kind }

  var title: String {
    let named = saying.text("title.\(kind.rawValue)", ["scheme": facts.scheme.name(in: language), "of": ordinal])
    return facts.isDraft ? saying.text("draft", ["title": named]) : named
  }
  private var ordinal: String {
    if kind == .index || kind == .insurance, let day = Day(facts.name.of) { return saying.format.day(day) }
    return facts.name.of
  }
  /// `BAIL-2026-0001-contract-fr.pdf`
  var fileName: String { "\(facts.lease.lease.number)-\(facts.name)-\(language.rawValue).pdf" }

  var document: Document {
    let words = saying.words
    var body: [Block] = [.heading(Words(title), level: 1), .gap(2)]
    // Beside a window the references stand in the letterhead; without one they would stand on the title.
    if kind.isSignedByBoth { body = [.gap(6), .heading(Words(title), level: 1), .facts(references)] }
    body += typeset(text.blocks(isNumbered: kind.isAgreement, filledWith: words))
    return Document(
      title: "\(title) · \(facts.lease.lease.number)", language: language, author: facts.house.legalName, made: facts.made,
      letterhead: letterhead, address: kind.isSignedByBoth ? nil : AddressWindow(window, dateline: dateline), body: body, footer: footer,
      attachments: attachments)
  }

  /// The closing words of a letter stay with its end.
  private func typeset(_ blocks: [Block]) -> [Block] {
    if kind.isSignedByBoth { return blocks }
    return blocks.dropLast()
      + [
        .together(
          blocks.suffix(1) + [
            .gap(3), .signature([.strong(saying.text("for", ["entity": facts.house.legalName])), .muted(saying.text("management"))]),
            .gap(10),
          ])
      ]
  }

  private var attachments: [Attachment] {
    guard case .inventory(_, _, let photos) = facts.matter else { return [] }
    return photos.enumerated().filter { !$0.element.isOnPage }.map { place, photo in
      Attachment(
        name: PaperSaying.name(of: photo, place), description: photo.file.name, type: photo.file.type, relationship: .supplement,
        made: photo.file.madeAt, bytes: photo.bytes)
    }
  }

  private var letterhead: Letterhead {
    let house = facts.house
    return Letterhead(
      name: house.usualName.isEmpty ? house.legalName : house.usualName, lines: ([house.legalName] + seat(house)).map { Words($0) },
      references: kind.isSignedByBoth ? [] : references)
  }
  private var references: [Fact] {
    let lease = facts.lease.lease
    var references = [Fact(saying.text("reference"), lease.number), Fact(saying.text("regime"), facts.scheme.name(in: language))]
    if kind != .contract { references.append(Fact(saying.text("since"), saying.format.shortDay(lease.from))) }
    return references
  }
  private var footer: Footer {
    let house = facts.house
    let lease = facts.lease.lease
    return Footer(
      [Words(([house.legalName] + saying.identity(house)).joined(separator: " · "))],
      numbering: "\(lease.number) · " + texts.text("spaces.paper.page", in: language))
  }
  private func seat(_ party: BillingParty) -> [String] {
    party.address.map { $0.lines + [$0.cityLine].compactMap(\.self) } ?? []
  }
  private var dateline: String {
    let day = saying.format.day(HouseTime.mulhouse.day(of: facts.made))
    return facts.site.map { $0.city.isEmpty ? day : saying.text("dateline", ["city": $0.city, "day": day]) } ?? day
  }
  /// The tenant's seat, else the premises.
  private var window: [String] {
    let tenant = facts.tenant
    let name = [tenant.legalName] + [tenant.contact.map { saying.text("attention", ["name": $0.name]) }].compactMap(\.self)
    guard let address = tenant.address else {
      return name + (facts.site.map { [$0.street, "\($0.postcode) \($0.city)"] } ?? []).filter { !$0.allSatisfy(\.isWhitespace) }
    }
    let country = address.country == PostalAddress.home ? nil : texts.text(CountryCode.text(address.country), in: .french).uppercased()
    return name + address.lines + [address.cityLine, country].compactMap(\.self)
  }
}
