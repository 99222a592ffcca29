import CLibZ

/// Bytes compressed by themselves, to stand between others in one gzip stream: what is on every page is compressed once.
package struct GzipPiece: Sendable {
  fileprivate let deflated: [UInt8]
  fileprivate let checksum: UInt
  fileprivate let length: Int

  /// How many bytes it takes.
  package var size: Int { deflated.count }
  /// What was compressed.
  package var bytes: [UInt8] { Gzip.decompress(Gzip.joining([self]), limit: length) ?? [] }

  /// `level` is 1 (fast) to 9 (small).
  package init(_ bytes: [UInt8], level: Int = 6) {
    length = bytes.count
    checksum = crc32(0, bytes, UInt32(bytes.count))
    // Without a frame. A small piece needs no large window, and the memory of one costs more than the compressing.
    let (window, memory): (Int32, Int32) = bytes.count < 16_384 ? (14, 6) : (15, 8)
    // Ends on a whole byte, and looks back at nothing that was before it.
    let (output, flushed) = Gzip.deflated(bytes, level: level, window: -window, memory: memory, Z_SYNC_FLUSH)
    precondition(flushed == Z_OK || flushed == Z_BUF_ERROR, "the bound of zlib holds")
    deflated = output
  }
}

extension Gzip {
  /// One stream of several pieces, as if they had been one text.
  package static func joining(_ pieces: [GzipPiece]) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    bytes.reserveCapacity(pieces.reduce(32) { $0 + $1.deflated.count })
    var (checksum, length): (UInt, Int) = (crc32(0, nil, 0), 0)
    for piece in pieces {
      bytes += piece.deflated
      checksum = crc32_combine(checksum, piece.checksum, piece.length)
      length += piece.length
    }
    // An empty last block, then the frame's end.
    bytes += [3, 0]
    for number in [UInt32(truncatingIfNeeded: checksum), UInt32(truncatingIfNeeded: length)] {
      for shift in stride(from: UInt32(0), to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: number >> shift)) }
    }
    return bytes
  }
}
