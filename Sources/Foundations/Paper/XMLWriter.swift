/// Writes XML 1.0 in UTF-8, the same for the same calls. Names and prefixes are the program's own, so a wrong one stops it; texts are
/// anybody's, so each is escaped, and what XML cannot say becomes U+FFFD.
package struct XMLWriter {
  package private(set) var bytes: [UInt8] = []
  private var open: [String] = []
  /// Prefixes declared by each open element.
  private var declared: [Set<String>] = []
  private var hasElements: [Bool] = []
  private let indent: Bool

  package init(declaration: Bool = true, indent: Bool = true) {
    self.indent = indent
    if declaration { put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
  }

  /// An element with what `content` writes. `namespaces` are declared on it, prefix (empty for none) and address.
  package mutating func element(
    _ name: String, namespaces: KeyValuePairs<String, String> = [:], _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout XMLWriter) -> Void
  ) {
    begin(name, namespaces, attributes)
    let before = bytes.count
    put(">")
    content(&self)
    end(isEmpty: bytes.count == before + 1)
  }
  package mutating func element(
    _ name: String, namespaces: KeyValuePairs<String, String> = [:], _ attributes: KeyValuePairs<String, String> = [:], text: String = ""
  ) {
    element(name, namespaces: namespaces, attributes) { $0.text(text) }
  }
  package mutating func text(_ text: String) { escape(text, inAttribute: false) }

  private mutating func begin(_ name: String, _ namespaces: KeyValuePairs<String, String>, _ attributes: KeyValuePairs<String, String>) {
    declared.append(Set(namespaces.map(\.key)))
    check(name)
    if !hasElements.isEmpty { hasElements[hasElements.count - 1] = true }
    lineBreak(open.count)
    put("<" + name)
    for (prefix, address) in namespaces { attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, address) }
    var seen: Set<String> = []
    for (key, value) in attributes {
      check(key)
      precondition(seen.insert(key).inserted, "attribute \(key) twice on \(name)")
      attribute(key, value)
    }
    open.append(name)
    hasElements.append(false)
  }
  private mutating func end(isEmpty: Bool) {
    let name = open.removeLast()
    declared.removeLast()
    let isBlock = hasElements.removeLast()
    if isEmpty {
      bytes.removeLast()
      put("/>")
      return
    }
    if isBlock { lineBreak(open.count) }
    put("</" + name + ">")
    if open.isEmpty, indent { put("\n") }
  }
  private mutating func attribute(_ name: String, _ value: String) {
    put(" " + name + "=\"")
    escape(value, inAttribute: true)
    put("\"")
  }
  private mutating func lineBreak(_ depth: Int) {
    if indent, depth > 0 { put("\n" + String(repeating: " ", count: depth)) }
  }

  private func check(_ name: String) {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false)
    let isName = parts.allSatisfy { part in
      part.utf8.first.map { isLetter($0) } ?? false
        && part.utf8.allSatisfy { isLetter($0) || $0 == 45 || $0 == 46 || (48...57).contains($0) }
    }
    precondition(isName && parts.count <= 2, "\(name) is no name of XML")
    if parts.count == 2, parts[0] != "xml" {
      precondition(declared.contains { $0.contains(String(parts[0])) }, "the prefix of \(name) is declared by no element around it")
    }
  }
  private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": put("&amp;")
      case "<": put("&lt;")
      case ">": put("&gt;")
      case "\"" where inAttribute: put("&quot;")
      case "\r": put("&#13;")
      case "\n" where inAttribute: put("&#10;")
      case "\t" where inAttribute: put("&#9;")
      case "\n", "\t": bytes.append(UInt8(scalar.value))
      default: put(scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF ? "\u{FFFD}" : String(scalar))
      }
    }
  }
  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
