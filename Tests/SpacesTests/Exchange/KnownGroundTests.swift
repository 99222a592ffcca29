import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// Tables of a building that is known need no drawing beside them: cells are found by their codes, milestones by their keys.
@Suite("Tables of a known building") struct KnownGroundTests {
  private static func bring(_ files: [String: String], into database: any Database) async throws -> ImportedPart {
    let read = try ExchangedFiles(files.mapValues { Array($0.utf8) })
    let prepared = try PreparedImport(read, by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
    return try #require(try await prepared.perform(in: database, for: .house, at: DemonstrationHouse.now).first)
  }
  private static func refusal(of files: [String: String], in database: any Database) async throws -> [String] {
    do {
      _ = try await bring(files, into: database)
      return []
    } catch let refusal as Refusal { return refusal.problems.map { "\($0.field ?? "") \($0.code.split(separator: ".").last ?? "")" } }
  }
  private static func house(_ database: any Database) async throws {
    let files = try ExchangedFiles(TinyHouse.files())
    let prepared = try PreparedImport(files, by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
    _ = try await prepared.perform(in: database, for: .house, at: DemonstrationHouse.now)
  }

  @Test(arguments: TrialStore.engines) func cellsAreFoundByTheirCodes(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      try await Self.house(database)
      let named = ["cells.csv": "code,building,level,kind,name,workplaces\nA3,b,b-0,office,Étude,4\n"]
      let part = try await Self.bring(named, into: database)
      // A1 and A2 stay, the level with its drawing too.
      #expect((part.added, part.changed, part.unchanged) == (0, 1, 2))
      let fewer = ["cells.csv": "code;building;level;kind\n\nA3;b;b-0;office\n"]
      #expect(try await Self.bring(fewer, into: database).changed == 0)
      let cells = try await database.read { try $0.cells() }
      let third = try #require(cells.first { $0.code == "A3" })
      #expect((third.kind, third.name, third.workplaces, third.span.from) == (.office, "Étude", 4, Day("2018-01-01")!))
      // What is nowhere drawn is told on its own line, with everything else that is wrong.
      let wrong = ["cells.csv": "code,building,level,kind\n\nA9,b,b-0,office\nA1,b,b-0,sauna\n"]
      #expect(try await Self.refusal(of: wrong, in: database).sorted() == ["cells.csv:3:code notDrawn", "cells.csv:4:kind choice"])
    }
  }

  @Test(arguments: TrialStore.engines) func otherTablesComeAlone(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      try await Self.house(database)
      let tables = [
        "list_rents.csv": "building,kind,from,yearly\nb,module,2020-01-01,120.00\n",
        "headcounts.csv": "organisation,from,people\nada,2020-01-01,7\n",
        "milestones.csv": "key,building,name,kind,day\nopening,b,Ouverture,commissioning,2027-01-01\n",
      ]
      for (name, text) in tables.sorted(by: { $0.key < $1.key }) {
        let part = try await Self.bring([name: text], into: database)
        #expect((part.added, part.changed) == (1, 0), "\(name)")
        let again = try await Self.bring([name: text], into: database)
        #expect((again.added, again.changed) == (0, 0), "\(name)")
      }
      let milestone = "key,building,name,kind\nopening,b,Ouverture des halles,commissioning\n"
      #expect(try await Self.bring(["milestones.csv": milestone], into: database).changed == 1)
      let events = "on,verb,key,organisation,cells,from\n2026-11-01,let,l2,ada,A3,2026-12-01\n"
      #expect(try await Self.bring(["events.csv": events], into: database).events == 1)
      #expect(
        try await Self.refusal(of: ["list_rents.csv": "building,kind,from,yearly\nc,module,2020-01-01,120.00\n"], in: database)
          == ["list_rents.csv:2:building unknown"])
    }
  }

  @Test(arguments: TrialStore.engines) func anEmptyHouseWantsTheDrawing(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let told = try await Self.refusal(of: ["list_rents.csv": "building,kind,from,yearly\nb,module,2020-01-01,120.00\n"], in: database)
      #expect(told.contains("unit.geojson fileMissing") && told.contains("manifest.json fileMissing"))
    }
  }
}
