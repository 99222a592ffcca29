/// Writes values straight into bytes, without a tree of boxes between. A value that is being written is a frame: it is closed when its
/// `encode(to:)` returns, and the keys of an object are put in order then.
final class JSONWriter {
  @exclusivity(unchecked) private(set) var bytes: [UInt8] = []
  @exclusivity(unchecked) private var frames: [Frame] = []
  /// Of all objects that are open, those of the innermost last.
  @exclusivity(unchecked) private var entries: [Entry] = []
  @exclusivity(unchecked) private var aside: [UInt8] = []

  private struct Frame {
    let isObject: Bool
    var isEmpty = true
    let firstEntry: Int
  }
  /// A key with its value, from the quote before the one to the end of the other.
  private struct Entry {
    let start: Int
    /// The first eight bytes of the key, which nearly always decide.
    let head: UInt64
    let keyEnd: Int
    var end = 0
  }

  func write(_ value: some Encodable) throws {
    let (depth, start) = (depth, bytes.count)
    try value.encode(to: JSONEncoding(writer: self, depth: depth))
    if bytes.count == start { beginObject(at: depth) }
    close(downTo: depth)
  }

  /// The place of the frame of what is written next: it is opened when it is known to be an object or an array.
  var depth: Int { frames.count }

  func beginObject(at depth: Int) { begin(at: depth, isObject: true) }
  func beginArray(at depth: Int) { begin(at: depth, isObject: false) }

  private func begin(at depth: Int, isObject: Bool) {
    close(downTo: depth + 1)
    if frames.count == depth {
      frames.append(Frame(isObject: isObject, firstEntry: entries.count))
      bytes.append(isObject ? UInt8(ascii: "{") : UInt8(ascii: "["))
    }
    precondition(frames.count == depth + 1 && frames[depth].isObject == isObject, "a value writes itself in one shape, and in its turn")
  }

  /// What follows is another element of the array.
  func element(at depth: Int) {
    close(downTo: depth + 1)
    if !frames[depth].isEmpty { bytes.append(UInt8(ascii: ",")) }
    frames[depth].isEmpty = false
  }

  /// What follows is the value of the key in the object.
  func key(_ key: String, at depth: Int) {
    close(downTo: depth + 1)
    endEntry(at: depth)
    if !frames[depth].isEmpty { bytes.append(UInt8(ascii: ",")) }
    frames[depth].isEmpty = false
    let start = bytes.count
    text(key)
    let end = bytes.count - 1
    var head: UInt64 = 0
    for place in start + 1..<start + 9 { head = head << 8 | (place < end ? UInt64(bytes[place]) : 0) }
    bytes.append(UInt8(ascii: ":"))
    entries.append(Entry(start: start, head: head, keyEnd: end))
  }

  private func endEntry(at depth: Int) {
    if entries.count > frames[depth].firstEntry { entries[entries.count - 1].end = bytes.count }
  }

  /// Closes that frame and all within it.
  private func close(downTo depth: Int) {
    while frames.count > depth {
      let place = frames.count - 1
      let frame = frames[place]
      if frame.isObject {
        endEntry(at: place)
        sortEntries(from: frame.firstEntry)
        entries.removeLast(entries.count - frame.firstEntry)
        bytes.append(UInt8(ascii: "}"))
      } else {
        bytes.append(UInt8(ascii: "]"))
      }
      frames.removeLast()
    }
  }

  private func sortEntries(from first: Int) {
    guard entries.count > first + 1 else { return }
    let start = entries[first].start
    var isSorted = true
    for place in first + 1..<entries.count {
      var hole = place
      while hole > first, isBefore(entries[hole], entries[hole - 1]) {
        entries.swapAt(hole, hole - 1)
        hole -= 1
        isSorted = false
      }
    }
    if isSorted { return }
    aside.removeAll(keepingCapacity: true)
    for entry in entries[first...] {
      if !aside.isEmpty { aside.append(UInt8(ascii: ",")) }
      aside.append(contentsOf: bytes[entry.start..<entry.end])
    }
    bytes.replaceSubrange(start..., with: aside)
  }

  private func isBefore(_ left: Entry, _ right: Entry) -> Bool {
    if left.head != right.head { return left.head < right.head }
    return bytes[left.start + 1..<left.keyEnd].lexicographicallyPrecedes(bytes[right.start + 1..<right.keyEnd])
  }
}

extension JSONWriter {
  func byte(_ byte: UInt8) { bytes.append(byte) }
  func add(_ part: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: part) }
  func null() { bytes.append(contentsOf: "null".utf8) }
  func flag(_ flag: Bool) { bytes.append(contentsOf: (flag ? "true" : "false").utf8) }
  func number(_ number: Int) { digits(of: Int64(number)) }
  func number(_ number: Int64) { digits(of: number) }
  func number(_ number: some BinaryInteger) { bytes.append(contentsOf: String(number).utf8) }

  /// JSON knows no infinity, and nothing that is no number.
  func number(_ number: some BinaryFloatingPoint & CustomStringConvertible) throws {
    guard number.isFinite else {
      throw EncodingError.invalidValue(number, EncodingError.Context(codingPath: [], debugDescription: "\(number) is no number of JSON"))
    }
    let text = number.description
    bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
  }

  func text(_ text: String) {
    var text = text
    bytes.append(UInt8(ascii: "\""))
    text.withUTF8 { utf8 in
      var plain = 0
      for place in utf8.indices where utf8[place] < 0x20 || utf8[place] == UInt8(ascii: "\"") || utf8[place] == UInt8(ascii: "\\") {
        bytes.append(contentsOf: utf8[plain..<place])
        escape(utf8[place])
        plain = place + 1
      }
      bytes.append(contentsOf: utf8[plain...])
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20: bytes.append(contentsOf: "u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
    default: bytes.append(byte)
    }
  }
}
