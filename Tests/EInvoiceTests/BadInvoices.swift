import EInvoice
import Foundation
import Kernel

/// Documents with one thing wrong each, and the rule that names it: the house refuses them, and so must the public validators.
enum BadInvoices {
  typealias Bad = (name: String, rules: Set<String>, invoice: SemanticInvoice)
  private typealias Good = InvoiceSamples

  static var documents: [Bad] { head + parties + amounts + sums }

  private static func without(_ subject: InvoiceNote.Subject) -> [InvoiceNote] { Good.notes(.business).filter { $0.subject != subject } }

  private static var head: [Bad] {
    [
      ("number-long", ["BR-FR-01"], Good.invoice(number: String(repeating: "F", count: 36))),
      ("number-blank", ["BR-FR-02"], Good.invoice(number: "F 2026")),
      ("no-recovery", ["BR-FR-05"], Good.invoice(notes: without(.recovery))),
      ("no-penalties", ["BR-FR-05"], Good.invoice(notes: without(.penalties))),
      ("discount-twice", ["BR-FR-06"], Good.invoice(notes: Good.notes(.business) + [InvoiceNote(.discount, "Escompte de 1 %")])),
      ("treatment-twice", ["BR-FR-31"], Good.invoice(notes: Good.notes(.business) + [.treatment(.consumer)])),
      ("treatment-unknown", ["BR-FR-20"], Good.invoice(notes: Good.obligatory + [InvoiceNote(.treatment, "B2X")])),
      ("corrected-nothing", ["BR-FR-CO-04"], Good.invoice(.corrected)),
      (
        "corrected-two", ["BR-FR-CO-04"],
        Good.invoice(.corrected, preceding: [1, 2].map { PrecedingInvoice("F2026-000\($0)", issued: Good.day("2026-10-01")) })
      ),
      ("credit-nothing", ["BR-FR-CO-05"], Good.invoice(.creditNote)),
      ("due-before", ["BR-FR-CO-07"], Good.invoice(due: Good.day("2026-11-01"))),
      ("final-down-payment", ["BR-FR-CO-08"], Good.invoice(.downPayment, process: .servicesFinal)),
      ("paid-in-part", ["BR-FR-CO-09"], Good.invoice(process: .servicesPaid, prepaid: Money(cents: 100))),
      ("last-century", ["BR-FR-03"], Good.invoice(.creditNote, preceding: [PrecedingInvoice("F1", issued: Good.day("1999-12-31"))])),
      ("transfer-nowhere", ["BR-61"], Good.invoice(payment: .transfer(iban: ""))),
    ]
  }

  private static func seller(siren: String? = "834512675", siret: String? = nil, vat: String? = "FR47834512675", country: String = "FR")
    -> SemanticInvoice
  {
    Good.invoice(
      seller: InvoiceParty(
        name: "SCI KM0", address: InvoiceAddress(lines: [], postcode: "68100", city: "Mulhouse", country: country), siren: siren,
        siret: siret, vatNumber: vat, electronicAddress: .directory("834512675")))
  }
  private static func buyer(name: String = "Lumifonte", siren: String? = "732829320", electronic: ElectronicAddress?) -> SemanticInvoice {
    Good.invoice(
      buyer: InvoiceParty(
        name: name, address: InvoiceAddress(lines: [], postcode: "68100", city: "Mulhouse"), siren: siren, electronicAddress: electronic))
  }

  private static var parties: [Bad] {
    [
      ("seller-unknown", ["BR-FR-10"], seller(siren: nil)),
      ("siren-short", ["BR-FR-32", "BR-FR-10"], seller(siren: "83451267")),
      ("siret-of-another", ["BR-FR-09"], seller(siret: "73282932000017")),
      ("vat-without-country", ["BR-CO-09"], seller(vat: "47834512675")),
      ("vat-missing", ["BR-S-02"], seller(vat: nil)),
      ("buyer-nameless", ["BR-07"], buyer(name: "", electronic: .directory("732829320"))),
      ("buyer-unknown", ["BR-FR-11"], buyer(siren: nil, electronic: .directory("732829320"))),
      ("buyer-nowhere", ["BR-FR-12", "BR-FR-21"], buyer(electronic: nil)),
      ("buyer-elsewhere", ["BR-FR-21"], buyer(electronic: .directory("834512675"))),
      ("address-signs", ["BR-FR-23"], buyer(electronic: .directory("732829320 loyers"))),
      ("address-long", ["BR-FR-25"], buyer(electronic: .directory("732829320_" + String(repeating: "x", count: 120)))),
    ]
  }

  private static func treated(_ category: VATCategory, _ rate: Int64, _ reason: String? = nil) -> SemanticInvoice {
    let vat = VATTreatment(category, rate: Percentage(basisPoints: rate), exemptionReason: reason)
    return Good.invoice(lines: [Good.line("Loyer", 10_000, vat)])
  }
  private static var amounts: [Bad] {
    [
      ("standard-zero", ["BR-S-05"], treated(.standard, 0)),
      ("standard-reason", ["BR-S-10"], treated(.standard, 2000, "Sans raison")),
      ("rate-foreign", ["BR-FR-16"], treated(.standard, 1900)),
      ("exempt-unexplained", ["BR-E-10"], treated(.exempt, 0)),
      ("reverse-unexplained", ["BR-AE-10"], treated(.reverseCharge, 0)),
      (
        "price-negative", ["BR-27"],
        Good.invoice(lines: [
          InvoiceLine(name: "Remise", quantity: 1000, unit: "C62", price: UnitPrice(millionths: -5_000_000), vat: Good.standard)
        ])
      ),
      ("item-nameless", ["BR-25"], Good.invoice(lines: [Good.line("", 10_000)])),
      ("unit-unknown", ["BR-CL-23"], Good.invoice(lines: [Good.line("Loyer", 10_000, unit: "mois")])),
      (
        "reason-missing", ["BR-CO-21"],
        Good.invoice(adjustments: [DocumentAdjustment(isCharge: false, amount: Money(cents: 100), reason: "", vat: Good.standard)])
      ),
    ]
  }

  /// A frozen invoice of which a figure was changed.
  static func altered(_ old: String, _ new: String) -> SemanticInvoice {
    let text = try! Good.invoice(adjustments: Good.remise).canonical()
    precondition(text.contains(old), "\(old) is not in \(text)")
    return try! SemanticInvoice(canonical: text.replacing(old, with: new))
  }
  /// Lines 639.63, allowance 100.00, net 539.63, VAT 107.93, gross 647.56.
  private static var sums: [Bad] {
    [
      ("lines-sum", ["BR-CO-10", "BR-CO-13"], altered("\"lines\":63963,", "\"lines\":63964,")),
      ("allowance-sum", ["BR-CO-11", "BR-CO-13"], altered("\"allowances\":10000,", "\"allowances\":10001,")),
      ("charge-sum", ["BR-CO-12", "BR-CO-13"], altered("\"charges\":0,", "\"charges\":1,")),
      ("vat-sum", ["BR-CO-14", "BR-CO-15"], altered("\"vat\":10793}", "\"vat\":10794}")),
      ("gross-sum", ["BR-CO-15", "BR-CO-16"], altered("\"gross\":64756,", "\"gross\":64757,")),
      ("due-sum", ["BR-CO-16"], altered("\"due\":64756,", "\"due\":64755,")),
      ("group-tax", ["BR-S-09", "BR-CO-14"], altered("\"tax\":10793,", "\"tax\":10893,")),
      ("group-base", ["BR-S-08", "BR-S-09"], altered("\"base\":53963,", "\"base\":63963,")),
    ]
  }
}
