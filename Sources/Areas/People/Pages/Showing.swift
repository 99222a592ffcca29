import Kernel
import Web

/// A fact with its name, as definition lists and histories show it.
struct FactLine: Sendable, Hashable {
  let label: String
  let value: String
}

extension Visit {
  /// `01/01/2026 – 31/03/2026`, the last day included; of what has no end, since when; the first day alone of what never held.
  func show(_ span: HeldSpan) -> String {
    if span.until == nil {
      return text(span.from <= today ? "people.since" : "people.fromDay", ["day": format.shortDay(span.from)])
    }
    return DaySpan(checking: span.from, until: span.until).map { format.shortSpan($0) } ?? format.shortDay(span.from)
  }

  /// The lines of an address as an envelope shows them, the country last where it is abroad.
  func lines(of address: PostalAddress) -> [String] {
    let country = address.country == PostalAddress.home ? nil : text(CountryCode.text(address.country))
    return address.isEmpty ? [] : address.lines + [address.cityLine, country].compactMap(\.self)
  }

  private func addressLines(of facts: OrganisationFacts) -> [(String, String?)] {
    let address = lines(of: facts.address)
    return [
      ("address", address.isEmpty ? nil : address.joined(separator: ", ")),
      ("share_capital", facts.register.shareCapital.map { format.money($0) }),
      ("register", (facts.registerEntry ?? facts.register.number)),
      ("publication_director", facts.register.publicationDirector),
    ]
  }

  func lines(of facts: OrganisationFacts, withAddress: Bool = true) -> [FactLine] {
    let identifiers = [
      ("siren", facts.siren.flatMap { SIREN($0)?.description }),
      ("siret", facts.siret.flatMap { SIRET($0)?.description }),
      ("vat_number", facts.vatNumber.flatMap { VATNumber($0)?.description }),
    ]
    let listing = [
      ("listed_from", facts.listing.from.map { format.day($0) }), ("description_fr", facts.listing.french),
      ("description_en", facts.listing.english), ("description_de", facts.listing.german),
    ]
    let all: [(String, String?)] =
      [
        ("legal_name", facts.legalName), ("usual_name", facts.usualName), ("kind", text(facts.kind.text)),
        ("legal_form", facts.legalForm.map { text($0.text) }),
      ] + identifiers + (withAddress ? addressLines(of: facts) : []) + [
        ("activity", facts.activity?.said(in: language)), ("website", facts.website),
        ("invented", facts.invented ? text("people.yes") : nil),
      ] + listing
    return all.compactMap { name, value in value.map { FactLine(label: text("people.field.\(name)"), value: $0) } }
  }

  func lines(of facts: PersonFacts) -> [FactLine] {
    let all: [(String, String?)] = [
      ("name", facts.name), ("email", facts.email), ("phone", facts.phone), ("language", facts.language.ownName),
      ("listed_from", facts.listedFrom.map { format.day($0) }),
    ]
    return all.compactMap { name, value in value.map { FactLine(label: text("people.field.\(name)"), value: $0) } }
  }

  func languageOptions() -> [Field.Option] { Language.allCases.map { Field.Option($0.rawValue, $0.ownName) } }
}
