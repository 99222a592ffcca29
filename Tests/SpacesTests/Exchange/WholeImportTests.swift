import Kernel
import Store
import Testing
import Trials

@testable import People
@testable import Spaces

/// The house takes everything or nothing, whichever area finds the fault.
@Suite("Imports are whole") struct WholeImportTests {
  private static func bring(_ changes: [String: String?], into database: any Database, for viewer: Viewer = .house) async throws
    -> [ImportedPart]
  {
    let files = try ExchangedFiles(TinyHouse.files(changes))
    let prepared = try PreparedImport(files, by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
    return try await prepared.perform(in: database, for: viewer, at: DemonstrationHouse.now)
  }

  private static func counts(_ database: any Database) async throws -> [Int] {
    try await database.read { transaction in
      var counts: [Int] = []
      for sql in [
        "SELECT COUNT(*) FROM organisations", "SELECT COUNT(*) FROM persons", "SELECT COUNT(*) FROM buildings",
        "SELECT COUNT(*) FROM cells",
        "SELECT COUNT(*) FROM holds", "SELECT COUNT(*) FROM audit",
      ] as [SQL] { counts.append(try transaction.value(sql) ?? 0) }
      return counts
    }
  }

  @Test(arguments: TrialStore.engines) func aFaultInTheBuildingLeavesNoOrganisationBehind(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let faults: [([String: String?], String, String)] = [
        // Nobody knows bob; the reader cannot tell, the house can.
        (
          ["events.csv": "on,verb,key,organisation,cells,from\n2018-02-01,let,l1,bob,A1,2018-03-01\n"], "spaces.exchange.problem.unknown",
          "events.csv:2:organisation"
        ),
        // Lived through, the second let finds the first.
        (
          ["events.csv": "on,verb,key,organisation,cells,from\n2018-02-01,let,l1,ada,A1,2018-03-01\n2018-02-02,let,l2,ada,A1,2018-04-01\n"],
          "spaces.problem.clash.let", "events.csv:3"
        ),
        // Recorded, it is looked at all the same.
        (
          [
            "events.csv":
              "at,on,verb,key,organisation,cells,from\n2018-02-01T11:00:00Z,2018-02-01,let,l1,ada,A1,2018-03-01\n"
              + "2018-02-02T11:00:00Z,2018-02-02,let,l2,ada,A1,2018-04-01\n"
          ], "spaces.exchange.problem.secondHolder", "events.csv:3:cells"
        ),
        (
          ["events.csv": "at,on,verb,key,organisation,cells,from\n2018-02-01T11:00:00Z,2018-02-01,let,l1,ada,A1 A3,2018-03-01\n"],
          "spaces.exchange.problem.unsound", "events.csv:2"
        ),
        (
          ["events.csv": "at,on,verb,key,organisation,cells,from\n2018-02-01T11:00:00Z,2018-02-01,let,l1,ada,A1,2017-03-01\n"],
          "spaces.exchange.problem.noCellThen", "events.csv:2:cells"
        ),
      ]
      for (changes, code, field) in faults {
        do {
          _ = try await Self.bring(changes, into: database)
          Issue.record("\(code) was let through")
        } catch let refusal as Refusal {
          let told = refusal.problems.contains { $0.code.hasPrefix(code) && $0.field?.hasPrefix(field) ?? false }
          #expect(told, "\(refusal.problems)")
        }
        #expect(try await Self.counts(database) == [0, 0, 0, 0, 0, 0])
      }
      // A rental administrator brings in a plan, but no people.
      let rental = Viewer(person: PersonID("x"), name: "R", grants: [Grant(.rental)])
      await #expect(throws: Refusal.self) { try await Self.bring([:], into: database, for: rental) }
      #expect(try await Self.counts(database) == [0, 0, 0, 0, 0, 0])

      let parts = try await Self.bring([:], into: database)
      #expect(parts.map(\.name) == ["people", "spaces"] && parts[1].events == 1)
      let before = try await Self.counts(database)
      let plan = ["organisations.csv": nil, "events.csv": nil] as [String: String?]
      let again = try await Self.bring(plan, into: database, for: rental)
      #expect(again.map(\.added) == [0] && again.map(\.changed) == [0])
      // Only the line that says that an import took place.
      #expect(try await Self.counts(database) == Array(before.dropLast()) + [before[5] + 1])
    }
  }

  /// A line is lived on its own day: neither on one to come nor on one before what the house did since, since an act writes down what has
  /// expired by then.
  @Test(arguments: TrialStore.engines) func onlyThePastIsLived(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let columns = "on,verb,key,organisation,cells,from,expires\n"
      let option = "2026-11-01,option,o1,ada,A1,2027-03-01,2027-02-01\n"
      let (today, tomorrow) = (DemonstrationHouse.today, DemonstrationHouse.today + 1)
      func told(_ lines: String) async throws -> [String] {
        do {
          _ = try await Self.bring(["events.csv": columns + lines], into: database)
          return []
        } catch let refusal as Refusal { return refusal.problems.map { "\($0.field ?? "") \($0.code)" } }
      }
      let future = "2062-11-02,let,l9,ada,A3,2062-12-01,\n"
      #expect(try await told(option + future) == ["events.csv:3:on spaces.exchange.problem.future"])
      #expect(try await told("\(tomorrow),let,l8,ada,A2,2027-01-01,\n" + future).count == 2)
      #expect(try await Self.counts(database) == [0, 0, 0, 0, 0, 0])
      #expect(try await told(option) == [])
      // In a house that lives: no earlier line; today's own is taken, and the option still stands.
      #expect(try await told(option + "2026-10-31,let,l7,ada,A2,2026-12-01,\n") == ["events.csv:3:on spaces.exchange.problem.beforeLast"])
      #expect(try await told(option + future) == ["events.csv:3:on spaces.exchange.problem.future"])
      #expect(try await told(option + "\(today),let,l7,ada,A2,2026-12-01,\n") == [])
      let standing = try await database.read { try $0.value("SELECT COUNT(*) FROM holds WHERE ended_at IS NULL") ?? 0 }
      #expect(standing == 2)
      #expect(try await database.read { try $0.value("SELECT COUNT(*) FROM outbox") ?? 0 } == 0)
    }
  }

  /// Whoever imports does what they could do by hand: a milestone slips for a director, not for rental, whatever file says so.
  @Test(arguments: TrialStore.engines) func nobodyImportsWhatTheyMayNotDo(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      _ = try await Self.bring([:], into: database)
      let milestones = "key,building,name,kind,day\nopening,b,Ouverture,commissioning,2027-01-01\n"
      let added: [String: String?] = ["organisations.csv": nil, "milestones.csv": milestones]
      let slip = "on,verb,milestone,from,reason\n2026-11-02,slip,opening,2027-06-01,retard\n"
      let said = "at,on,verb,milestone,from,said\n2026-11-02T11:00:00Z,2026-11-02,slip,spring,2027-06-01,1\n"
      let spring: [String: String?] = [
        "organisations.csv": nil, "milestones.csv": "key,building,name,kind,day\nspring,b,Printemps,works,2027-01-01\n",
      ]
      func viewer(_ role: Role) -> Viewer { Viewer(person: PersonID("x"), name: role.rawValue, grants: [Grant(role)]) }
      func refused(_ changes: [String: String?], _ role: Role) async throws -> Refusal? {
        do {
          _ = try await Self.bring(changes, into: database, for: viewer(role))
          return nil
        } catch let refusal as Refusal { return refusal }
      }
      let first = added.merging(["events.csv": nil]) { $1 }
      #expect(try await refused(first, .rental)?.kind == .notAllowed)
      #expect(try await refused(first, .development)?.kind == .notAllowed)
      #expect(try await refused(first, .director) == nil)
      let later = added.merging(["events.csv": slip]) { $1 }
      let told = try #require(try await refused(later, .rental))
      #expect(told.kind == .notAllowed && told.problems.map(\.field) == ["events.csv:2:verb"])
      #expect(try await refused(spring.merging(["events.csv": said]) { $1 }, .rental)?.kind == .notAllowed)
      let days = "SELECT COUNT(*) FROM milestone_dates" as SQL
      #expect(try await database.read { try $0.value(days) ?? 0 } == 1)
      #expect(try await refused(later, .director) == nil)
      #expect(try await database.read { try $0.value(days) ?? 0 } == 2)
      let by = try await database.read {
        try $0.value("SELECT person_name FROM audit WHERE verb = 'spaces.milestone.slip'", as: String.self)
      }
      #expect(by == "director")
    }
  }

  @Test(arguments: TrialStore.engines) func aPreviewWritesNothing(engine: Engine) async throws {
    try await TrialStore.with(engine, migrations: DemonstrationHouse.migrations) { database in
      let files = try ExchangedFiles(TinyHouse.files())
      let prepared = try PreparedImport(files, by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
      let seen = try await prepared.preview(in: database, for: .house, at: DemonstrationHouse.now)
      #expect(try await Self.counts(database) == [0, 0, 0, 0, 0, 0])
      #expect(try await prepared.perform(in: database, for: .house, at: DemonstrationHouse.now) == seen)
      // What the house has recorded is not written anew by a file that tells it otherwise.
      var told = try await Exchange.peopleAndSpaces.files(of: database, at: DemonstrationHouse.now)
      let events = String(decoding: told["events.csv"] ?? [], as: UTF8.self)
      #expect(events.contains("2018-03-01"))
      told["events.csv"] = Array(events.replacing("2018-03-01", with: "2018-03-02").utf8)
      let other = try PreparedImport(ExchangedFiles(told), by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
      do {
        _ = try await other.perform(in: database, for: .house, at: DemonstrationHouse.now)
        Issue.record("the past was written anew")
      } catch let refusal as Refusal {
        #expect(refusal.kind == .conflict && refusal.problems.map(\.code) == ["spaces.exchange.problem.otherPast"])
      }
    }
  }
}
