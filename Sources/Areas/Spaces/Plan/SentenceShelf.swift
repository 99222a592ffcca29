import Kernel
import Synchronization

/// What was said of cells. What there is to say changes when somebody comes or goes, and not from day to day: a slider that is moved through
/// the years meets the same facts again and again, and putting them into words costs as much as drawing them.
package final class SentenceShelf: Sendable {
  /// For whom sentences are kept: what they are told, and in which language.
  struct Reader: Hashable, Sendable {
    private let holders: Bool
    private let rents: Bool
    private let promises: Bool
    private let language: Language

    init?(_ sight: PlanSight, _ language: Language) {
      guard sight.promises == .everything || sight.promises == .only([]) else { return nil }
      (holders, rents, promises, self.language) = (sight.holders, sight.rents, sight.promises == .everything, language)
    }
  }

  /// Some 250 bytes each: 3 MB at the most.
  static let limit = 12_000
  private let known = Mutex<[CellFact: String]>([:])

  func text(_ fact: CellFact, said: () -> String) -> String {
    if let text = known.withLock({ $0[fact] }) { return text }
    let text = said()
    known.withLock { known in
      if known.count >= SentenceShelf.limit { known.removeAll(keepingCapacity: true) }
      known[fact] = text
    }
    return text
  }
}
