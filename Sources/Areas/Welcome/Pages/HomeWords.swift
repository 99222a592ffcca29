import Synchronization
import Web

/// What the house says of itself, as HTML: the same few texts for every visitor, taken apart once each.
final class HomeWords: Sendable {
  struct Said: Sendable {
    let summary: String?
    let leadHTML: String
    let restHTML: String
  }
  private let known = Mutex<[String: Said]>([:])

  func said(_ words: String) -> Said {
    if let said = known.withLock({ $0[words] }) { return said }
    let (lead, rest) = PlainMarkup.parted(words)
    let said = Said(summary: PlainMarkup.summary(words), leadHTML: PlainMarkup.html(lead), restHTML: PlainMarkup.html(rest))
    known.withLock { known in
      // One for each language, and what they said before.
      if known.count >= 12 { known.removeAll() }
      known[words] = said
    }
    return said
  }
}
