import Archive
import Kernel
import People
import Store
import Testing
import Trials

@testable import Spaces

/// What comes from outside may be anything: each case has its own sentence at its own place, and nothing is written.
@Suite("Bad input") struct BadInputTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let changes: [String: String?]
    let code: String
    let field: String

    init(_ name: String, _ changes: [String: String?], _ code: String, _ field: String) {
      (self.name, self.changes, self.code, self.field) = (name, changes, code, field)
    }
    var testDescription: String { name }
  }

  private static func drawn(_ coordinates: String) -> [String: String?] {
    let others = TinyHouse.units(["A2": TinyHouse.square(5000), "A3": TinyHouse.square(10_000)])
    return ["unit.geojson": others.replacing("[\n{", with: "[\n\(TinyHouse.unit("A1", coordinates)),\n{", maxReplacements: 1)]
  }
  private static func ring(_ points: [Point]) -> [String: String?] { drawn(TinyHouse.coordinates(points)) }
  private static func name(_ name: String) -> [String: String?] {
    ["unit.geojson": TinyHouse.units().replacing("\"name\":{\"fr\":\"A1\"}", with: "\"name\":{\"fr\":\"\(name)\"}")]
  }
  private static let exchange = "spaces.exchange.problem."
  private static let bow = [Point(0, 0), Point(5000, 5000), Point(5000, 0), Point(0, 5000)]
  private static let hole = TinyHouse.coordinates(TinyHouse.square(0)).dropLast() + ",[[7.3293,47.7415],[7.3293,47.7415]]]"

  static let drawings: [Case] = [
    Case("self-crossing", ring(bow), "spaces.problem.crossing", "unit.geojson:A1:geometry"),
    Case("no floor", ring([Point(0, 0), Point(5000, 0), Point(2000, 0)]), "spaces.problem.", "unit.geojson:A1:geometry"),
    Case("two points", ring([Point(0, 0), Point(5000, 0)]), "spaces.problem.", "unit.geojson:A1:geometry"),
    Case("a wall of no length at all", ring(Array(repeating: Point(1, 1), count: 4)), "spaces.problem.", "unit.geojson:A1:geometry"),
    Case("overlapping", ring(TinyHouse.square(1000)), "spaces.problem.cellsOverlap", "unit.geojson:b-0"),
    Case("outside of the level", ring(TinyHouse.square(-4000, 4000)), "spaces.problem.outsideLevel", "unit.geojson:b-0"),
    Case("a hole", drawn(String(hole)), exchange + "hole", "unit.geojson:A1:geometry"),
    Case("NaN", drawn("[[[NaN,47.7],[7.3,47.7],[7.3,47.8]]]"), exchange + "jsonPlace", "unit.geojson:2:97"),
    Case("Infinity", drawn("[[[Infinity,47.7],[7.3,47.7],[7.3,47.8]]]"), exchange + "jsonPlace", "unit.geojson:2:97"),
    Case("1e400", drawn("[[[1e400,47.7],[7.3,47.7],[7.3,47.8]]]"), exchange + "jsonPlace", "unit.geojson:2:97"),
    Case("off the earth", drawn("[[[7.3,147.7],[7.3,47.7],[7.3,47.8]]]"), exchange + "coordinates", "unit.geojson:A1:geometry"),
    Case("in another town", drawn("[[[2.35,48.85],[2.36,48.85],[2.36,48.86]]]"), exchange + "coordinates", "unit.geojson:A1:geometry"),
    Case("texts as numbers", drawn("[[[\"7\",\"47\"],[7.3,47.7],[7.3,47.8]]]"), exchange + "coordinates", "unit.geojson:A1:geometry"),
    Case(
      "a point for a room", ["unit.geojson": TinyHouse.units().replacing("\"Polygon\"", with: "\"Circle\"")], exchange + "geometry",
      "unit.geojson:A1"),
    Case(
      "an unknown level", ["unit.geojson": TinyHouse.units().replacing("\"level\"}", with: "\"attic\"}")], exchange + "notDrawn",
      "cells.csv:2:code"),
    Case(
      "an id twice", ["unit.geojson": TinyHouse.units().replacing("\"id\":\"A2\"", with: "\"id\":\"A1\"")], exchange + "idTwice",
      "unit.geojson:A1:id"),
    Case("a control character in a name", name("\\u001b[31m"), "kernel.problem.characters", "unit.geojson:A1:name"),
    Case("a character of zero in a name", name("a\\u0000b"), "kernel.problem.characters", "unit.geojson:A1:name"),
    Case("a name of ten megabytes", name(String(repeating: "x", count: 10_000_000)), "kernel.problem.long", "unit.geojson:A1:name"),
    Case("600 points", ring((0..<600).map { Point(Int64($0), $0 % 2 == 0 ? 0 : 1) }), exchange + "points", "unit.geojson:A1:geometry"),
    Case(
      "brackets, a hundred thousand deep", ["unit.geojson": String(repeating: "[", count: 100_000)], exchange + "jsonDepth",
      "unit.geojson:1:33"),
    Case("no JSON", ["unit.geojson": "<xml/>"], exchange + "jsonPlace", "unit.geojson:1:1"),
    Case("a list", ["unit.geojson": "[1,2]"], exchange + "json", "unit.geojson"),
    Case("nothing in it", ["unit.geojson": ""], exchange + "jsonEnd", "unit.geojson:1:1"),
    Case("cut off", ["unit.geojson": String(TinyHouse.units().prefix(100))], exchange + "jsonEnd", "unit.geojson:2:"),
    Case(
      "a stray comma", ["unit.geojson": "{\n\"type\": \"FeatureCollection\",\n\"features\": [,]}"], exchange + "jsonPlace",
      "unit.geojson:3:14"),
    Case("a manifest that is none", ["manifest.json": "{\n\"version\": \"1.0.0\"\n"], exchange + "jsonEnd", "manifest.json:3:1"),
    Case("no unit file", ["unit.geojson": nil], exchange + "fileMissing", "unit.geojson"),
    Case("no level file", ["level.geojson": nil], exchange + "fileMissing", "level.geojson"),
    Case("no level in it", ["level.geojson": "{\"type\":\"FeatureCollection\",\"features\":[]}"], exchange + "noLevel", "level.geojson"),
    Case("no manifest", ["manifest.json": nil], exchange + "fileMissing", "manifest.json"),
    Case("another version", ["manifest.json": "{\"version\":\"7\"}"], exchange + "manifest", "manifest.json:version"),
  ]

  static let tables: [Case] = [
    Case("an unclosed quote", ["cells.csv": TinyHouse.cells + "\"A4,b,b-0,module,\n"], "kernel.problem.csvQuote", "cells.csv:5"),
    Case("a column too few", ["cells.csv": "code,building,level\nA1,b,b-0\n"], "kernel.problem.csvColumnMissing", "cells.csv:1:kind"),
    Case(
      "a column too many", ["levels.csv": "key,building,name,short_name,ordinal,colour\nb-0,b,Rez,RDC,0,red\n"],
      "kernel.problem.csvColumnUnknown",
      "levels.csv:1:colour"),
    Case(
      "a name without end", ["cells.csv": TinyHouse.cells + String(repeating: "x", count: 10 << 20) + ",b,b-0,module,\n"],
      "kernel.problem.csvCell", "cells.csv:5"),
    Case(
      "a name too long", ["levels.csv": "key,building,name,short_name,ordinal\nb-0,b,\(String(repeating: "y", count: 5000)),RDC,0\n"],
      "kernel.problem.long", "levels.csv:2:name"),
    Case(
      "days reversed", ["cells.csv": "code,building,level,kind,from,until\nA1,b,b-0,module,2018-02-01,2018-01-01\n"],
      "kernel.problem.reversed", "cells.csv:2:until"),
    Case("no day", ["cells.csv": "code,building,level,kind,from\nA1,b,b-0,module,2018-02-30\n"], "kernel.problem.day", "cells.csv:2:from"),
    Case("a code twice", ["cells.csv": TinyHouse.cells + "A1,b,b-0,module,2019-01-01\n"], exchange + "keyTwice", "cells.csv:5:code"),
    Case(
      "an unknown kind", ["cells.csv": TinyHouse.cells.replacing("A2,b,b-0,module", with: "A2,b,b-0,castle")], exchange + "choice",
      "cells.csv:3:kind"),
    Case("a cell nobody drew", ["cells.csv": TinyHouse.cells + "Z9,b,b-0,module,2018-01-01\n"], exchange + "notDrawn", "cells.csv:5:code"),
    Case(
      "a level nobody knows", ["cells.csv": TinyHouse.cells + "Z9,b,b-7,module,2018-01-01\n"], exchange + "unknown", "cells.csv:5:level"),
    Case("a site nobody knows", ["sites.csv": "key,name\nelsewhere,Ailleurs\n"], exchange + "unknown", "buildings.csv:2:site"),
    Case(
      "a verb for recorded lines only", ["events.csv": "on,verb,key\n2018-02-01,promise,l1\n"], "kernel.problem.missing", "events.csv:2:at"),
    Case(
      "a moment that is none", ["events.csv": "at,on,verb,key,organisation,cells,from\n2018-02-01,2018-02-01,let,l1,ada,A1,2018-03-01\n"],
      exchange + "instant", "events.csv:2:at"),
    Case("a circle of holds", ["events.csv": circle], exchange + "circle", "events.csv:2:next"),
    Case(
      "words after the end",
      ["events.csv": circle.replacing("firm,a,,,,b", with: "release,a,,,,") + "2018-02-04T11:00:00Z,2018-02-04,promise,a,,,2018-09-01,\n"],
      exchange + "afterEnd", "events.csv:6:verb"),
    Case("a hold made twice", ["events.csv": circle + "2018-02-05T11:00:00Z,2018-02-05,option,a,ada,A3,2018-03-01,\n"], "", "events.csv:6"),
    Case(
      "a hold nobody made", ["events.csv": "on,verb,key,next\n2018-02-01,firm,nobody,x\n"], exchange + "unknownHold", "events.csv:2:key"),
    Case(
      "a SIREN with a wrong key", ["organisations.csv": "key,legal_name,kind,siren\nada,Ada,startUp,732829321\n"], "people.problem.siren",
      "organisations.csv:2:siren"),
    Case(
      "a SIRET of another", ["organisations.csv": "key,legal_name,kind,siret\nada,Ada,startUp,73282932000075\n"], "people.problem.siret",
      "organisations.csv:2:siret"),
    Case(
      "a SIREN twice", ["organisations.csv": "key,legal_name,kind,siren\nada,Ada,startUp,732829320\nbob,Bob,startUp,732 829 320\n"],
      "people.problem.importTwice", "organisations.csv:3:siren"),
  ]
  private static let circle = """
    at,on,verb,key,organisation,cells,from,next
    2018-02-01T11:00:00Z,2018-02-01,let,a,ada,A1,2018-03-01,
    2018-02-01T11:00:00Z,2018-02-01,let,b,ada,A2,2018-03-01,
    2018-02-02T11:00:00Z,2018-02-02,firm,a,,,,b
    2018-02-03T11:00:00Z,2018-02-03,firm,b,,,,a

    """

  @Test func theTinyHouseItselfIsFine() throws { #expect(try refusal(TinyHouse.files()) == nil) }

  @Test(arguments: drawings + tables) func isToldByItsName(bad: Case) throws {
    let refusal = try #require(try refusal(TinyHouse.files(bad.changes)))
    let told = refusal.problems.contains { $0.code.hasPrefix(bad.code) && $0.field?.hasPrefix(bad.field) ?? false }
    #expect(told, "\(refusal.problems.map { "\($0.field ?? "-") \($0.code)" })")
  }

  /// What is drawn wrongly is drawn: the cells of a table are told only when nobody drew them.
  @Test func nothingIsToldThatOnlyFollows() throws {
    for changes in [Self.drawn("[[[NaN,47.7],[7.3,47.7],[7.3,47.8]]]"), Self.drawn(String(Self.hole)), ["unit.geojson": "[1,2]"]] {
      #expect(try refusal(TinyHouse.files(changes))?.problems.count == 1)
    }
  }

  /// A name that is eight times as long costs about eight times as much, and not sixty-four.
  @Test func aLongNameIsReadOnce() throws {
    func cost(_ length: Int) throws -> Duration {
      let cells = TinyHouse.cells + String(repeating: "x", count: length) + ",b,b-0,module,\n"
      let files = TinyHouse.files(["cells.csv": cells])
      let before = processorTime()
      #expect(try refusal(files)?.problems.contains { $0.code == "kernel.problem.csvCell" } == true)
      return processorTime() - before
    }
    let (short, long) = (try cost(1 << 18), try cost(1 << 21))
    #expect(long / short < 24, "\(short) \(long)")
  }

  /// What rests on a line that is wrong is not told as wrong as well.
  @Test func oneFaultIsToldOnce() throws {
    let level = "key,building,name,short_name,ordinal\nb-0,b,Rez,RDC,ground\n"
    #expect(try refusal(TinyHouse.files(["levels.csv": level]))?.problems.map(\.field) == ["levels.csv:2:ordinal"])
    let kind = TinyHouse.cells.replacing("A2,b,b-0,module", with: "A2,b,b-0,castle")
    #expect(try refusal(TinyHouse.files(["cells.csv": kind]))?.problems.map(\.field) == ["cells.csv:3:kind"])
    #expect(try refusal(TinyHouse.files(["buildings.csv": "key,site,name\nb,site,\n"]))?.problems.map(\.field) == ["buildings.csv:2:name"])
  }

  @Test func encodings() throws {
    let table = "key,legal_name,kind\r\nada,École SAS,startUp\r\n"
    func told(_ bytes: [UInt8]) throws -> [String] {
      var files = TinyHouse.files()
      files["organisations.csv"] = bytes
      return try refusal(files)?.problems.map { "\($0.field ?? "-") \($0.code)" } ?? []
    }
    #expect(try told(Array(table.utf8)) == [])
    #expect(try told([0xEF, 0xBB, 0xBF] + Array(table.utf8)) == [])
    // Lines as old Macintoshes ended them.
    #expect(try told(Array(table.replacing("\r\n", with: "\r").utf8)) == [])
    let wide: [UInt8] = [0xFF, 0xFE] + table.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try told(wide).first?.hasPrefix("organisations.csv:1 kernel.problem.csvEncoding") == true)
    let latin: [UInt8] = table.unicodeScalars.map { UInt8($0.value & 255) }
    #expect(try told(latin).first?.contains("kernel.problem.csvEncoding") == true)
    var drawn = TinyHouse.files()
    drawn["imdf/unit.geojson"] = TinyHouse.units().utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try refusal(drawn)?.problems.map { "\($0.field ?? "-") \($0.code)" } == ["unit.geojson:1:2 spaces.exchange.problem.encoding"])
    drawn["imdf/unit.geojson"] = Array("{\n\"type\": \"".utf8) + [0xE9] + Array("\"}".utf8)
    #expect(try refusal(drawn)?.problems.map { "\($0.field ?? "-") \($0.code)" } == ["unit.geojson:2:10 spaces.exchange.problem.encoding"])
  }

  /// A billion points cannot come: what would cost memory is counted before it is read.
  @Test func tooMuchIsCountedBeforeItIsRead() throws {
    let many = "{\"type\":\"FeatureCollection\",\"features\":[" + String(repeating: "0,", count: PlanReading.mostValues + 10) + "0]}"
    let refusal = try #require(try refusal(TinyHouse.files(["unit.geojson": many])))
    #expect(refusal.problems.contains { $0.code == "spaces.exchange.problem.tooManyPoints" })
    let huge = [UInt8](repeating: 32, count: ExchangedFiles.limits.entrySize + 1)
    #expect(throws: Refusal.self) { try ExchangedFiles(["imdf/unit.geojson": huge]) }
  }

  @Test func archives() throws {
    func told(_ zip: [UInt8]) -> [String] {
      do { _ = try ExchangedFiles(zip: zip) } catch let refusal as Refusal { return refusal.problems.map(\.code) } catch {
        return ["\(error)"]
      }
      return []
    }
    let prefix = "spaces.exchange.problem."
    #expect(told([]) == [prefix + "notAnArchive"])
    #expect(told(Array("PK nothing".utf8)) == [prefix + "notAnArchive"])
    let bomb = try Zip.write([ZipEntry(path: "imdf/unit.geojson", bytes: [UInt8](repeating: 32, count: 25 << 20))])
    #expect(told(bomb) == [prefix + "archiveBomb"])
    let twice = try Zip.write([ZipEntry(path: "a/cells.csv", bytes: [1]), ZipEntry(path: "b/cells.csv", bytes: [2])])
    #expect(told(twice) == [prefix + "fileTwice"])
    #expect(told(try Zip.write([ZipEntry(path: "notes.txt", bytes: [1])])) == [prefix + "noFiles"])
    let safe = try Zip.write([ZipEntry(path: "zz/cells.csv", bytes: [1])])
    #expect(told(forge("zz/cells.csv", "../cells.csv", safe)) == [prefix + "archivePath"])
    #expect(told(forge("zz/cells.csv", "/tmp/x/y.csv", safe)) == [prefix + "archivePath"])
    let same = try Zip.write([ZipEntry(path: "cells.csv", bytes: [1]), ZipEntry(path: "cellz.csv", bytes: [2])])
    #expect(told(forge("cellz.csv", "cells.csv", same)) == [prefix + "fileTwice"])
    #expect(told(linked(safe)) == [prefix + "archivePath"])
  }

  private func refusal(_ paths: [String: [UInt8]]) throws -> Refusal? {
    do {
      _ = try PreparedImport(ExchangedFiles(paths), by: Exchange.peopleAndSpaces.importers, at: DemonstrationHouse.now)
      return nil
    } catch let refusal as Refusal { return refusal }
  }

  /// Another name of the same length, in both places where an archive keeps it.
  private func forge(_ old: String, _ new: String, _ zip: [UInt8]) -> [UInt8] {
    var zip = zip
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    for place in 0...(zip.count - old.count) where Array(zip[place..<place + old.count]) == old {
      zip.replaceSubrange(place..<place + old.count, with: new)
    }
    return zip
  }

  /// The first entry of the central directory becomes a symbolic link of Unix.
  private func linked(_ zip: [UInt8]) -> [UInt8] {
    var zip = zip
    guard let place = (0..<zip.count - 46).first(where: { Array(zip[$0..<$0 + 4]) == [0x50, 0x4B, 1, 2] }) else { return zip }
    zip[place + 5] = 3
    (zip[place + 40], zip[place + 41]) = (0xFF, 0xA1)
    return zip
  }
}
