import Archive
import Testing

@Suite("Archives") struct ArchiveTests {
  static let plan = ZipEntry(path: "niveau/plan é.json", bytes: Array("{}".utf8))

  @Test func thereAndBack() throws {
    let entries = [
      Self.plan, ZipEntry(path: "empty", bytes: []), ZipEntry(path: "big", bytes: (0..<300_000).map { UInt8(($0 * $0) & 255) }),
    ]
    let bytes = try Zip.write(entries)
    #expect(try Zip.read(bytes) == entries)
    #expect(try Zip.write(entries) == bytes)
  }

  @Test(arguments: ["../x", "a/../x", "/etc/passwd", "a\\b", "a//b", "C:x", "a/./b", "", "a\u{1}"])
  func pathsThatLeadElsewhere(path: String) throws {
    #expect(throws: ArchiveFault.unsafePath(path)) { try Zip.write([ZipEntry(path: path, bytes: [])]) }
    // The same path smuggled in: a safe name of the same length is overwritten in both places where an archive keeps it.
    // (Signs below 32 are pictures in the old code page that unmarked names are read in.)
    if path.isEmpty || path.contains("\u{1}") { return }
    let safe = String(repeating: "z", count: path.utf8.count)
    let forged = Self.replacing(safe, with: path, in: try Zip.write([ZipEntry(path: safe, bytes: [1])]))
    #expect(throws: ArchiveFault.unsafePath(path)) { try Zip.read(forged) }
  }

  @Test func everyWrongPathIsTold() throws {
    let names = ["aaaaaaa", "bbbbbbb", "ccccccc", "ddddddd"]
    var forged = try Zip.write(names.map { ZipEntry(path: $0, bytes: [1]) })
    for (safe, path) in [("aaaaaaa", "../abcd"), ("ccccccc", "/abcdef"), ("ddddddd", "bbbbbbb")] {
      forged = Self.replacing(safe, with: path, in: forged)
    }
    let faults: [ArchiveFault] = [.unsafePath("../abcd"), .unsafePath("/abcdef"), .duplicate("bbbbbbb")]
    #expect(throws: ArchiveFault.several(faults)) { try Zip.read(forged) }
    #expect(ArchiveFault.several(faults).all == faults && ArchiveFault.notAnArchive.all == [.notAnArchive])
  }

  @Test func bombsAreRefusedEarly() throws {
    let bomb = try Zip.write([ZipEntry(path: "bomb", bytes: [UInt8](repeating: 0, count: 8 << 20))])
    #expect(throws: ArchiveFault.tooDense("bomb")) { try Zip.read(bomb) }
    #expect(throws: ArchiveFault.entryTooLarge("bomb")) { try Zip.read(bomb, limits: ZipLimits(entrySize: 1 << 20)) }
    let pair = try Zip.write([ZipEntry(path: "a", bytes: [1, 2, 3]), ZipEntry(path: "b", bytes: [4, 5, 6])])
    #expect(throws: ArchiveFault.totalTooLarge("b")) { try Zip.read(pair, limits: ZipLimits(totalSize: 5)) }
    #expect(throws: ArchiveFault.tooManyEntries(2)) { try Zip.read(pair, limits: ZipLimits(entries: 1)) }
  }

  @Test func liesAndDamage() throws {
    let pair = try Zip.write([ZipEntry(path: "aa", bytes: [1, 2, 3]), ZipEntry(path: "bb", bytes: [4, 5, 6])])
    #expect(throws: ArchiveFault.duplicate("aa")) { try Zip.read(Self.replacing("bb", with: "aa", in: pair)) }
    #expect(throws: ArchiveFault.notAnArchive) { try Zip.read([]) }
    #expect(throws: ArchiveFault.notAnArchive) { try Zip.read(Array("not a zip at all".utf8)) }
    // Whatever single byte is wrong, an error is thrown or the same files come out; nothing crashes.
    for place in pair.indices {
      var broken = pair
      broken[place] ^= 0xFF
      _ = try? Zip.read(broken)
      _ = try? Zip.read(Array(pair[..<place]))
    }
  }

  @Test func gzip() {
    let text = Array(String(repeating: "Fonderie ", count: 5000).utf8)
    let packed = Gzip.compress(text)
    #expect(packed.count < text.count / 20)
    #expect(packed == Gzip.compress(text))
    #expect(Gzip.decompress(packed, limit: 1 << 20) == text)
    #expect(Gzip.decompress(packed, limit: 1000) == nil)
    #expect(Gzip.decompress(Array(packed.dropLast(9)), limit: 1 << 20) == nil)
    #expect(Gzip.decompress(Gzip.compress([]), limit: 0) == [])
  }

  static func replacing(_ old: String, with new: String, in bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    var place = 0
    while place + old.count <= bytes.count {
      if Array(bytes[place..<place + old.count]) == old { bytes.replaceSubrange(place..<place + old.count, with: new) }
      place += 1
    }
    return bytes
  }

  @Test(arguments: [[""], ["a"], ["", "a", ""], ["<p>", String(repeating: "plan ", count: 40_000), "</p>"], ["é🌱", "\u{0}", "x"]])
  func piecesMakeOneStream(texts: [String]) {
    let pieces = texts.map { GzipPiece(Array($0.utf8), level: 3) }
    let whole = Array(texts.joined().utf8)
    #expect(Gzip.decompress(Gzip.joining(pieces), limit: whole.count) == whole)
    #expect(pieces.map { String(decoding: $0.bytes, as: UTF8.self) } == texts)
  }
}
