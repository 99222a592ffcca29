import Kernel
import Store

extension HouseCheck {
  /// What concerns no area: audit, jobs and mail.
  static let ofFoundations = [nothingFromTheFuture, nothingGivenUp, noLetterGivenUp]

  private static let nothingFromTheFuture = HouseCheck("clock") { transaction, now in
    // A minute is what two machines may differ by.
    let count = try transaction.value("SELECT COUNT(*) FROM audit WHERE at > \(now + 60)", as: Int.self) ?? 0
    return count == 0 ? [] : ["\(count) changes are dated after now (\(now.iso)): the clock of a machine is or was wrong"]
  }

  private static let nothingGivenUp = HouseCheck("jobs") { transaction, _ in
    try transaction.rows("SELECT kind, last_error, COUNT(*) AS many FROM jobs WHERE failed_at IS NOT NULL GROUP BY kind, last_error").map {
      row in
      let kind: String = try row.get("kind")
      let many: Int = try row.get("many")
      let error: String? = try row.get("last_error")
      return "\(many) × \(kind) given up: \(error ?? "no reason kept")"
    }
  }

  private static let noLetterGivenUp = HouseCheck("mail") { transaction, _ in
    try transaction.rows("SELECT last_error, COUNT(*) AS many FROM outbox WHERE failed_at IS NOT NULL GROUP BY last_error").map { row in
      let many: Int = try row.get("many")
      let error: String? = try row.get("last_error")
      return "\(many) letters given up: \(error ?? "no reason kept")"
    }
  }
}
