/// A step of the schema: frozen text that never mentions a type of the program and never changes once released.
package struct Migration: Sendable {
  /// `spaces 001: sites, buildings, levels, cells`; unique, and sorted within its area.
  package let name: String
  private let both: String?
  private let apart: [Engine: String]

  /// The same text on both engines. Statements are separated by a line that holds only `;;`.
  package init(_ name: String, _ text: String) {
    self.name = name
    both = text
    apart = [:]
  }
  /// For the overlap guard and search only: a text for each engine.
  package init(_ name: String, sqlite: String, postgres: String) {
    self.name = name
    both = nil
    apart = [.sqlite: sqlite, .postgres: postgres]
  }

  package func text(for engine: Engine) -> String { both ?? apart[engine] ?? "" }
  package var isTheSameOnBoth: Bool { both != nil }
  package func statements(for engine: Engine) -> [SQL] {
    text(for: engine).split(separator: "\n;;", omittingEmptySubsequences: true)
      .map { String($0) }.filter { !$0.allSatisfy(\.isWhitespace) }.map(SQL.init(frozen:))
  }
}
