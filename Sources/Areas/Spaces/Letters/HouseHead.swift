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

  /// The seat of the entity, else where the house stands.
  private var address: [String] {
    if let seat = facts.entity?.facts.address, !seat.isEmpty { return seat.lines + [seat.cityLine].compactMap(\.self) }
    guard let site = facts.site else { return [] }
    return [site.street, "\(site.postcode) \(site.city)"].filter { !$0.allSatisfy(\.isWhitespace) }
  }
  private var identifiers: [String] {
    guard let entity = facts.entity?.facts else { return [] }
    return [
      form(of: entity), entity.registerEntry.map { texts.text("spaces.paper.register", in: language, ["entry": $0]) },
      // The register's number of a company is its SIREN.
      entity.registerEntry != nil
        ? nil : entity.siren.map { texts.text("spaces.paper.siren", in: language, ["siren": HouseHead.grouped($0)]) },
      entity.vatNumber.map { texts.text("spaces.paper.vat", in: language, ["number": $0]) },
    ].compactMap(\.self)
  }
  /// `SAS au capital de 10 000,00 €` (Code de commerce, art. R123-238).
  private func form(of entity: OrganisationFacts) -> String? {
    let form = entity.legalForm.map { texts.text($0.text, in: language) }
    guard let capital = entity.register.shareCapital else { return form }
    let amount = texts.text("spaces.paper.capital", in: language, ["amount": Format(language).money(capital)])
    return [form, amount].compactMap(\.self).joined(separator: " ")
  }
  /// `123 456 789`, not broken.
  static func grouped(_ siren: String) -> String {
    String(siren.enumerated().flatMap { index, digit -> [Character] in index > 0 && index % 3 == 0 ? ["\u{202F}", digit] : [digit] })
  }
}
