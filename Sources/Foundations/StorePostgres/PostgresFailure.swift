import CLibPQ
import Store

/// What the server, or the way to it, answered instead of a result.
struct PostgresFailure: Error {
  /// The five signs of the SQL standard; empty when the connection itself failed.
  let state: String
  let error: StoreError

  init(_ answer: OpaquePointer?, _ handle: OpaquePointer, _ text: String) {
    func field(_ code: Character) -> String {
      guard let ascii = code.asciiValue, let found = PQresultErrorField(answer, Int32(ascii)) else { return "" }
      return String(cString: found)
    }
    let state = field("C")
    let message = state.isEmpty ? String(cString: PQerrorMessage(handle)) : field("M")
    let constraint = field("n")
    let isLost = PQstatus(handle) != CONNECTION_OK
    let kind = isLost ? .connection : PostgresFailure.kind(state)
    self.state = state
    error = StoreError(
      kind,
      kind == .constraint
        ? (constraint.isEmpty ? message : "\(constraint): \(message)")
        : "\(message) (state \(state)) in: \(text)")
  }

  static func kind(_ state: String) -> StoreError.Kind {
    switch state {
    case "40001", "40P01": .serialisation
    // A trigger that raises speaks for an invariant, as RAISE does on SQLite.
    case "P0001": .constraint
    case "57014", "55P03", "25P03": .timeout
    default:
      switch state.prefix(2) {
      case "23": .constraint
      case "08", "53", "57", "": .connection
      default: .statement
      }
    }
  }

  /// A statement was planned for tables that have changed since, or the server no longer knows it.
  var isStalePlan: Bool { state == "0A000" && error.description.contains("cached plan") || state == "26000" }
}
