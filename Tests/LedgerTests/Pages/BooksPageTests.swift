import Kernel
import People
import Store
import Testing
import Trials
import Web

@testable import Ledger

/// The ledger and the journals as a phone has them: parts behind a line each, pages that leave nothing out.
@Suite struct BooksPageTests {
  /// Three accounts with 60, 30 and 130 lines, each after its heading and before its sum.
  static let report: Report = {
    var report = Report([.init("account"), .init("balance", .money)])
    for (account, count) in [("411000", 60), ("445710", 30), ("706100", 130)] {
      report.begin([.text(account)], amount: .money(Money(cents: Int64(count))))
      report.add([.text(account), .money(.zero)], .heading)
      for line in 1...count { report.add([.text("\(account)/\(line)"), .money(Money(cents: Int64(line)))]) }
      report.add([.text(account), .money(Money(cents: Int64(count)))], .total)
    }
    report.end()
    report.add([.text("sum"), .money(.zero)], .total)
    return report
  }()

  /// 60 and 30 lines share a page of a hundred; 130 are a hundred and thirty more, which go on at the balance of the hundredth.
  @Test func partsStayWholeWhereAPageHoldsThem() {
    let pages = BookPages(Self.report, of: 100).all
    #expect(pages.map { $0.map(\.part) } == [[0, 1], [2], [2]])
    #expect(pages.map { $0.flatMap(\.rows).count { $0.kind == .line } } == [90, 100, 30])
    #expect(pages[2][0].rows[0].kind == .heading && pages[2][0].rows[0].cells[1] == .money(Money(cents: 100)))
    #expect(pages[2][0].rows.last?.kind == .total)
    let lines = pages.flatMap { $0.flatMap(\.rows) }.filter { $0.kind == .line }.map(\.cells)
    #expect(lines == Self.report.rows.filter { $0.kind == .line }.map(\.cells))
    #expect(BookPages(Report([.init("account")]), of: 100).all.isEmpty)
  }

  /// 70 invoices in May, of three lines each.
  private static func invoiced(_ house: LedgerHouse) async throws {
    try await house.write { transaction in
      for place in 1...70 {
        try transaction.post(
          house.invoice("LOC-\(1000 + place)", net: Int64(place) * 100, on: LedgerHouse.day("2026-05-04")), at: LedgerHouse.now)
      }
    }
  }

  @Test(arguments: TrialStore.engines)
  func everyLineIsReachedFromPageToPage(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await Self.invoiced(house)
      let browser = try AccountRouteTests.browser(house, as: .rental)
      let root = "/accounts/\(house.entity)"
      // 210 lines of 70 entries: 33 entries are 99 lines, and no entry is cut.
      let first = await browser.get("\(root)/journal?month=2026-05").text
      #expect(first.contains("210 lignes") && first.ranges(of: "class=\"fold\"").count == 33)
      #expect(first.contains("1 04/05/2026 <small>VE Facture LOC-1001 Ada SAS</small>"), "\(first)")
      #expect(first.contains("de toutes les pages"))
      var pieces = Set<Int>()
      for page in 1...3 {
        let text = await browser.get("\(root)/journal?month=2026-05&page=\(page)").text
        for place in 1...70 where text.contains("LOC-\(1000 + place)<") { pieces.insert(place) }
      }
      #expect(pieces.count == 70)
      // The ledger has an account a part; alone it comes 25 lines at a time and goes on at the balance it had.
      let ledger = await browser.get("\(root)/general-ledger?month=2026-05").text
      #expect(ledger.ranges(of: "class=\"fold\"").count == 2, "two accounts of 70 lines fill a page: \(ledger)")
      #expect(ledger.contains("general-ledger?account=411000&amp;month=2026-05"))
      let alone = await browser.get("\(root)/general-ledger?month=2026-05&account=411000").text
      #expect(alone.contains("70 lignes") && !alone.contains("class=\"fold\"") && alone.contains("LOC-1025") && !alone.contains("LOC-1026"))
      // 1 to 25 make 325, with VAT 390.
      let second = await browser.get("\(root)/general-ledger?month=2026-05&account=411000&page=2").text
      #expect(second.contains("LOC-1026") && second.contains("390,00") && second.contains("Clients"))
      // What is looked for or put in order is a list as any other.
      let found = await browser.get("\(root)/journal?month=2026-05&q=LOC-10").text
      #expect(found.contains("1 à 25 sur 210") && !found.contains("class=\"fold\""))
      // One figure of VAT: 25 at a time, each page with the figure and with what is due in all.
      let vat = await browser.get("\(root)/vat?month=2026-05&page=3").text
      #expect(vat.contains("70 lignes") && vat.contains("LOC-1070") && !vat.contains("LOC-1050<") && vat.contains("de toutes les pages"))
      // Files and programs have all at once, as before.
      #expect(await browser.get("\(root)/journal.csv?month=2026-05").text.components(separatedBy: "\r\n").count == 213)
      #expect(await browser.get("/api\(root)/general-ledger?month=2026-05").text.contains("LOC-1070"))
    }
  }

  /// A balance of more than 25 customers has its sum on every page, and says that it is that of all.
  @Test(arguments: [Engine.sqlite])
  func sumsStandOnEveryPage(_ engine: Engine) async throws {
    try await LedgerHouse.with(engine) { house in
      try await house.write { transaction in
        for place in 1...60 {
          let customer = Auxiliary("C9\(100 + place)", "Client \(place)")
          try transaction.post(
            house.invoice("LOC-\(place)", net: 100_00, on: LedgerHouse.day("2026-05-04"), of: customer), at: LedgerHouse.now)
        }
      }
      let browser = try AccountRouteTests.browser(house, as: .rental)
      var seen = 0
      for page in 1...3 {
        let text = await browser.get("/accounts/\(house.entity)/customers?day=2026-11-24&page=\(page)").text
        #expect(text.contains("7 200,00") || text.contains("7\u{202F}200,00"), "\(text)")
        #expect(text.contains("de toutes les pages"))
        seen += (101...160).count { text.contains("C9\($0)<") }
      }
      #expect(seen == 60)
    }
  }
}
