import GRDB
import GRDBSQLite
import Store

/// Statements on one of GRDB's connections, stepped by SQLite's own functions: no copy between its values and ours.
struct SQLiteConnection: Store.Connection {
  private let connection: GRDB.Database
  private let handle: OpaquePointer
  private let watch: StatementWatch

  init(_ connection: GRDB.Database, statementTimeoutSeconds: Int) throws {
    guard let handle = connection.sqliteConnection else { throw StoreError(.connection, "the database is closed") }
    self.connection = connection
    self.handle = handle
    watch = StatementWatch(over: handle, seconds: statementTimeoutSeconds)
  }

  var engine: Engine { .sqlite }
  /// Nothing to do: a writing transaction of SQLite is alone from its first line.
  func lock(_: String) throws {}

  func rows(_ sql: Store.SQL) throws -> [Store.Row] {
    try prepared(sql) { statement in
      var rows: [Store.Row] = []
      var columns: Store.Row.Columns?
      while try step(statement, sql) {
        // Named after the first step: until then a changed schema may still compile the statement anew.
        let named = columns ?? names(of: statement)
        columns = named
        var values: [Value] = []
        try read(statement, into: &values)
        rows.append(Store.Row(columns: named, values: values))
      }
      return rows
    }
  }

  func eachRow(_ sql: Store.SQL, _ body: (inout ValueReader) throws -> Void) throws {
    try prepared(sql) { statement in
      var reader = ValueReader(SQLiteRow(statement))
      while try step(statement, sql) {
        reader.restart()
        try body(&reader)
        // What is done with a row is not the statement's time.
        watch.restart()
      }
    }
  }

  func change(_ sql: Store.SQL) throws -> Int {
    try prepared(sql) { statement in
      let before = sqlite3_total_changes(handle)
      while try step(statement, sql) {}
      // `sqlite3_changes` keeps the count of an earlier statement when this one was not an INSERT, UPDATE or DELETE.
      return sqlite3_total_changes(handle) == before ? 0 : Int(sqlite3_changes(handle))
    }
  }

  private func prepared<Answer>(_ sql: Store.SQL, _ body: (OpaquePointer) throws -> Answer) throws -> Answer {
    let statement = try connection.cachedStatement(sql: sql.text).sqliteStatement
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    guard sqlite3_bind_parameter_count(statement) == Int32(sql.values.count) else {
      throw StoreError(.statement, "\(sql.values.count) values for: \(sql.text)")
    }
    watch.restart()
    for (index, value) in sql.values.enumerated() { try bind(value, Int32(index + 1), statement) }
    return try body(statement)
  }

  private func bind(_ value: Value, _ place: Int32, _ statement: OpaquePointer) throws {
    let code: Int32
    switch value {
    case .null: code = sqlite3_bind_null(statement, place)
    case .integer(let integer): code = sqlite3_bind_int64(statement, place, integer)
    case .text(var text):
      // SQLITE_TRANSIENT, which Swift cannot import: SQLite takes its own copy.
      let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
      let bound = text.withUTF8 { bytes -> Int32? in
        if bytes.contains(0) { return nil }
        return bytes.withMemoryRebound(to: CChar.self) { characters in
          // An empty text may have no address, and no address would bind NULL.
          guard let start = characters.baseAddress else { return sqlite3_bind_text(statement, place, "", 0, copied) }
          return sqlite3_bind_text(statement, place, start, Int32(clamping: characters.count), copied)
        }
      }
      guard let bound else { throw StoreError(.statement, "a text holds the character NUL") }
      code = bound
    }
    if code != SQLITE_OK { throw failure("") }
  }

  /// Whether there is a row.
  private func step(_ statement: OpaquePointer, _ sql: Store.SQL) throws -> Bool {
    switch sqlite3_step(statement) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    case SQLITE_INTERRUPT where watch.isOver:
      throw StoreError(.timeout, "more than \(watch.seconds) s for: \(sql.text)")
    case SQLITE_INTERRUPT: throw CancellationError()
    default: throw failure(sql.text)
    }
  }

  private func names(of statement: OpaquePointer) -> Store.Row.Columns {
    Store.Row.Columns((0..<sqlite3_column_count(statement)).map { String(cString: sqlite3_column_name(statement, $0)) })
  }

  private func read(_ statement: OpaquePointer, into values: inout [Value]) throws {
    let count = sqlite3_data_count(statement)
    values.reserveCapacity(Int(count))
    for place in 0..<count {
      switch sqlite3_column_type(statement, place) {
      case SQLITE_NULL: values.append(.null)
      case SQLITE_INTEGER: values.append(.integer(sqlite3_column_int64(statement, place)))
      case SQLITE_TEXT:
        let bytes = UnsafeBufferPointer(start: sqlite3_column_text(statement, place), count: Int(sqlite3_column_bytes(statement, place)))
        values.append(.text(String(decoding: bytes, as: UTF8.self)))
      default:
        throw StoreError(.decoding, "column \(String(cString: sqlite3_column_name(statement, place))) is neither text nor integer")
      }
    }
  }

  private func failure(_ text: String) -> StoreError {
    let message = String(cString: sqlite3_errmsg(handle))
    let code = sqlite3_extended_errcode(handle)
    let kind = StoreError.kind(code)
    return StoreError(kind, kind == .constraint ? message : "\(message) (code \(code)) in: \(text)")
  }
}

/// The row on which a statement stands.
private final class SQLiteRow: RowValues {
  private let statement: OpaquePointer
  init(_ statement: OpaquePointer) { self.statement = statement }

  func integer(at place: Int) throws -> Int64? {
    switch sqlite3_column_type(statement, Int32(place)) {
    case SQLITE_NULL: return nil
    case SQLITE_INTEGER: return sqlite3_column_int64(statement, Int32(place))
    default: throw StoreError(.decoding, "column \(place) of a row holds no integer")
    }
  }

  func bytes(at place: Int) throws -> UnsafeBufferPointer<UInt8>? {
    switch sqlite3_column_type(statement, Int32(place)) {
    case SQLITE_NULL: return nil
    case SQLITE_TEXT:
      return UnsafeBufferPointer(
        start: sqlite3_column_text(statement, Int32(place)), count: Int(sqlite3_column_bytes(statement, Int32(place))))
    default: throw StoreError(.decoding, "column \(place) of a row holds no text")
    }
  }
}
