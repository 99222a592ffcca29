/// Writes XML 1.0 in UTF-8, the same for the same calls. Names and prefixes are the program's own, so a wrong one stops it; texts are
/// anybody's, so each is escaped, and what XML cannot say becomes U+FFFD.
package struct XMLWriter {
  package private(set) var bytes: [UInt8] = []
  private var open: [String] = []
  /// Prefixes declared by each open element.
  private var declared: [[String]] = []
  private var hasElements: [Bool] = []
  private let indent: Bool

  package init(declaration: Bool = true, indent: Bool = true) {
    self.indent = indent
    if declaration { put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }
  }

  /// An element with what `content` writes. `namespaces` are declared on it, prefix (empty for none) and address.
  package mutating func element(
    _ name: String, namespaces: KeyValuePairs<String, String> = [:],
    _ attributes: KeyValuePairs<String, String> = [:],
    _ content: (inout XMLWriter) -> Void
  ) {
    begin(name, namespaces, attributes)
    let before = bytes.count
    put(">")
    content(&self)
    end(isEmpty: bytes.count == before + 1)
  }
  package mutating func element(
    _ name: String, namespaces: KeyValuePairs<String, String> = [:],
    _ attributes: KeyValuePairs<String, String> = [:], text: String = ""
  ) {
    element(name, namespaces: namespaces, attributes) { $0.text(text) }
  }
  package mutating func text(_ text: String) { escape(text, inAttribute: false) }

  private mutating func begin(
    _ name: String, _ namespaces: KeyValuePairs<String, String>,
    _ attributes: KeyValuePairs<String, String>
  ) {
    declared.append(namespaces.map(\.key))
    check(name)
    if !hasElements.isEmpty { hasElements[hasElements.count - 1] = true }
    lineBreak(open.count)
    put("<")
    put(name)
    for (prefix, address) in namespaces {
      attribute(prefix.isEmpty ? "xmlns" : "xmlns:" + prefix, address)
    }
    for (index, (key, value)) in attributes.enumerated() {
      check(key)
      precondition(
        !attributes.prefix(index).contains { $0.key == key }, "attribute \(key) twice on \(name)")
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
    put("</")
    put(name)
    put(">")
    if open.isEmpty, indent { put("\n") }
  }
  private mutating func attribute(_ name: String, _ value: String) {
    put(" ")
    put(name)
    put("=\"")
    escape(value, inAttribute: true)
    put("\"")
  }
  private mutating func lineBreak(_ depth: Int) {
    guard indent, depth > 0 else { return }
    bytes.append(10)
    bytes.append(contentsOf: repeatElement(32, count: depth))
  }

  private func check(_ name: String) {
    var colon: Int?
    var (index, start) = (0, 0)
    for byte in name.utf8 {
      if byte == 58, colon == nil, index > start {
        colon = index
        start = index + 1
      } else {
        let isMiddle = index > start && (byte == 45 || byte == 46 || (48...57).contains(byte))
        precondition(isLetter(byte) || isMiddle, "\(name) is no name of XML")
      }
      index += 1
    }
    precondition(index > start, "\(name) is no name of XML")
    if let colon, !name.hasPrefix("xml:") {
      let prefix = name.utf8.prefix(colon)
      precondition(
        declared.contains { $0.contains { $0.utf8.elementsEqual(prefix) } },
        "the prefix of \(name) is declared by no element around it")
    }
  }
  private func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private mutating func escape(_ text: String, inAttribute: Bool) {
    // What most texts are: nothing to escape, and nothing that XML cannot say. U+FFFE and U+FFFF begin with the byte EF, as do rare others.
    let isPlain = text.utf8.allSatisfy { byte in
      (byte >= 32 && byte != 38 && byte != 60 && byte != 62 && byte != 34 && byte != 0xEF)
        || (!inAttribute && (byte == 10 || byte == 9))
    }
    if isPlain { return put(text) }
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
      default:
        put(
          scalar.value < 32 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
            ? "\u{FFFD}" : String(scalar))
      }
    }
  }
  private mutating func put(_ text: String) { bytes.append(contentsOf: text.utf8) }
}
