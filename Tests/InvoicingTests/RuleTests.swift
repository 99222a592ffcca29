import EInvoice
import Kernel
import Testing

@testable import Invoicing

@Suite struct RuleTests {
  @Test(
    arguments: [
      ("F-", 1, "F-000001"), ("F-", 999_999, "F-999999"), ("F-", 1_000_000, "F-1000000"), ("SCI/DG-", 12, "SCI/DG-000012"),
    ] as [(String, Int64, String)])
  func numbers(_ prefix: String, _ place: Int64, _ number: String) {
    #expect(SeriesNumber.text(prefix: prefix, place: place) == number)
  }

  /// A prefix that ends with a digit could make the number of another series.
  @Test(
    arguments: [
      ("F-", true), ("SAS/F_", true), ("f+", true), ("F", true), ("", false), ("F-1", false), ("F 1-", false), ("É-", false),
      ("F-é", false), ("ABCDEFGHIJKLMNOPQRST", true), ("ABCDEFGHIJKLMNOPQRSTU", false), ("F#", false),
    ])
  func prefixes(_ text: String, _ isPrefix: Bool) { #expect(SeriesNumber.isPrefix(text) == isPrefix) }

  /// The table of docs/vat.md: rounded once for each group, never line by line.
  @Test(
    arguments: [
      ([2, 2, 2], 2000, 1), ([3, 3], 2000, 1), ([3333, 3333, 3333], 2000, 2000), ([1025], 2000, 205), ([3, 10], 550, 1),
      ([10_000, -9_998], 2000, 0), ([12], 2000, 2), ([13], 2000, 3), ([-13], 2000, -3), ([10], 550, 1), ([9], 550, 0),
      ([30_000, 4_500, 1_250], 2000, 7_150), ([], 2000, 0),
    ] as [([Int64], Int64, Int64)])
  func vatOfAGroup(_ lines: [Int64], _ rate: Int64, _ vat: Int64) {
    let document = Self.document(lines.map { ($0, VATTreatment(.standard, rate: Percentage(basisPoints: rate))) })
    #expect(document.totals.vat.cents == vat)
    #expect(document.totals.gross.cents == lines.reduce(0, +) + vat)
  }

  @Test func groupsOfDifferentRatesRoundApart() {
    let standard = VATTreatment(.standard, rate: Percentage(basisPoints: 2000))
    let reduced = VATTreatment(.standard, rate: Percentage(basisPoints: 550))
    let exempt = VATTreatment(.exempt, rate: Percentage(basisPoints: 0), exemptionReason: "CGI 261 D, 2°")
    // 0,13 × 20 % = 0,026 → 0,03; 0,10 × 5,5 % = 0,0055 → 0,01; 5,00 exempt → 0.
    let document = Self.document([(5, standard), (10, reduced), (8, standard), (500, exempt)])
    #expect(document.vat.map(\.tax.cents) == [3, 1, 0])
    #expect(document.vat.map(\.base.cents) == [13, 10, 500])
    let sums = VATSum.sums(of: document)
    #expect(sums.map(\.key.category) == [.standard, .standard, .exempt])
    #expect(document.totals.vat.cents == 4 && document.totals.gross.cents == 527)
  }

  /// Exemptions for several reasons are several groups of the document, and one sum of the house.
  @Test func reasonsAreSummedTogether() {
    let one = VATTreatment(.exempt, rate: Percentage(basisPoints: 0), exemptionReason: "un")
    let other = VATTreatment(.exempt, rate: Percentage(basisPoints: 0), exemptionReason: "autre")
    let sums = VATSum.sums(of: Self.document([(100, one), (50, other)]))
    #expect(sums.count == 1 && sums[0].sum.base.cents == 150)
  }

  /// The table of docs/invoicing.md: what may still be given back.
  @Test(
    arguments: [
      (30_000, 0, nil, 30_000), (30_000, 10_000, nil, 20_000), (30_000, 10_000, 25_000, nil), (-5_000, 0, -5_000, -5_000),
      (-5_000, 0, 1_000, nil), (30_000, 30_000, 1, nil), (30_000, 0, 0, nil), (30_000, 0, -1, nil),
    ] as [(Int64, Int64, Int64?, Int64?)])
  func givingBack(_ net: Int64, _ credited: Int64, _ asked: Int64?, _ given: Int64?) {
    let line = CreditedLine(place: 1, net: Money(cents: net), credited: Money(cents: credited))
    let (amounts, problems) = Crediting.amounts(of: [line], [CreditRequest(place: 1, amount: asked.map(Money.init(cents:)))])
    #expect(amounts.first?.net.cents == given)
    #expect(problems.isEmpty == (given != nil))
  }

  @Test func givingBackEverythingLeavesOutWhatIsGone() {
    let lines = [
      CreditedLine(place: 1, net: Money(cents: 100), credited: Money(cents: 100)),
      CreditedLine(place: 2, net: Money(cents: 50), credited: .zero),
    ]
    #expect(Crediting.amounts(of: lines, nil).amounts.map(\.place) == [2])
    #expect(Crediting.amounts(of: [lines[0]], nil).problems.map(\.code) == ["invoicing.problem.nothingLeft"])
    // A place that is none, and a place named twice.
    let asked = [CreditRequest(place: 9), CreditRequest(place: 2), CreditRequest(place: 2)]
    #expect(Crediting.amounts(of: lines, asked).problems.map(\.field) == ["line-9", "line-2"])
  }

  static func document(_ lines: [(Int64, VATTreatment)]) -> SemanticInvoice {
    let party = InvoiceParty(name: "Maison", address: InvoiceAddress(lines: [], postcode: "68100", city: "Mulhouse"))
    return SemanticInvoice(
      type: .invoice, number: "F-000001", issued: InvoicingHouse.today, due: nil, process: .services, seller: party, buyer: party,
      lines: lines.map { cents, vat in
        EInvoice.InvoiceLine(name: "Ligne", quantity: 1000, unit: "C62", net: Money(cents: cents), vat: vat)
      })
  }
}
