import EInvoice
import Kernel
import Paper

/// One invoice of six lines, as a tenant of thirty square metres gets it every month.
struct BenchmarkInvoice {
  let invoice: SemanticInvoice
  private static let explanations = [
    ["30,00 m² × 141,75 € par m² et an ÷ 12"], ["Provision 2026, décompte avant le 30 septembre 2027"], ["Quote-part 2026 : 30 / 4 120 m²"],
  ]
  private static let vat = VATTreatment(.standard, rate: Percentage(basisPoints: 2000))
  private static let month = Month(number: 2026 * 12 + 10)

  init(_ number: Int) {
    invoice = SemanticInvoice(
      type: .invoice, number: "F2026-\(1000 + number)", issued: Self.month.first + 1, due: (Self.month + 1).first, process: .services,
      vatPoint: .onPayment, contract: "BAIL-2023-007", order: "PO-4471",
      notes: [
        InvoiceNote(.recovery, "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 €."),
        InvoiceNote(.penalties, "Pénalités de retard : taux de refinancement de la BCE majoré de 10 points, exigibles sans rappel."),
        InvoiceNote(.discount, "Pas d’escompte pour paiement anticipé."), .treatment(.business),
      ], seller: Self.seller, buyer: Self.buyer, period: Self.month.span,
      payment: .directDebit(mandate: "KM0-0042-1", creditor: "FR72ZZZ123456", debtorIBAN: "FR7630001007941234567890185"),
      terms: "Payable le 1er décembre 2026", lines: Self.lines(number))
  }

  /// The way of production; one with a fault is never printed.
  func file(_ wording: InvoiceWording) throws -> [UInt8] {
    guard invoice.faults.isEmpty else { throw BenchmarkFault(description: "The invoice breaks \(invoice.faults.map(\.rule)).") }
    let made = Instant(seconds: Int64(invoice.issued.number) * 86_400)
    return try InvoicePaper(invoice, explanations: Self.explanations, wording: wording, made: made).facturX.printed()
  }

  /// The last differs from invoice to invoice, and with it the totals.
  private static func lines(_ number: Int) -> [InvoiceLine] {
    func line(_ name: String, _ cents: Int64, _ quantity: Int64, _ unit: String) -> InvoiceLine {
      InvoiceLine(name: name, quantity: quantity, unit: unit, net: Money(cents: cents), period: month.span, vat: vat)
    }
    return [
      line("Loyer H1-014 et H1-015", 35_438, 30_000, "MTK"), line("Provision pour charges", 6_300, 1_000, "MON"),
      line("Provision pour taxe foncière", 2_450, 1_000, "MON"), line("Accès internet, 1 Gbit/s", 2_900, 1_000, "MON"),
      line("Salle Bugatti, 3 demi-journées", 13_500, 3_000, "C62"), line("Découpe laser", 3_375 + Int64(number) * 7, 2_250, "HUR"),
    ]
  }

  private static let seller = InvoiceParty(
    name: "SCI KM0", tradingName: "KM0", address: InvoiceAddress(lines: ["30 rue François Spoerry"], postcode: "68100", city: "Mulhouse"),
    siren: "834512675", siret: "83451267500010", vatNumber: "FR47834512675", electronicAddress: .directory("834512675"),
    legalText: "SCI au capital de 1 000 € · RCS Mulhouse 834 512 675")
  private static let buyer = InvoiceParty(
    name: "Lumifonte SAS", address: InvoiceAddress(lines: ["12 rue de la Filature", "Bâtiment B"], postcode: "68100", city: "Mulhouse"),
    siren: "732829320", siret: "73282932000017", vatNumber: "FR44732829320", electronicAddress: .directory("732829320"))
}
