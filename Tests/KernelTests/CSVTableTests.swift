import Kernel
import Testing

@Suite struct CSVTableTests {
  @Test func quotesSeparatorsAndLineNumbers() throws {
    let table = try CSVTable(text: "Key;Name\r\n\r\na;\"Un, deux;\n\"\"trois\"\"\" \r\nb ;  B  \n")
    #expect(table.header == ["key", "name"])
    #expect(table.lines.map(\.number) == [3, 5])
    #expect(table.lines[0]["name"] == "Un, deux;\n\"trois\"")
    #expect(table.lines[1]["key"] == "b")
    #expect(table.lines[1]["name"] == "B")
    #expect(table.lines[1]["other"] == "")
  }

  @Test func marksAndEncodings() throws {
    #expect(try CSVTable([0xEF, 0xBB, 0xBF] + Array("key\né".utf8)).lines[0]["key"] == "é")
    // Latin-1: é is the single byte E9, on line 2.
    #expect(fault([UInt8]("key\ncaf".utf8) + [0xE9]) == CSVTable.Fault(code: "kernel.problem.csvEncoding", line: 2))
    #expect(fault([0xFF, 0xFE, 0x6B, 0]) == CSVTable.Fault(code: "kernel.problem.csvEncoding", line: 1))
  }

  @Test(arguments: [
    ("", "kernel.problem.csvEmpty", 1), ("a,b\n1,2,3", "kernel.problem.csvCells", 2), ("a,a\n", "kernel.problem.csvHeader", 1),
    ("a,b\n1,\"2\n3", "kernel.problem.csvQuote", 2), ("a\n\"x\"y", "kernel.problem.csvQuote", 2), ("a,,c\n", "kernel.problem.csvHeader", 1),
  ])
  func faults(text: String, code: String, line: Int) {
    let found = fault(Array(text.utf8))
    #expect(found?.code == code)
    #expect(found?.line == line)
  }

  @Test func limits() {
    let tight = CSVTable.Limits(bytes: 30, rows: 1, columns: 2, cell: 4)
    #expect(fault(Array("a\n12345".utf8), tight)?.code == "kernel.problem.csvCell")
    #expect(fault(Array("a\n1\n2".utf8), tight)?.code == "kernel.problem.csvRows")
    #expect(fault(Array("a,b,c\n".utf8), tight)?.code == "kernel.problem.csvColumns")
    #expect(fault([UInt8](repeating: 97, count: 31), tight)?.code == "kernel.problem.csvLarge")
  }

  private func fault(_ bytes: [UInt8], _ limits: CSVTable.Limits = CSVTable.Limits()) -> CSVTable.Fault? {
    do {
      _ = try CSVTable(bytes, limits: limits)
      return nil
    } catch {
      return error
    }
  }
}
