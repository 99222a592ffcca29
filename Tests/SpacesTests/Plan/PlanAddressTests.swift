import Kernel
import Store
import Testing
import Trials
import Web

@testable import People
@testable import Spaces

/// What is asked in the address of the plan and cannot be shown is named; the table is kept in the reader's words.
@Suite struct PlanAddressTests {
  private static func with(_ body: (RouterTrial) async throws -> Void) async throws {
    try await SpacesHouse.with(.sqlite) { house in
      let viewer = Viewer(person: .fresh(at: SpacesHouse.noon(SpacesHouse.start)), name: "Dora", grants: [Grant(.director)])
      try await body(
        RouterTrial(
          areas: [People.area(), Spaces.area(shelf: PlanShelf())], database: house.database,
          doorkeeper: KnownGuests(viewers: ["dora": viewer]), now: { SpacesHouse.noon(SpacesHouse.start) }))
    }
  }

  @Test(arguments: [
    ("day=2018-13-45", "« 2018-13-45 » n’est pas une date"), ("day=demain", "« demain » n’est pas une date"),
    ("day=2099-01-01", "du 1er janvier 2017 au 31 décembre 2030"), ("level=h9", "étage « h9 »"),
    ("level=%3Cb%3E", "étage « &lt;b&gt; »"),
  ])
  func whatIsNotShownIsNamed(query: String, expected: String) async throws {
    try await Self.with { browser in
      let page = await browser.get("/plan?" + query).text
      #expect(page.replacing("\u{A0}", with: " ").replacing("\u{202F}", with: " ").contains(expected), "\(query)")
      #expect(page.contains("data-day=\"\(query.hasPrefix("day=2099") ? "2030-12-31" : "2018-01-15")\""))
    }
  }

  @Test func whatIsShownIsNotSpokenOf() async throws {
    try await Self.with { browser in
      for query in ["", "?day=2018-06-01", "?day=2018-06", "?day=2018-06-01&level=h1", "?month=24222", "?level="] {
        #expect(!(await browser.get("/plan" + query).text.contains("notice-warning")), "\(query)")
      }
    }
  }

  @Test func theTableIsKeptInTheReadersWords() async throws {
    try await Self.with { browser in
      let french = await browser.get("/plan.csv?day=2018-06-01").text
      #expect(french.contains("C-01;\"Bâtiment 23, Halle\";") && french.contains("15,00"))
      let english = await browser.get("/plan.csv?day=2018-06-01&lang=en").text
      #expect(english.contains("15.00") && french.split(separator: "\r\n")[0] != english.split(separator: "\r\n")[0])
      #expect(!french.contains(";module;") && !english.contains(";h1;"))
    }
  }
}
