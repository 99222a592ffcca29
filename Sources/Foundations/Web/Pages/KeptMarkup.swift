import Archive
import Secrets

/// Markup that is drawn once and shown many times. Only its compressed form is kept: that is what nearly every browser takes.
package final class KeptMarkup: Sendable {
  let compressed: GzipPiece

  package init(_ bytes: [UInt8]) { compressed = GzipPiece(bytes, level: Compression.level) }

  /// What a page names where the markup stands; `Answer.holding` puts it there. Nobody outside can write it into a page.
  package static let place = "<!--\(Secret.random(bytes: 12))-->"

  /// What it takes in memory.
  package var size: Int { compressed.size }
  package var bytes: [UInt8] { compressed.bytes }
}

/// A body of which a part was kept: head and tail are this visitor's own.
struct KeptBody: Sendable {
  var head: [UInt8] = []
  let markup: KeptMarkup
  var tail: [UInt8] = []

  var plain: [UInt8] { head + markup.bytes + tail }
  var packed: [UInt8] {
    let own = [head, tail].map { $0.isEmpty ? nil : GzipPiece($0, level: Compression.level) }
    return Gzip.joining([own[0], markup.compressed, own[1]].compactMap(\.self))
  }
}

extension Reply {
  /// HTML with the kept markup where its place is; where there is none, as it is.
  mutating func write(_ bytes: [UInt8], around markup: KeptMarkup?) {
    guard let markup, let place = bytes.place(of: Array(KeptMarkup.place.utf8)) else {
      body = bytes
      return
    }
    kept = KeptBody(head: Array(bytes[..<place.lowerBound]), markup: markup, tail: Array(bytes[place.upperBound...]))
  }
}

extension [UInt8] {
  /// Where the other bytes stand first.
  fileprivate func place(of other: [UInt8]) -> Range<Int>? {
    guard let first = other.first, count >= other.count else { return nil }
    return withUnsafeBufferPointer { bytes in
      for start in 0...bytes.count - other.count where bytes[start] == first {
        if other.indices.allSatisfy({ bytes[start + $0] == other[$0] }) { return start..<start + other.count }
      }
      return nil
    }
  }
}
