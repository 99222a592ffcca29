import Synchronization

/// The token of a visitor's forms, made when the page first asks for it: most pages have no form.
package final class FormToken: Sendable {
  private let made = Mutex<String?>(nil)
  private let make: @Sendable () -> String

  init(_ make: @escaping @Sendable () -> String) { self.make = make }

  package var text: String {
    made.withLock { made in
      if let made { return made }
      let token = make()
      made = token
      return token
    }
  }
  /// Whether the page has it, and the visitor needs the cookie that belongs to it.
  var wasAsked: Bool { made.withLock { $0 != nil } }
}
