import CLibZ

/// Compression of what goes over the wire. The same bytes make the same bytes: no time, no name.
package enum Gzip {
  /// `level` is 1 (fast) to 9 (small).
  package static func compress(_ bytes: [UInt8], level: Int = 6) -> [UInt8] {
    // 15 bits of window, plus 16 for the frame of gzip.
    let (output, ended) = deflated(bytes, level: level, window: 15 + 16, memory: 8, Z_FINISH)
    precondition(ended == Z_STREAM_END, "the bound of zlib holds")
    return output
  }

  /// What zlib makes of the bytes in one go, in an array of just that size, and how it ended.
  static func deflated(
    _ bytes: [UInt8], level: Int, window: Int32, memory: Int32, _ flush: Int32
  ) -> (output: [UInt8], ended: Int32) {
    var stream = z_stream()
    let began = deflateInit2_(
      &stream, Int32(min(max(level, 1), 9)), Z_DEFLATED, window, memory, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(began == Z_OK, "zlib has memory")
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))) + 64)
    let room = output.count
    let (written, ended) = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target -> (Int, Int32) in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(room)
        let ended = deflate(&stream, flush)
        precondition(stream.avail_out > 0, "the bound of zlib holds")
        return (room - Int(stream.avail_out), ended)
      }
    }
    // A copy of its size: the room stays taken otherwise, as long as the bytes are kept.
    return (Array(output[..<written]), ended)
  }

  /// nil when damaged, or when there would be more than `limit` bytes.
  package static func decompress(_ bytes: [UInt8], limit: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
    defer { inflateEnd(&stream) }
    var input = bytes
    var output: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 64 << 10)
    return input.withUnsafeMutableBufferPointer { source in
      stream.next_in = source.baseAddress
      stream.avail_in = UInt32(source.count)
      while true {
        let (code, length) = piece.withUnsafeMutableBufferPointer { target -> (Int32, Int) in
          stream.next_out = target.baseAddress
          stream.avail_out = UInt32(target.count)
          let code = inflate(&stream, Z_NO_FLUSH)
          return (code, target.count - Int(stream.avail_out))
        }
        output.append(contentsOf: piece[..<length])
        if output.count > limit { return nil }
        if code == Z_STREAM_END { return output }
        if code != Z_OK || length == 0 && stream.avail_in == 0 { return nil }
      }
    }
  }
}
