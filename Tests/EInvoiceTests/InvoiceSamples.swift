import EInvoice
import Kernel

/// Documents of an invented house: what the rules, the writers and the page are tried with.
enum InvoiceSamples {
  static let standard = VATTreatment(.standard, rate: Percentage(basisPoints: 2000))
  static let reduced = VATTreatment(.standard, rate: Percentage(basisPoints: 550))
  static let exempt = VATTreatment(
    .exempt, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-FR-CGI261D-2",
    exemptionReason: "Exonération de TVA, art. 261 D, 2° du CGI")
  static let outside = VATTreatment(
    .outside, rate: Percentage(basisPoints: 0), exemptionCode: "VATEX-EU-O", exemptionReason: "Indemnité, hors du champ de la TVA")

  static let november = DaySpan(from: day("2026-11-01"), until: day("2026-12-01"))
  static func day(_ text: String) -> Day { Day(text)! }

  static let seller = InvoiceParty(
    name: "SCI KM0", tradingName: "KM0, maison du numérique",
    address: InvoiceAddress(lines: ["30 rue François Spoerry"], postcode: "68100", city: "Mulhouse"), siren: "834512675",
    siret: "83451267500010", vatNumber: "FR47834512675", electronicAddress: .directory("834512675"),
    legalText: "SCI au capital de 1 000 € · RCS Mulhouse 834 512 675",
    contact: InvoiceContact(name: "Service des loyers", telephone: "+33 3 89 00 00 00", mail: "loyers@km0.example"))
  static let buyer = InvoiceParty(
    name: "Lumifonte SAS", address: InvoiceAddress(lines: ["12 rue de la Filature", "Bâtiment B"], postcode: "68100", city: "Mulhouse"),
    siren: "732829320", siret: "73282932000017", vatNumber: "FR44732829320", electronicAddress: .directory("732829320"))
  static let person = InvoiceParty(
    name: "Anne-Laure Klein", address: InvoiceAddress(lines: ["4 quai d’Oran"], postcode: "68200", city: "Mulhouse"),
    electronicAddress: .mail("anne-laure.klein@exemple.fr"))

  static let obligatory = [
    InvoiceNote(.recovery, "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."),
    InvoiceNote(.penalties, "Pénalités de retard : taux de refinancement de la BCE majoré de 10 points, exigibles sans rappel."),
    InvoiceNote(.discount, "Pas d’escompte pour paiement anticipé."),
  ]
  static func notes(_ treatment: InvoiceNote.Treatment) -> [InvoiceNote] { obligatory + [.treatment(treatment)] }

  static let transfer = PaymentInstructions.transfer(
    iban: "FR7630006000011234567890189", bic: "AGRIFRPP", accountName: "SCI KM0", reference: "F2026-0117")
  static let debit = PaymentInstructions.directDebit(
    mandate: "KM0-0042-1", creditor: "FR72ZZZ123456", debtorIBAN: "FR7630001007941234567890185", reference: "F2026-0117")

  static func line(_ name: String, _ cents: Int64, _ vat: VATTreatment = standard, quantity: Int64 = 1000, unit: String = "MON")
    -> InvoiceLine
  {
    InvoiceLine(name: name, quantity: quantity, unit: unit, net: Money(cents: cents), period: november, vat: vat)
  }
  static let sixLines = [
    InvoiceLine(
      name: "Loyer H1-014 et H1-015", quantity: 30_000, unit: "MTK", price: UnitPrice(millionths: 11_812_500), period: november,
      vat: standard),
    line("Provision pour charges", 6_300), line("Provision pour taxe foncière", 2_450), line("Accès internet, 1 Gbit/s", 2_900),
    line("Salle Bugatti, 3 demi-journées", 13_500, quantity: 3000, unit: "C62"),
    line("Découpe laser, 2 h 15", 3_375, quantity: 2250, unit: "HUR"),
  ]

  static func invoice(
    _ type: DocumentType = .invoice, number: String = "F2026-0117", due: Day? = day("2026-12-01"), process: BusinessProcess = .services,
    vatPoint: VATPoint? = .onPayment, notes: [InvoiceNote] = notes(.business), preceding: [PrecedingInvoice] = [],
    seller: InvoiceParty = seller, buyer: InvoiceParty = buyer, payment: PaymentInstructions? = debit,
    adjustments: [DocumentAdjustment] = [], lines: [InvoiceLine] = sixLines, prepaid: Money = .zero
  ) -> SemanticInvoice {
    SemanticInvoice(
      type: type, number: number, issued: day("2026-11-02"), due: due, process: process, vatPoint: vatPoint, contract: "BAIL-2023-007",
      order: "PO-4471", notes: notes, preceding: preceding, seller: seller, buyer: buyer, period: november, payment: payment,
      terms: "Payable le 1er décembre 2026", adjustments: adjustments, lines: lines, prepaid: prepaid)
  }
}
