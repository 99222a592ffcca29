import Synchronization

/// Keeps the identities that one process makes within a second in the order they are made (RFC 9562, section 6.2, method 1):
/// a history sorted by time and identity then tells what came first. Two processes that write within the same second have counts of their
/// own: between them only the time of the database tells, and nothing may hang on the order of their identities.
enum IDOrder {
  private static let last = Mutex<UInt64>(0)

  /// The next of 2³² counts; after the last comes the first again.
  static func next() -> UInt64 {
    last.withLock { last in
      last = (last + 1) & 0xFFFF_FFFF
      return last
    }
  }
}
