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

  fileprivate enum Reading { case text, integer, truth, nothing }

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
    let row = PostgresRow(self, try columns().readings)
    var reader = ValueReader(row)
    for line in 0..<PQntuples(answer) {
      row.line = line
      reader.restart()
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
    switch reading {
    case .text: return bytes(line, place).map { .text(String(decoding: $0, as: UTF8.self)) } ?? .null
    case .integer, .truth: return integer(line, place, reading).map { .integer($0) } ?? .null
    case .nothing: return .null
    }
  }

  fileprivate func bytes(_ line: Int32, _ place: Int32) -> UnsafeBufferPointer<UInt8>? {
    guard PQgetisnull(answer, line, place) == 0, let start = PQgetvalue(answer, line, place) else { return nil }
    let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(answer, line, place)))
    return bytes.assumingMemoryBound(to: UInt8.self)
  }

  fileprivate func integer(_ line: Int32, _ place: Int32, _ reading: Reading) -> Int64? {
    guard PQgetisnull(answer, line, place) == 0, let start = PQgetvalue(answer, line, place) else { return nil }
    return reading == .truth ? (start.pointee == CChar(UInt8(ascii: "t")) ? 1 : 0) : strtoll(start, nil, 10)
  }
}

/// A line of a result.
private final class PostgresRow: RowValues {
  private let result: PostgresResult
  private let readings: [PostgresResult.Reading]
  var line: Int32 = 0

  init(_ result: PostgresResult, _ readings: [PostgresResult.Reading]) { (self.result, self.readings) = (result, readings) }

  private func reading(_ place: Int) -> PostgresResult.Reading { place < readings.count ? readings[place] : .nothing }

  func integer(at place: Int) throws -> Int64? {
    switch reading(place) {
    case .integer, .truth: return result.integer(line, Int32(place), reading(place))
    case .nothing: return nil
    case .text:
      if result.bytes(line, Int32(place)) == nil { return nil }
      throw StoreError(.decoding, "column \(place) of a row holds no integer")
    }
  }

  func bytes(at place: Int) throws -> UnsafeBufferPointer<UInt8>? {
    switch reading(place) {
    case .text: return result.bytes(line, Int32(place))
    case .nothing: return nil
    case .integer, .truth:
      if result.integer(line, Int32(place), reading(place)) == nil { return nil }
      throw StoreError(.decoding, "column \(place) of a row holds no text")
    }
  }
}
