/// Attributes of a cell in one field of a table: `usage=circulation;floor=concrete`.
enum AttributeText {
  struct Pair {
    let whole: String
    /// nil without a name or without `=`.
    let named: (name: String, value: String)?
  }

  static func joined(_ attributes: [String: String]) -> String {
    attributes.sorted { $0.key < $1.key }.map { escaped($0.key) + "=" + escaped($0.value) }.joined(separator: ";")
  }

  static func split(_ text: String) -> [Pair] {
    var pairs: [Pair] = []
    var (whole, name, value) = ("", "", "")
    var hasName = false
    var isEscaped = false
    func finish() {
      let trimmed = (Substring(name).trimmingBlanks, Substring(value).trimmingBlanks)
      if !whole.isEmpty { pairs.append(Pair(whole: whole, named: hasName && !trimmed.0.isEmpty ? (trimmed.0, trimmed.1) : nil)) }
      (whole, name, value, hasName) = ("", "", "", false)
    }
    for character in text {
      if !isEscaped, character == ";" {
        finish()
        continue
      }
      whole.append(character)
      if !isEscaped, character == "\\" {
        isEscaped = true
      } else if !isEscaped, !hasName, character == "=" {
        hasName = true
      } else {
        if hasName { value.append(character) } else { name.append(character) }
        isEscaped = false
      }
    }
    finish()
    return pairs
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing("=", with: "\\=")
  }
}
