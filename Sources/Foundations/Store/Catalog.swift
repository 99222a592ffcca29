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

  /// The columns of a table that hold one of the two types, in their order: not those an engine keeps for its own search.
  package borrowing func columns(of table: String) throws -> [TableColumn] {
    let sql: SQL =
      switch engine {
      case .sqlite:
        """
        SELECT name, CASE UPPER(type) WHEN 'BIGINT' THEN 1 ELSE 0 END AS is_integer FROM pragma_table_info(\(table))
        WHERE UPPER(type) IN ('TEXT', 'BIGINT') ORDER BY cid
        """
      case .postgres:
        """
        SELECT a.attname AS name, a.atttypid = 20 AS is_integer FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = current_schema() AND c.relname = \(table) AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
          AND a.atttypid IN (20, 25)
        ORDER BY a.attnum
        """
      }
    return try all(sql)
  }

  /// The foreign keys of one column, of all tables.
  package borrowing func references() throws -> [TableReference] {
    let sql: SQL =
      switch engine {
      case .sqlite:
        """
        SELECT t.name AS child, f."from" AS child_column, f."table" AS parent, COALESCE(f."to", 'id') AS parent_column
        FROM pragma_table_list t, pragma_foreign_key_list(t.name) f WHERE t.schema = 'main' AND t.type = 'table'
        """
      case .postgres:
        """
        SELECT c.relname AS child, ca.attname AS child_column, p.relname AS parent, pa.attname AS parent_column
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute ca ON ca.attrelid = c.oid AND ca.attnum = k.conkey[1]
        JOIN pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = k.confkey[1]
        WHERE k.contype = 'f' AND n.nspname = current_schema()
        """
      }
    return try all(sql)
  }
}

/// A column as both engines know it.
package struct TableColumn: Hashable, Sendable, RowReadable {
  package let name: String
  package let type: ColumnType

  package init(row: Row) throws {
    name = try row.get("name")
    type = try row.get("is_integer") ? .integer : .text
  }
}

/// A foreign key: which column points to which.
package struct TableReference: Hashable, Sendable, RowReadable {
  package let child: String
  package let childColumn: String
  package let parent: String
  package let parentColumn: String

  package init(row: Row) throws {
    child = try row.get("child")
    childColumn = try row.get("child_column")
    parent = try row.get("parent")
    parentColumn = try row.get("parent_column")
  }
}
