import Kernel
import Paper
import People
import Web

/// Who the house is, as its letters say it: only what is known of the entity that lets the spaces.
struct HouseHead {
  let facts: HoldLetterFacts
  let language: Language
  let texts: Texts

  var name: String { facts.entity?.name ?? facts.site?.name ?? texts.text("web.house", in: language) }
  var legalName: String { facts.entity?.facts.legalName ?? name }

  func letterhead(references: [Fact]) -> Letterhead {
    Letterhead(name: name, lines: [Words(legalName)] + address.map { Words($0) }, references: references)
  }
  var footer: Footer {
    Footer(
      [Words(([legalName] + identifiers).joined(separator: " · ")), Words(address.joined(separator: ", "))],
      numbering: texts.text("spaces.paper.page", in: language))
  }

  private var address: [String] {
    guard let site = facts.site else { return [] }
    return [site.street, "\(site.postcode) \(site.city)"].filter { !$0.allSatisfy(\.isWhitespace) }
  }
  private var identifiers: [String] {
    guard let entity = facts.entity?.facts else { return [] }
    return [
      entity.legalForm.map { texts.text($0.text, in: language) },
      entity.siren.map { texts.text("spaces.paper.siren", in: language, ["siren": HouseHead.grouped($0)]) },
      entity.vatNumber.map { texts.text("spaces.paper.vat", in: language, ["number": $0]) },
    ].compactMap(\.self)
  }
  /// `123 456 789`, not broken.
  static func grouped(_ siren: String) -> String {
    String(siren.enumerated().flatMap { index, digit -> [Character] in index > 0 && index % 3 == 0 ? ["\u{202F}", digit] : [digit] })
  }
}
