import EInvoice
import Kernel

extension InvoiceSamples {
  /// Every kind of document the house issues, by the name of its file.
  static var documents: [(name: String, invoice: SemanticInvoice)] {
    let earlier = [PrecedingInvoice("F2026-0098", issued: day("2026-10-02"))]
    return [
      ("invoice", invoice()),
      ("transfer", invoice(vatPoint: .onDebits, payment: transfer)),
      ("credit-note", invoice(.creditNote, number: "A2026-0004", preceding: earlier, payment: transfer)),
      ("corrected", invoice(.corrected, number: "F2026-0118", preceding: earlier)),
      (
        "down-payment",
        invoice(.downPayment, number: "F2026-0119", payment: transfer, lines: [line("Acompte sur loyer, 1er trimestre 2027", 120_000)])
      ),
      (
        "final",
        invoice(number: "F2026-0120", process: .servicesFinal, preceding: earlier, payment: transfer, prepaid: Money(cents: 20_000))
      ),
      (
        "paid",
        invoice(number: "F2026-0121", process: .servicesPaid, payment: .other(.card), lines: sixLines, prepaid: Money(cents: 76_756))
      ),
      (
        "two-rates",
        invoice(
          number: "F2026-0122", process: .mixed,
          adjustments: [
            DocumentAdjustment(isCharge: false, amount: Money(cents: 5_000), reason: "Remise pépinière", code: "95", vat: standard),
            DocumentAdjustment(isCharge: true, amount: Money(cents: 700), reason: "Frais de dossier", vat: standard),
          ], lines: sixLines + [line("Ouvrage « Trains d’Alsace »", 3_300, reduced, unit: "C62")])
      ),
      ("mixed", invoice(number: "F2026-0123", lines: [line("Loyer du box", 30_000), line("Loyer nu sans option", 41_000, exempt)])),
      ("exempt", invoice(number: "F2026-0124", vatPoint: nil, lines: [line("Loyer nu", 100_000, exempt), line("Charges", 9_900, exempt)])),
      (
        "outside",
        invoice(
          number: "F2026-0125", vatPoint: nil, payment: transfer, lines: [line("Indemnité forfaitaire, facture F2026-0098", 4_000, outside)]
        )
      ),
      (
        "extended",
        invoice(
          number: "F2026-0126",
          lines: [
            line("Loyer", 30_000), line("Indemnité forfaitaire", 4_000, outside), line("Loyer nu", 8_000, exempt),
            line("Formation", 25_000, training),
          ])
      ),
      (
        "consumer",
        invoice(number: "F2026-0127", notes: notes(.consumer), buyer: person, payment: transfer, lines: [line("Pass journée", 1_250)])
      ),
      (
        "abroad",
        invoice(
          number: "F2026-0128", notes: notes(.abroad), buyer: abroad, payment: transfer, lines: [line("Accompagnement", 90_000, reverse)])
      ),
      (
        "line-discount",
        invoice(
          number: "F2026-0129",
          lines: [
            InvoiceLine(
              name: "Poste de travail", description: "Espace ouvert, place 14 & 15 <fenêtre>", note: "Tarif « créateur »", quantity: 2000,
              unit: "MON", price: UnitPrice(Money(cents: 15_000)), period: november,
              adjustments: [LineAdjustment(isCharge: false, amount: Money(cents: 3_000), reason: "Remise pépinière", code: "95")],
              vat: standard), line("Régularisation d’octobre", -1_333, quantity: 3000),
          ])
      ),
      (
        "sixty",
        invoice(
          number: "F2026-0130",
          lines: (1...60).map { InvoiceSamples.line("Salle Bugatti, réservation n° \($0)", Int64($0) * 137 + 9, unit: "C62") })
      ),
    ]
  }

  static let training = VATTreatment(
    .exempt, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-FR-CGI261-4",
    exemptionReason: "Exonération de TVA, art. 261, 4, 4° du CGI")
  static let reverse = VATTreatment(
    .reverseCharge, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-EU-AE", exemptionReason: "Autoliquidation")
  static let abroad = InvoiceParty(
    name: "Regio Basiliensis GmbH", address: InvoiceAddress(lines: ["Hauptstraße 7"], postcode: "79540", city: "Lörrach", country: "DE"),
    vatNumber: "DE136695976", electronicAddress: .mail("rechnung@regio.example"))
}

extension InvoiceSamples {
  static let remise = [DocumentAdjustment(isCharge: false, amount: Money(cents: 10_000), reason: "Remise", vat: standard)]
}
