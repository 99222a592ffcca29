import Kernel
import Secrets

/// The digest of an entry over the one before it: a changed, removed or inserted entry breaks the chain from there on.
enum EntryChain {
  static func digest(
    _ entry: EntryDraft, number: Int64, validatedAt: Instant, after previous: String
  ) -> String {
    var fields = [
      previous, entry.entity.text, String(entry.day.year), String(number), entry.book.rawValue, entry.day.description, entry.piece,
      entry.pieceDay.description, entry.text, entry.origin, String(validatedAt.seconds),
    ]
    for line in entry.lines {
      fields += [line.account, line.auxiliary?.number ?? "", line.auxiliary?.name ?? "", String(line.amount.cents), line.document ?? ""]
      fields.append(line.vat.map { "\($0.category.rawValue) \($0.rate.basisPoints) \($0.base.cents)" } ?? "")
    }
    // Each with its length before it, so that no two contents give one text.
    return Digest.sha256(fields.map { "\($0.utf8.count):\($0)" }.joined(separator: "\n"))
  }

  static func digest(of entry: Entry, lines: [EntryLine], after previous: String) -> String {
    digest(EntryDraft(entry, lines), number: entry.number, validatedAt: entry.validatedAt, after: previous)
  }
}

extension EntryDraft {
  /// What was written, as it was drafted.
  init(_ entry: Entry, _ lines: [EntryLine]) {
    self.init(
      entity: entry.entity, book: entry.book, day: entry.day, piece: entry.piece, pieceDay: entry.pieceDay, text: entry.label,
      lines: lines.map { EntryLineDraft($0.account, $0.amount, auxiliary: $0.auxiliary, document: $0.document, vat: $0.vat) },
      origin: entry.origin)
  }
}
