import Kernel
import Testing

/// A folder with one good table and one of each kind of fault: everything is told at once, and nothing wrong is handed on.
@Suite struct TableReadingTests {
  private static let files = [
    "good.csv": "key,day\na,2026-01-01\nb,2026-02-30\n,2026-03-01\n", "few.csv": "key\na\n",
    "many.csv": "key,day,colour\na,2026-01-01,red\n",
    "broken.csv": "key,day\na,\"2026\n",
  ].mapValues { Array($0.utf8) }

  @Test func everyProblemHasItsPlace() {
    var reading = TableReading(Self.files)
    var read: [String: [String]] = [:]
    for name in Self.files.keys.sorted() + ["absent.csv"] {
      read[name] = reading.read(name, required: ["key"], optional: ["day"]) { reader, place in
        let key = reader.requiredText("key")
        return reader.requiredDay("day").map { "\(place.field) \(key) \($0)" }
      }
    }
    #expect(
      read == [
        "good.csv": ["good.csv:2 a 2026-01-01"], "many.csv": ["many.csv:2 a 2026-01-01"], "few.csv": [], "broken.csv": [], "absent.csv": [],
      ])
    #expect(
      Set(reading.problems.items.map { "\($0.field ?? "") \($0.code.split(separator: ".").last ?? "")" }) == [
        "broken.csv:2 csvQuote", "few.csv:2:day missing", "good.csv:3:day day", "good.csv:4:key missing",
        "many.csv:1:colour csvColumnUnknown",
      ])
  }

  @Test func aTableWithoutAColumnItMustHaveIsNotRead() {
    var reading = TableReading(Self.files)
    let asked = reading.read("few.csv", required: ["key", "day"]) { _, _ in 1 }
    #expect(asked.isEmpty)
    #expect(reading.problems.items == [Problem("kernel.problem.csvColumnMissing", field: "few.csv:1:day", ["column": "day"])])
  }
}
