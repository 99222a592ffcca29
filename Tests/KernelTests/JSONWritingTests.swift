import Foundation
import Kernel
import Testing

/// The house writes JSON by itself: to the byte what Foundation would have written.
struct JSONWritingTests {
  struct Place: Encodable {
    let id: Key
    let zone: Int?
    let area: Int64
    let isFree: Bool
    let name: String
    let near: [Key]
    let notes: [String: Int?]
  }
  struct Key: Encodable {
    let text: String
    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }
  /// Writes nothing of itself.
  struct Silent: Encodable {
    func encode(to _: any Encoder) throws {}
  }
  class Base: Encodable {
    let last = "z"
    let first = "a"
  }
  /// Everything `Encoder` can be asked for.
  final class Derived: Base {
    enum Keys: String, CodingKey { case own, inner, list, none }

    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Keys.self)
      try container.encodeNil(forKey: .none)
      var inner = container.nestedContainer(keyedBy: Keys.self, forKey: .inner)
      try inner.encode("second", forKey: .own)
      try inner.encode(0.25, forKey: .list)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(UInt8.max)
      var object = list.nestedContainer(keyedBy: Keys.self)
      try object.encode(true, forKey: .own)
      var innermost = list.nestedUnkeyedContainer()
      try innermost.encode(contentsOf: ["a", "b"])
      try list.encodeNil()
      try super.encode(to: list.superEncoder())
      try super.encode(to: container.superEncoder())
      // Again into the object that was left for others.
      try container.encode([[Int]](), forKey: .own)
    }
  }

  static let hostile = String(String.UnicodeScalarView((0...0x7F).compactMap { Unicode.Scalar($0) })) + "é\u{301}\u{2028}\u{1F600}</script>"

  private func expectSame(_ value: some Encodable, _ place: SourceLocation = #_sourceLocation) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let expected = String(decoding: try encoder.encode(value), as: UTF8.self)
    #expect(String(decoding: try JSON.bytes(of: value), as: UTF8.self) == expected, sourceLocation: place)
  }

  @Test func objectsAreWrittenWithTheirKeysInOrder() throws {
    let places = (0..<3).map { number in
      Place(
        id: Key(text: "H1-\(number)"), zone: number == 1 ? nil : number, area: .min, isFree: number == 0, name: Self.hostile,
        near: (0..<number).map { Key(text: "N\($0)") },
        notes: ["twelveletters": 1, "twelveletter": nil, "a\"\\b": 2, "twelvelettesr": 3, "": 4, Self.hostile: 5])
    }
    try expectSame(places)
    try expectSame(["places": places])
    #expect(String(decoding: try JSON.bytes(of: ["b": 1, "a": 2]), as: UTF8.self) == #"{"a":2,"b":1}"#)
  }

  @Test func everyShapeOfValueIsWritten() throws {
    try expectSame(Derived())
    try expectSame([Silent()])
    try expectSame("text")
    try expectSame(Optional<Int>.none)
    try expectSame([Int]())
    try expectSame([String: Int]())
    try expectSame([1: "one", 10: "ten", 2: "two"])
    try expectSame([0, 1, -0.5, 0.1, 1e16, 1e300, 5, .pi])
    try expectSame(Float(0.1))
    try expectSame([UInt64.max])
    try expectSame([Int8.min])
  }

  /// Writes its members itself; beside it the same as `Encodable` writes it.
  struct Leaf: JSONRecord {
    let name: String
    let number: Int64?
    let day: Day?

    func write(to json: inout JSONMembers) {
      json.add("day", day)
      json.add("name", name)
      json.add("number", number)
    }
  }
  struct Branch: JSONRecord {
    let amount: Money?
    let area: FloorArea
    let at: Instant?
    let count: Int?
    let first: Leaf?
    let isOpen: Bool
    let leaves: [Leaf]

    func write(to json: inout JSONMembers) {
      json.add("amount", amount)
      json.add("area", area)
      json.add("at", at)
      json.add("count", count)
      json.add("first", first)
      json.add("isOpen", isOpen)
      json.add("leaves", leaves)
    }
  }
  struct PlainLeaf: Encodable {
    let name: String
    let number: Int64?
    let day: Day?
    init(_ leaf: Leaf) { (name, number, day) = (leaf.name, leaf.number, leaf.day) }
  }
  struct PlainBranch: Encodable {
    let isOpen: Bool
    let leaves: [PlainLeaf]
    let first: PlainLeaf?
    let amount: Money?
    let area: FloorArea
    let at: Instant?
    let count: Int?
    init(_ branch: Branch) {
      (isOpen, leaves, first) = (branch.isOpen, branch.leaves.map(PlainLeaf.init), branch.first.map(PlainLeaf.init))
      (amount, area, at, count) = (branch.amount, branch.area, branch.at, branch.count)
    }
  }

  @Test func recordsWriteThemselvesToTheSameBytes() throws {
    let leaves = [
      Leaf(name: Self.hostile, number: .min, day: Day(2026, 2, 28)), Leaf(name: "", number: nil, day: nil),
      Leaf(name: "é", number: .max, day: Day(1, 1, 1)), Leaf(name: "n", number: 0, day: nil), Leaf(name: "m", number: -10, day: nil),
    ]
    let branches = [
      Branch(
        amount: Money(cents: -1), area: FloorArea(hundredths: 1500), at: Instant(seconds: 0), count: 100, first: leaves[0], isOpen: true,
        leaves: leaves),
      Branch(amount: nil, area: .zero, at: nil, count: nil, first: nil, isOpen: false, leaves: []),
    ]
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func expect(_ value: some Encodable, _ plain: some Encodable) throws {
      let expected = String(decoding: try encoder.encode(plain), as: UTF8.self)
      #expect(String(decoding: try JSON.bytes(of: value), as: UTF8.self) == expected)
    }
    try expect(branches, branches.map(PlainBranch.init))
    // Between values that write themselves in the usual way.
    try expect(["b": branches, "a": []], ["b": branches.map(PlainBranch.init), "a": []])
    #expect(throws: EncodingError.self) { try encoder.encode(leaves) }
  }

  @Test func whatIsNoNumberIsRefused() {
    #expect(throws: EncodingError.self) { try JSON.bytes(of: [Double.nan]) }
    #expect(throws: EncodingError.self) { try JSON.bytes(of: [Float.infinity]) }
  }
}
