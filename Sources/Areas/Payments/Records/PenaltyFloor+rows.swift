import Kernel
import Store

extension PaymentsTables {
  static let floors = Migration(
    "payments 006: the least that is worth a penalty",
    """
    CREATE TABLE penalty_floors (
      from_day TEXT PRIMARY KEY,
      amount BIGINT NOT NULL CHECK (amount >= 0),
      set_at BIGINT NOT NULL,
      set_by TEXT NOT NULL
    )
    """)
}

extension Transaction {
  /// The house's choice on that day; nothing where it never chose.
  package borrowing func penaltyFloor(on day: Day) throws -> Money {
    try value("SELECT amount FROM penalty_floors WHERE from_day <= \(day) ORDER BY from_day DESC LIMIT 1") ?? .zero
  }
}
