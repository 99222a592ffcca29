/// The texts of one language as Mustache walks them: `{{t.spaces.title}}` asks for `spaces`, then for `title`.
package final class TextTree: NamedParts, Sendable {
  private let children: [String: any Sendable]

  private init(_ children: [String: any Sendable]) { self.children = children }

  /// From flat keys: `spaces.title` becomes `title` below `spaces`.
  convenience init(flat: [String: String]) {
    self.init(TextTree.children(of: flat.map { ($0.key.split(separator: ".")[...], $0.value) }))
  }

  private static func children(of entries: [(path: ArraySlice<Substring>, text: String)]) -> [String: any Sendable] {
    var children: [String: any Sendable] = [:]
    for (name, below) in Dictionary(grouping: entries, by: { $0.path.first ?? "" }) {
      let deeper = below.filter { $0.path.count > 1 }.map { ($0.path.dropFirst(), $0.text) }
      if deeper.isEmpty {
        children[String(name)] = below.first?.text
      } else {
        children[String(name)] = TextTree(TextTree.children(of: deeper))
      }
    }
    return children
  }

  package func child(named name: String) -> Any? { children[name] }
}
