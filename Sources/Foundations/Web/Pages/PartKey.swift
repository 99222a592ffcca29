import Synchronization

/// A name that templates use, or that a stored property has. Equal names have one number, so that finding one among a value's parts compares
/// numbers: a list asks for some thousand, and taking the text of each apart was a fifth of what drawing it cost.
package struct PartKey: Sendable {
  package let text: String
  let number: Int32

  private static let numbers = Mutex<[String: Int32]>([:])

  /// Asked when a template is read and when a type is met for the first time, not while pages are drawn.
  package init(_ text: String) {
    self.text = text
    number = PartKey.numbers.withLock { numbers in
      if let known = numbers[text] { return known }
      let next = Int32(numbers.count)
      numbers[text] = next
      return next
    }
  }
}
