import CLibPQ
import Foundation
import Store

/// A result of the server, read as text into the two column types.
struct PostgresResult {
  private let answer: OpaquePointer?

  init(_ answer: OpaquePointer?) { self.answer = answer }

  /// How many rows an INSERT, UPDATE or DELETE changed; of anything else, none.
  var changes: Int {
    guard let tag = PQcmdStatus(answer) else { return 0 }
    let word = String(cString: tag).prefix { $0 != " " }
    guard ["INSERT", "UPDATE", "DELETE"].contains(word), let count = PQcmdTuples(answer) else { return 0 }
    return Int(String(cString: count)) ?? 0
  }

  private enum Reading { case text, integer, truth, nothing }

  func rows() throws -> [Row] {
    let (names, readings) = try columns()
    let columns = Row.Columns(names)
    return (0..<PQntuples(answer)).map { line in
      var values: [Value] = []
      read(line, readings, into: &values)
      return Row(columns: columns, values: values)
    }
  }

  func eachRow(_ body: (inout ValueReader) throws -> Void) throws {
    let (_, readings) = try columns()
    var values: [Value] = []
    for line in 0..<PQntuples(answer) {
      values.removeAll(keepingCapacity: true)
      read(line, readings, into: &values)
      var reader = ValueReader(values)
      try body(&reader)
    }
  }

  private func columns() throws -> (names: [String], readings: [Reading]) {
    var names: [String] = []
    var readings: [Reading] = []
    for place in 0..<PQnfields(answer) {
      let name = PQfname(answer, place).map { String(cString: $0) } ?? ""
      names.append(name)
      switch PQftype(answer, place) {
      case 20, 21, 23: readings.append(.integer)
      case 16: readings.append(.truth)
      case 18, 19, 25, 705, 1042, 1043: readings.append(.text)
      case 2278: readings.append(.nothing)
      case let type: throw StoreError(.decoding, "column \(name) is neither text nor bigint (type \(type)): CAST it")
      }
    }
    return (names, readings)
  }

  private func read(_ line: Int32, _ readings: [Reading], into values: inout [Value]) {
    values.reserveCapacity(readings.count)
    for place in readings.indices { values.append(value(line, Int32(place), readings[place])) }
  }

  private func value(_ line: Int32, _ place: Int32, _ reading: Reading) -> Value {
    if PQgetisnull(answer, line, place) != 0 { return .null }
    guard let start = PQgetvalue(answer, line, place) else { return .null }
    switch reading {
    case .text:
      let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(answer, line, place)))
      return .text(String(decoding: bytes, as: UTF8.self))
    case .integer: return .integer(strtoll(start, nil, 10))
    case .truth: return .integer(start.pointee == CChar(UInt8(ascii: "t")) ? 1 : 0)
    case .nothing: return .null
    }
  }
}
