/// A value that writes its members itself, in the order of their names. For lists of hundreds: the containers of `Encodable` take several
/// times what the writing takes. It is written by `JSON` alone.
package protocol JSONRecord: Encodable {
  func write(to json: inout JSONMembers)
}

extension JSONRecord {
  package func encode(to encoder: any Encoder) throws {
    guard let encoding = encoder as? JSONEncoding else {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "the house's own JSON alone writes it"))
    }
    encoding.writer.record(self)
  }
}

/// The members of one object while they are written. Of what is absent nothing is said.
package struct JSONMembers {
  private let writer: JSONWriter
  private var last: StaticString?

  init(_ writer: JSONWriter) { self.writer = writer }

  package mutating func add(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    begin(name)
    writer.text(text)
  }
  package mutating func add(_ name: StaticString, _ number: Int64?) {
    guard let number else { return }
    begin(name)
    writer.digits(of: number)
  }
  package mutating func add(_ name: StaticString, _ number: Int?) { add(name, number.map { Int64($0) }) }
  package mutating func add(_ name: StaticString, _ flag: Bool) {
    begin(name)
    writer.flag(flag)
  }
  package mutating func add(_ name: StaticString, _ day: Day?) { add(name, day?.description) }
  package mutating func add(_ name: StaticString, _ instant: Instant?) { add(name, instant?.iso) }
  package mutating func add(_ name: StaticString, _ amount: Money?) { add(name, amount?.cents) }
  package mutating func add(_ name: StaticString, _ area: FloorArea) { add(name, area.hundredths) }
  package mutating func add<Record: JSONRecord>(_ name: StaticString, _ record: Record?) {
    guard let record else { return }
    begin(name)
    writer.record(record)
  }
  package mutating func add<Record: JSONRecord>(_ name: StaticString, _ records: [Record]) {
    begin(name)
    writer.list(records)
  }

  private mutating func begin(_ name: StaticString) {
    assert(last.map { JSONMembers.precedes($0, name) } ?? true, "members are written in the order of their names, each once")
    writer.name(name, isFirst: last == nil)
    last = name
  }

  private static func precedes(_ left: StaticString, _ right: StaticString) -> Bool {
    bytes(left).lexicographicallyPrecedes(bytes(right))
  }
  private static func bytes(_ name: StaticString) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
  }
}

extension JSONWriter {
  func record(_ record: some JSONRecord) {
    byte(UInt8(ascii: "{"))
    var members = JSONMembers(self)
    record.write(to: &members)
    byte(UInt8(ascii: "}"))
  }

  func list(_ records: [some JSONRecord]) {
    byte(UInt8(ascii: "["))
    // By number: the sequences of the library would ask for their types anew at each of the lists.
    records.withUnsafeBufferPointer { records in
      for place in 0..<records.count {
        if place > 0 { byte(UInt8(ascii: ",")) }
        record(records[place])
      }
    }
    byte(UInt8(ascii: "]"))
  }

  /// A name of the program's own, which needs no escape.
  func name(_ name: StaticString, isFirst: Bool) {
    if !isFirst { byte(UInt8(ascii: ",")) }
    byte(UInt8(ascii: "\""))
    add(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    byte(UInt8(ascii: "\""))
    byte(UInt8(ascii: ":"))
  }

  func digits(of number: Int64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var (place, rest) = (20, number.magnitude)
      repeat {
        place -= 1
        digits.initializeElement(at: place, to: UInt8(ascii: "0") + UInt8(rest % 10))
        rest /= 10
      } while rest > 0
      if number < 0 {
        place -= 1
        digits.initializeElement(at: place, to: UInt8(ascii: "-"))
      }
      add(UnsafeBufferPointer(rebasing: digits[place...]))
    }
  }
}
