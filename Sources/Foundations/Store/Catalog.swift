extension Transaction {
  /// The tables of the house, sorted by name. Together with the overlap guard and search the only place that asks for the engine.
  package borrowing func tableNames() throws -> [String] {
    let sql: SQL =
      switch engine {
      case .sqlite:
        // Names with an underscore in front, and the shadows of a full-text table, are SQLite's own or derived.
        """
        SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name
        """
      case .postgres:
        """
        SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') ORDER BY c.relname
        """
      }
    return try rows(sql).map { try $0.get("name") }
  }

  /// The columns of a table, in their order.
  package borrowing func columnNames(of table: String) throws -> [String] {
    let sql: SQL =
      switch engine {
      case .sqlite: "SELECT name FROM pragma_table_info(\(table)) ORDER BY cid"
      case .postgres:
        """
        SELECT a.attname AS name FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relname = \(table) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY a.attnum
        """
      }
    return try rows(sql).map { try $0.get("name") }
  }

  /// For each table with foreign keys, the tables they point to.
  package borrowing func references() throws -> [String: Set<String>] {
    let sql: SQL =
      switch engine {
      case .sqlite:
        """
        SELECT t.name AS child, f."table" AS parent FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
        WHERE t.schema = 'main' AND t.type = 'table'
        """
      case .postgres:
        """
        SELECT c.relname AS child, p.relname AS parent FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        JOIN pg_class p ON p.oid = k.confrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype = 'f' AND n.nspname = current_schema()
        """
      }
    var references: [String: Set<String>] = [:]
    for row in try rows(sql) { references[try row.get("child") as String, default: []].insert(try row.get("parent")) }
    return references
  }
}
