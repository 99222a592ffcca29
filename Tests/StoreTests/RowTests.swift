import Store
import Testing

/// Values are asked by the names of their columns, in whatever order.
@Suite struct RowTests {
  private func row(_ names: [String]) -> Row { Row(columns: Row.Columns(names), values: names.indices.map { .integer(Int64($0)) }) }

  @Test func anyOrderFindsTheSame() throws {
    let row = row(["id", "name", "area"])
    for order in [["id", "name", "area"], ["area", "name", "id"], ["name", "name", "area", "id", "id"]] {
      for name in order + order { #expect(try row.get(name) == ["id": 0, "name": 1, "area": 2][name]) }
    }
    #expect(throws: StoreError.self) { try row.get("heights") as Int }
    #expect(try row.get("id") == 0)
    #expect(!row.has("heights"))
  }

  @Test func ofTwoColumnsOfOneNameTheFirstIsMeant() throws {
    let row = row(["id", "name", "id", "name", "area"])
    for _ in 0..<3 {
      for (name, place) in [("id", 0), ("name", 1), ("id", 0), ("area", 4), ("name", 1)] { #expect(try row.get(name) == place) }
    }
  }
}
