/// A small piece of a read document: one line of a statement, not the whole file.
struct XMLNode {
  let name: String
  let line: Int
  var text = ""
  var attributes: [String: String] = [:]
  var children: [XMLNode] = []

  init(_ name: String, line: Int) { (self.name, self.line) = (name, line) }

  func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }
  func all(_ name: String) -> [XMLNode] { children.filter { $0.name == name } }

  /// The first at the end of the path `Refs/EndToEndId`.
  func at(_ path: String) -> XMLNode? {
    var node = self
    for name in path.split(separator: "/") {
      guard let next = node.child(String(name)) else { return nil }
      node = next
    }
    return node
  }
  /// Its text without surrounding blanks; nil when there is none.
  func text(at path: String) -> String? {
    guard let node = at(path) else { return nil }
    let words = node.text.split { $0.isWhitespace }.joined(separator: " ")
    return words.isEmpty ? nil : words
  }
}
