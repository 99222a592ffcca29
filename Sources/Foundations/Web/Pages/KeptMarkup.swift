import Archive
import Secrets

/// Markup that is drawn once and shown many times. Only its compressed form is kept: that is what nearly every browser takes.
package final class KeptMarkup: Sendable {
  let compressed: GzipPiece

  package init(_ bytes: [UInt8]) { compressed = GzipPiece(bytes, level: 3) }

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
    let own = [head, tail].map { $0.isEmpty ? nil : GzipPiece($0, level: 4) }
    return Gzip.joining([own[0], markup.compressed, own[1]].compactMap(\.self))
  }
}

extension Reply {
  /// HTML with the kept markup where its place is; where there is none, as it is.
  mutating func write(_ html: String, around markup: KeptMarkup?) {
    guard let markup, let place = html.utf8.firstRange(of: KeptMarkup.place.utf8) else {
      body = Array(html.utf8)
      return
    }
    kept = KeptBody(head: Array(html.utf8[..<place.lowerBound]), markup: markup, tail: Array(html.utf8[place.upperBound...]))
  }
}
