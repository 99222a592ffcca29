import Kernel
import Store

/// The tables whose things are known in files by a key.
enum KeyedTable { case sites, buildings, levels }

extension Transaction {
  /// The key given, if nothing else bears it, or a free one made of the name: `batiment-23`, then `batiment-23-2`.
  borrowing func key(_ given: String?, of name: String, in table: KeyedTable) throws -> String {
    if let given {
      if given.isEmpty { throw Refusal.invalid("kernel.problem.missing", field: "key") }
      if try isTaken(given, in: table) { throw Refusal.conflict("spaces.problem.keyTaken", field: "key", ["key": given]) }
      return given
    }
    let words = name.folded.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let stem = words.isEmpty ? "\(table)" : String(words.joined(separator: "-").prefix(60))
    var key = stem
    var number = 1
    while try isTaken(key, in: table) {
      number += 1
      key = "\(stem)-\(number)"
    }
    return key
  }

  private borrowing func isTaken(_ key: String, in table: KeyedTable) throws -> Bool {
    switch table {
    case .sites: try site(key: key) != nil
    case .buildings: try building(key: key) != nil
    case .levels: try level(key: key) != nil
    }
  }
}
