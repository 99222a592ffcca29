import Banking
import Kernel
import Web

/// The account that a mandate is given for: asked in the same words by the house and by its customers.
package enum MandateSigning {
  package static func fields(_ visit: Visit, holder: String? = nil) -> [Field] {
    [
      visit.field("holder", label: "payments.column.holder", value: holder, required: true, hint: "payments.mandates.holderHint"),
      visit.field("iban", label: "payments.column.iban", required: true, autocomplete: "off"),
      visit.field("bic", label: "payments.column.bic", hint: "payments.mandates.bicHint", width: "short"),
      visit.field("street", label: "payments.column.street", hint: "payments.mandates.addressHint"),
      visit.field("postcode", label: "payments.column.postcode", width: "short"),
      visit.field("town", label: "payments.column.town", width: "medium"),
      visit.field("country", label: "payments.column.country", hint: "payments.mandates.countryHint", width: "short"),
    ]
  }

  /// The debtor of those fields; what is wrong with them is noted.
  static func debtor(_ reader: inout InputReader) -> BankParty? {
    let holder = reader.requiredText("holder", limit: 70)
    let iban = reader.iban("iban")
    let bic = reader.bic("bic")
    let street = reader.text("street", limit: 70) ?? ""
    let postcode = reader.text("postcode", limit: 16) ?? ""
    let town = reader.text("town", limit: 35) ?? ""
    let country = reader.text("country", limit: 2)?.uppercased() ?? ""
    if !town.isEmpty, country.utf8.count != 2 || !country.utf8.allSatisfy({ (65...90).contains($0) }) {
      reader.problems.add("payments.problem.country", field: "country")
    }
    guard let iban else { return nil }
    return BankParty(
      name: holder, iban: iban, bic: bic,
      address: town.isEmpty ? nil : BankAddress(street: street, postcode: postcode, town: town, country: country))
  }

  /// What is accepted by signing, in the visitor's language.
  package static func words(of creditor: String, _ visit: Visit) -> [String] {
    MandatePaper.words(of: creditor, texts: visit.texts, in: visit.language)
  }

  /// The signature of a customer, as typed.
  package static func signature(of customer: OrganisationID, _ visit: Visit) throws -> SignMandate {
    var reader = InputReader(visit.form)
    let entity: OrganisationID? = reader.requiredID("entity")
    let debtor = debtor(&reader)
    let isAccepted = reader.flag("accepted")
    if !isAccepted { reader.problems.add("payments.problem.accept", field: "accepted") }
    try reader.finish()
    guard let entity, let debtor else { throw Refusal.invalid("kernel.problem.missing", field: "iban") }
    return SignMandate(entity: entity, customer: customer, debtor: debtor, isAccepted: isAccepted)
  }
}

/// A mandate as programs are told of it.
package func mandateJSON(_ outlook: MandateOutlook) -> some Encodable & Sendable { MandateJSON(outlook.mandate, state: outlook.state) }
