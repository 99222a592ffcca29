import Kernel

/// Why the house writes to a holder; each is also the name of its texts, which the mail says too.
enum LetterOccasion: String, Sendable, CaseIterable {
  case granted, waiting, moved, expiring

  /// Days before the end in which a letter about it comes first, as the reminder by mail does.
  static let notice = 14

  /// What can be written about this hold now, what matters most first; nothing about works or what is over.
  static func all(for hold: Hold, promises: [Promised], on today: Day) -> [LetterOccasion] {
    guard hold.organisation != nil, hold.stands(on: today), !hold.isOver(on: today) else { return [] }
    var all: [LetterOccasion] = []
    if lastMove(promises) != nil { all.append(.moved) }
    if hold.isWaiting { all.append(.waiting) } else if hold.kind == .option { all.append(.granted) }
    if let expiry = hold.expiresOn { all.insert(.expiring, at: expiry - today <= notice ? 0 : all.count) }
    return all
  }

  /// The last time that another first day was said.
  static func lastMove(_ promises: [Promised]) -> (old: Promised, new: Promised)? {
    Array(zip(promises, promises.dropFirst())).last { $0.span.from != $1.span.from }.map { (old: $0, new: $1) }
  }
}

extension HoldLine {
  /// Whether a letter can be written about it, whatever was promised before.
  package var hasLetter: Bool { hold.kind == .option || hold.isWaiting || hold.expiresOn != nil }
}
