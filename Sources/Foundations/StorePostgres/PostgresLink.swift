import CLibPQ
import Store

/// One connection to the server, used by one thread at a time, with the statements prepared on it.
final class PostgresLink {
  private let settings: PostgresSettings
  private let handle: OpaquePointer
  private var prepared: [Preparation: String] = [:]

  /// The same text prepared with other types is another statement.
  private struct Preparation: Hashable {
    let text: String
    let types: [ColumnType]
  }
  /// Statements kept on a connection before it forgets them all and begins anew.
  private static let mostPrepared = 500

  /// Connects, or throws a `StoreError` of kind connection.
  init(_ settings: PostgresSettings) throws {
    self.settings = settings
    // What stands after the address outdoes it; what stands before is only a default.
    let names: [StaticString] = ["connect_timeout", "application_name", "dbname", "client_encoding"]
    let values = ["10", "km0", settings.url, "UTF8"]
    let started = PostgresLink.withWords(names.map(\.description), values) { PQconnectdbParams($0, $1, 1) }
    guard let started else { throw StoreError(.connection, "no memory for a connection") }
    handle = started
    guard PQstatus(started) == CONNECTION_OK else {
      let message = String(cString: PQerrorMessage(started))
      finish()
      throw StoreError(.connection, message.split(whereSeparator: \.isNewline).joined(separator: " "))
    }
    do { for statement in settings.preamble { try command(statement) } } catch {
      finish()
      throw error
    }
  }

  deinit { finish() }

  private var isFinished = false
  func finish() {
    if !isFinished { PQfinish(handle) }
    isFinished = true
  }

  var isAlive: Bool { !isFinished && PQstatus(handle) == CONNECTION_OK }

  /// A statement without parameters and without an answer.
  func command(_ text: String) throws {
    let answer = PQexec(handle, text)
    defer { PQclear(answer) }
    try check(answer, text)
  }

  /// Prepares the statement once, runs it and hands over its result.
  func run<Answer>(_ sql: SQL, _ body: (PostgresResult) throws -> Answer) throws -> Answer {
    let name = try preparation(of: sql)
    var texts: [String?] = []
    texts.reserveCapacity(sql.values.count)
    for value in sql.values {
      switch value {
      case .null: texts.append(nil)
      case .integer(let integer): texts.append(String(integer))
      case .text(let text):
        if text.utf8.contains(0) { throw StoreError(.statement, "a text holds the character NUL") }
        texts.append(text)
      }
    }
    let answer = PostgresLink.withTexts(texts) { PQexecPrepared(handle, name, Int32(texts.count), $0, nil, nil, 0) }
    defer { PQclear(answer) }
    try check(answer, sql.text)
    return try body(PostgresResult(answer))
  }

  /// Forgets the prepared statements, as when the tables they were planned for have changed.
  func forgetStatements() {
    prepared = [:]
    PQclear(PQexec(handle, "DEALLOCATE ALL"))
  }

  private func preparation(of sql: SQL) throws -> String {
    let wanted = Preparation(text: sql.text, types: sql.types)
    if let name = prepared[wanted] { return name }
    if prepared.count >= PostgresLink.mostPrepared { forgetStatements() }
    let name = "s\(prepared.count)"
    // The numbers of the types int8 and text, fixed since there is PostgreSQL.
    let numbers: [Oid] = sql.types.map { $0 == .integer ? 20 : 25 }
    let answer = PQprepare(handle, name, sql.text, Int32(numbers.count), numbers)
    defer { PQclear(answer) }
    try check(answer, sql.text)
    prepared[wanted] = name
    return name
  }

  private func check(_ answer: OpaquePointer?, _ text: String) throws {
    switch PQresultStatus(answer) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK: return
    default: throw PostgresFailure(answer, handle, text)
    }
  }

  private static func withTexts<Answer>(_ texts: [String?], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Answer) -> Answer {
    var bytes: [CChar] = []
    var starts: [Int?] = []
    for text in texts {
      starts.append(text == nil ? nil : bytes.count)
      if let text {
        for byte in text.utf8 { bytes.append(CChar(bitPattern: byte)) }
        bytes.append(0)
      }
    }
    bytes.append(0)
    return bytes.withUnsafeBufferPointer { buffer in
      var pointers: [UnsafePointer<CChar>?] = starts.map { start in start.flatMap { buffer.baseAddress?.advanced(by: $0) } }
      pointers.append(nil)
      return pointers.withUnsafeBufferPointer { list in
        guard let first = list.baseAddress else { preconditionFailure("a list with its end has an address") }
        return body(first)
      }
    }
  }

  private static func withWords<Answer>(
    _ names: [String], _ values: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Answer
  ) -> Answer {
    withTexts(names) { names in withTexts(values) { values in body(names, values) } }
  }
}
