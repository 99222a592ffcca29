extension InvoiceCheck {
  private var isBusiness: Bool {
    invoice.notes.contains { $0.subject == .treatment && $0.text == InvoiceNote.Treatment.business.rawValue }
  }

  mutating func parties() {
    let (seller, buyer) = (invoice.seller, invoice.buyer)
    party(seller, "seller", name: ("BR-06", "BT-27"), country: ("BR-09", "BT-40"), siren: "BT-30", siret: "BT-29", vat: "BT-31")
    party(buyer, "buyer", name: ("BR-07", "BT-44"), country: ("BR-11", "BT-55"), siren: "BT-47", siret: "BT-46", vat: "BT-48")
    demand(seller.siren.map { Signs.areDigits($0, 9) } == true, .sirenMissing, "BR-FR-10", "BT-30", "seller.siren")
    address(seller, "seller", missing: "BR-FR-13", scheme: "BR-62", term: "BT-34")
    address(buyer, "buyer", missing: "BR-FR-12", scheme: "BR-63", term: "BT-49")
    if isBusiness {
      demand(buyer.siren != nil, .sirenMissing, "BR-FR-11", "BT-47", "buyer.siren")
      let isOwn = buyer.electronicAddress.map { $0.scheme == "0225" && $0.value.hasPrefix(buyer.siren ?? "") } ?? false
      demand(isOwn, .addressOther, "BR-FR-21", "BT-49", "buyer.electronicAddress")
    }
  }

  private mutating func party(
    _ party: InvoiceParty, _ field: String, name: (String, String), country: (String, String), siren: String, siret: String, vat: String
  ) {
    demand(!Signs.isBlank(party.name), .nameMissing, name.0, name.1, "\(field).name")
    demand(Signs.isCountry(party.address.country), .countryUnknown, country.0, country.1, "\(field).address.country")
    if let number = party.siren { demand(Signs.areDigits(number, 9), .sirenForm, "BR-FR-32", siren, "\(field).siren") }
    if let number = party.siret {
      let isOwn = Signs.areDigits(number, 14) && party.siren.map { number.hasPrefix($0) } == true
      demand(isOwn, .siretForm, "BR-FR-09", siret, "\(field).siret")
    }
    if let number = party.vatNumber { demand(Signs.isCountry(number.prefix(2)), .vatNumberForm, "BR-CO-09", vat, "\(field).vatNumber") }
  }

  private mutating func address(_ party: InvoiceParty, _ field: String, missing: String, scheme: String, term: String) {
    let field = "\(field).electronicAddress"
    guard let address = party.electronicAddress, !address.value.isEmpty else {
      return demand(false, .addressMissing, missing, term, field)
    }
    demand(!address.scheme.isEmpty, .addressScheme, scheme, term, field)
    if address.scheme == "0225" {
      let isPlain = address.value.utf8.allSatisfy { Signs.isLetterOrDigit($0) || [43, 45, 95, 46].contains($0) }
      demand(isPlain, .addressForm, "BR-FR-23", term, field)
    }
    demand(address.value.unicodeScalars.count <= 125, .addressForm, "BR-FR-25", term, field)
  }
}
