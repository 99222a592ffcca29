import Synchronization

/// A name that templates use, or that a stored property has. Equal names have one number, so that finding one among a value's parts compares
/// numbers: a list asks for some thousand, and taking the text of each apart was a fifth of what drawing it cost.
package struct PartKey: Sendable {
  package let text: String
  let number: Int32

  private struct Known {
    var numbers: [String: Int32] = [:]
    var texts: [String] = []
  }
  private static let known = Mutex(Known())

  /// Asked when a template is read and when a type is met for the first time, not while pages are drawn.
  package init(_ text: String) {
    self.text = text
    number = PartKey.known.withLock { known in
      if let number = known.numbers[text] { return number }
      let next = Int32(known.texts.count)
      known.numbers[text] = next
      known.texts.append(text)
      return next
    }
  }

  /// For what answers by name itself.
  static func text(of number: Int32) -> String { known.withLock { $0.texts[Int(number)] } }
}
