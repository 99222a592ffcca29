import Kernel
import Store

extension HouseCheck {
  /// What the engine can say of its own files: the one place beside catalog, search and overlap guard that knows which engine it is.
  static func ofEngine(_ engine: Engine) -> [HouseCheck] {
    switch engine {
    case .sqlite: [fileIsWhole, referencesHold]
    case .postgres: [constraintsHold, indexesAreWhole]
    }
  }

  private static let fileIsWhole = HouseCheck("integrity of the file") { transaction, _ in
    let lines: [String] = try transaction.rows("PRAGMA integrity_check").map { try $0.get("integrity_check") }
    return lines == ["ok"] ? [] : lines
  }

  private static let referencesHold = HouseCheck("references between tables") { transaction, _ in
    try transaction.rows("PRAGMA foreign_key_check").map { row in
      let table: String = try row.get("table")
      let parent: String = try row.get("parent")
      return "a row of \(table) points to a row of \(parent) that is not there"
    }
  }

  private static let constraintsHold = HouseCheck("references between tables") { transaction, _ in
    try transaction.rows(
      """
      SELECT k.conname AS name, c.relname AS child FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT k.convalidated
      """
    ).map { row in
      let name: String = try row.get("name")
      let table: String = try row.get("child")
      return "the constraint \(name) of \(table) was never checked"
    }
  }

  private static let indexesAreWhole = HouseCheck("indexes") { transaction, _ in
    try transaction.rows(
      """
      SELECT c.relname AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT i.indisvalid
      """
    ).map { row in
      let name: String = try row.get("name")
      return "the index \(name) is not whole"
    }
  }
}
