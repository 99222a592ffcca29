import EInvoice
import Kernel
import Testing

@Suite struct SemanticInvoiceTests {
  @Test func rentIsThirtySquareMetresTimesThePriceOfOne() {
    // 30.000 m² × 11.812500 € = 354.375 € → 354.38 €, half away from zero.
    let rent = InvoiceSamples.sixLines[0]
    #expect(rent.net == Money(cents: 35_438))
  }

  @Test func priceFollowsFromNet() {
    // 135.00 € for three half-days is 45 € each. 100 € for 3: 3 × 33.33 would be 99.99, but 3 × 33.333 = 99.999 → 100.00.
    #expect(InvoiceSamples.sixLines[4].price == UnitPrice(millionths: 45_000_000))
    let third = InvoiceSamples.line("Trois", 10_000, quantity: 3000)
    #expect(third.price == UnitPrice(millionths: 33_333_000))
    #expect(third.price.times(third.quantity) == third.net)
  }

  @Test func priceAlwaysGivesTheNetBack() {
    for cents in stride(from: Int64(1), through: 2_000_000, by: 7_919) {
      for quantity in [1, 250, 1_000, 2_250, 7_000, 30_000, 365_000, 9_999_999] as [Int64] {
        #expect(UnitPrice(net: Money(cents: cents), quantity: quantity).times(quantity) == Money(cents: cents))
      }
    }
  }

  @Test func whatIsGivenBackIsANegativeQuantity() {
    let back = InvoiceSamples.line("Remise", -5_000, quantity: 2000)
    #expect(back.quantity == -2000)
    #expect(back.price == UnitPrice(millionths: 25_000_000))
    #expect(back.price.times(back.quantity) == Money(cents: -5_000))
  }

  @Test func lineBearsItsAllowancesAndCharges() {
    let line = InvoiceLine(
      name: "Poste", quantity: 2000, unit: "MON", price: UnitPrice(Money(cents: 15_000)),
      adjustments: [
        LineAdjustment(isCharge: false, amount: Money(cents: 3_000), reason: "Remise pépinière"),
        LineAdjustment(isCharge: true, amount: Money(cents: 500), reason: "Badge"),
      ], vat: InvoiceSamples.standard)
    // 2 × 150.00 − 30.00 + 5.00
    #expect(line.net == Money(cents: 27_500))
  }

  @Test func taxIsRoundedOncePerGroup() {
    // Three lines of 0.33 € at 5.5 %: line by line 3 × 0.02 = 0.06, but the group owes 0.99 × 5.5 % = 0.05445 → 0.05.
    let invoice = InvoiceSamples.invoice(lines: (1...3).map { InvoiceSamples.line("Brochure \($0)", 33, InvoiceSamples.reduced) })
    #expect(invoice.vat == [VATGroup(InvoiceSamples.reduced, base: Money(cents: 99), tax: Money(cents: 5))])
    #expect(invoice.totals.gross == Money(cents: 104))
  }

  @Test func totalsFollowFromLinesAllowancesAndWhatWasPaid() {
    let remise = DocumentAdjustment(isCharge: false, amount: Money(cents: 10_000), reason: "Geste", vat: InvoiceSamples.standard)
    let port = DocumentAdjustment(isCharge: true, amount: Money(cents: 1_000), reason: "Port", vat: InvoiceSamples.reduced)
    let invoice = InvoiceSamples.invoice(
      adjustments: [remise, port],
      lines: [InvoiceSamples.line("Loyer", 50_000), InvoiceSamples.line("Livre", 2_000, InvoiceSamples.reduced)],
      prepaid: Money(cents: 12_000))
    // 20 %: 500 − 100 = 400 → 80.00; 5.5 %: 20 + 10 = 30 → 1.65
    #expect(invoice.vat.map(\.base) == [Money(cents: 40_000), Money(cents: 3_000)])
    #expect(invoice.vat.map(\.tax) == [Money(cents: 8_000), Money(cents: 165)])
    #expect(invoice.totals.lines == Money(cents: 52_000))
    #expect(invoice.totals.net == Money(cents: 43_000))
    #expect(invoice.totals.gross == Money(cents: 51_165))
    #expect(invoice.totals.due == Money(cents: 39_165))
  }

  @Test func noNumberOfVATStandsOutsideIt() {
    let penalty = InvoiceSamples.invoice(lines: [InvoiceSamples.line("Indemnité", 4_000, InvoiceSamples.outside)])
    #expect(penalty.seller.vatNumber == nil && penalty.buyer.vatNumber == nil)
    #expect(penalty.seller.siren == InvoiceSamples.seller.siren)
    let mixed = InvoiceSamples.invoice(
      lines: [InvoiceSamples.line("Indemnité", 4_000, InvoiceSamples.outside), InvoiceSamples.line("Loyer", 1_000)])
    #expect(mixed.seller.vatNumber == "FR47834512675")
  }

  @Test func canonicalFormComesBackAndDoesNotChange() throws {
    let invoice = InvoiceSamples.invoice(
      .downPayment, lines: [InvoiceSamples.line("Acompte « H1/014 »", 12_000)], prepaid: Money(cents: 400))
    let text = try invoice.canonical()
    #expect(try SemanticInvoice(canonical: text) == invoice)
    #expect(try SemanticInvoice(canonical: text).canonical() == text)
    #expect(try InvoiceSamples.invoice().canonical().utf8.count < 4_000)
    // Frozen: old bytes are digested, so the form of a value that exists must never move.
    #expect(text == CanonicalSample.downPayment)
  }
}
