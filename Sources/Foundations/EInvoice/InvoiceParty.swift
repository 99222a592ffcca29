/// BG-4 or BG-7: who sells, who buys.
package struct InvoiceParty: Hashable, Sendable, Codable {
  /// BT-27, BT-44: as in the register.
  package let name: String
  /// BT-28, BT-45, where it differs.
  package let tradingName: String?
  /// BG-5, BG-8.
  package let address: InvoiceAddress
  /// BT-30, BT-47, scheme 0002: nine digits.
  package let siren: String?
  /// BT-29, BT-46, scheme 0009: fourteen digits.
  package let siret: String?
  /// BT-31, BT-48.
  package let vatNumber: String?
  /// BT-34, BT-49.
  package let electronicAddress: ElectronicAddress?
  /// BT-33: legal form, capital, register; of the seller only.
  package let legalText: String?
  /// BG-6, BG-9.
  package let contact: InvoiceContact?

  package init(
    name: String, tradingName: String? = nil, address: InvoiceAddress, siren: String? = nil, siret: String? = nil,
    vatNumber: String? = nil, electronicAddress: ElectronicAddress? = nil, legalText: String? = nil, contact: InvoiceContact? = nil
  ) {
    (self.name, self.tradingName, self.address) = (name, tradingName, address)
    (self.siren, self.siret, self.vatNumber) = (siren, siret, vatNumber)
    (self.electronicAddress, self.legalText, self.contact) = (electronicAddress, legalText, contact)
  }

  var withoutVATNumber: InvoiceParty {
    InvoiceParty(
      name: name, tradingName: tradingName, address: address, siren: siren, siret: siret, electronicAddress: electronicAddress,
      legalText: legalText, contact: contact)
  }
}

/// BG-5, BG-8.
package struct InvoiceAddress: Hashable, Sendable, Codable {
  /// BT-35, BT-36, BT-162 and their like: three at most.
  package let lines: [String]
  package let postcode: String?
  package let city: String
  /// ISO 3166-1, as `FR`.
  package let country: String

  package init(lines: [String], postcode: String?, city: String, country: String = "FR") {
    (self.lines, self.postcode, self.city, self.country) = (lines, postcode, city, country)
  }
}

/// Where electronic invoices find a party: in France scheme 0225, an address that begins with the SIREN; `EM` is a mail address.
package struct ElectronicAddress: Hashable, Sendable, Codable {
  package let scheme: String
  package let value: String

  package init(scheme: String, _ value: String) { (self.scheme, self.value) = (scheme, value) }
  /// In the French directory: the SIREN alone, or followed by `_` and a SIRET or a routing code.
  package static func directory(_ value: String) -> ElectronicAddress { ElectronicAddress(scheme: "0225", value) }
  package static func mail(_ address: String) -> ElectronicAddress { ElectronicAddress(scheme: "EM", address) }
}

/// BG-6, BG-9.
package struct InvoiceContact: Hashable, Sendable, Codable {
  package let name: String?
  package let telephone: String?
  package let mail: String?

  package init(name: String? = nil, telephone: String? = nil, mail: String? = nil) {
    (self.name, self.telephone, self.mail) = (name, telephone, mail)
  }
}
