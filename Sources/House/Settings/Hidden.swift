/// A value that shows only to who asks for it by `reveal`: printing it, logging it or dumping what holds it gives dots.
package struct Hidden: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let value: String

  package init(_ value: String) { self.value = value }

  package var reveal: String { value }
  package var description: String { "•••" }
  package var debugDescription: String { "•••" }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
