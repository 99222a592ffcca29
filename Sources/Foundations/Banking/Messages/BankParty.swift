import Paper

/// An address with its town and country apart. Addresses in free lines end in November 2026: structured, or none.
package struct BankAddress: Hashable, Sendable {
  package let street: String
  package let postcode: String
  package let town: String
  /// Two letters.
  package let country: String

  package init(street: String, postcode: String, town: String, country: String) {
    (self.street, self.postcode, self.town, self.country) = (street, postcode, town, country.uppercased())
  }
}

/// Whoever has an account: creditor or debtor.
package struct BankParty: Hashable, Sendable {
  package let name: String
  package let iban: IBAN
  /// Not needed within the European Economic Area.
  package let bic: BIC?
  package let address: BankAddress?

  package init(name: String, iban: IBAN, bic: BIC? = nil, address: BankAddress? = nil) {
    (self.name, self.iban, self.bic, self.address) = (name, iban, bic, address)
  }
}

/// What is wrong with a message before it is written; `place` is the reference of the payment, or empty for the whole.
package struct MessageFault: Error, Hashable, Sendable {
  package enum Code: String, Sendable, CaseIterable {
    case noPayments, amount, reference, twice, bankDay, address, name
  }
  package let code: Code
  package let place: String

  package init(_ code: Code, _ place: String = "") { (self.code, self.place) = (code, place) }
}

extension BankParty {
  /// What keeps a bank from reaching it.
  func faults(_ place: String) -> [MessageFault] {
    var faults: [MessageFault] = []
    if SEPAText.of(name, limit: 70).isEmpty { faults.append(MessageFault(.name, place)) }
    if let address {
      let isComplete =
        !SEPAText.of(address.town, limit: 35).isEmpty && address.country.utf8.count == 2
        && address.country.utf8.allSatisfy { (65...90).contains($0) }
      if !isComplete { faults.append(MessageFault(.address, place)) }
    } else if !iban.isInEEA {
      faults.append(MessageFault(.address, place))
    }
    return faults
  }
}

extension XMLWriter {
  mutating func leaf(_ name: String, _ text: String) { element(name, text: text) }

  mutating func party(_ name: String, _ party: BankParty) {
    element(name) { xml in
      xml.leaf("Nm", SEPAText.of(party.name, limit: 70))
      if let address = party.address { xml.address(address) }
    }
  }
  mutating func address(_ address: BankAddress) {
    element("PstlAdr") { xml in
      let street = SEPAText.of(address.street, limit: 70)
      let postcode = SEPAText.of(address.postcode, limit: 16)
      if !street.isEmpty { xml.leaf("StrtNm", street) }
      if !postcode.isEmpty { xml.leaf("PstCd", postcode) }
      xml.leaf("TwnNm", SEPAText.of(address.town, limit: 35))
      xml.leaf("Ctry", address.country)
    }
  }
  mutating func account(_ name: String, _ iban: IBAN) {
    element(name) { $0.element("Id") { $0.leaf("IBAN", iban.text) } }
  }
  /// The bank by its code, or that none was given.
  mutating func agent(_ name: String, _ bic: BIC?) {
    element(name) { xml in
      xml.element("FinInstnId") { xml in
        if let bic { xml.leaf("BICFI", bic.text) } else { xml.element("Othr") { $0.leaf("Id", "NOTPROVIDED") } }
      }
    }
  }
  mutating func remittance(_ text: String) {
    let said = SEPAText.of(text, limit: 140)
    if !said.isEmpty { element("RmtInf") { $0.leaf("Ustrd", said) } }
  }
}
