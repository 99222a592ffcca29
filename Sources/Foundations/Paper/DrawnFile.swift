/// The file that Cairo drew, cut into its objects. Cairo writes a plain table of places and objects one after the other, so they are found
/// without reading what is in them; whatever looks otherwise is refused, not guessed.
struct DrawnFile {
  struct Object {
    /// The object without its number; of a stream, its dictionary.
    var text: [UInt8]
    /// What lies between `stream` and `endstream`.
    var stream: Range<Int>?
  }
  let bytes: [UInt8]
  private(set) var objects: [Int: Object] = [:]
  let root: Int
  /// Numbers of new objects begin here.
  let size: Int

  init(_ bytes: [UInt8]) throws(PaperFault) {
    self.bytes = bytes
    let scan = Scan(bytes)
    guard let mark = scan.last("startxref\n"), let table = scan.number(at: mark + 10), scan.matches("xref\n0 ", at: table),
      let size = scan.number(at: table + 7), let entries = scan.first("\n", from: table + 5).map({ $0 + 1 }),
      entries + size * 20 < bytes.count, let trailer = scan.first("trailer", from: entries + size * 20),
      let rootMark = scan.first("/Root ", from: trailer), let root = scan.number(at: rootMark + 6)
    else { throw .file("Cairo's table of objects is not where it was") }
    (self.root, self.size) = (root, size)
    var places: [(number: Int, at: Int)] = []
    for number in 1..<max(size, 1) {
      let entry = entries + number * 20
      if bytes[entry + 17] == UInt8(ascii: "n"), let place = scan.number(at: entry) { places.append((number, place)) }
    }
    places.sort { $0.at < $1.at }
    var lengths: Set<Int> = []
    for (index, place) in places.enumerated() {
      let end = index + 1 < places.count ? places[index + 1].at : table
      let object = try DrawnFile.object(place.number, place.at..<end, scan)
      objects[place.number] = object.value
      if let length = object.length { lengths.insert(length) }
    }
    for number in lengths { objects[number] = nil }
    // What Cairo says of itself and of the day; we say it anew.
    if let mark = scan.first("/Info ", from: trailer), let number = scan.number(at: mark + 6) { objects[number] = nil }
    guard objects[root] != nil else { throw .file("Cairo drew no catalogue") }
  }

  /// The object, and the number of the one that held the length of its stream, which stands in its dictionary from now on.
  private static func object(_ number: Int, _ range: Range<Int>, _ scan: Scan) throws(PaperFault) -> (value: Object, length: Int?) {
    let head = "\(number) 0 obj\n"
    let start = range.lowerBound + head.utf8.count
    guard range.upperBound <= scan.bytes.count, scan.matches(head, at: range.lowerBound),
      let end = scan.last("endobj", from: start, until: range.upperBound)
    else { throw .file("object \(number) of Cairo's is not whole") }
    guard let mark = scan.first("\nstream\n", from: start, until: end) else { return (Object(text: Array(scan.bytes[start..<end])), nil) }
    guard let close = scan.last("\nendstream", from: mark, until: end), let key = scan.first("/Length ", from: start, until: mark),
      let length = scan.number(at: key + 8), let rest = scan.first(" 0 R", from: key + 8, until: mark)
    else { throw .file("stream \(number) of Cairo's is not whole") }
    let stream = mark + 8..<close
    let text = scan.bytes[start..<key + 8] + Array(String(stream.count).utf8) + scan.bytes[rest + 4..<mark]
    return (Object(text: Array(text), stream: stream), length)
  }

  /// Puts an entry into the dictionary of each object that has these words in it.
  mutating func add(_ entry: String, where words: String) {
    for number in objects.keys.sorted() {
      guard let text = objects[number]?.text, Scan(text).first(words, from: 0) != nil else { continue }
      objects[number]?.text = DrawnFile.adding(entry, to: text)
    }
  }
  /// The first entry into the first object that has these words in it, and so on: there are as many of the one as of the other.
  mutating func add(_ entries: [String], toEach words: String) throws(PaperFault) {
    let found = objects.keys.sorted().filter { number in Scan(objects[number]?.text ?? []).first(words, from: 0) != nil }
    guard found.count == entries.count else { throw .file("Cairo drew \(found.count) of \(words), not \(entries.count)") }
    for (number, entry) in zip(found, entries) { add(entry, to: number) }
  }
  mutating func add(_ entry: String, to number: Int) {
    if let text = objects[number]?.text { objects[number]?.text = DrawnFile.adding(entry, to: text) }
  }
  /// Before the end of the outermost dictionary.
  private static func adding(_ entry: String, to text: [UInt8]) -> [UInt8] {
    guard let end = Scan(text).last(">>", from: 0, until: text.count) else { return text }
    return text[..<end] + Array("\(entry)\n".utf8) + text[end...]
  }
}

/// Looks for words in bytes.
struct Scan {
  let bytes: [UInt8]
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func matches(_ words: String, at place: Int) -> Bool {
    place >= 0 && place + words.utf8.count <= bytes.count && bytes[place..<place + words.utf8.count].elementsEqual(words.utf8)
  }
  func first(_ words: String, from: Int, until: Int? = nil) -> Int? { find(words, stride(from: from, through: end(words, until), by: 1)) }
  func last(_ words: String, from: Int = 0, until: Int? = nil) -> Int? {
    find(words, stride(from: end(words, until), through: from, by: -1))
  }

  private func end(_ words: String, _ until: Int?) -> Int { min(until ?? bytes.count, bytes.count) - words.utf8.count }
  private func find(_ words: String, _ places: StrideThrough<Int>) -> Int? {
    var words = words
    return words.withUTF8 { wanted in
      bytes.withUnsafeBufferPointer { bytes in
        places.first { place in
          guard place >= 0, bytes[place] == wanted[0] else { return false }
          for index in wanted.indices where bytes[place + index] != wanted[index] { return false }
          return true
        }
      }
    }
  }
  /// The digits that stand here.
  func number(at place: Int) -> Int? {
    guard place >= 0 else { return nil }
    var number = 0
    var here = place
    while here < bytes.count, (48...57).contains(bytes[here]), here - place < 12 {
      number = number * 10 + Int(bytes[here] - 48)
      here += 1
    }
    return here > place ? number : nil
  }
}
