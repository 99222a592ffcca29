import Kernel
import Web

/// A fact with its name, as definition lists and histories show it.
struct FactLine: Sendable, Hashable {
  let label: String
  let value: String
}

extension Visit {
  /// `01/01/2026 – 31/03/2026`, the last day included; nothing at all for what never held.
  func show(_ span: HeldSpan) -> String {
    DaySpan(checking: span.from, until: span.until).map { format.shortSpan($0) } ?? format.shortDay(span.from)
  }

  func lines(of facts: OrganisationFacts) -> [FactLine] {
    let identifiers = [
      ("siren", facts.siren.flatMap { SIREN($0)?.description }), ("siret", facts.siret.flatMap { SIRET($0)?.description }),
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
      ] + identifiers + [
        ("activity", facts.activity), ("website", facts.website), ("invented", facts.invented ? text("people.yes") : nil),
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
