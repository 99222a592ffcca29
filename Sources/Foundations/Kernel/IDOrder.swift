import Synchronization

/// Keeps the identities that one process makes within a second in the order they are made (RFC 9562, section 6.2, method 1):
/// a history sorted by time and identity then tells what came first.
enum IDOrder {
  private static let last = Mutex<(milliseconds: UInt64, count: UInt64)>((0, 0))

  /// The milliseconds and the twelve bits of count to use.
  static func next(after asked: UInt64) -> (milliseconds: UInt64, count: UInt64) {
    last.withLock { last in
      // Within the second that is being counted, go on from where it stands; any other moment begins anew.
      if asked <= last.milliseconds, last.milliseconds < asked + 1000 {
        last = last.count < 0xFFF ? (last.milliseconds, last.count + 1) : (last.milliseconds + 1, 0)
      } else {
        last = (asked, 0)
      }
      return last
    }
  }
}
