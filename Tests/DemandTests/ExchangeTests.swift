import Kernel
import People
import Store
import Testing
import Trials

@testable import Demand

@Suite struct ExchangeTests {
  static let files: [String: String] = [
    "applications.csv": """
    key,name,contact,email,earliest,received,jobs,wanted_cells,level_key,budget,score,scattered,message
    atelix,Atelix & Cie,Ève,eve@atelix.example,2026-03-01,2026-01-10T08:15:30Z,4,3,h1,450.00,75.75,1,"Deux lignes
    ici"
    bobix,Bobix,Bob,bob@bobix.example,2027-03-01,2026-02-10,0,,,,,0,

    """,
    "application_moves.csv": """
    application,at,move,by,reason,cause
    atelix,2026-01-20,submit,Ève,,
    atelix,2026-02-05T12:00:00Z,wait,Dora,"Bien, mais plein",
    atelix,2026-06-20,withdraw,Ève,Trouvé ailleurs,tooLate

    """,
    "application_offers.csv": """
    key,application,cells,made,from,expires,area,by,rent,misfits,ended,how,reason,counts
    atelix-o1,atelix,C1 C2 C3,2026-03-01,2026-04-01,2026-03-15,45.00,Rita,450.00,budget late,2026-03-10,refused,Trop sombre,1

    """,
    "past_wishes.csv": "key,received,cells,earliest,lost,cause\np1,2019-05-01,4,2019-06-01,2019-05-20,noRoom\n",
    "demand_parameters.csv": "parameter,from,amount,reference\nrank.jobs,2026-06-01,12,Conseil du 12 mai\n",
    "committee_sessions.csv": "key,day,title,members,closed,closed_by\ns1,2026-02-05,Comité,gus,2026-02-05,Dora\n",
    "committee_items.csv": "session,application,decision,reasons,score,decided,by\ns1,atelix,wait,Bien,75.75,2026-02-05,Dora\n",
  ]
  static func bytes(_ files: [String: String]) -> [String: [UInt8]] { files.mapValues { Array($0.utf8) } }

  private func live(in engine: Engine, _ files: [String: [UInt8]]) async throws -> [String: [UInt8]] {
    var exported: [String: [UInt8]] = [:]
    try await DemandHouse.with(engine) { house in
      _ = try await house.perform(
        ImportPeople(try ImportTables(["people.csv": Array("key,name,email\ngus,Gus,gus@km0.example\n".utf8)]), today: house.today))
      let first = try await house.perform(try ImportDemand(files))
      #expect(first.added > 0)
      let second = try await house.perform(try ImportDemand(files))
      #expect(second.added == 0, "what is there is not written twice")
      exported = try await house.database.read { try ExportDemand().files(in: $0) }
      let file = try #require(try await house.database.read { try $0.application(key: "atelix") })
      #expect(file.state == .withdrawn && file.facts.wish.level == house.level.text && !file.facts.wish.isContiguous)
      let wishes = try await house.database.read { try $0.wishes() }
      #expect(wishes.count == 3 && wishes.first { $0.hasFile && $0.cells == 3 }?.cause == .tooLate)
    }
    return exported
  }

  /// Out of one house and into another, of the other engine: the same bytes.
  @Test func theSameComesBack() async throws {
    let engines = TrialStore.engines
    let once = try await live(in: engines[0], Self.bytes(Self.files))
    #expect(Set(once.keys) == Set(DemandFile.allCases.map(\.rawValue)))
    let twice = try await live(in: engines[engines.count - 1], once)
    for (name, bytes) in once { #expect(twice[name] == bytes, "\(name) is not what it was") }
  }

  /// Every fault with file, line and column, and nothing written.
  @Test(arguments: TrialStore.engines) func faultsAreTold(engine: Engine) async throws {
    var broken = Self.files
    broken["past_wishes.csv"] = "key,received,cells,earliest,lost,cause\np1,hier,0,2019-06-01,2019-05-20,\n"
    let refusal = #expect(throws: Refusal.self) { try ImportDemand(Self.bytes(broken)) }
    #expect(
      refusal?.problems.compactMap(\.field) == ["past_wishes.csv:2:cause", "past_wishes.csv:2:received"])
    try await DemandHouse.with(engine) { house in
      var unknown = Self.files
      unknown["application_moves.csv"] =
        "application,at,move\natelix,2026-01-20,submit\natelix,2026-01-21,resume\nnobody,2026-01-20,submit\n"
      unknown["committee_sessions.csv"] = nil
      unknown["committee_items.csv"] = nil
      let act = try ImportDemand(Self.bytes(unknown))
      let refusal = await #expect(throws: Refusal.self) { try await house.perform(act) }
      #expect(Set(refusal?.problems.compactMap(\.field) ?? []) == ["application_moves.csv:3:move", "application_moves.csv:4:application"])
      #expect(try await house.count("SELECT COUNT(*) FROM applications") == 0)
      let allowed = await #expect(throws: Refusal.self) { try await house.perform(act, as: house.viewer(house.rental, .rental)) }
      #expect(allowed == .notAllowed)
    }
  }
}
