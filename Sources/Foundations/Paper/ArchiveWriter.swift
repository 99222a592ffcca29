import CLibZ

/// Writes a PDF file: streams as they are, everything else packed in compressed streams of objects, and a compressed table of places.
struct ArchiveWriter {
  private enum Place {
    case offset(Int)
    case packed(stream: Int, index: Int)
  }
  private var out: [UInt8] = Array("%PDF-1.7\n%\u{E9}\u{E8}\u{E0}\u{F1}\n".utf8)
  private var places: [Int: Place] = [:]
  private var packed: [(number: Int, text: [UInt8])] = []
  private var next: Int
  /// Objects in one stream: a reader unpacks it whole for any of them.
  private static let most = 200

  init(firstNumber: Int) { next = firstNumber }

  mutating func number() -> Int {
    defer { next += 1 }
    return next
  }

  /// A dictionary or another value, packed with its like.
  mutating func value(_ number: Int, _ text: [UInt8]) { packed.append((number, text)) }
  mutating func value(_ text: String) -> Int {
    let number = number()
    value(number, Array(text.utf8))
    return number
  }
  /// A stream whose dictionary tells its length and filter already.
  mutating func stream(_ number: Int, _ dictionary: [UInt8], _ bytes: ArraySlice<UInt8>) {
    places[number] = .offset(out.count)
    out += Array("\(number) 0 obj\n".utf8)
    out += dictionary
    out += Array("\nstream\n".utf8)
    out += bytes
    out += Array("\nendstream\nendobj\n".utf8)
  }
  /// A stream of ours; `entries` without length and filter.
  mutating func stream(_ entries: String, _ bytes: [UInt8], isDeflated: Bool) throws(PaperFault) -> Int {
    let number = number()
    let body = isDeflated ? try Deflating.deflated(bytes) : bytes
    let filter = isDeflated ? " /Filter /FlateDecode" : ""
    stream(number, Array("<< \(entries)\(filter) /Length \(body.count) >>".utf8), body[...])
    return number
  }

  mutating func finished(root: Int, info: Int) throws(PaperFault) -> [UInt8] {
    for start in Swift.stride(from: 0, to: packed.count, by: Self.most) { try pack(packed[start..<min(start + Self.most, packed.count)]) }
    let number = number()
    places[number] = .offset(out.count)
    let identifier = Self.digest(out)
    var table: [UInt8] = []
    for number in 0...number {
      switch places[number] {
      case nil: table += [0, 0, 0, 0, 0, number == 0 ? 255 : 0, number == 0 ? 255 : 0]
      case .offset(let offset): table += [1] + Self.big(offset, 4) + [0, 0]
      case .packed(let stream, let index): table += [2] + Self.big(stream, 4) + Self.big(index, 2)
      }
    }
    let start = out.count
    let body = try Deflating.deflated(table)
    let entries =
      "<< /Type /XRef /Size \(number + 1) /W [1 4 2] /Root \(root) 0 R /Info \(info) 0 R /ID [<\(identifier)> <\(identifier)>]"
      + " /Filter /FlateDecode /Length \(body.count) >>"
    stream(number, Array(entries.utf8), body[...])
    return out + Array("startxref\n\(start)\n%%EOF\n".utf8)
  }

  private mutating func pack(_ objects: ArraySlice<(number: Int, text: [UInt8])>) throws(PaperFault) {
    let holder = number()
    var (head, body): (String, [UInt8]) = ("", [])
    for (index, object) in objects.enumerated() {
      places[object.number] = .packed(stream: holder, index: index)
      head += "\(object.number) \(body.count) "
      body += object.text
      body.append(10)
    }
    let bytes = try Deflating.deflated(Array(head.utf8) + body)
    let entries = "<< /Type /ObjStm /N \(objects.count) /First \(head.utf8.count) /Filter /FlateDecode /Length \(bytes.count) >>"
    stream(holder, Array(entries.utf8), bytes[...])
  }

  private static func big(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).reversed().map { UInt8(value >> ($0 * 8) & 0xFF) } }

  /// Sixteen bytes that follow from the contents; they name the file and guard nothing.
  private static func digest(_ bytes: [UInt8]) -> String {
    var (first, second): (UInt64, UInt64) = (0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F)
    for byte in bytes {
      first = (first ^ UInt64(byte)) &* 0x100_0000_01B3
      second = (second &+ UInt64(byte) &+ 1) &* 0x9E37_79B9_7F4A_7C15
      second ^= second >> 29
    }
    return [first, second].map { half in
      let digits = String(half, radix: 16)
      return String(repeating: "0", count: 16 - digits.count) + digits
    }.joined()
  }
}

enum Deflating {
  /// Level 4: a tenth larger than the best, in half the time.
  static func deflated(_ bytes: [UInt8], level: Int32 = 4) throws(PaperFault) -> [UInt8] {
    var length = compressBound(UInt(bytes.count))
    var outcome: Int32 = Z_OK
    let result = [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      outcome = compress2(buffer.baseAddress, &length, bytes, UInt(bytes.count), level)
      count = outcome == Z_OK ? Int(length) : 0
    }
    guard outcome == Z_OK else { throw .file("zlib answered \(outcome)") }
    return result
  }
}
