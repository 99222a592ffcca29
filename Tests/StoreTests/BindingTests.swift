import Kernel
import Store
import Testing

@Suite("Statements") struct BindingTests {
  @Test func interpolationBinds() {
    let name = "'; DROP TABLE people; --"
    let sql: SQL = "SELECT \(1), \(name), \(Day(number: 0)), \(nil as Int?), \(true)"
    #expect(sql.text == "SELECT $1, $2, $3, $4, $5")
    #expect(sql.values == [.integer(1), .text(name), .text("1970-01-01"), .null, .integer(1)])
    #expect(sql.types == [.integer, .text, .text, .integer, .integer])
  }

  @Test func piecesAreNumberedAnew() {
    let inner: SQL = "b = \("x") OR c = \(2)"
    let outer: SQL = "a = \(1) AND (\(inner)) AND d = \("y")"
    #expect(outer.text == "a = $1 AND (b = $2 OR c = $3) AND d = $4")
    #expect(outer.values == [.integer(1), .text("x"), .integer(2), .text("y")])
    #expect((inner + " AND $ = '$'").text == "b = $1 OR c = $2 AND $ = '$'")
  }

  @Test func listsHaveFewLengths() {
    let none: [String] = []
    #expect(("\(list: none)" as SQL).text == "(NULL)")
    let five: SQL = "x IN \(list: [1, 2, 3, 4, 5])"
    #expect(five.text == "x IN ($1, $2, $3, $4, $5, $6, $7, $8)")
    #expect(five.values.last == .integer(5))
  }

  @Test func rowsAreNumberedOneAfterTheOther() {
    let rows = ["a", "b $1"].enumerated().map { number, text -> SQL in "(\(number), \(text), $)" }
    let all: SQL = "INSERT INTO x VALUES \(rows: rows) RETURNING \(9)"
    #expect(all.text == "INSERT INTO x VALUES ($1, $2, $), ($3, $4, $) RETURNING $5")
    #expect(all.values == [.integer(0), .text("a"), .integer(1), .text("b $1"), .integer(9)])
    #expect(("VALUES \(rows: [])" as SQL).text == "VALUES ")
  }

  @Test func signsOfLikeStandForThemselves() {
    let question: SQL = "name_key LIKE \(containing: "50 % a_b!") AND x = \(1)"
    #expect(question.text == "name_key LIKE $1 ESCAPE '!' AND x = $2")
    #expect(question.values == [.text("%50 !% a!_b!!%"), .integer(1)])
  }
}
