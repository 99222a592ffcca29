import Store

/// An order in which everything comes after what it refers to.
enum TableOrder {
  /// The tables of the house, without the list of migrations, which each database keeps for itself.
  static func inside(_ transaction: borrowing Transaction) throws -> [String] {
    var parents: [String: Set<String>] = [:]
    for reference in try transaction.references() where reference.parent != reference.child {
      parents[reference.child, default: []].insert(reference.parent)
    }
    var waiting = try transaction.tableNames().filter { $0 != "migrations" }
    var placed: [String] = []
    while !waiting.isEmpty {
      let ready = waiting.filter { name in (parents[name] ?? []).isSubset(of: placed) }
      if ready.isEmpty { throw StoreError(.migration, "tables refer to each other in a circle: \(waiting.joined(separator: ", "))") }
      placed += ready
      waiting.removeAll(where: ready.contains)
    }
    return placed
  }

  /// The rows of a table that refers to itself, each after those it refers to; `pairs` are the places of referring and referred column.
  static func rows(_ rows: [[Value]], _ pairs: [(child: Int, parent: Int)]) -> [[Value]]? {
    if pairs.isEmpty { return rows }
    var placed: [[Value]] = []
    var keys: [Set<Value>] = pairs.map { _ in [] }
    var waiting = rows
    while !waiting.isEmpty {
      var later: [[Value]] = []
      for row in waiting {
        let isReady = pairs.indices.allSatisfy { index in
          let wanted = row[pairs[index].child]
          return wanted == .null || wanted == row[pairs[index].parent] || keys[index].contains(wanted)
        }
        if isReady {
          placed.append(row)
          for index in pairs.indices { keys[index].insert(row[pairs[index].parent]) }
        } else {
          later.append(row)
        }
      }
      if later.count == waiting.count { return nil }
      waiting = later
    }
    return placed
  }
}
